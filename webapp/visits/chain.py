"""The chain: one link for each submission, so that nobody can change, drop or slip one in unseen.

A link's hash covers the submission, all its lines and the link before it. Links are appended in
the transaction of the entries, by one writer at a time; UNIQUE(previous) makes a fork impossible.

Submissions that are older than the chain get their links before its first one is made, all at
once: then, and never again, so that what is slipped in later cannot be made to look old.
"""

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, islice
from typing import Any, TypeVar, cast

from sqlalchemy import (
    Connection,
    ForeignKey,
    Row,
    String,
    Table,
    bindparam,
    func,
    insert,
    select,
    type_coerce,
)
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from webapp.core import clock
from webapp.core.database import Model, RowNumber
from webapp.core.terminal import N_
from webapp.visits import canonical
from webapp.visits.models import Entry, Submission

GENESIS = "0" * 64  # what the first link follows
AT_ONCE = 500  # rows of one statement
IN_MEMORY = 2000  # rows of a stream
Item = TypeVar("Item")


class ChainLink(Model):
    """A submission's place in the chain; append-only, guarded by triggers."""

    __tablename__ = "chain_link"
    number: Mapped[int] = mapped_column(RowNumber, primary_key=True, autoincrement=False)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"), unique=True)
    previous: Mapped[str] = mapped_column(unique=True)
    hash: Mapped[str] = mapped_column(unique=True)
    at: Mapped[datetime]


class Broken(Exception):
    """The chain does not hold.

    Attributes:
        number: The first link that is not as it should be.
        reason: An English msgid.
    """

    def __init__(self, number: int, reason: str) -> None:
        super().__init__(f"link {number}: {reason}")
        self.number, self.reason = number, reason


@dataclass(frozen=True)
class Head:
    """The last link: it stands for everything before it."""

    number: int = 0
    hash: str = GENESIS


def head(session: Session) -> Head:
    """The last link; number 0 while there is none."""
    last = session.execute(_HEAD).first()
    return Head(*last) if last else Head()


_HEAD = select(ChainLink.number, ChainLink.hash).order_by(ChainLink.number.desc()).limit(1)
_LINK = cast(Table, ChainLink.__table__)


def append(session: Session, submission: int, rows: Sequence[Mapping[str, Any]]) -> None:
    """Link a submission that is complete; in the ledger's turn, once for each.

    Args:
        rows: All its entries, by column.

    Raises:
        IntegrityError: somebody else was faster, or it is linked already.
    """
    before = head(session)
    if not before.number:
        before = adopt(session, until=submission)
    named = _superseded(session, rows)
    lines = [
        canonical.line({**row, "superseded": named.get(row.get("supersedes"))}) for row in rows
    ]
    envelope = session.execute(_ENVELOPE, {"id": submission}).one()
    link = _link(before, envelope, lines)
    session.connection().execute(insert(_LINK), link)


def adopt(session: Session, until: int | None = None) -> Head:
    """Link what is older than the chain; the caller holds the ledger's turn and commits.

    Args:
        until: The submission before which to stop; all are linked without it.
    """
    last = head(session)
    if last.number:
        return last
    connection = session.connection()
    with closing(_submissions(connection, until)) as found:
        for some in _batches(found):
            links = []
            for one in some:
                if one.misplaced:
                    raise Broken(last.number + 1, OUT_OF_ORDER)
                links.append(_link(last, one.row, one.lines))
                last = Head(links[-1]["number"], links[-1]["hash"])
            connection.execute(insert(_LINK), links)
    return last


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    rest = iter(items)
    while some := list(islice(rest, AT_ONCE)):
        yield some


def _link(before: Head, submission: Row[Any], lines: list[list[Any]]) -> dict[str, Any]:
    number, at = before.number + 1, clock.now()
    envelope = canonical.envelope(submission._asdict())
    return {
        "number": number,
        "submission_id": submission.id,
        "previous": before.hash,
        "hash": canonical.digest(envelope, lines, number, at, before.hash),
        "at": at,
    }


def _superseded(session: Session, rows: Sequence[Mapping[str, Any]]) -> dict[Any, tuple[str, str]]:
    wanted = [row["supersedes"] for row in rows if row.get("supersedes") is not None]
    found: dict[Any, tuple[str, str]] = {}
    for some in _batches(wanted):
        named = select(Entry.id, Entry.source, Entry.source_key).where(Entry.id.in_(some))
        found |= {row.id: (row.source, row.source_key) for row in session.execute(named)}
    return found


