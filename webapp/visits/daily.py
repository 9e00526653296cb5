"""Days of places, one by one: the open data behind the totals."""

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.places.models import Place
from webapp.visits.models import Figure, Metric, Status
from webapp.visits.year import first_reports


class DailyRow(msgspec.Struct, frozen=True):
    """A place's day.

    Attributes:
        place: The place's slug.
        visits: Person-times, level L0; null when missing, which is not zero.
        status: advance 预报, preliminary 初步, verified 核实, sealed 封账; missing when nothing
            was reported though the place reports; null when no report is due.
    """

    day: date
    place: str
    visits: int | None
    status: str | None


def status_of(status: Status, day: date, today: date) -> Status:
    """How firm a figure is now: that of a day still running is never more than 预报."""
    return Status.advance if day >= today else status


def daily(
    session: Session, first: date, last: date, today: date, place: Place | None = None
) -> Sequence[DailyRow]:
    """Each day from `first` to `last` (none after `today`) of one place, or of all that report.

    Args:
        today: The business day that is running.
    """
    known = {one.place_id: one for one in first_reports(session, today)}
    slugs = {one.place_id: one.slug for one in known.values()}
    if place is not None:
        slugs = {place.id: place.slug}
    last = min(last, today)
    found = {
        (row.place_id, row.business_day): row
        for row in session.execute(
            select(Figure.place_id, Figure.business_day, Figure.value, Figure.status).where(
                Figure.metric == Metric.visits,
                Figure.place_id.in_(slugs),
                Figure.business_day.between(first, last),
            )
        )
    }
    rows = []
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        for place_id, slug in slugs.items():
            if row := found.get((place_id, day)):
                status = status_of(row.status, day, today).value
                rows.append(DailyRow(day, slug, row.value, status))
            else:
                due = place_id in known and known[place_id].day <= day < today
                rows.append(DailyRow(day, slug, None, "missing" if due else None))
    return rows
