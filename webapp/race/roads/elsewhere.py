"""Closed roads on pages that know no race: the map, places, events."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Flask, current_app, g, has_request_context, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from webapp.core import clock, due, languages
from webapp.core.database import db
from webapp.core.words import clock_time, short_day
from webapp.places import overlays
from webapp.places.models import Place
from webapp.places.overlays import RoadLine, RoadNote
from webapp.race.roads import ahead, reach, words
from webapp.race.roads.ahead import Ahead, ClosedRoad, RoadDay
from webapp.race.roads.models import RoadClosureKind

EXTENSION = "roads_ahead"
NO_VERSION = -1


@dataclass
class Known:
    """What was read last, and of which content version it is."""

    version: int = NO_VERSION
    what: Ahead | None = None


class ClosedRoads:
    """`places.overlays.Roads`."""

    def lines(self) -> Sequence[RoadLine]:
        """Those of today that are closed or will be."""
        now = clock.now()
        return [_line(one, now) for one in ahead.of_today(_known().roads, now)]

    def at(self, place_id: int) -> Sequence[RoadNote]:
        """What hinders somebody on the way to a place in the coming days."""
        known, now = _known(), clock.now()
        mine = known.at_places.get(place_id)
        if not mine:
            return ()
        kept: dict[tuple[str, ...], Sequence[RoadNote]] = g.setdefault("road_notes", {})
        key = known.goals[place_id], *(str(one.closure.id) for one in mine)
        if key not in kept:  # a list tells of a place and of each of its parts
            days = ahead.told(ahead.days(mine, now), clock.today())
            kept[key] = [_note(one, now, known.goals[place_id]) for one in days]
        return kept[key]

    def between(self, place: Place, start: datetime, end: datetime) -> Sequence[RoadNote]:
        """What hinders them between two instants, roads near the place included."""
        known, now = _known(), clock.now()
        then = [one for one in known.roads if reach.meets(one.closure, start, end)]
        if not then:
            return ()
        mine = known.at_places.get(place.id, ())
        hinders = [one for one in then if one in mine]
        if hinders:
            return [_note(one, now, known.goals[place.id]) for one in ahead.days(hinders, now)]
        near = [one for one in then if known.near(one, place)]
        return [_note(one, now) for one in ahead.days(near, now)]


def init_app(app: Flask) -> None:
    """Let places and the map say what is closed, at the second."""
    app.extensions[EXTENSION] = Known()
    overlays.register(app, ClosedRoads())
    due.register(app, next_change)


def next_change(session: Session, now: datetime) -> datetime | None:
    """The next instant at which a road closes or opens by the clock."""
    closures = [one.closure for one in read(session, now).roads]
    return reach.next_change(closures, now)


def read(session: Session, now: datetime) -> Ahead:
    """What is on or ahead; of a content version it is read once by each process."""
    version: int = g.get("version_read", NO_VERSION) if has_request_context() else NO_VERSION
    known: Known = current_app.extensions[EXTENSION]
    if version != NO_VERSION and known.version == version and known.what is not None:
        return known.what
    found = ahead.load(session, now)
    if version != NO_VERSION:
        current_app.extensions[EXTENSION] = Known(version, found)
    return found


def _known() -> Ahead:
    """What is on or ahead, read at most once for a page."""
    if "roads_ahead" not in g:
        g.roads_ahead = read(db.session, clock.now())
    found: Ahead = g.roads_ahead
    return found


def _note(day: RoadDay, now: datetime, goal: str = "") -> RoadNote:
    """A day in words. Without a goal the road is only near."""
    hours = _(", ").join(f"{clock_time(start)}–{clock_time(end)}" for start, end in day.spans)
    what = _word(day.kind) if goal else _("A road near here is closed for the race")
    when = f"{short_day(day.day)} {hours}"
    question: dict[str, Any] = (
        {"to": goal, "at": _at(day, now), "day": day.day.isoformat()} if goal else {}
    )
    return RoadNote(
        brief=f"{when} {what}",
        when=when,
        what=what,
        now=day.on(now),
        address=url_for("race_roads.page", year=day.year, **question),
    )


def _at(day: RoadDay, now: datetime) -> str:
    """The time that is asked for: now, or in the midst of the closure."""
    start, end = day.spans[0]
    return clock_time(now if day.on(now) else start + (end - start) / 2)


def _line(road: ClosedRoad, now: datetime) -> RoadLine:
    closure = road.closure
    name = " ".join(languages.words(part) for part in (closure.road, closure.stretch) if part.zh)
    return RoadLine(
        name=name,
        brief=_("closure %(hours)s", hours=words.hours(closure)),
        what=words.in_brief(closure),
        now=closure.starts_at <= now,
        line=road.line,
        address=url_for(
            "race_roads.page", year=closure.edition_year, _anchor=f"closure-{closure.id}"
        ),
    )


def _word(kind: RoadClosureKind) -> str:
    said = {
        RoadClosureKind.full: _("Road closed for the race"),
        RoadClosureKind.one_way: _("Road one way only for the race"),
        RoadClosureKind.temporary: _("Stopped while riders pass"),
    }
    return said[kind]
