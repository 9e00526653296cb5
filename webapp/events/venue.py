"""Whether the venue is closed when an event takes place."""

from collections.abc import Sequence
from datetime import timedelta

from flask import Flask

from webapp.core import clock
from webapp.events.models import DateStatus, Event
from webapp.events.occurrence import Occurrence
from webapp.places import closed, closures, overlays
from webapp.places.models import Closure
from webapp.places.overlays import RoadNote

CALLED_OFF = (DateStatus.cancelled, DateStatus.postponed)


def init_app(app: Flask) -> None:
    """Give templates `venue_closure` and `venue_closed_now`."""
    app.jinja_env.globals |= {
        "venue_closure": venue_closure,
        "venue_closed_now": venue_closed_now,
        "venue_roads": venue_roads,
    }


def venue_closure(one: Occurrence) -> Closure | None:
    """What closes the venue at the time of an event; None when it is not known to be closed then.

    Of an event without a day, a closure without an end.
    """
    if one.event.place_id is None or one.moved_to is not None or one.status in CALLED_OFF:
        return None
    return next((c for c in closed.at(one.event.place_id) if _closes(c, one)), None)


def venue_closed_now(event: Event) -> Closure | None:
    """What closes the venue at this moment, whenever the event is."""
    return closures.in_force(closed.at(event.place_id), clock.now())


def venue_roads(one: Occurrence) -> Sequence[RoadNote]:
    """Which roads to the venue, or near it, are closed on the day of an event."""
    place = one.event.place
    if place is None or one.moved_to is not None or one.status in CALLED_OFF:
        return ()
    if one.on_days is None:
        return ()
    first, after = one.on_days.first, one.on_days.last + timedelta(days=1)
    return overlays.roads().between(place, clock.at_local(first), clock.at_local(after))


def _closes(closure: Closure, one: Occurrence) -> bool:
    if one.span is None:
        return closure.ends_at is None
    first, after = one.span.first, one.span.last + timedelta(days=1)
    start, end = clock.at_local(first), clock.at_local(after)
    if one.hours_hold and one.starts_at is not None:
        start, end = one.starts_at, one.ends_at or end
    return end > clock.now() and closures.touches(closure, start, end)
