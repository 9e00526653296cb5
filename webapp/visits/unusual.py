"""What is unusual about a day's report: slips of the pen and of the unit, copies, too good news.

Nothing here refuses a report; whoever sends it is asked once more and says why it is right. The
rules answer what made such numbers distrusted elsewhere (reference B6).
"""

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from statistics import median

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.holidays import calendar
from webapp.holidays.models import DayOff, HolidayDay
from webapp.visits.models import Figure, Metric

LOOKED_AT = (Metric.visits, Metric.ticket_revenue)
TAKINGS = (Metric.ticket_revenue, Metric.other_revenue)
SLIP = 7  # so many times the usual is a digit too many; one part in so many a digit too few
MUCH = 3  # times the usual
CAPACITY_FIFTHS = 6  # 1.2 times the approved capacity
LEAST_FEN, MOST_FEN = 20 * 100, 2_000 * 100  # what a visit brings anywhere
DAYS_BACK = timedelta(days=60)
COMPARED, FEWEST = 8, 4  # days; with fewer nothing is usual yet
SATURDAY = 5


class Doubt(enum.Enum):
    """Why a value is asked about again."""

    digit_too_many = "digit_too_many"
    digit_too_few = "digit_too_few"
    much_more = "much_more"
    same_again = "same_again"
    over_capacity = "over_capacity"
    spending = "spending"  # in fen a visit
    takings_alone = "takings_alone"  # money, but nobody came
    closed = "closed"  # and yet somebody came
    nobody = "nobody"  # and yet it was open


@dataclass(frozen=True)
class Finding:
    """One doubt.

    Attributes:
        value: What was written, in the metric's unit; of `spending` fen a visit.
        beside: What it was compared with: the usual, the day before, the capacity.
    """

    doubt: Doubt
    metric: Metric
    value: int
    beside: int = 0


@dataclass(frozen=True)
class Past:
    """What a place's days before this one were like.

    Attributes:
        days: Comparable days, each with its values: workdays beside workdays, days off beside
            days off. Days without a visitor are not among them.
        before: The values of the day before.
    """

    days: Sequence[Mapping[Metric, int]] = ()
    before: Mapping[Metric, int] = field(default_factory=dict)

    def usual(self, metric: Metric) -> int | None:
        """The median of a metric; None while too few days have it."""
        known = [day[metric] for day in self.days if day.get(metric)]
        return round(median(known)) if len(known) >= FEWEST else None

    @property
    def usual_spending(self) -> int | None:
        """The median of fen a visit."""
        known = [fen for day in self.days if (fen := _spending(day))]
        return round(median(known)) if len(known) >= FEWEST else None


def findings(
    values: Mapping[Metric, int],
    past: Past,
    capacity: int | None = None,
    is_open: bool | None = None,
) -> list[Finding]:
    """Everything that is unusual about a day's values.

    Args:
        capacity: Person-times approved for a day; None while nobody has entered it.
        is_open: Whether the place was open that day; None when nobody has said.
    """
    found = [one for metric in LOOKED_AT for one in _of_size(metric, values.get(metric), past)]
    visits = values.get(Metric.visits, 0)
    if capacity is not None and visits * 5 > capacity * CAPACITY_FIFTHS:
        found.append(Finding(Doubt.over_capacity, Metric.visits, visits, capacity))
    if is_open is not None and is_open is (visits == 0):
        found.append(Finding(Doubt.nobody if is_open else Doubt.closed, Metric.visits, visits))
    return found + _of_spending(values, past)


def _of_size(metric: Metric, value: int | None, past: Past) -> list[Finding]:
    if not value:
        return []
    found, usual = [], past.usual(metric)
    if usual and value >= usual * SLIP:
        found.append(Finding(Doubt.digit_too_many, metric, value, usual))
    elif usual and value > usual * MUCH:
        found.append(Finding(Doubt.much_more, metric, value, usual))
    elif usual and value * SLIP <= usual:
        found.append(Finding(Doubt.digit_too_few, metric, value, usual))
    if past.before.get(metric) == value:
        found.append(Finding(Doubt.same_again, metric, value, value))
    return found


def _of_spending(values: Mapping[Metric, int], past: Past) -> list[Finding]:
    fen, usual = _spending(values), past.usual_spending
    takings = sum(values.get(metric, 0) for metric in TAKINGS)
    if takings and not values.get(Metric.visits):
        return [Finding(Doubt.takings_alone, Metric.ticket_revenue, takings)]
    as_ever = usual is not None and fen * MUCH >= usual and fen <= usual * MUCH
    if not takings or LEAST_FEN <= fen <= MOST_FEN or as_ever:
        return []
    return [Finding(Doubt.spending, Metric.ticket_revenue, fen, usual or 0)]


def _spending(values: Mapping[Metric, int]) -> int:
    takings = sum(values.get(metric, 0) for metric in TAKINGS)
    visits = values.get(Metric.visits, 0)
    return round(takings / visits) if visits else 0


def past_of(session: Session, place_id: int, day: date) -> Past:
    """What the last weeks before `day` were like at a place."""
    first, last = day - DAYS_BACK, day - timedelta(days=1)
    days: dict[date, dict[Metric, int]] = {}
    for at, metric, value in session.execute(
        select(Figure.business_day, Figure.metric, Figure.value).where(
            Figure.place_id == place_id,
            Figure.metric.in_((Metric.visits, *TAKINGS)),
            Figure.business_day.between(first, last),
        )
    ):
        days.setdefault(at, {})[metric] = value
    busy = sorted((one for one in days if days[one].get(Metric.visits)), reverse=True)
    arranged = calendar.days_of(session, first, day)
    off = {one: _is_off(one, arranged.get(one)) for one in (*busy, day)}
    alike = [one for one in busy if off[one] == off[day]]
    chosen = alike if len(alike) >= FEWEST else busy
    return Past([days[one] for one in chosen[:COMPARED]], days.get(last, {}))


def _is_off(day: date, arranged: HolidayDay | None) -> bool:
    return arranged.kind is DayOff.off if arranged else day.weekday() >= SATURDAY
