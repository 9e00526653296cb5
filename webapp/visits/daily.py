"""Days of places as open data."""

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec
from sqlalchemy.orm import Session

from webapp.places.models import Place
from webapp.visits.day_rows import DayRow, day_rows
from webapp.visits.models import Metric
from webapp.visits.opening import Calendar, calendars
from webapp.visits.year import FirstReport, first_reports


class DailyRow(msgspec.Struct, frozen=True):
    """A place's day.

    Attributes:
        place: The place's slug.
        visits: Person-times, level L0; null when missing, which is not zero.
        status: advance 预报, preliminary 初步, verified 核实, sealed 封账; missing when nothing
            was reported though the place reports and was open; null when no report is due.
    """

    day: date
    place: str
    visits: int | None
    status: str | None


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
    closed = calendars(session, slugs)
    rows = []
    for row in day_rows(session, first, min(last, today), today, slugs, [Metric.visits]):
        status = row.status.value if row.status else None
        if status is None and _due(row, known, closed, today):
            status = "missing"
        rows.append(DailyRow(row.day, slugs[row.place_id], row.values.get(Metric.visits), status))
    return rows


def _due(
    row: DayRow, known: Mapping[int, FirstReport], closed: Mapping[int, Calendar], today: date
) -> bool:
    """Whether a report should be there: the place reports, the day is over, and it was open."""
    if row.place_id not in known or not known[row.place_id].day <= row.day < today:
        return False
    return closed[row.place_id].expects(row.day)