MISSING = N_("it is missing, or not in its order")
NOT_LINKED = N_("a submission stands there that was never linked")
FORKED = N_("it does not follow the link before it")
CHANGED = N_("what it stands for has been changed")
OUT_OF_ORDER = N_("a line stands out of its order")
NO_SUBMISSION = N_("its submission is gone")
OLDER = N_("the submissions are older than the chain; --adopt links them")


def verify(session: Session) -> Head:
    """Work out every link anew; in a transaction that has read nothing yet.

    Takes memory for one submission at a time, however long the chain is.

    Raises:
        Broken: at the first link that is not as it should be.
    """
    connection = _held_still(session)
    last = Head()
    links = select(func.count()).select_from(ChainLink)
    if not connection.scalar(links) and connection.scalar(select(Submission.id).limit(1)):
        raise Broken(1, OLDER)
    try:
        with closing(_submissions(connection)) as found:
            for one in found:
                if reason := _fault(one, last):
                    raise Broken(last.number + 1, reason)
                last = Head(one.row.number, one.row.hash)
    except _Astray as astray:
        raise Broken(last.number + 1, NO_SUBMISSION) from astray
    if connection.scalar(links) != last.number:
        raise Broken(last.number + 1, NO_SUBMISSION)
    return last


def number_of(session: Session, hash: str) -> int | None:
    """Which link has this hash: one that was printed is still part of the chain."""
    return session.scalar(select(ChainLink.number).where(ChainLink.hash == hash))


def _fault(one: "_Stored", before: Head) -> str:
    link = one.row
    if link.number is None:
        return NOT_LINKED
    if link.number != before.number + 1:
        return MISSING
    if link.previous != before.hash:
        return FORKED
    envelope = canonical.envelope(link._asdict())
    if canonical.digest(envelope, one.lines, link.number, link.at, before.hash) != link.hash:
        return CHANGED
    return OUT_OF_ORDER if one.misplaced else ""


class _Astray(Exception):
    """Lines are left over that belong to no submission."""


@dataclass(frozen=True)
class _Stored:
    """A submission as the database has it; `misplaced` when lines follow that are not its own."""

    row: Row[Any]
    lines: list[list[Any]]
    misplaced: bool


def _submissions(
    connection: Connection, until: int | None = None
) -> Generator[_Stored, None, None]:
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
            yield _Stored(row, lines, group is not None and group[0] <= row.id)
    if group is not None:
        raise _Astray


def _line(entry: Row[Any]) -> list[Any]:
    values = entry._asdict()
    named = (values.pop("superseded_source"), values.pop("superseded_key"))
    return canonical.line({**values, "superseded": named if values["supersedes"] else None})


def _held_still(session: Session) -> Connection:
    """A connection to which nothing changes any more, whoever writes meanwhile."""
    if session.get_bind().dialect.name == "postgresql":
        return session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
    return session.connection()


def _as_stored(table: type[Model], columns: Sequence[str]) -> list[Any]:
    """Columns without their types, which refuse what was never written through them."""
    return [type_coerce(table.__table__.c[name], String).label(name) for name in columns]


_EARLIER = aliased(Entry)
_ENTRIES = (
    select(
        Entry.submission_id,
        Entry.supersedes,
        *_as_stored(Entry, [name for name in canonical.LINE if name != "superseded"]),
        _EARLIER.source.label("superseded_source"),
        _EARLIER.source_key.label("superseded_key"),
    )
    .outerjoin(_EARLIER, _EARLIER.id == Entry.supersedes)
    .order_by(Entry.id)
)
_SUBMISSIONS = (
    select(
        Submission.id,
        *_as_stored(Submission, canonical.ENVELOPE),
        ChainLink.number,
        *_as_stored(ChainLink, ["previous", "hash", "at"]),
    )
    .outerjoin(ChainLink, ChainLink.submission_id == Submission.id)
    .order_by(Submission.id)
)
_ENVELOPE = select(Submission.id, *_as_stored(Submission, canonical.ENVELOPE)).where(
    Submission.id == bindparam("id")
)
