"""Turning a computed year into a stored date: what was expected becomes known."""

from datetime import datetime

from webapp.events import recurrence
from webapp.events.models import DateStatus, Event, EventDate, Precision


class NoSuchDay(Exception):
    """The event has no rule, or its rule names no day in that year."""


def confirm_year(event: Event, year: int, at: datetime) -> EventDate:
    """A stored, confirmed date for the computed one of `year`; its calendar UID stays the same.

    Args:
        at: The instant of the change.

    Raises:
        NoSuchDay: nothing is computed for that year.
    """
    span = recurrence.in_year(event.rule, year) if event.rule else None
    if span is None:
        raise NoSuchDay(event.slug, year)
    confirmed = EventDate(
        key=str(year),
        status=DateStatus.confirmed,
        precision=Precision.day,
        starts_on=span.first,
        ends_on=span.last if span.length > 1 else None,
        sequence=0,
        changed_at=at,
    )
    event.dates.append(confirmed)
    return confirmed
