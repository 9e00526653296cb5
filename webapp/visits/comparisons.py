"""Comparisons between years, each with the name of its basis; without one, no growth is shown.

同期: the same dates. 可比: by holiday day, because holidays differ in length. 同店: only places
counted in both. 农历对齐: the same distance from 正月初一. Sources: reference B6.
"""

import enum
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from lunar_python import Lunar
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from webapp.visits.models import Figure, Metric

ONE_DAY = timedelta(days=1)
Span = tuple[date, date]  # first and last day, both included
Days = Mapping[int, Mapping[date, int]]  # place to day to value


class Basis(enum.Enum):
    """What is set beside what."""

    same_dates = "same_dates"  # 同期
    per_holiday_day = "per_holiday_day"  # 可比
    same_places = "same_places"  # 同店
    lunar = "lunar"  # 农历对齐


@dataclass(frozen=True)
class Comparison:
    """Two totals that may be compared, and what had to be left out for that.

    Attributes:
        value, base: Person-times or fen; of now and of before.
        days, base_days: Over how many days each is spread; only 可比 divides by them.
        place_days: Days of places that are in `value`.
        left_out: Days of places that have a figure on one side only, or places that do.
        factor: What the base is multiplied by because it was counted in another way. Never
            silent: a page that shows the growth shows the factor.
    """

    basis: Basis
    value: int
    base: int
    days: int
    base_days: int
    place_days: int
    left_out: int
    factor: Decimal = Decimal(1)

    @property
    def growth(self) -> Decimal | None:
        """By which part it grew: 0.059 for 5.9 %; None when there is nothing to compare with."""
        if not self.place_days:
            return None
        if self.basis is Basis.per_holiday_day:
            return growth_per_day(self.value, self.days, self.base, self.base_days, self.factor)
        return growth_per_day(self.value, 1, self.base, 1, self.factor)


def growth_per_day(
    value: Decimal | int,
    days: int,
    base: Decimal | int,
    base_days: int,
    factor: Decimal = Decimal(1),
) -> Decimal | None:
    """(value / days) / (base · factor / base_days) − 1; None when the base is zero.

    The rule that the ministry's published holiday figures follow, for spending always; for
    person-times against 2019 it takes a factor that was never published.
    """
    if not base:
        return None
    return Decimal(value) * base_days / (Decimal(base) * factor * days) - 1


def percent(growth: Decimal, places: int = 1) -> Decimal:
    """As it is printed: per cent with so many decimals, rounded half up."""
    return (growth * 100).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def same_dates(days: Days, span: Span, years: int = 1) -> Comparison:
    """同期: the days of a span beside the same dates `years` before.

    Only days that a place has in both years are added up, so that a year under way is compared
    with as much of the other. 29 February has no counterpart.
    """
    return _paired(Basis.same_dates, days, span, lambda day: _years_before(day, years))


def lunar(days: Days, span: Span, year: int) -> Comparison:
    """农历对齐: the days of a span beside those of `year` as far from 正月初一; paired likewise."""
    shift = new_year(year) - new_year(span[0].year)
    return _paired(Basis.lunar, days, span, lambda day: day + shift)


def per_holiday_day(
    days: Days, span: Span, before: Span, factor: Decimal = Decimal(1)
) -> Comparison:
    """可比: what came to each day of a holiday, beside the same holiday of another length."""
    return _whole(Basis.per_holiday_day, days, days.keys(), span, before, factor)


def same_places(days: Days, span: Span, before: Span) -> Comparison:
    """同店: the totals of those places alone that have figures in both spans."""
    both = {place for place in days if _values(days, place, span) and _values(days, place, before)}
    return _whole(Basis.same_places, days, both, span, before, Decimal(1))


def lunar_day(day: date) -> int:
    """How many days after 正月初一 of its year a day is; before it, less than 0."""
    return (day - new_year(day.year)).days


@cache
def new_year(year: int) -> date:
    """正月初一 in a year of the common calendar."""
    solar = Lunar.fromYmd(year, 1, 1).getSolar()
    return date(solar.getYear(), solar.getMonth(), solar.getDay())


def load(session: Session, metric: Metric, *spans: Span) -> dict[int, dict[date, int]]:
    """The figures of a metric on the days of these spans, as the comparisons take them."""
    found: dict[int, dict[date, int]] = {}
    rows = session.execute(
        select(Figure.place_id, Figure.business_day, Figure.value).where(
            Figure.metric == metric, or_(*(Figure.business_day.between(*span) for span in spans))
        )
    )
    for place_id, day, value in rows:
        found.setdefault(place_id, {})[day] = value
    return found


def _paired(
    basis: Basis, days: Days, span: Span, counterpart: Callable[[date], date | None]
) -> Comparison:
    value = base = together = left_out = 0
    pairs = [(day, counterpart(day)) for day in each(span)]
    for known in days.values():
        for day, other in pairs:
            now, before = known.get(day), None if other is None else known.get(other)
            if now is None or before is None:
                left_out += (now, before) != (None, None)
                continue
            value, base, together = value + now, base + before, together + 1
    length = sum(other is not None for _, other in pairs)
    return Comparison(basis, value, base, length, length, together, left_out)


def _whole(
    basis: Basis, days: Days, places: Iterable[int], span: Span, before: Span, factor: Decimal
) -> Comparison:
    now = [found for place in places for found in _values(days, place, span)]
    then = [found for place in places for found in _values(days, place, before)]
    chosen = set(places)
    left_out = sum(
        bool(_values(days, place, span) or _values(days, place, before))
        for place in days.keys() - chosen
    )
    return Comparison(
        basis,
        sum(now),
        sum(then),
        len(list(each(span))),
        len(list(each(before))),
        len(now) if then else 0,
        left_out,
        factor,
    )


def _values(days: Days, place: int, span: Span) -> list[int]:
    return [value for day, value in days[place].items() if span[0] <= day <= span[1]]


def _years_before(day: date, years: int) -> date | None:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return None


def each(span: Span) -> Iterator[date]:
    """Every day of a span."""
    for number in range((span[1] - span[0]).days + 1):
        yield span[0] + number * ONE_DAY
