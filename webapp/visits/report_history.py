"""What was reported: days with their figures, and of one day who said what and when."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from webapp.staff.models import Account
from webapp.visits import corrections
from webapp.visits.decisions import Correction
from webapp.visits.models import Entry, EntryKind, Figure, Metric, Status, Submission
from webapp.visits.report import SHOWN

DAYS_A_PAGE = 31


@dataclass(frozen=True)
class Day:
    """A place's day as it stands.

    Attributes:
        status: Of its admissions.
        waiting: Whether a correction waits for a second person.
    """

    place_id: int
    day: date
    values: dict[Metric, int]
    status: Status
    waiting: bool


@dataclass(frozen=True)
class Page:
    """Some days, the latest first; `earlier` is where to go on, None at the end."""

    days: Sequence[Day]
    earlier: date | None


@dataclass(frozen=True)
class Said:
    """What somebody said of a day at once, of one kind and with one remark.

    Attributes:
        by, second: Full names of who sent and who approved it; None for somebody at the terminal,
            and where nobody had to approve.
    """

    kind: EntryKind
    values: dict[Metric, int | None]
    note: str | None
    at: datetime
    by: str | None
    second: str | None


def reported_on(session: Session, day: date) -> set[int]:
    """The places that have a figure for a day."""
    found = select(Figure.place_id).where(
        Figure.metric == Metric.visits, Figure.business_day == day
    )
    return set(session.scalars(found))


def figures_on(session: Session, place_id: int, day: date) -> dict[Metric, Figure]:
    """The figures of a place's day, in the order in which they are shown."""
    rows = session.scalars(
        select(Figure).where(Figure.place_id == place_id, Figure.business_day == day)
    )
    found = {row.metric: row for row in rows}
    return {metric: found[metric] for metric in Metric if metric in found}


def said_on(session: Session, place_id: int, day: date) -> list[Said]:
    """Everything that people said of a place's day, the latest first."""
    second = aliased(Account)
    rows = session.execute(
        select(Entry, Submission.received_at, Account.full_name, second.full_name)
        .join(Submission, Submission.id == Entry.submission_id)
        .outerjoin(Account, Account.id == Submission.account_id)
        .outerjoin(second, second.id == Submission.approved_by_id)
        .where(Entry.place_id == place_id, Entry.business_day == day, Entry.gate.is_(None))
        .order_by(Entry.submission_id.desc(), Entry.id)
    )
    found: dict[tuple[int, EntryKind, str | None], Said] = {}
    for entry, at, by, approver in rows:
        key = entry.submission_id, entry.kind, entry.note
        said = found.setdefault(key, Said(entry.kind, {}, entry.note, at, by, approver))
        said.values[entry.metric] = entry.value
    return list(found.values())


def days_until(session: Session, places: Collection[int], until: date) -> Page:
    """The days with figures of a month up to `until`, as far back as there are some."""
    last = _latest(session, places, until)
    if last is None:
        return Page((), None)
    first = last - timedelta(days=DAYS_A_PAGE - 1)
    waiting = {
        (one.place_id, one.business_day)
        for one in session.scalars(
            corrections.waiting(first, last).where(Correction.place_id.in_(places))
        )
    }
    found: dict[tuple[date, int], Day] = {}
    for row in session.scalars(
        select(Figure).where(
            Figure.place_id.in_(places),
            Figure.metric.in_(SHOWN),
            Figure.business_day.between(first, last),
        )
    ):
        key = row.business_day, row.place_id
        known = found.get(key)
        values = {**(known.values if known else {}), row.metric: row.value}
        of_visits = known is None or row.metric is Metric.visits
        status = row.status if of_visits or known is None else known.status
        waits = (row.place_id, row.business_day) in waiting
        found[key] = Day(row.place_id, row.business_day, values, status, waits)
    earlier = _latest(session, places, first - timedelta(days=1))
    ordered = sorted(found.values(), key=lambda one: (-one.day.toordinal(), one.place_id))
    return Page(ordered, earlier)


def _latest(session: Session, places: Collection[int], until: date) -> date | None:
    found: date | None = session.scalar(
        select(func.max(Figure.business_day)).where(
            Figure.place_id.in_(places),
            Figure.metric == Metric.visits,
            Figure.business_day <= until,
        )
    )
    return found
