"""A year beside the one before it, on each basis for which there is something to compare."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from webapp.holidays.arrangement import Day, Run, runs
from webapp.holidays.models import DayOff, HolidayDay
from webapp.visits import beside, comparisons
from webapp.visits.comparisons import Comparison, Days, Span
from webapp.visits.holiday_table import holidays, same_before
from webapp.visits.models import Figure, Metric

# 春节 as it is felt: the week before 正月初一, and up to the Lantern Festival.
BEFORE_NEW_YEAR, AFTER_NEW_YEAR = timedelta(days=7), timedelta(days=14)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Line:
    """One comparison, with the days that stand beside each other.

    Attributes:
        holiday: Which, where it is about one.
        complete: Whether every place of either side has a figure for all days of both; without
            that holidays of different length are not compared.
    """

    comparison: Comparison
    span: Span
    before: Span
    holiday: str = ""
    complete: bool = True


def year_comparisons(session: Session, year: int, today: date) -> list[Line]:
    """The comparisons of a year's person-times; empty without figures in both years.

    Args:
        today: The business day that is running; what is compared is over.
    """
    whole_before = (date(year - 1, 1, 1), date(year - 1, 12, 31))
    last = min(date(year, 12, 31), today - ONE_DAY)
    days = comparisons.load(session, Metric.visits, whole_before, (date(year, 1, 1), last))
    known = [day for place in days.values() for day in place]
    ours = [day for day in known if day.year == year]
    if not ours or len(ours) == len(known):
        return []
    span = (date(year, 1, 1), max(ours))
    before = beside.before(span)
    lines = [
        Line(comparisons.same_dates(days, span), span, before),
        Line(comparisons.same_places(days, span, before), span, before),
        *_around_new_year(days, year, span[1]),
        *_holidays(session, days, year, span[1]),
    ]
    return [line for line in lines if line.comparison.growth is not None]


def _around_new_year(days: Days, year: int, last: date) -> Iterator[Line]:
    spans = []
    for one in (year, year - 1):
        first_of_first = comparisons.new_year(one)
        spans.append((first_of_first - BEFORE_NEW_YEAR, first_of_first + AFTER_NEW_YEAR))
    if spans[0][1] <= last:
        yield Line(comparisons.lunar(days, spans[0], year - 1), spans[0], spans[1])


def _holidays(session: Session, days: Days, year: int, last: date) -> Iterator[Line]:
    for run, same in _beside(holidays(session, year - 1, year), year, last):
        if same is not None:
            yield _holiday(days, run, same)


@dataclass(frozen=True)
class HolidayBeside:
    """A holiday that is over; `line` is None where no notice arranged it the year before."""

    run: Run
    line: Line | None


def holidays_beside(session: Session, year: int, today: date) -> list[HolidayBeside]:
    """The holidays of a year that are over, each beside the same one of the year before.

    One query. Of a holiday without figures the line has no growth.
    """
    rows = session.execute(
        select(HolidayDay.day, HolidayDay.holiday, Figure.place_id, Figure.value)
        .outerjoin(
            Figure,
            and_(Figure.business_day == HolidayDay.day, Figure.metric == Metric.visits),
        )
        .where(HolidayDay.year.between(year - 1, year + 1), HolidayDay.kind == DayOff.off)
    ).all()
    days: dict[int, dict[date, int]] = {}
    for row in rows:
        if row.place_id is not None:
            days.setdefault(row.place_id, {})[row.day] = row.value
    named = {row.day: Day(row.day, DayOff.off, row.holiday) for row in rows}
    found = _beside(runs(named.values()), year, today - ONE_DAY)
    return [HolidayBeside(run, _holiday(days, run, same) if same else None) for run, same in found]


def _beside(found: list[Run], year: int, last: date) -> list[tuple[Run, Run | None]]:
    """The holidays that begin in a year and are over, each with that of the year before."""
    earlier = [run for run in found if run.first.year == year - 1]
    mine = [run for run in found if run.first.year == year and run.last <= last]
    return [(run, same_before(run, earlier)) for run in mine]


def _holiday(days: Days, run: Run, same: Run) -> Line:
    span, before = (run.first, run.last), (same.first, same.last)
    wanted = {*run.dates, *same.dates}
    there = [wanted & place.keys() for place in days.values()]
    complete = all(len(found) in (0, len(wanted)) for found in there)
    compared = comparisons.per_holiday_day(days, span, before)
    return Line(compared, span, before, run.holiday, complete)
