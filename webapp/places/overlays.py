"""What others lay over places: closed roads on the map, and what they mean for getting there.

The race registers itself here when the application is made, for places must not import it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from math import hypot
from typing import Protocol

from flask import Flask, current_app, g

from webapp.places import sketch
from webapp.places.models import Place

EXTENSION = "roads_to_places"
CANDIDATES = 15  # points of a line at which its words may stand


@dataclass(frozen=True)
class RoadNote:
    """That the road to a place is closed on a day, in words.

    Attributes:
        brief: For the line of a list: "28 August 08:30–12:00 road closed".
        when: The day and the hours.
        what: How far it is closed.
        now: Whether it is closed at this moment.
        address: Where one can ask whether one gets there.
    """

    brief: str
    when: str
    what: str
    now: bool
    address: str


@dataclass(frozen=True)
class RoadLine:
    """A closed road on the map.

    Attributes:
        line: Its positions (WGS-84); empty where nobody has drawn it: then it is only listed.
        brief: From when until when, drawn beside the line.
        what: How far it is closed, and from when until when.
    """

    name: str
    brief: str
    what: str
    now: bool
    line: Sequence[tuple[float, float]]
    address: str

    @property
    def on_sheet(self) -> str:
        """The line on the drawn sheet, as SVG has it."""
        return " ".join(f"{spot.x},{spot.y}" for spot in _spots(tuple(self.line)))

    def words_at(self, pins: Iterable[sketch.Pin]) -> sketch.Spot:
        """Where its words stand on the sheet: at the point of it that is farthest from all pins."""
        taken = [pin.at for pin in pins]
        spots = _spots(tuple(self.line))

        def room(spot: sketch.Spot) -> float:
            return min((hypot(spot.x - at.x, spot.y - at.y) for at in taken), default=0.0)

        return max(spots[:: len(spots) // CANDIDATES + 1], key=room)

    @property
    def positions(self) -> str:
        """The line as the live map reads it."""
        return " ".join(f"{lat},{lon}" for lat, lon in self.line)


class Roads(Protocol):
    """Who knows of closed roads."""

    def lines(self) -> Sequence[RoadLine]:
        """Those of today that are closed or will be."""

    def at(self, place_id: int) -> Sequence[RoadNote]:
        """What hinders somebody on the way to a place in the coming days."""

    def between(self, place: Place, start: datetime, end: datetime) -> Sequence[RoadNote]:
        """What hinders them between two instants, roads near the place included."""


@lru_cache(maxsize=64)
def _spots(line: tuple[tuple[float, float], ...]) -> tuple[sketch.Spot, ...]:
    return tuple(sketch.point_on_sheet(lat, lon) for lat, lon in line)


class _Nobody:
    """Knows of no closed road."""

    def lines(self) -> Sequence[RoadLine]:
        return ()

    def at(self, place_id: int) -> Sequence[RoadNote]:
        return ()

    def between(self, place: Place, start: datetime, end: datetime) -> Sequence[RoadNote]:
        return ()


def init_app(app: Flask) -> None:
    """Give templates `closed_roads` (of the map) and `road_notes` (of a place)."""
    app.extensions[EXTENSION] = _Nobody()
    app.jinja_env.globals |= {
        "closed_roads": _lines,
        "road_notes": lambda place: roads().at(place.id),
    }


def register(app: Flask, known: Roads) -> None:
    """Let places say which roads to them are closed."""
    app.extensions[EXTENSION] = known


def _lines() -> Sequence[RoadLine]:
    """Those of the map, put into words once for its sheet and its list."""
    if "closed_roads" not in g:
        g.closed_roads = roads().lines()
    found: Sequence[RoadLine] = g.closed_roads
    return found


def roads() -> Roads:
    """Who knows of closed roads."""
    known: Roads = current_app.extensions[EXTENSION]
    return known
