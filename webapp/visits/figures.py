"""What the figures say of a year in one line: total, goal, share, pace, takings.

Everything is read from `figure`, so the cost does not depend on how finely was counted. All totals
are level L0: admissions added over places, so a visitor of two places counts twice.
"""

from calendar import isleap
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from webapp.visits import goals
from webapp.visits.goals import YearGoal
from webapp.visits.ledger import MONEY
from webapp.visits.models import Figure, Goal, GoalMetric, Metric

LEVEL = "L0"


@dataclass(frozen=True)
class Progress:
    """A year so far against its goal.

    Attributes:
        today: The business day that is running; figures after it are left out.
        total: Person-times, L0; None while nothing is reported, which is not zero.
        as_of: The last business day with a figure.
        days_reported: Business days on which at least one place has a figure.
    """

    year: int
    today: date
    total: int | None
    as_of: date | None
    days_reported: int
    goal: YearGoal | None

    @property
    def share(self) -> float | None:
        """Total over goal, 0 upwards; None without either."""
        if self.total is None or self.goal is None:
            return None
        return self.total / self.goal.value

    @property
    def days_left(self) -> int:
        """Days of the year still to come, today included."""
        first, last = date(self.year, 1, 1), date(self.year, 12, 31)
        return max(0, (last - max(first, self.today)).days + 1)

    @property
    def year_gone(self) -> float:
        """Which part of the year's days are over, 0 to 1."""
        return 1 - self.days_left / days_in(self.year)

    @property
    def still_needed(self) -> int | None:
        """Person-times still missing to the goal, never negative; None without a goal."""
        return None if self.goal is None else max(0, self.goal.value - (self.total or 0))

    @property
    def pace_needed(self) -> int | None:
        """Person-times per day, rounded up, that would still reach the goal.

        None without a goal, and when the year is over.
        """
        if self.still_needed is None or not self.days_left:
            return None
        return -(-self.still_needed // self.days_left)

    @property
    def pace_so_far(self) -> int | None:
        """Mean person-times of the days with a report; None while there are none."""
        if self.total is None or not self.days_reported:
            return None
        return round(self.total / self.days_reported)


@dataclass(frozen=True)
class PlaceTakings:
    """Of one place: on how many days it said what it took in, and on how many it did not.

    Attributes:
        lacking: Days with admissions and without takings, by the first day of their month.
    """

    place_id: int
    fen: int
    days: int
    lacking: tuple[tuple[date, int], ...]


@dataclass(frozen=True)
class Takings:
    """景区营业收入: what scenic areas took in, in fen. It is not 旅游收入, tourism revenue."""

    fen: int
    as_of: date
    by_place: tuple[PlaceTakings, ...] = ()

    @property
    def yuan(self) -> float:
        """The same in yuan."""
        return self.fen / 100

    def pace_needed(self, goal: YearGoal, days_left: int) -> int | None:
        """Yuan on each day left if the goal were measured by takings; None with no day left."""
        missing = max(0, goal.value * 100 - self.fen)
        return -(-missing // (days_left * 100)) if days_left else None


def days_in(year: int) -> int:
    """365 or 366."""
    return 366 if isleap(year) else 365


def progress(session: Session, year: int, today: date) -> Progress:
    """A year so far, with its goal. One query: the home page has few to spend.

    Args:
        today: The business day that is running.
    """
    counted = (
        select(
            func.sum(Figure.value).label("total"),
            func.max(Figure.business_day).label("as_of"),
            func.count(Figure.business_day.distinct()).label("days"),
        )
        .where(Figure.metric == Metric.visits, within(year, today))
        .subquery()
    )
    mine = and_(Goal.metric == GoalMetric.visits, Goal.year <= year)
    rows = session.execute(
        select(counted, Goal).select_from(counted).outerjoin(Goal, mine).order_by(Goal.year)
    ).all()
    total, as_of, days, _ = rows[0]
    goal = goals.latest((row[3] for row in rows if row[3]), year).get(GoalMetric.visits)
    return Progress(year, today, None if total is None else int(total), as_of, days, goal)


def within(year: int, today: date) -> ColumnElement[bool]:
    """The condition that a figure lies in the year and not after `today`."""
    return Figure.business_day.between(date(year, 1, 1), min(date(year, 12, 31), today))


def takings(session: Session, year: int, today: date) -> Takings | None:
    """What scenic areas reported to have taken in; None when none did."""
    fen, as_of = session.execute(
        select(func.sum(Figure.value), func.max(Figure.business_day)).where(
            Figure.metric.in_(MONEY), within(year, today)
        )
    ).one()
    return None if fen is None else Takings(int(fen), as_of)
