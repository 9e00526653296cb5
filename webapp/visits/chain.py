"""The chain: one link for each submission, so that nobody can change, drop or slip one in unseen.

A link's hash covers the submission, all its lines and the link before it. Links are appended in
the transaction of the entries, by one writer at a time; UNIQUE(previous) makes a fork impossible.

Submissions that are older than the chain get their links before its first one is made, all at
once: then, and never again, so that what is slipped in later cannot be made to look old.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar, cast

from sqlalchemy import Row, Table, bindparam, insert, select
from sqlalchemy.orm import Session

from webapp.core import clock
from webapp.core.marking import N_
from webapp.visits import canonical
from webapp.visits.models import ChainLink, Entry, Submission
from webapp.visits.stored import as_stored, submissions

GENESIS = "0" * 64  # what the first link follows
AT_ONCE = 500  # rows of one statement
Item = TypeVar("Item")


OUT_OF_ORDER = N_("a line stands out of its order")


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
    lines = [canonical.line(row, named.get(row.get("supersedes"))) for row in rows]
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
    with closing(submissions(connection, until)) as found:
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


def number_of(session: Session, hash: str) -> int | None:
    """Which link has this hash: one that was printed is still part of the chain."""
    return session.scalar(select(ChainLink.number).where(ChainLink.hash == hash))


_ENVELOPE = select(Submission.id, *as_stored(Submission, canonical.ENVELOPE)).where(
    Submission.id == bindparam("id")
)
