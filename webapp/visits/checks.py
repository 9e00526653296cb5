"""核对: totals known from elsewhere, which figures have to come near."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from webapp.staff.models import Account
from webapp.visits.decisions import CheckTotal
from webapp.visits.models import Figure, Metric
from webapp.visits.refusals import BadSpan, BadValue, NoReason


@dataclass(frozen=True)
class Checked:
    """A check total beside what the figures come to; None when there are none."""

    check: CheckTotal
    found: int | None

    @property
    def holds(self) -> bool:
        """Whether the figures are as near as they have to be."""
        if self.found is None:
            return False
        return abs(self.found - self.check.value) <= self.check.tolerance


def enter(
    session: Session,
    place_id: int | None,
    metric: Metric,
    span: tuple[date, date],
    value: int,
    tolerance: int,
    source: str,
    by: Account,
    now: datetime,
) -> CheckTotal:
    """Note a total known from elsewhere; the caller commits.

    Args:
        place_id: None for all places together.
        span: First and last business day, both included.
        value, tolerance: In the metric's unit.
        source: Where it is known from: the ticket system, the bank.

    Raises:
        BadSpan, BadValue, NoReason: nothing is stored then.
    """
    _refuse_nonsense(span, value, tolerance, source)
    made = CheckTotal(
        place_id=place_id,
        metric=metric,
        first=span[0],
        last=span[1],
        value=value,
        tolerance=tolerance,
        source=source.strip(),
        entered_by_id=by.id,
        entered_at=now,
    )
    session.add(made)
    session.flush()
    return made


def _refuse_nonsense(span: tuple[date, date], value: int, tolerance: int, source: str) -> None:
    if span[0] > span[1]:
        raise BadSpan
    if value < 0 or tolerance < 0:
        raise BadValue
    if not source.strip():
        raise NoReason


def withdraw(check: CheckTotal, by: Account, now: datetime) -> None:
    """Let a total that was wrong itself block nothing any more; it stays to be read."""
    if check.withdrawn_at is None:
        check.withdrawn_by_id, check.withdrawn_at = by.id, now


def standing_in(first: date, last: date) -> Select[CheckTotal]:
    """The check totals whose last day lies between these days."""
    return (
        select(CheckTotal)
        .where(CheckTotal.withdrawn_at.is_(None), CheckTotal.last.between(first, last))
        .order_by(CheckTotal.last, CheckTotal.id)
    )


def checked(session: Session, first: date, last: date) -> list[Checked]:
    """The check totals of these days, each beside what the figures say."""
    return [Checked(one, _found(session, one)) for one in session.scalars(standing_in(first, last))]


def _found(session: Session, check: CheckTotal) -> int | None:
    total = select(func.sum(Figure.value)).where(
        Figure.metric == check.metric, Figure.business_day.between(check.first, check.last)
    )
    if check.place_id is not None:
        total = total.where(Figure.place_id == check.place_id)
    found = session.scalar(total)
    return None if found is None else int(found)
