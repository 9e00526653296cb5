"""The sketch map's sheet: where a position lies on it, and pins drawn there without a script.

The sheet is Web-Mercator over a fixed box; static/draw/sketch_map.py draws it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import cos, hypot, log, pi, radians, sin, tan

from webapp.places.listing import Row
from webapp.places.models import Place

WEST, EAST, SOUTH, NORTH = 109.985, 110.575, 40.560, 40.918  # WGS-84 degrees
WIDTH = 1000.0
EARTH_RADIUS_M = 6_378_137.0  # Web-Mercator's sphere
_SCALE = WIDTH / radians(EAST - WEST)


def _northing(lat: float) -> float:
    return log(tan(pi / 4 + radians(lat) / 2))


HEIGHT = round(_SCALE * (_northing(NORTH) - _northing(SOUTH)), 2)

# Room that a pin and its name take on the sheet as drawn on a phone, in sheet units.
PIN = 56.0
LETTER = 23.0
SEEN = (135.0, 585.0)  # how much of its width a phone shows
STEPS = [(r, turn * pi / 8) for r in (0.45, 0.7, 0.95) for turn in range(16)]


@dataclass(frozen=True)
class Spot:
    """A point on the sheet, in its units from the upper left."""

    x: float
    y: float


@dataclass(frozen=True)
class Box:
    """A rectangle on the sheet."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether the two share a part of the sheet."""
        apart = self.right <= other.left or other.right <= self.left
        return not (apart or self.bottom <= other.top or other.bottom <= self.top)


@dataclass(frozen=True)
class Pin:
    """A pin as drawn.

    Attributes:
        centre: Where its place is, or the middle of where it may be.
        at: Where the drawing stands: the centre, or elsewhere inside the circle to be seen.
        radius: Of the circle in which it may be, in sheet units; 0 for an exact position.
        side: Where its name goes: end, start, below, or nowhere when there is no room.
    """

    row: Row
    centre: Spot
    at: Spot
    radius: float
    side: str


def on_sheet(place: Place) -> Spot:
    """Where a place with a position lies on the sheet."""
    assert place.lat is not None and place.lon is not None, place.slug
    return point_on_sheet(place.lat, place.lon)


def point_on_sheet(lat: float, lon: float) -> Spot:
    """Where a WGS-84 position lies on the sheet, or beside it."""
    x = _SCALE * radians(lon - WEST)
    return Spot(round(x, 1), round(_SCALE * (_northing(NORTH) - _northing(lat)), 1))


def radius_on_sheet(place: Place) -> float:
    """The radius around an approximate position, in sheet units; 0 for an exact one."""
    if place.exact or place.lat is None or not place.accuracy_m:
        return 0.0
    turn = place.accuracy_m / (EARTH_RADIUS_M * cos(radians(place.lat)))
    return round(turn * _SCALE, 1)


def pins(rows: Iterable[Row], name_widths: dict[str, float]) -> list[Pin]:
    """One pin for each spot, exact ones first; drawings keep apart where their circle allows it.

    Args:
        rows: In the order of their weight.
        name_widths: Slug to the width of the shown name, in letters as wide as they are high.
    """
    drawn: list[Pin] = []
    taken: list[Box] = []
    told: set[str] = set()
    for row in rows:
        if row.spot is None or row.spot.slug in told:
            continue
        told.add(row.spot.slug)
        centre, radius = on_sheet(row.spot), radius_on_sheet(row.spot)
        at = next((s for s in _standings(centre, radius) if _free(_body(s, radius), taken)), centre)
        taken.append(_body(at, radius))
        drawn.append(Pin(row, centre, at, radius, ""))
    return [_named(pin, name_widths.get(pin.row.place.slug, 4), taken) for pin in drawn]


def _standings(centre: Spot, radius: float) -> Iterator[Spot]:
    yield centre
    for part, angle in STEPS if radius else ():
        away = max(radius * part, min(radius, PIN))
        yield Spot(round(centre.x + away * cos(angle), 1), round(centre.y + away * sin(angle), 1))


def _body(at: Spot, radius: float) -> Box:
    """An exact pin stands on its point, an approximate one lies around its own."""
    half, below = PIN / 2, (PIN / 2 if radius else 4)
    return Box(at.x - half, at.y - (half if radius else PIN + 8), at.x + half, at.y + below)


def _free(box: Box, taken: Iterable[Box]) -> bool:
    return not any(box.meets(other) for other in taken)


def _named(pin: Pin, letters: float, taken: list[Box]) -> Pin:
    """The pin with the first side on which its name meets nothing."""
    body, wide = _body(pin.at, pin.radius), letters * LETTER + 8
    middle, half = (body.top + body.bottom) / 2, LETTER * 0.7
    sides = {
        "end": Box(body.right, middle - half, body.right + wide, middle + half),
        "start": Box(body.left - wide, middle - half, body.left, middle + half),
        "below": Box(pin.at.x - wide / 2, body.bottom, pin.at.x + wide / 2, body.bottom + half * 2),
    }
    possible = [name for name, box in sides.items() if _free(box, taken)]
    seen = [
        name for name in possible if sides[name].left >= SEEN[0] and sides[name].right <= SEEN[1]
    ]
    side = next(iter([*seen, *possible]), "")
    if side:
        taken.append(sides[side])
    return Pin(pin.row, pin.centre, pin.at, pin.radius, side)


def crop(place: Place, width: float = 300, height: float = 170) -> Box:
    """The piece of the sheet that shows `place` with its circle, kept inside the sheet."""
    return crop_around(on_sheet(place), radius_on_sheet(place), width, height)


def crop_around(centre: Spot, radius: float, width: float = 300, height: float = 170) -> Box:
    """The piece of the sheet around a point with its circle, kept inside the sheet."""
    grow = max(1.0, hypot(radius, radius) * 1.6 / height)
    width, height = min(width * grow, WIDTH), min(height * grow, HEIGHT)
    left = min(max(centre.x - width / 2, 0), WIDTH - width)
    top = min(max(centre.y - height * 0.55, 0), HEIGHT - height)
    return Box(round(left, 1), round(top, 1), round(left + width, 1), round(top + height, 1))
