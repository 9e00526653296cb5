"""Days of places as open data."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

import msgspec
from sqlalchemy.orm import Session

from webapp.places.models import Place
from webapp.visits import due
from webapp.visits.day_rows import day_rows
from webapp.visits.models import Metric
from webapp.visits.year import first_reports


def means(words: str) -> msgspec.Meta:
    """What a field is, for the API's description."""
    return msgspec.Meta(description=words)


class DailyRow(msgspec.Struct, frozen=True):
    """A place's day."""

    day: Annotated[date, means("The business day: from 05:00 to 05:00, Beijing time.")]
    place: Annotated[str, means("The place's slug, as in /api/v1/places.")]
    visits: Annotated[
        int | None, means("Person-times, level L0; null (in csv: empty) is missing, never zero.")
    ]
    status: Annotated[
        str | None,
        means(
            "advance 预报: the day is not over; preliminary 初步: reported; verified 核实: checked "
            "by a statistician; sealed 封账: changes are public revisions; missing: nothing was "
            "reported though the place reports and was open; null: no report is due."
        ),
    ]


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
    owed = due.load(session, slugs, first, last)
    begun = {place_id: one.day for place_id, one in known.items()}
    rows = []
    for row in day_rows(session, first, min(last, today), today, slugs, [Metric.visits]):
        status = row.status.value if row.status else None
        over = row.day < today
        if status is None and over and owed.on(row.place_id, row.day, begun.get(row.place_id)):
            status = "missing"
        rows.append(DailyRow(row.day, slugs[row.place_id], row.values.get(Metric.visits), status))
    return rows
