"""A year in full: its months, its places with their missing days, the years beside it."""

from calendar import monthrange
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Select, case, extract, func, literal, select, union_all
from sqlalchemy.orm import Session

from webapp.core.translated import Translated
from webapp.places.models import PUBLIC, Place
from webapp.visits.figures import Progress, Takings, days_in, progress_towards, within
from webapp.visits.goals import YearGoal, goals_for
from webapp.visits.ledger import MONEY
from webapp.visits.missing import Gap, gaps_of
from webapp.visits.models import Basis, Figure, GoalMetric, Metric


@dataclass(frozen=True)
class Month:
    """A month of the year; `total` is None while nothing is reported for it."""

    first: date
    total: int | None
    reports: int  # place-days with a figure
    even_share: int | None  # what the goal comes to when spread evenly over the days


@dataclass(frozen=True)
class PlaceYear:
    """One place's year.

    Attributes:
        total: Person-times; None when nothing was reported in this year.
        days_reported: Its business days with a figure, `by_gates` of them from gate counts.
        gaps: Days since its first report without a figure, today not among them.
    """

    slug: str
    name: Translated
    total: int | None
    days_reported: int
    by_gates: int
    gaps: tuple[Gap, ...]
    public: bool  # whether it has a page

    @property
    def days_missing(self) -> int:
        """How many days the gaps come to."""
        return sum(gap.days for gap in self.gaps)


@dataclass(frozen=True)
class YearReport:
    """All that the page of a year shows."""

    progress: Progress
    revenue_goal: YearGoal | None
    takings: Takings | None
    months: tuple[Month, ...]
    places: tuple[PlaceYear, ...]
    years: tuple[int, ...]  # those with figures, newest first


def year_report(session: Session, year: int, today: date) -> YearReport:
    """Everything about a year.

    Args:
        today: The business day that is running.
    """
    goals = goals_for(session, year)
    goal = goals.get(GoalMetric.visits)
    all_cells = _cells(session, year, today)
    cells = [cell for cell in all_cells if cell.metric is Metric.visits]
    firsts = first_reports(session, today)
    return YearReport(
        progress=progress_towards(session, year, today, goal),
        revenue_goal=goals.get(GoalMetric.revenue),
        takings=_takings(all_cells),
        months=tuple(_month(year, number, cells, goal) for number in range(1, 13)),
        places=_places(session, year, today, cells, firsts),
        years=_years(session, firsts, today),
    )


@dataclass(frozen=True)
class _Cell:
    """A place's month, as the database adds it up; money in fen."""

    metric: Metric
    place_id: int
    month: int
    last: date  # with a figure
    total: int
    days: int
    days_over: int  # without the day that is running
    by_gates: int


def _cells(session: Session, year: int, today: date) -> list[_Cell]:
    month = extract("month", Figure.business_day)
    rows = session.execute(
        select(
            Figure.metric,
            Figure.place_id,
            month,
            func.max(Figure.business_day),
            func.sum(Figure.value),
            func.count(),
            func.sum(case((Figure.business_day < today, 1), else_=0)),
            func.sum(case((Figure.basis == Basis.gates, 1), else_=0)),
        )
        .where(Figure.metric.in_((Metric.visits, *MONEY)), within(year, today))
        .group_by(Figure.metric, Figure.place_id, month)
    )
    return [
        _Cell(metric, place_id, int(number), last, int(total), days, int(over), int(by_gates))
        for metric, place_id, number, last, total, days, over, by_gates in rows
    ]


def _takings(cells: list[_Cell]) -> Takings | None:
    money = [cell for cell in cells if cell.metric in MONEY]
    if not money:
        return None
    return Takings(sum(cell.total for cell in money), max(cell.last for cell in money))


def _month(year: int, number: int, cells: list[_Cell], goal: YearGoal | None) -> Month:
    mine = [cell for cell in cells if cell.month == number]
    days = monthrange(year, number)[1]
    return Month(
        date(year, number, 1),
        sum(cell.total for cell in mine) if mine else None,
        sum(cell.days for cell in mine),
        round(goal.value * days / days_in(year)) if goal else None,
    )


@dataclass(frozen=True)
class FirstReport:
    """A place and its first day with a figure."""

    place_id: int
    slug: str
    name: Translated
    day: date
    public: bool


def first_reports(session: Session, today: date) -> list[FirstReport]:
    """The places that have ever reported, each with its first day."""
    first = (
        select(func.min(Figure.business_day))
        .where(Figure.place_id == Place.id, Figure.metric == Metric.visits)
        .correlate(Place)
        .scalar_subquery()
    )
    rows = session.execute(
        select(Place.id, Place.slug, Place.name, first, PUBLIC).order_by(Place.id)
    )
    return [FirstReport(*row) for row in rows if row[3] is not None and row[3] <= today]


def _places(
    session: Session, year: int, today: date, cells: list[_Cell], firsts: list[FirstReport]
) -> tuple[PlaceYear, ...]:
    """The places that report in this year or should, most visited first."""
    by_place: dict[int, list[_Cell]] = defaultdict(list)
    for cell in cells:
        by_place[cell.place_id].append(cell)
    spans = {
        first.place_id: (max(first.day, date(year, 1, 1)), _last_day_over(year, today))
        for first in firsts
        if first.day.year <= year
    }
    counted = {place_id: sum(c.days_over for c in by_place[place_id]) for place_id in spans}
    gaps = gaps_of(session, spans, counted)
    found = [
        PlaceYear(
            first.slug,
            first.name,
            sum(c.total for c in mine) if (mine := by_place[first.place_id]) else None,
            sum(c.days for c in mine),
            sum(c.by_gates for c in mine),
            gaps.get(first.place_id, ()),
            first.public,
        )
        for first in firsts
        if first.place_id in spans
    ]
    return tuple(sorted(found, key=lambda place: -(place.total or 0)))


def _last_day_over(year: int, today: date) -> date:
    return min(date(year, 12, 31), today - timedelta(days=1))


def _years(session: Session, firsts: list[FirstReport], today: date) -> tuple[int, ...]:
    """The years that have figures, newest first; one look into the index for each."""
    if not firsts:
        return ()
    candidates: list[Select[int]] = [
        select(literal(year)).where(
            select(Figure.place_id)
            .where(Figure.metric == Metric.visits, within(year, today))
            .exists()
        )
        for year in range(min(first.day for first in firsts).year, today.year + 1)
    ]
    return tuple(sorted(session.scalars(union_all(*candidates)), reverse=True))
