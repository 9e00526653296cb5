"""The sketch map's sheet: its projection, the known places and lines, and what stands where."""

import json
import math
from dataclasses import dataclass
from pathlib import Path

from hand import Point, number, numbers

OUTLINE = Path(__file__).parent / "outline.json"
WEST, EAST, SOUTH, NORTH = 109.985, 110.575, 40.560, 40.918  # WGS-84 degrees
WIDTH = 1000.0


def mercator(latitude: float) -> float:
    """Web-Mercator northing of a latitude in degrees, in earth radii."""
    return math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2))


SCALE = WIDTH / math.radians(EAST - WEST)
HEIGHT = round(SCALE * (mercator(NORTH) - mercator(SOUTH)), 2)


def at(longitude: float, latitude: float) -> Point:
    """Where a WGS-84 position lies on the sheet."""
    x = SCALE * math.radians(longitude - WEST)
    return x, SCALE * (mercator(NORTH) - mercator(latitude))


WUDANGZHAO = at(110.3085, 40.7911)
OLD_TOWN = at(110.2667, 40.6708)
NEW_TOWN = at(110.075, 40.665)
AOBAO = at(110.315, 40.852)

STREAM = [at(*p) for p in (
    (110.357, 40.838), (110.351, 40.824), (110.364, 40.808), (110.367, 40.793), (110.352, 40.781),
    (110.328, 40.771), (110.322, 40.755), (110.313, 40.742), (110.297, 40.733), (110.303, 40.719),
    (110.312, 40.707), (110.299, 40.695), (110.299, 40.682), (110.3, 40.669), (110.293, 40.655),
    (110.270, 40.643), (110.275, 40.626), (110.258, 40.611), (110.256, 40.594), (110.238, 40.575),
    (110.236, 40.552),
)]  # fmt: skip
VALLEY_ROAD = [at(*p) for p in (
    (110.2667, 40.6690), (110.2645, 40.681), (110.27, 40.694), (110.286, 40.706), (110.279, 40.719),
    (110.274, 40.733), (110.288, 40.744), (110.297, 40.755), (110.293, 40.768), (110.303, 40.777),
    (110.3085, 40.787),
)]  # fmt: skip
MAIN_ROAD = [at(*p) for p in (
    (110.042, 40.654), (110.072, 40.659), (110.1, 40.668), (110.128, 40.666), (110.152, 40.673),
    (110.180, 40.675), (110.205, 40.668), (110.232, 40.671), (110.250, 40.667), (110.2667, 40.6690),
)]  # fmt: skip
NATIONAL_ROAD = [at(*p) for p in (
    (109.975, 40.566), (110.004, 40.588), (110.024, 40.615), (110.036, 40.638), (110.042, 40.654),
    (110.044, 40.676), (110.060, 40.7), (110.074, 40.728), (110.088, 40.756), (110.086, 40.790),
    (110.094, 40.822), (110.084, 40.856), (110.090, 40.890), (110.084, 40.930),
)]  # fmt: skip
RAILWAY = [at(*p) for p in (
    (110.090, 40.550), (110.122, 40.572), (110.158, 40.582), (110.188, 40.6), (110.212, 40.616),
    (110.222, 40.635), (110.240, 40.648), (110.252, 40.659), (110.2630, 40.6665),
)]  # fmt: skip
WALL = [[at(*p) for p in piece] for piece in (
    ((110.098, 40.646), (110.116, 40.652), (110.136, 40.650), (110.158, 40.655), (110.178, 40.651)),
    ((110.180, 40.6515), (110.198, 40.655), (110.218, 40.651), (110.236, 40.653)),
    ((110.248, 40.654), (110.256, 40.652), (110.268, 40.651)),
    ((110.291, 40.646), (110.300, 40.645), (110.312, 40.648), (110.330, 40.642), (110.356, 40.645)),
)]  # fmt: skip
BEACONS = [
    at(*p) for p in ((110.118, 40.654), (110.197, 40.657), (110.2205, 40.653), (110.312, 40.650))
]


@dataclass(frozen=True)
class Clear:
    """A point that mountains leave free, with the free distance around it."""

    x: float
    y: float
    distance: float


@dataclass(frozen=True)
class Standing:
    """Something set down on the sheet; what stands further south is drawn later."""

    y: float
    drawing: str


def district() -> list[Point]:
    """The generalised outline on the sheet."""
    ring = json.loads(OUTLINE.read_text(encoding="utf-8"))["ring"]
    return [at(longitude, latitude) for longitude, latitude in ring]


def inside(x: float, y: float, ring: list[Point]) -> bool:
    """Whether a point of the sheet lies in the ring."""
    crossings = False
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            crossings = not crossings
    return crossings


def depth(x: float, y: float, ring: list[Point]) -> float:
    """Distance to the ring's nearest corner or edge, in sheet units; negative outside."""
    nearest = math.inf
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        dx, dy = x2 - x1, y2 - y1
        part = ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy)
        part = min(1.0, max(0.0, part))
        nearest = min(nearest, math.hypot(x - x1 - part * dx, y - y1 - part * dy))
    return nearest if inside(x, y, ring) else -nearest


def along(points: list[Point], step: float) -> list[Point]:
    """Points at even distance on a line of straight pieces."""
    found = [points[0]]
    for (x1, y1), (x2, y2) in zip(points, points[1:], strict=False):
        pieces = max(1, round(math.hypot(x2 - x1, y2 - y1) / step))
        found += [(x1 + (x2 - x1) * n / pieces, y1 + (y2 - y1) * n / pieces)
                  for n in range(1, pieces + 1)]  # fmt: skip
    return found


def clearings() -> list[Clear]:
    """All that mountains must not cover: water, roads, rails, the wall and the places."""
    lines = [(STREAM, 17), (VALLEY_ROAD, 13), (MAIN_ROAD, 13), (NATIONAL_ROAD, 11), (RAILWAY, 9)]
    lines += [(piece, 9) for piece in WALL]
    free = [Clear(x, y, distance) for line, distance in lines for x, y in along(line, 8)]
    (x, y), (old_x, old_y), (new_x, new_y) = WUDANGZHAO, OLD_TOWN, NEW_TOWN
    free += [Clear(x + dx, y + dy, 34) for dx in (-64, 0, 60) for dy in (-80, -42, -8)]
    free += [Clear(old_x + dx, old_y - 16, 30) for dx in (-30, 0, 26)]
    free += [Clear(new_x + dx, new_y - 18, 32) for dx in (-40, 0, 40)]
    free += [Clear(AOBAO[0] + dx, AOBAO[1] - 46, 22) for dx in (-14, 0, 14)]
    return free


def placed(name: str, colour: str, x: float, y: float, scale: float) -> str:
    """A drawing of the <defs> set down at a place."""
    size = "" if scale == 1 else f"scale({number(scale, 2)})"
    kind = f' class="{colour}"' if colour else ""
    return f'<use href="#{name}"{kind} transform="translate({numbers(x, y)}){size}"/>'


def in_order(things: list[Standing]) -> str:
    """Drawings with the southern ones in front."""
    return "".join(thing.drawing for thing in sorted(things, key=lambda thing: thing.y))
