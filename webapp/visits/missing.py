"""Missing days: days of which a place owes a report (see `due`) and has no figure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.visits import due
from webapp.visits.due import Span
from webapp.visits.models import Figure, Metric

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Gap:
    """A run of missing days, both ends included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it spans."""
        return (self.last - self.first).days + 1


def gaps_of(
    session: Session, spans: Mapping[int, Span], counted: Mapping[int, int]
) -> dict[int, tuple[Gap, ...]]:
    """The gaps of each place; only places that have some are looked at day by day.

    Args:
        spans: Place id to the days on which figures are expected.
        counted: Place id to how many of these days have a figure.
    """
    incomplete = {
        place_id: (first, last)
        for place_id, (first, last) in spans.items()
        if counted[place_id] < (last - first).days + 1
    }
    if not incomplete:
        return {}
    begin = min(first for first, _ in incomplete.values())
    end = max(last for _, last in incomplete.values())
    owed = due.load(session, incomplete, begin, end)
    days = {place_id: set(owed.not_on(place_id, *incomplete[place_id])) for place_id in incomplete}
    for place_id, day in session.execute(
        select(Figure.place_id, Figure.business_day).where(
            Figure.place_id.in_(incomplete),
            Figure.metric == Metric.visits,
            Figure.business_day.between(begin, end),
        )
    ):
        days[place_id].add(day)
    return {
        place_id: tuple(gaps_between(first, last, days[place_id]))
        for place_id, (first, last) in incomplete.items()
    }


def gaps_between(first: date, last: date, days: Iterable[date]) -> list[Gap]:
    """The gaps that `days` leave between `first` and `last`, earliest first.

    Args:
        days: Those with a figure, and those on which nothing is due.
    """
    found, expected = [], first
    for day in sorted(day for day in set(days) if first <= day <= last):
        if day > expected:
            found.append(Gap(expected, day - ONE_DAY))
        expected = day + ONE_DAY
    if expected <= last:
        found.append(Gap(expected, last))
    return found
