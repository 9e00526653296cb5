"""What pages about places say of events, brought to their templates: places know no events."""

from flask import Flask, g

from webapp.core import clock
from webapp.core.database import db
from webapp.events import schedule, words
from webapp.events.models import listed
from webapp.events.occurrence import Occurrence
from webapp.places.models import Place


def init_app(app: Flask) -> None:
    """Give templates `events_at` and `next_event_at`."""
    app.jinja_env.globals |= {"events_at": events_at, "next_event_at": next_event_at}


def events_at(place: Place) -> list[Occurrence]:
    """What is on at a place, today or later, then what has no day yet."""
    return schedule.at_place(db.session, place.id, clock.today())


def next_event_at(place: Place) -> str:
    """The next event there with its status and days, for a line of a list; empty without one."""
    if "next_at_places" not in g:
        g.next_at_places = _next_at_places()
    one: Occurrence | None = g.next_at_places.get(place.id)
    if one is None:
        return ""
    return f"{words.title(one)} · {words.days(one)}" if one.span else words.title(one)


def _next_at_places() -> dict[int, Occurrence]:
    """At each place (by id) what is on there next. One look at all events serves a whole page."""
    events = db.session.scalars(listed()).all()
    found: dict[int, Occurrence] = {}
    for one in [*schedule.coming(events, clock.today()), *schedule.undated(events)]:
        if one.event.place_id is not None:
            found.setdefault(one.event.place_id, one)
    return found
