"""A year's months beside those of the year before, on a basis that has a name.

The database pairs and adds up, in one query: the page of a year has few to spend and little time.
Only days that are over are compared. Bases: see `comparisons`.
"""

from calendar import isleap
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    CompoundSelect,
    Integer,
    Select,
    and_,
    case,
    cast,
    extract,
    func,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from webapp.core.earlier import earlier
from webapp.visits.comparisons import Basis, Span, growth_per_day, new_year
from webapp.visits.models import Figure, Metric

# How the bases are called in addresses; 可比 is of holidays and has no months.
SLUGS = {
    "same-period": Basis.same_dates,
    "same-places": Basis.same_places,
    "lunar": Basis.lunar,
    "comparable": Basis.per_holiday_day,
}
ONE_DAY = timedelta(days=1)
THIS_YEAR, YEAR_BEFORE = -1, 0  # in the place of a month's number
NEVER = 1_000_000  # days ago


@dataclass(frozen=True)
class Beside:
    """What of a month may be compared, and with what.

    Attributes:
        value: Person-times of this year: a part of the month's total, or all of it.
        base: Person-times that stand beside it.
    """

    value: int
    base: int

    @property
    def growth(self) -> Decimal | None:
        """By which part it grew; None from zero."""
        return growth_per_day(self.value, 1, self.base, 1)


@dataclass(frozen=True)
class TheYearBefore:
    """What the year before says of this one.

    Attributes:
        days: Business days of this year on which at least one place has a figure.
        days_before: The same of the year before.
        total, come: Person-times of that whole year, and until the same day as this year's last.
        months: By the month's number, where something stands beside it.
    """

    days: int
    days_before: int
    total: int
    come: int
    months: Mapping[int, Beside]


def the_year_before(session: Session, span: Span, basis: Basis, today: date) -> TheYearBefore:
    """What stands beside a year so far.

    Args:
        span: From 1 January to its last day with a figure.
        today: The business day that is running.
    """
    over = (span[0], min(span[1], today - ONE_DAY))
    rows = {row.month: row for row in session.execute(_statement(span, over, basis))}
    this, before = rows.pop(THIS_YEAR), rows.pop(YEAR_BEFORE)
    months = {number: Beside(int(row.one), int(row.two)) for number, row in rows.items()}
    return TheYearBefore(this.days, before.days, int(before.one or 0), int(before.two or 0), months)


@lru_cache(16)
def _statement(span: Span, over: Span, basis: Basis) -> CompoundSelect[Any]:
    parts = [_known(span), _known_before(span)]
    if basis in PAIRS:
        parts.append(PAIRS[basis](over))
    return union_all(*parts)


def _row(month: Any, days: Any, one: Any, two: Any) -> Select[*tuple[Any, ...]]:
    return select(
        cast(month, Integer).label("month"),
        cast(days, BigInteger).label("days"),
        cast(one, BigInteger).label("one"),
        cast(two, BigInteger).label("two"),
    )


def _admissions(table: Any, span: Span) -> ColumnElement[bool]:
    return and_(table.metric == Metric.visits, table.business_day.between(*span))


DAYS = func.count(Figure.business_day.distinct())


def _known(span: Span) -> Select[*tuple[Any, ...]]:
    return _row(literal(THIS_YEAR), DAYS, null(), null()).where(_admissions(Figure, span))


def _known_before(span: Span) -> Select[*tuple[Any, ...]]:
    first, last = before(span)
    come = func.sum(case((Figure.business_day <= last, Figure.value), else_=0))
    whole = (first, date(first.year, 12, 31))
    return _row(literal(YEAR_BEFORE), DAYS, func.sum(Figure.value), come).where(
        _admissions(Figure, whole)
    )


def _same_dates(span: Span) -> Select[*tuple[Any, ...]]:
    """Day by day and place by place; 29 February has no counterpart."""
    year = span[0].year
    spring = date(year, 3, 1)
    winter_shift = (date(year, 2, 1) - date(year - 1, 2, 1)).days
    later_shift = (spring - date(year - 1, 3, 1)).days
    # 29 February is set beside a day that no place can have.
    leap_day = [(Figure.business_day == date(year, 2, 29), NEVER)] if isleap(year) else []
    shift = case(*leap_day, (Figure.business_day < spring, winter_shift), else_=later_shift)
    return _paired(span, shift)


def _lunar(span: Span) -> Select[*tuple[Any, ...]]:
    """Place by place, days as far from 正月初一."""
    year = span[0].year
    return _paired(span, literal((new_year(year) - new_year(year - 1)).days))


def _paired(span: Span, shift: ColumnElement[int]) -> Select[*tuple[Any, ...]]:
    """Added up by day first, as the index has them: a day's month is then asked for once."""
    other = aliased(Figure)
    pair = and_(
        other.place_id == Figure.place_id,
        other.metric == Metric.visits,
        other.business_day == earlier(Figure.business_day, shift),
    )
    days = (
        select(
            Figure.business_day,
            func.count().label("places"),
            func.sum(Figure.value).label("value"),
            func.sum(other.value).label("base"),
        )
        .join(other, pair)
        .where(_admissions(Figure, span))
        .group_by(Figure.business_day)
        .subquery()
    )
    month = extract("month", days.c.business_day)
    return _row(
        month, func.sum(days.c.places), func.sum(days.c.value), func.sum(days.c.base)
    ).group_by(month)


def _same_places(span: Span) -> Select[*tuple[Any, ...]]:
    """The month's totals of those places alone that have figures in both."""
    now, then = (_by_place(one).subquery() for one in (span, before(span)))
    same = and_(now.c.place_id == then.c.place_id, now.c.month == then.c.month)
    return (
        _row(now.c.month, func.count(), func.sum(now.c.total), func.sum(then.c.total))
        .select_from(now)
        .join(then, same)
        .group_by(now.c.month)
    )


def _by_place(span: Span) -> Select[*tuple[Any, ...]]:
    month = extract("month", Figure.business_day)
    return (
        select(Figure.place_id, month.label("month"), func.sum(Figure.value).label("total"))
        .where(_admissions(Figure, span))
        .group_by(Figure.place_id, month)
    )


PAIRS: dict[Basis, Callable[[Span], Select[*tuple[Any, ...]]]] = {
    Basis.same_dates: _same_dates,
    Basis.same_places: _same_places,
    Basis.lunar: _lunar,
}


def before(span: Span) -> Span:
    """The same dates a year before; 28 February for the 29th."""
    first, last = span
    until = last - ONE_DAY if (last.month, last.day) == (2, 29) else last
    return first.replace(year=first.year - 1), until.replace(year=last.year - 1)
