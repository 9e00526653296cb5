"""What figures of some days come to: by place and metric, with how many days are behind it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.visits.due import Span
from webapp.visits.missing import ONE_DAY, gaps_of
from webapp.visits.models import Figure, Metric

NOTHING_DUE: Mapping[int, date] = MappingProxyType({})


@dataclass(frozen=True)
class Totals:
    """Totals of a range of days.

    Attributes:
        sums: By place and metric; what has no figure is not there.
        days: On how many days there is one, by place and metric.
        missing: Of each place, the days without admissions though a report was due: since its
            first one, not on days it was closed, and not on the running day.
    """

    first: date
    last: date
    sums: Mapping[tuple[int, Metric], int]
    days: Mapping[tuple[int, Metric], int]
    missing: Mapping[int, int]

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

    def missing_at(self, place: int | None) -> int:
        """Place-days missing at a place, or at all."""
        return sum(days for at, days in self.missing.items() if place in (None, at))


def totals(
    session: Session,
    span: Span,
    today: date,
    places: Iterable[int],
    firsts: Mapping[int, date] = NOTHING_DUE,
) -> Totals:
    """The totals of a range of days at these places.

    Args:
        today: The business day that is running.
        firsts: Places whose reports are due to their first day with admissions.
    """
    rows = session.execute(
        select(
            Figure.place_id,
            Figure.metric,
            func.sum(Figure.value),
            func.count(),
        )
        .where(Figure.business_day.between(*span), Figure.place_id.in_(list(places)))
        .group_by(Figure.place_id, Figure.metric)
    ).all()
    return Totals(
        *span,
        sums={(row[0], row[1]): int(row[2]) for row in rows},
        days={(row[0], row[1]): row[3] for row in rows},
        missing=_missing(session, span, today, firsts),
    )


def _missing(
    session: Session, span: Span, today: date, firsts: Mapping[int, date]
) -> dict[int, int]:
    last = min(span[1], today - ONE_DAY)
    due = {place: (max(first, span[0]), last) for place, first in firsts.items() if first <= last}
    due = {place: (first, last) for place, (first, last) in due.items() if first <= last}
    gaps = gaps_of(session, due, dict.fromkeys(due, 0))
    return {place: sum(gap.days for gap in found) for place, found in gaps.items()}


def months_of(first: date, last: date) -> list[Span]:
    """The months from `first` to `last`, each with its first and last day within them."""
    found = []
    while first <= last:
        following = (first.replace(day=1) + timedelta(days=32)).replace(day=1)
        found.append((first, min(last, following - ONE_DAY)))
        first = following
    return found


def year_before(first: date, last: date) -> Span:
    """同期: the same days of the year before; the end of a month stays the end of that month."""
    return _year_before(first), _year_before(last + ONE_DAY) - ONE_DAY


def _year_before(day: date) -> date:
    if (day.month, day.day) == (2, 29):
        return date(day.year - 1, 3, 1)
    return day.replace(year=day.year - 1)
