"""A year in full: its months, its places with their missing days, the years beside it."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.core.sources import Source
from webapp.core.translated import Translated
from webapp.places.models import PUBLIC, Place
from webapp.visits.beside import Beside, the_year_before
from webapp.visits.chronicle import Chronicle, chronicle
from webapp.visits.comparisons import Basis
from webapp.visits.figures import PlaceTakings, Progress, Takings, days_in
from webapp.visits.goals import YearGoal, goals_with_documents
from webapp.visits.ledger import MONEY
from webapp.visits.levels import Level, LevelTotal
from webapp.visits.missing import Gap, gaps_of
from webapp.visits.models import Figure, GoalMetric, Metric, Status
from webapp.visits.pace import Season, season
from webapp.visits.year_cells import Cell, cells_of


@dataclass(frozen=True)
class Month:
    """A month of the year; `total` is None while nothing is reported for it."""

    first: date
    total: int | None
    reports: int  # place-days with a figure
    even_share: int | None  # what the goal comes to when spread evenly over the days
    beside: Beside | None = None  # what the chosen basis sets beside it; None: nothing


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
    basis: Basis  # of what stands beside its months
    season: Season | None
    firmness: Mapping[Status, int]  # place-days of each status
    deduplicated: LevelTotal
    chronicle: Chronicle
    names: Mapping[int, Translated]  # of every place
    revenue_goal: YearGoal | None
    takings: Takings | None
    months: tuple[Month, ...]
    places: tuple[PlaceYear, ...]

    @property
    def sources(self) -> list[Source]:
        """What the goals are written in, each once."""
        goals = [goal for goal in (self.progress.goal, self.revenue_goal) if goal]
        named = {source.key: source for goal in goals for source in goal.documents}
        return list(named.values())


def year_report(
    session: Session, year: int, today: date, basis: Basis = Basis.same_dates
) -> YearReport:
    """Everything about a year.

    Args:
        today: The business day that is running.
        basis: What the months of the year before are to be set beside.
    """
    goals = goals_with_documents(session, year)
    goal = goals.get(GoalMetric.visits)
    all_cells = cells_of(session, year, today)
    cells = [cell for cell in all_cells if cell.metric is Metric.visits]
    names, firsts = _names_and_firsts(session, today)
    as_of = max((cell.last for cell in cells), default=None)
    before = the_year_before(session, (date(year, 1, 1), as_of), basis, today) if as_of else None
    total = sum(cell.total for cell in cells) if cells else None
    return YearReport(
        progress=Progress(year, today, total, as_of, before.days if before else 0, goal),
        basis=basis,
        season=season(year - 1, before.days_before, before.total, before.come) if before else None,
        firmness={status: n for status in Status if (n := sum(c.of(status) for c in cells))},
        deduplicated=_deduplicated(all_cells),
        chronicle=chronicle(session, year, _years(firsts, today), today),
        names=names,
        revenue_goal=goals.get(GoalMetric.revenue),
        takings=_takings(year, all_cells),
        months=_months(year, cells, goal, before.months if before else {}),
        places=_places(session, year, today, cells, firsts),
    )


def _deduplicated(cells: Sequence[Cell]) -> LevelTotal:
    """去重人次, L1, and on how many days of places it is not known."""
    known = [cell for cell in cells if cell.metric is Metric.deduplicated]
    days = sum(cell.days for cell in known)
    admitted = sum(cell.days for cell in cells if cell.metric is Metric.visits)
    total = sum(cell.total for cell in known) if known else None
    return LevelTotal(Level.L1, total, days, max(0, admitted - days))


def _takings(year: int, cells: list[Cell]) -> Takings | None:
    money = [cell for cell in cells if cell.metric in MONEY]
    if not money:
        return None
    return Takings(
        sum(cell.total for cell in money),
        max(cell.last for cell in money),
        tuple(_taken_at(year, one, cells) for one in dict.fromkeys(c.place_id for c in money)),
    )


def _taken_at(year: int, place_id: int, cells: list[Cell]) -> PlaceTakings:
    """A day counts as known when the kind of takings that is reported most is known."""
    mine = [cell for cell in cells if cell.place_id == place_id]
    money = [cell for cell in mine if cell.metric in MONEY]
    days, lacking = 0, []
    for visits in (cell for cell in mine if cell.metric is Metric.visits):
        known = max((cell.days for cell in money if cell.month == visits.month), default=0)
        days += known
        if visits.days > known:
            lacking.append((date(year, visits.month, 1), visits.days - known))
    return PlaceTakings(place_id, sum(cell.total for cell in money), days, tuple(sorted(lacking)))


def _months(
    year: int, cells: list[Cell], goal: YearGoal | None, beside: Mapping[int, Beside]
) -> tuple[Month, ...]:
    found = []
    for number in range(1, 13):
        mine = [cell for cell in cells if cell.month == number]
        share = monthrange(year, number)[1] / days_in(year)
        found.append(
            Month(
                date(year, number, 1),
                sum(cell.total for cell in mine) if mine else None,
                sum(cell.days for cell in mine),
                round(goal.value * share) if goal else None,
                beside.get(number),
            )
        )
    return tuple(found)


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
    return _names_and_firsts(session, today)[1]


def _names_and_firsts(
    session: Session, today: date
) -> tuple[dict[int, Translated], list[FirstReport]]:
    """The name of every place, and the first day of those that have ever reported."""
    first = (
        select(func.min(Figure.business_day))
        .where(Figure.place_id == Place.id, Figure.metric == Metric.visits)
        .correlate(Place)
        .scalar_subquery()
    )
    rows = session.execute(
        select(Place.id, Place.slug, Place.name, first, PUBLIC).order_by(Place.id)
    ).all()
    firsts = [FirstReport(*row) for row in rows if row[3] is not None and row[3] <= today]
    return {row.id: row.name for row in rows}, firsts


def _places(
    session: Session, year: int, today: date, cells: list[Cell], firsts: list[FirstReport]
) -> tuple[PlaceYear, ...]:
    """The places that report in this year or should, most visited first."""
    by_place: dict[int, list[Cell]] = defaultdict(list)
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


def _years(firsts: list[FirstReport], today: date) -> range:
    """The years that may have figures."""
    first = min((one.day.year for one in firsts), default=today.year + 1)
    return range(first, today.year + 1)
