"""The ledger: taking in submissions and their entries, one writer at a time."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, Table, insert, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, aliased

from webapp.core import clock
from webapp.core.database import begin_writing
from webapp.visits import chain, methods
from webapp.visits.models import Entry, Metric, Submission, SubmissionKind

TURN = 150206  # any number, the same for every instance
MOST_VISITS = 100_000  # person-times in one value; more is a slip of the pen
MOST_FEN = 100_000_000 * 100  # 100 million yuan in one value
MONEY = frozenset({Metric.ticket_revenue, Metric.other_revenue})
FIRST_YEAR, LAST_YEAR = 2000, 2100

_TABLE = cast(Table, Entry.__table__)
_INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def begin(session: Session) -> None:
    """Start the transaction in which the ledger grows; others wait until it ends.

    Figures are derived from all entries of a day, so two writers must not overlook each other.
    """
    begin_writing(session, TURN)


def take_turn(session: Session) -> None:
    """Wait for one's turn in a transaction that began as a writing one, as those of the desk do."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("select pg_advisory_xact_lock(:turn)"), {"turn": TURN})


def open_submission(
    session: Session,
    kind: SubmissionKind,
    *,
    source: str,
    key: str,
    sha256: str,
    received_at: datetime,
    file_name: str | None = None,
    note: str | None = None,
    account_id: int | None = None,
    approved_by_id: int | None = None,
) -> int:
    """Store an envelope; returns its id, which its entries name.

    One call of `add` or `add_new` must follow: it brings the entries, all of them, and the link.
    """
    made = session.execute(
        insert(Submission).returning(Submission.id),
        {
            "kind": kind,
            "source": source,
            "key": key,
            "sha256": sha256,
            "file_name": file_name,
            "received_at": received_at,
            "method_version": methods.current(session),
            "note": note,
            "account_id": account_id,
            "approved_by_id": approved_by_id,
        },
    )
    return int(made.scalar_one())


def add(session: Session, submission: int, rows: Sequence[Mapping[str, Any]]) -> None:
    """Append the entries of a submission, and link it into the chain.

    Raises:
        IntegrityError: a line contradicts the ledger (a key used twice, a forked correction).
    """
    session.connection().execute(insert(_TABLE), list(rows))
    _conclude(session, submission, rows)


def add_new(session: Session, submission: int, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Append those of a submission's entries whose (source, key) is new, and link it.

    Args:
        rows: At least one; all of one source, no key twice.

    Returns:
        The new ones; when there are none, the submission is not linked and has to be rolled back.
    """
    connection = session.connection()
    statement = _INSERT[connection.dialect.name](_TABLE).on_conflict_do_nothing(
        index_elements=["source", "source_key"]
    )
    if connection.dialect.name == "postgresql":  # its driver does not count over many rows
        added = len(connection.execute(statement.returning(_TABLE.c.id), rows).all())
    else:
        added = int(connection.execute(statement, rows).rowcount)
    if added < len(rows):
        earlier = _keys_of_others(session, submission, rows)
        rows = [row for row in rows if row["source_key"] not in earlier]
    if rows:
        _conclude(session, submission, rows)
    return rows


def _conclude(session: Session, submission: int, rows: Sequence[Mapping[str, Any]]) -> None:
    chain.append(session, submission, rows)
    methods.note_places(session, {row["place_id"] for row in rows}, clock.now())


def _keys_of_others(
    session: Session, submission: int, rows: Sequence[Mapping[str, Any]]
) -> set[str]:
    return set(
        session.scalars(
            select(Entry.source_key).where(
                Entry.source == rows[0]["source"],
                Entry.source_key.in_([row["source_key"] for row in rows]),
                Entry.submission_id != submission,
            )
        )
    )


def not_superseded(entry: type[Entry] = Entry) -> ColumnElement[bool]:
    """The condition that no later entry stands in an entry's place."""
    later = aliased(Entry)
    return ~select(later.id).where(later.supersedes == entry.id).exists()


def reports_of(session: Session, place_ids: Iterable[int], days: Iterable[date]) -> list[Entry]:
    """The reports by people that hold now for these places, between the first and last day."""
    wanted = sorted(days)
    return list(
        session.scalars(
            select(Entry).where(
                Entry.place_id.in_(list(place_ids)),
                Entry.business_day.between(wanted[0], wanted[-1]),
                Entry.gate.is_(None),
                not_superseded(),
            )
        )
    )
