"""What figures of some days come to: by place and metric, with how many days are behind it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from webapp.visits.missing import ONE_DAY
from webapp.visits.models import Figure, Metric


@dataclass(frozen=True)
class Totals:
    """Totals of a range of days.

    Attributes:
        sums: By place and metric; what has no figure is not there.
        days: On how many days there is one, by place and metric.
        counted: Of each place, the days that are over and have admissions.
    """

    first: date
    last: date
    sums: Mapping[tuple[int, Metric], int]
    days: Mapping[tuple[int, Metric], int]
    counted: Mapping[int, int]

    def of(self, *metrics: Metric, place: int | None = None) -> int | None:
        """What these metrics come to, at a place or at all; None when there are no figures."""
        found = [
            value
            for (at, metric), value in self.sums.items()
            if metric in metrics and place in (None, at)
        ]
        return sum(found) if found else None

    def deduplicated(self) -> int | None:
        """去重人次, level L1; None unless it is known of every day that has admissions."""
        admitted = {place: n for (place, metric), n in self.days.items() if metric is Metric.visits}
        known = {place: self.days.get((place, Metric.deduplicated)) for place in admitted}
        return self.of(Metric.deduplicated) if known == admitted else None

    @property
    def places(self) -> set[int]:
        """The places with admissions."""
        return {place for place, metric in self.sums if metric is Metric.visits}

    def missing(self, firsts: Mapping[int, date], today: date, place: int | None = None) -> int:
        """Place-days without admissions though they were due, at a place or at all.

        Args:
            firsts: Place to its first day with admissions; none are due before.
            today: The business day that is running, on which none are due yet.
        """
        wanted = firsts if place is None else {place: firsts[place]} if place in firsts else {}
        return sum(
            self._due(first, today) - self.counted.get(one, 0) for one, first in wanted.items()
        )

    def _due(self, first: date, today: date) -> int:
        last = min(self.last, today - ONE_DAY)
        return max(0, (last - max(first, self.first)).days + 1)


def totals(session: Session, first: date, last: date, today: date, places: Iterable[int]) -> Totals:
    """The totals of the days from `first` to `last` at these places.

    Args:
        today: The business day that is running.
    """
    rows = session.execute(
        select(
            Figure.place_id,
            Figure.metric,
            func.sum(Figure.value),
            func.count(),
            func.sum(case((Figure.business_day < today, 1), else_=0)),
        )
        .where(Figure.business_day.between(first, last), Figure.place_id.in_(list(places)))
        .group_by(Figure.place_id, Figure.metric)
    ).all()
    return Totals(
        first,
        last,
        sums={(row[0], row[1]): int(row[2]) for row in rows},
        days={(row[0], row[1]): row[3] for row in rows},
        counted={row[0]: int(row[4]) for row in rows if row[1] is Metric.visits},
    )


def months_of(first: date, last: date) -> list[tuple[date, date]]:
    """The months from `first` to `last`, each with its first and last day within them."""
    found = []
    while first <= last:
        following = (first.replace(day=1) + timedelta(days=32)).replace(day=1)
        found.append((first, min(last, following - ONE_DAY)))
        first = following
    return found


def year_before(first: date, last: date) -> tuple[date, date]:
    """同期: the same days of the year before; the end of a month stays the end of that month."""
    return _year_before(first), _year_before(last + ONE_DAY) - ONE_DAY


def _year_before(day: date) -> date:
    if (day.month, day.day) == (2, 29):
        return date(day.year - 1, 3, 1)
    return day.replace(year=day.year - 1)
