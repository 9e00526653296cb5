"""What views of places say of events, brought to them: places know no events."""

from enum import Enum

from flask import Flask, g

from webapp.core import clock
from webapp.core.database import db
from webapp.events import schedule, words
from webapp.events.models import EventKind, listed
from webapp.events.occurrence import Occurrence
from webapp.places import filters
from webapp.places.kinds import Ahead
from webapp.places.models import Place


class EventsForPlaces:
    """The kinds of events that places can be filtered by (`places.kinds.Events`)."""

    kinds = EventKind

    def name(self, kind: Enum) -> str:
        """What a kind of events is called."""
        return words.kind_word(EventKind(kind))

    def ahead(self) -> Ahead:
        """Where which kinds are on, today or later or on a day to be announced."""
        found: dict[Enum, set[int]] = {}
        for one in _ahead():
            at = {one.event.place_id} if one.event.place_id is not None else set[int]()
            found.setdefault(one.event.kind, set()).update(at)
        return {kind: found[kind] for kind in EventKind if kind in found}


def init_app(app: Flask) -> None:
    """Let places be filtered by events; give templates `events_at` and `next_event_at`."""
    filters.register(app, EventsForPlaces())
    app.jinja_env.globals |= {"events_at": events_at, "next_event_at": next_event_at}


def events_at(place: Place) -> list[Occurrence]:
    """What is on at a place, today or later, then what has no day yet."""
    return schedule.at_place(db.session, place.id, clock.today())


def next_event_at(place: Place, kind: Enum | None = None) -> str:
    """The next event there with its status and days, for a line of a list; empty without one.

    When `kind` is one of events, the next of that kind.
    """
    if "next_at_places" not in g:
        g.next_at_places = _next_at_places()
    asked = kind if isinstance(kind, EventKind) else None
    one: Occurrence | None = g.next_at_places.get((place.id, asked))
    if one is None:
        return ""
    return f"{words.title(one)} · {words.days(one)}" if one.span else words.title(one)


def _next_at_places() -> dict[tuple[int, EventKind | None], Occurrence]:
    """At each place (by id) what is on there next: of any kind, and of each."""
    found: dict[tuple[int, EventKind | None], Occurrence] = {}
    for one in _ahead():
        if one.event.place_id is not None:
            for kind in (None, one.event.kind):
                found.setdefault((one.event.place_id, kind), one)
    return found


def _ahead() -> list[Occurrence]:
    """All that is on or ahead. One look at the events serves a whole page."""
    if "events_ahead" not in g:
        events = db.session.scalars(listed()).all()
        g.events_ahead = schedule.ahead(events, clock.today())
    found: list[Occurrence] = g.events_ahead
    return found
