"""Submissions with their links and lines, one after the other, as the database has them."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, String, select, type_coerce
from sqlalchemy.orm import aliased

from webapp.core.database import Model
from webapp.visits import canonical
from webapp.visits.models import ChainLink, Entry, Submission

IN_MEMORY = 2000  # rows of a stream


class Astray(Exception):
    """Lines are left over that belong to no submission."""


@dataclass(frozen=True)
class Stored:
    """A submission as the database has it; `misplaced` when lines follow that are not its own."""

    row: Row[Any]
    lines: list[list[Any]]
    misplaced: bool


def submissions(connection: Connection, until: int | None = None) -> Generator[Stored, None, None]:
    """Each submission with its link and lines.

    Submissions, links and entries are made in one order, which is that of their numbers: so two
    streams side by side are enough. Values are taken as they lie there, whatever they may be.
    """
    submissions, entries = _SUBMISSIONS, _ENTRIES
    if until is not None:
        submissions = submissions.where(Submission.id < until)
        entries = entries.where(Entry.submission_id < until)
    options = {"stream_results": True, "yield_per": IN_MEMORY}
    with (
        connection.execute(submissions, execution_options=options) as rows,
        connection.execute(entries, execution_options=options) as all_lines,
    ):
        groups = groupby(all_lines, key=lambda entry: entry.submission_id)
        group = next(groups, None)
        for row in rows:
            lines: list[list[Any]] = []
            if group is not None and group[0] == row.id:
                lines = [_line(entry) for entry in group[1]]
                group = next(groups, None)
            yield Stored(row, lines, group is not None and group[0] <= row.id)
    if group is not None:
        raise Astray


def _line(entry: Row[Any]) -> list[Any]:
    values = entry._asdict()
    named = values["superseded_source"], values["superseded_key"]
    return canonical.line(values, named if values["supersedes"] else None)


def as_stored(table: type[Model], columns: Sequence[str]) -> list[Any]:
    """Columns without their types, which refuse what was never written through them."""
    return [type_coerce(table.__table__.c[name], String).label(name) for name in columns]


_EARLIER = aliased(Entry)
_ENTRIES = (
    select(
        Entry.submission_id,
        Entry.supersedes,
        *as_stored(Entry, [name for name in canonical.LINE if name != "superseded"]),
        _EARLIER.source.label("superseded_source"),
        _EARLIER.source_key.label("superseded_key"),
    )
    .outerjoin(_EARLIER, _EARLIER.id == Entry.supersedes)
    .order_by(Entry.id)
)
_SUBMISSIONS = (
    select(
        Submission.id,
        *as_stored(Submission, canonical.ENVELOPE),
        ChainLink.number,
        *as_stored(ChainLink, ["previous", "hash", "at"]),
    )
    .outerjoin(ChainLink, ChainLink.submission_id == Submission.id)
    .order_by(Submission.id)
)
