"""An operator's daily report: what one place counted on one business day, handed in once."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from webapp.core import clock
from webapp.places.models import Closure, Place, PlaceStatus
from webapp.staff.models import Account
from webapp.visits import corrections, ledger, opening, taking
from webapp.visits.daily_form import DayReport
from webapp.visits.decisions import Correction
from webapp.visits.models import Figure, Metric, Submission, SubmissionKind
from webapp.visits.standing import Key, Standing, key_of
from webapp.visits.statements import Statement, beside
from webapp.visits.taking import Envelope, Taken
from webapp.visits.unusual import Finding

ADMISSIONS = (Metric.full, Metric.discount, Metric.free)
ASKED = (*ADMISSIONS, Metric.ticket_revenue, Metric.other_revenue)
SHOWN = (Metric.visits, *ASKED)
CLOSED = "闭园"  # the remark of a zero that means: nobody could come
OPENS, CLOSES = 9, 17  # o'clock; what is closed from the one to the other is closed that day


@dataclass(frozen=True)
class Report:
    """What somebody hands in.

    Attributes:
        values: Those that were filled in, admissions in person-times and money in fen; their total
            is `Metric.visits`.
        closed: They say that the place was closed that day.
    """

    place_id: int
    day: date
    values: Mapping[Metric, int]
    closed: bool = False

    @property
    def whole(self) -> dict[Metric, int]:
        """All values with the total of the admissions."""
        total = sum(self.values.get(metric, 0) for metric in ADMISSIONS)
        return {Metric.visits: total, **self.values}


@dataclass(frozen=True)
class Plan:
    """What handing in a report would do, and what it has to answer first.

    Attributes:
        statements: Its values beside the ledger's.
        changes: What stands of the figures that it changes.
        note: What its entries say besides: that the place was closed, and the reason.
        cleared: Metrics that were reported before and are left empty now.
        waits: Whether it would wait for a second person.
        stamp: Stands for all that was compared; another one means that something is different.
    """

    report: Report
    statements: Sequence[Statement]
    changes: Mapping[Key, Standing]
    cleared: Sequence[Metric]
    findings: Sequence[Finding]
    note: str
    waits: bool
    stamp: str

    @property
    def needs_reason(self) -> bool:
        """Whether somebody has to say why."""
        return bool(self.changes or self.findings)

    @property
    def adds(self) -> bool:
        """Whether the ledger does not say all of it already."""
        return bool(self.changes) or any(
            one.fate in ("new", "confirmed") for one in self.statements
        )


def plan(
    session: Session, report: Report, findings: Sequence[Finding], reason: str, today: date
) -> Plan:
    """Put a report beside the ledger; nothing is stored.

    Args:
        today: The business day that is running.
    """
    standing = reported(session, report.place_id, report.day)
    left = [m for m in ASKED if m in standing and m not in report.values]
    if report.closed:
        report, left = replace(report, values={**report.values, **dict.fromkeys(left, 0)}), []
    note = "; ".join(part for part in (CLOSED if report.closed else "", reason) if part)
    row = DayReport(1, report.day, "", report.whole, None, note or None)
    statements = list(beside(session, [(report.place_id, row)], today))
    corrected = [one for one in statements if one.fate == "corrected"]
    changes = taking.changes_of(session, corrected) if corrected else {}
    stamp = _stamp(report, changes, findings)
    waits = bool(taking.waiting_days(changes, corrected, today))
    return Plan(report, statements, changes, left, findings, note, waits, stamp)


def _stamp(report: Report, changes: Mapping[Key, Standing], findings: Sequence[Finding]) -> str:
    values = sorted((metric.value, value) for metric, value in report.whole.items())
    before = sorted((key[2].value, one.value) for key, one in changes.items())
    said = [report.place_id, report.day, report.closed, values, before, findings]
    return hashlib.sha256(repr(said).encode()).hexdigest()[:32]


def hand_in(session: Session, planned: Plan, key: str, by: Account, now: datetime) -> Taken:
    """Store a report, in the ledger's turn; the caller commits.

    Args:
        key: Of the form it was written in: the same form counts once.

    Raises:
        NotDecided: a correction cannot be; nothing is stored then.
    """
    envelope = Envelope(SubmissionKind.staff, f"staff:{by.name}", key_for(key, by))
    return taking.take_in(session, planned.statements, envelope, planned.note or None, by, now)


def key_for(key: str, by: Account) -> str:
    """The submission's key: nobody can use up somebody else's."""
    return f"report:{by.id}:{key}"


def handed_in(session: Session, key: str, by: Account) -> bool:
    """Whether the form with this key was received before."""
    known = select(Submission.id).where(Submission.key == key_for(key, by))
    return session.scalar(known) is not None


def waits_already(session: Session, planned: Plan, by: Account) -> bool:
    """Whether this very change was asked for by this person, and waits for a second one."""
    asked = {
        (*key_of(one), one.new_value): one.asked_by_id
        for one in waiting_at(session, planned.report.place_id, planned.report.day)
    }
    wanted = [(*one.key, one.value) for one in planned.statements if one.key in planned.changes]
    return bool(wanted) and all(asked.get(one) == by.id for one in wanted)


def waiting_at(session: Session, place_id: int, day: date) -> Sequence[Correction]:
    """The corrections of a place's day that wait for a second person."""
    found = corrections.waiting(day, day).where(Correction.place_id == place_id)
    return session.scalars(found).all()


def reported(session: Session, place_id: int, day: date) -> dict[Metric, int]:
    """What people have reported for a place's day, as it holds now."""
    return {
        entry.metric: entry.value
        for entry in ledger.reports_of(session, [place_id], [day])
        if entry.value is not None
    }


def last_before(
    session: Session, place_id: int, day: date
) -> tuple[date, dict[Metric, int]] | None:
    """The last day before `day` with a figure, and its figures: what it is usually like."""
    last = session.scalar(
        select(Figure.business_day)
        .where(
            Figure.place_id == place_id, Figure.metric == Metric.visits, Figure.business_day < day
        )
        .order_by(Figure.business_day.desc())
        .limit(1)
    )
    if last is None:
        return None
    rows = session.execute(
        select(Figure.metric, Figure.value).where(
            Figure.place_id == place_id, Figure.business_day == last, Figure.metric.in_(SHOWN)
        )
    )
    return last, {row.metric: row.value for row in rows}


def is_open(session: Session, place: Place, day: date) -> bool | None:
    """Whether a place was open, by its calendar and by what closed it; None when nobody said."""
    if _closed(session, place, day):
        return False
    return opening.calendars(session, [place.id])[place.id].is_open(day)


def _closed(session: Session, place: Place, day: date) -> bool:
    """Whether the desk had closed a place, or the whole it is part of, through a day."""
    whole, ids = place, [place.id]
    while whole.parent is not None and whole.parent_id not in ids:
        whole = whole.parent
        ids.append(whole.id)
    first, last = (clock.at_local(day) + timedelta(hours=hour) for hour in (OPENS, CLOSES))
    asked = select(Closure.id).where(
        Closure.place_id.in_(ids),
        Closure.starts_at <= first,
        or_(Closure.ends_at.is_(None), Closure.ends_at >= last),
        or_(Closure.ended_at.is_(None), Closure.ended_at >= last),
    )
    return session.scalar(asked.limit(1)) is not None


def may_be_empty(place: Place, opened: bool | None) -> bool:
    """Whether a zero can mean that it was open and nobody came."""
    return place.status is PlaceStatus.open if opened is None else opened
