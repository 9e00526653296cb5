"""A month of all places at a glance, and what waits for a statistician."""

import enum
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.core import clock
from webapp.visits import checks, corrections, due, seals
from webapp.visits.adding_up import Unequal
from webapp.visits.bundles import Bundle, bundled
from webapp.visits.checks import Checked
from webapp.visits.decisions import Seal
from webapp.visits.disagreements import Disagreement, disagreements
from webapp.visits.models import Figure, Metric, Status
from webapp.visits.seals import Obstacles
from webapp.visits.year import FirstReport, first_reports

ONE_DAY = timedelta(days=1)
MONTHS_LOOKED_AT = 3  # of those that could be sealed, the oldest
DISAGREES = 0.05  # the gates and the reports differ by more than a twentieth


class DayState(enum.Enum):
    """What there is of a place's day."""

    before = "before"  # the place had not begun to report
    ahead = "ahead"  # not over yet, and nothing reported
    closed = "closed"
    missing = "missing"
    advance = "advance"
    preliminary = "preliminary"
    verified = "verified"
    sealed = "sealed"


REPORTED = (DayState.advance, DayState.preliminary, DayState.verified, DayState.sealed)
LEGEND = (DayState.missing, *REPORTED, DayState.closed, DayState.ahead)


@dataclass(frozen=True)
class Cell:
    """A place's day; `value` is its admissions, `waits` whether a correction does."""

    day: date
    state: DayState
    value: int | None
    waits: bool


@dataclass(frozen=True)
class PlaceMonth:
    """A place's days of a month, `count` of them in each state."""

    place: FirstReport
    cells: Sequence[Cell]

    @property
    def count(self) -> Mapping[DayState, int]:
        """How many days are in each state."""
        return Counter(cell.state for cell in self.cells)

    @property
    def reported(self) -> int:
        """How many days have a figure."""
        return sum(self.count[state] for state in REPORTED)

    @property
    def missing(self) -> int:
        """How many days have none though one was due."""
        return self.count[DayState.missing]


def month_of_places(session: Session, month: date, today: date) -> list[PlaceMonth]:
    """Each place that reports, with its days of a month.

    Args:
        today: The business day that is running.
    """
    first, last = seals.span_of(month)
    places = [one for one in first_reports(session, today) if one.day <= last]
    figures = _figures(session, first, last)
    waiting = {
        (one.place_id, one.business_day)
        for one in session.scalars(corrections.waiting(first, last))
    }
    owed = due.load(session, [one.place_id for one in places], first, last)
    days = [first + number * ONE_DAY for number in range((last - first).days + 1)]
    return [
        PlaceMonth(
            one,
            [
                Cell(
                    day,
                    _state(figures.get((one.place_id, day)), owed, one, day, today),
                    figures[one.place_id, day][0] if (one.place_id, day) in figures else None,
                    (one.place_id, day) in waiting,
                )
                for day in days
            ],
        )
        for one in places
    ]


def _state(
    figure: tuple[int, Status] | None, owed: due.Due, place: FirstReport, day: date, today: date
) -> DayState:
    if figure is not None:
        return DayState(figure[1].value)
    if owed.on(place.place_id, day, place.day):
        return DayState.missing if day < today else DayState.ahead
    return DayState.before if owed.is_open(place.place_id, day) else DayState.closed


def _figures(
    session: Session, first: date, last: date
) -> dict[tuple[int, date], tuple[int, Status]]:
    rows = session.execute(
        select(Figure.place_id, Figure.business_day, Figure.value, Figure.status).where(
            Figure.metric == Metric.visits, Figure.business_day.between(first, last)
        )
    )
    return {(row[0], row[1]): (row[2], row[3]) for row in rows}


@dataclass(frozen=True)
class MonthToSeal:
    """A month that is over and not sealed, with what hinders it."""

    first: date
    obstacles: Obstacles


@dataclass(frozen=True)
class Waits:
    """What somebody should do something about.

    Attributes:
        bundles: Corrections that wait for a second person, oldest first.
        unequal: Days of the month that do not add up and have to.
        disagreements: Days of the month on which gates and reports differ by more than 5 %.
        failing: Check totals of the month that its figures miss.
        months: The oldest months that could be sealed; `unsealed` how many there are.
    """

    bundles: Sequence[Bundle]
    unequal: Sequence[Unequal]
    disagreements: Sequence[Disagreement]
    failing: Sequence[Checked]
    months: Sequence[MonthToSeal]
    unsealed: int


def what_waits(session: Session, month: date, now: datetime) -> Waits:
    """What waits, in the month shown and elsewhere."""
    first, last = seals.span_of(month)
    unsealed = unsealed_months(session, clock.business_day(now))
    return Waits(
        bundles=bundled(session.scalars(corrections.waiting())),
        unequal=seals.hindering(session, first, last),
        disagreements=disagreements(session, first, last, DISAGREES),
        failing=[one for one in checks.checked(session, first, last) if not one.holds],
        months=[
            MonthToSeal(one, seals.obstacles(session, one, now))
            for one in unsealed[:MONTHS_LOOKED_AT]
        ],
        unsealed=len(unsealed),
    )


def unsealed_months(session: Session, today: date) -> list[date]:
    """The months with figures that are over and not sealed, the oldest first."""
    sealed = set(session.scalars(select(Seal.first)))
    return [
        one
        for one in months_with_figures(session, today)
        if one not in sealed and seals.span_of(one)[1] < today
    ]


def months_with_figures(session: Session, today: date) -> list[date]:
    """Every month from the first figure to the running one, oldest first, by its first day."""
    first: date | None = session.scalar(
        select(func.min(Figure.business_day)).where(Figure.metric == Metric.visits)
    )
    found: list[date] = []
    month = (first or today).replace(day=1)
    while month <= today:
        found.append(month)
        month = seals.span_of(month)[1] + ONE_DAY
    return found
