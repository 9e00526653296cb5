"""Draws the sketch map of the district, `static/src/images/sketch-map.svg`: run this file to write it anew.

The sheet is Web-Mercator over the box below, so that Leaflet can lay it under its markers; between the few
known points it is a schematic landscape. It carries no text and no border line.
"""

import json
import math
from dataclasses import dataclass
from pathlib import Path

from buildings import hall, headframe, house
from hand import Hand, Point, circle, group, moved, number, numbers, path
from mountains import Peak, height_at, massif
from sketch_map_style import STYLE

HERE = Path(__file__).parent
SHEET = HERE.parent / "src" / "images" / "sketch-map.svg"
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
    (110.312, 40.707), (110.299, 40.695), (110.294, 40.682), (110.300, 40.669), (110.285, 40.655),
    (110.270, 40.643), (110.275, 40.626), (110.258, 40.611), (110.256, 40.594), (110.238, 40.575),
    (110.236, 40.552),
)]  # fmt: skip
VALLEY_ROAD = [at(*p) for p in (
    (110.2667, 40.6690), (110.278, 40.681), (110.276, 40.694), (110.286, 40.706), (110.279, 40.719),
    (110.274, 40.733), (110.288, 40.744), (110.297, 40.755), (110.293, 40.768), (110.303, 40.777),
    (110.3085, 40.787),
)]  # fmt: skip
MAIN_ROAD = [at(*p) for p in (
    (110.042, 40.654), (110.072, 40.659), (110.100, 40.668), (110.128, 40.666), (110.152, 40.673),
    (110.180, 40.675), (110.205, 40.668), (110.232, 40.671), (110.250, 40.667), (110.2667, 40.6690),
)]  # fmt: skip
NATIONAL_ROAD = [at(*p) for p in (
    (109.975, 40.566), (110.004, 40.588), (110.024, 40.615), (110.036, 40.638), (110.042, 40.654),
    (110.044, 40.676), (110.060, 40.700), (110.074, 40.728), (110.088, 40.756), (110.086, 40.790),
    (110.094, 40.822), (110.084, 40.856), (110.090, 40.890), (110.084, 40.930),
)]  # fmt: skip
RAILWAY = [at(*p) for p in (
    (110.090, 40.550), (110.122, 40.572), (110.158, 40.582), (110.188, 40.600), (110.212, 40.616),
    (110.222, 40.635), (110.240, 40.648), (110.252, 40.659), (110.2600, 40.6640),
)]  # fmt: skip
WALL = [[at(*p) for p in piece] for piece in (
    ((110.098, 40.646), (110.116, 40.652), (110.136, 40.650), (110.158, 40.655), (110.178, 40.651)),
    ((110.180, 40.6515), (110.198, 40.655), (110.218, 40.651), (110.236, 40.653)),
    ((110.248, 40.654), (110.256, 40.652), (110.268, 40.651)),
    ((110.281, 40.648), (110.296, 40.645), (110.312, 40.648), (110.330, 40.642), (110.356, 40.645)),
)]  # fmt: skip
TERRACES = "M-72-3q26 4 48 0M28-4q26 4 50 0M-62-38q26 4 44-1M18-37q24 4 48-1M-26-58q30 4 58-1M-74 10q30 4 60 2M18 11q34 2 60-3"
BEACONS = [
    at(*p) for p in ((110.118, 40.654), (110.197, 40.657), (110.2205, 40.653), (110.312, 40.650))
]


@dataclass(frozen=True)
class Massif:
    """A massif that is drawn once and set down in many places."""

    name: str
    peaks: list[Peak]
    drawing: str

    @property
    def west(self) -> float:
        """How far the massif reaches to the left of its middle; negative."""
        return min(peak.along - peak.reach for peak in self.peaks)

    @property
    def east(self) -> float:
        """How far the massif reaches to the right of its middle."""
        return max(peak.along + peak.reach for peak in self.peaks)


@dataclass(frozen=True)
class Spot:
    """A massif with its place on the sheet and its size."""

    kind: Massif
    x: float
    y: float
    size: float


@dataclass(frozen=True)
class Clear:
    """A point that mountains leave free, with the free distance around it."""

    x: float
    y: float
    distance: float


def district() -> list[Point]:
    """The generalised outline on the sheet."""
    ring = json.loads((HERE / "outline.json").read_text(encoding="utf-8"))["ring"]
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


def templates(hand: Hand) -> list[Massif]:
    """The high mountains, from long ranges to a single summit."""
    shapes = [
        [(-118, 44, 62), (-64, 58, 74), (0, 76, 92), (58, 54, 66), (116, 66, 82), (172, 40, 58)],
        [(-104, 58, 76), (-40, 70, 84), (26, 52, 66), (84, 64, 80), (136, 38, 54)],
        [(-56, 50, 66), (0, 72, 88), (70, 56, 72), (120, 40, 54)],
        [(-66, 44, 60), (0, 64, 82), (58, 46, 58)],
        [(0, 62, 80), (60, 44, 60)],
        [(-44, 40, 54), (0, 58, 74)],
        [(0, 56, 72)],
    ]
    return [Massif(f"m{n}", peaks := [Peak(*peak) for peak in shape], massif(hand, peaks))
            for n, shape in enumerate(shapes)]  # fmt: skip


def foothills(hand: Hand) -> list[Massif]:
    """Low loess hills for the south, broad and worn."""
    shapes = [
        [(-60, 18, 60), (0, 27, 72), (66, 20, 58), (120, 14, 50)],
        [(0, 24, 66), (54, 17, 52)],
        [(-50, 17, 50), (0, 22, 58)],
    ]
    return [Massif(f"f{n}", peaks := [Peak(*peak) for peak in shape], massif(hand, peaks))
            for n, shape in enumerate(shapes)]  # fmt: skip


def fits(spot: Spot, free: list[Clear]) -> bool:
    """Whether a massif set down here leaves every clearing open."""
    kind, size = spot.kind, spot.size
    west, east = spot.x + size * kind.west, spot.x + size * kind.east
    for place in free:
        margin = place.distance * 0.3
        if west - margin < place.x < east + margin:
            top = size * height_at((place.x - spot.x) / size, kind.peaks)
            if spot.y - top - place.distance < place.y < spot.y + place.distance * 0.4:
                return False
    return True


@dataclass(frozen=True)
class Standing:
    """Something set down on the sheet; what stands further south is drawn later."""

    y: float
    drawing: str


def tint(spot: Spot, south: bool, ring: list[Point]) -> str:
    """Class of a massif's colour: paler towards the north and beyond the district."""
    middle = spot.x + spot.size * (spot.kind.west + spot.kind.east) / 2
    reach = depth(middle, spot.y - 14, ring)
    if south:
        return "e1" if reach > -20 else "e2"
    if reach < -24:
        return "o2" if reach < -100 else "o1"
    if reach < 6:
        return "i3"
    return "i2" if spot.y < 250 else "i1"


def range_rows(hand: Hand, ring: list[Point], free: list[Clear]) -> list[Standing]:
    """大青山 in rows from the far north to the foothills, larger and denser to the north and east."""
    high, low = templates(hand), foothills(hand)
    standing: list[Standing] = []
    y = 40.0
    while y < HEIGHT + 30:
        x = hand.chance.uniform(-150, -40)
        while x < WIDTH + 40:
            south = y > 622 - 0.02 * x
            size = 0.56 + 0.5 * (1 - y / HEIGHT) + 0.14 * x / WIDTH
            spot = settle(hand, low if south else high, x, y, 1.0 if south else size, free)
            if spot is None or on_plain(spot.x, y):
                x += hand.chance.uniform(10, 42)
                continue
            standing.append(Standing(spot.y, placed(spot.kind.name, tint(spot, south, ring), spot.x, spot.y,
                                                    spot.size)))  # fmt: skip
            x = (
                spot.x
                + spot.size * (spot.kind.east - 18)
                + hand.chance.uniform(0, 60 if south else 16)
            )
        y += 30 if y > 590 else 37
    return standing


def on_plain(x: float, y: float) -> bool:
    """Whether the fields of the south-west lie here."""
    return x < 330 and y > 620 + 0.3 * x


def settle(
    hand: Hand, kinds: list[Massif], x: float, y: float, size: float, free: list[Clear]
) -> Spot | None:
    """A massif that fits about here: the long ranges are tried first, then the short, then smaller ones."""
    for shrink in (1.0, 0.84, 0.7):
        first = hand.chance.randrange(len(kinds))
        for kind in [*kinds[first:], *kinds[-2:]]:
            scale = round(size * shrink * hand.chance.uniform(0.92, 1.1), 2)
            spot = Spot(kind, round(x - kind.west * scale * 0.8), round(hand.near(y, 8)), scale)
            if fits(spot, free):
                return spot
    return None


def placed(name: str, colour: str, x: float, y: float, scale: float) -> str:
    """A drawing of the <defs> set down at a place."""
    size = "" if scale == 1 else f"scale({number(scale, 2)})"
    kind = f' class="{colour}"' if colour else ""
    return f'<use href="#{name}"{kind} transform="translate({numbers(x, y)}){size}"/>'


def stream(hand: Hand) -> str:
    """五当沟, widening downstream, with the dry side gullies that feed it."""
    line = along(STREAM, 26)
    count = len(line)
    left: list[Point] = []
    right: list[Point] = []
    for n, (x, y) in enumerate(line):
        before, after = line[max(0, n - 1)], line[min(count - 1, n + 1)]
        dx, dy = after[0] - before[0], after[1] - before[1]
        length = math.hypot(dx, dy)
        half = 0.7 + 2.6 * n / count
        left.append((x - dy / length * half, y + dx / length * half))
        right.append((x + dy / length * half, y - dx / length * half))
    water = hand.curve([*left, *reversed(right)])
    return gullies(hand) + path("w", water)


def gullies(hand: Hand) -> str:
    """Side gullies: schematic, from both flanks of the valley."""
    mouths = ((3, 52, -30), (8, -72, -30), (10, 66, -22), (13, 74, -26), (16, 60, -20))
    outline = ""
    for index, dx, dy in mouths:
        x, y = STREAM[index]
        bed = [(x + dx, y + dy), (x + dx * 0.7, y + dy * 0.9), (x + dx * 0.45, y + dy * 0.4),
               (x + dx * 0.2, y + dy * 0.35), (x, y)]  # fmt: skip
        outline += hand.curve(bed)
    return path("y", outline)


def roads(hand: Hand) -> str:
    """G210 and 包石一级公路 as the broad roads, 青五线 as the white valley road, and the railway."""
    valley, main = hand.curve(VALLEY_ROAD), hand.curve(MAIN_ROAD)
    national, rail = hand.curve(NATIONAL_ROAD), hand.curve(RAILWAY)
    return "".join((
        path("t", rail), path("u", rail),
        path("c c1", valley + main + national), path("c c2", national + main), path("c c3", valley),
    ))  # fmt: skip


def rampart(hand: Hand) -> str:
    """The Great Wall of Zhao: a worn bank of earth with gaps, and beacon mounds beside it."""
    bank = "".join(
        hand.curve([(x, hand.near(y, 1.2)) for x, y in along(piece, 12)]) for piece in WALL
    )
    layers = "".join(path(f"l l{n}", bank) for n in range(1, 5))
    return layers + "".join(placed("k", "", round(x), round(y), 1) for x, y in BEACONS)


def monastery(hand: Hand) -> str:
    """五当召: white halls stepping up their slope, small monks' houses between them."""
    buildings = [
        Standing(-60, hall(hand, 4, -60, 27, 17)),
        Standing(-41, hall(hand, -37, -41, 32, 19)),
        Standing(-39, hall(hand, 39, -39, 32, 20, gilt=2)),
        Standing(-18, hall(hand, 0, -18, 52, 34, rows=2, bays=5, door=True, gilt=2)),
        Standing(-7, hall(hand, -45, -7, 32, 19)),
        Standing(-8, hall(hand, 46, -8, 33, 20)),
    ]
    cells = ((-22, -61, 10), (30, -63, 10), (-60, -31, 11), (62, -30, 11), (-67, -4, 11), (69, -5, 11),
             (-57, 5, 12), (-42, 7, 10), (-28, 5, 11), (28, 6, 11), (42, 7, 10), (57, 4, 12))  # fmt: skip
    buildings += [Standing(y, cell(hand, x, y, width)) for x, y, width in cells]
    trees = ((-33, -67), (17, -80), (22, -78), (-68, -42), (66, -48), (73, -45), (-82, -8), (-76, -5), (-84, 6),
             (80, -10), (86, -6), (-16, -80), (-49, -60), (53, -60))  # fmt: skip
    buildings += [Standing(y, placed("q", "", x, y, 0.8)) for x, y in trees]
    hill = massif(hand, [Peak(-66, 96, 66), Peak(-4, 142, 116), Peak(62, 104, 64)])
    return group("i1 a", moved(0, 22, hill)) + path("g", TERRACES) + in_order(buildings)


def in_order(things: list[Standing]) -> str:
    """Drawings with the southern ones in front."""
    return "".join(thing.drawing for thing in sorted(things, key=lambda thing: thing.y))


def cell(hand: Hand, x: float, y: float, width: float) -> str:
    """A monks' house: a low white box with one window."""
    wall = path("d-white d-o", hand.box(x - width / 2, y - width * 0.7, width, width * 0.7))
    return wall + path("d-window", hand.exact([(x - 1.5, y - 5.5), (x + 1.5, y - 5.5), (x + 1.5, y - 2),
                                               (x - 1.5, y - 2)]))  # fmt: skip


def old_town(hand: Hand) -> str:
    """石拐老区: houses, a chimney and the headframe of the mines."""
    chimney = path("d-earth-3 d-o", hand.straight([(-36, 2), (-34.6, -31), (-31.4, -31), (-30, 2)]))
    return headframe(hand, 27, -1, 34) + chimney + "".join((
        house(hand, -17, -7, 22, 17, roof="d-slate"),
        house(hand, 6, -8, 20, 15, wall="d-earth-2", roof="d-ochre"),
        house(hand, -27, 4, 20, 14, wall="d-white", roof="d-slate"),
        house(hand, -5, 5, 22, 16, roof="d-slate"),
        house(hand, 15, 6, 17, 13, wall="d-white", roof="d-ochre", bays=1),
    ))  # fmt: skip


def new_town(hand: Hand) -> str:
    """喜桂图新区: a few blocks of flats, drawn small."""
    blocks = ((-34, -6, 17, 30, "d-flat"), (-11, -9, 15, 38, "d-earth-1"), (12, -8, 18, 27, "d-flat"),
              (35, -6, 16, 34, "d-earth-1"), (-22, 4, 21, 16, "d-earth-1"), (17, 5, 24, 15, "d-flat"))  # fmt: skip
    trees = "".join(
        placed("z", "", x, y, 0.8)
        for x, y in ((-42, 5), (-37, 6), (-3, 7), (2, 6), (35, 6), (41, 5))
    )
    return "".join(flats(hand, *block) for block in blocks) + trees


def flats(hand: Hand, x: float, y: float, width: float, height: float, wall: str) -> str:
    """One block of flats with its rows of windows and a flat roof."""
    left, top = x - width / 2, y - height
    body = path(f"{wall} d-o", hand.box(left, top, width, height))
    side = path("d-side", hand.exact([(left + width * 0.7, top + 2), (left + width, top + 2), (left + width, y),
                                      (left + width * 0.7, y)]))  # fmt: skip
    roof = path("d-roof d-o", hand.box(left - 1, top - 2, width + 2, 3))
    panes = ""
    for row in range(int((height - 6) / 6)):
        level = top + 4.5 + row * 6
        panes += f"M{numbers(left + 2.5, level)}h{number(width - 5)}"
    return body + side + roof + path("v", panes)


def cairn(hand: Hand) -> str:
    """The 敖包 on its summit: piled stones, a pole and prayer flags."""
    stones = path("d-earth-3 d-o", hand.straight([(-7, 1), (-5.5, -4), (-3, -8), (0, -10.5), (3.4, -8),
                                                  (5.5, -4), (7.5, 1)]))  # fmt: skip
    pole = path("p", "M0-10V-24M0-22q-8 3-14 15M0-22q9 3 15 14")
    flags = "".join(
        path(kind, f"M{x} {y}l4 1.5-1 3.600-3.600-1.500z")
        for kind, x, y in (("d-khata", -6, -18.5), ("d-ochre", -11.5, -13), ("d-gold", 4.5, -19),
                           ("d-khata", 9, -14.5))
    )  # fmt: skip
    return pole + flags + stones


def aobao_peak(hand: Hand) -> str:
    """敖包山, the highest summit, with its cairn."""
    peaks = [Peak(0, 64, 70), Peak(-50, 42, 52), Peak(54, 44, 54)]
    return group("i2", massif(hand, peaks)) + moved(0, -66, cairn(hand), scale=1.25)


def woods(hand: Hand, free: list[Clear]) -> list[Standing]:
    """Pines of the forest park around 五当召."""
    x, y = WUDANGZHAO
    trees: list[Standing] = []
    for _ in range(900):
        angle, away = hand.chance.uniform(0, math.tau), hand.chance.uniform(112, 178)
        tx, ty = x + away * math.cos(angle), y - 26 + 0.7 * away * math.sin(angle)
        if all(math.hypot(tx - c.x, ty - 5 - c.y) > min(c.distance, 30) * 0.75 for c in free):
            if all(abs(float(t.y) - ty) > 2.5 for t in trees):
                trees.append(Standing(ty, placed("q", "", round(tx), round(ty, 1), 1)))
    return trees[:64]


def plain(hand: Hand) -> str:
    """The plain in the south-west: strips of fields and rows of poplars."""
    furrows = ""
    for x, y, width, lean in ((60, 690, 66, -5), (150, 722, 76, -8), (42, 764, 54, 4), (236, 742, 58, -9),
                              (130, 668, 52, -3), (190, 780, 66, -5), (96, 640, 40, 3)):  # fmt: skip
        for row in range(4):
            start = (x + row * 7, y + row * 6.5)
            middle = (start[0] + width / 2, start[1] + lean * 0.5 - 3)
            furrows += hand.curve([start, middle, (start[0] + width, start[1] + lean)])
    poplars = "".join(placed("z", "", x, y, 1) for x, y in (
        (34, 700), (44, 702), (55, 705), (118, 742), (129, 741), (140, 739), (228, 718), (238, 716),
        (105, 626), (116, 624), (249, 714)))  # fmt: skip
    return path("x", furrows) + poplars


def ground(ring: list[Point], hand: Hand) -> str:
    """The sheet's ground, with the district lifted a little and its edge fading softly."""
    shape = hand.curve([*along([*ring, ring[0]], 40)]) + "z"
    soft = "".join(
        f'<use href="#d" class="g1" stroke-width="{width}"/>' for width in (112, 84, 58, 34, 14)
    )
    size = f'width="{number(WIDTH)}" height="{HEIGHT}"'
    return f'<defs><path id="d" d="{shape}"/></defs><rect class="g0" {size}/>{soft}<use href="#d" class="g2"/>'


def definitions(hand: Hand) -> str:
    """Gradients, and the drawings that are set down many times."""
    fades = "".join(
        f'<linearGradient id="{name}" x2="0" y2="1"><stop class="{name}"/>'
        f'<stop offset=".45" class="{name}"/><stop offset="1" class="{name[0]}0"/></linearGradient>'
        for name in ("i1", "i2", "i3", "o1", "o2", "e1", "e2")
    )
    ridge = "".join(
        f'<linearGradient id="{name}" x2="0" y2="1"><stop class="{name}"/>'
        '<stop offset=".85" class="n0"/></linearGradient>'
        for name in "nms"
    )
    glow = '<radialGradient id="h"><stop class="h1"/><stop offset="1" class="h2"/></radialGradient>'
    hills = "".join(
        f'<g id="{kind.name}">{kind.drawing}</g>' for kind in [*templates(hand), *foothills(hand)]
    )
    pine = path("q1", "M0-13l4.500 7h-1.700l3 5.500h-11.600l3-5.500h-1.700z") + path(
        "q2", "M0-13l4.500 7h-1.700l3 5.500h-5.800z"
    )
    poplar = path("q3", "M0-15c3 2 3.500 8 0 12-3.500-4-3-10 0-12z") + path("p", "M0-7v7")
    mound = path("d-earth-2 d-o", "M-10 3c2-2 3-8 5-10s7-2.500 9-.5 4 8.500 6.500 10.500z") + path(
        "d-earth-3", "M2-8c4 1 5 8 8.500 10.500h-5c-3-3-2-7-3.500-10.500z"
    )
    shared = f'<g id="q">{pine}</g><g id="z">{poplar}</g><g id="k">{mound}</g>'
    return f"<defs>{fades}{ridge}{glow}{hills}{shared}</defs>"


def night_glow() -> str:
    """Warm light around the places where people live, shown on the night sheet only."""
    return "".join(f'<circle class="h" cx="{number(x)}" cy="{number(y - 14)}" r="{r}" fill="url(#h)"/>'
                   for (x, y), r in ((WUDANGZHAO, 130), (OLD_TOWN, 96), (NEW_TOWN, 110)))  # fmt: skip


def sheet() -> str:
    """The whole sketch map as SVG."""
    ring, free, hand = district(), clearings(), Hand(11, waver=0.35)
    standing = [*range_rows(Hand(5), ring, free), *woods(Hand(8), free)]
    standing.append(Standing(AOBAO[1] + 18, moved(AOBAO[0], AOBAO[1] + 18, aobao_peak(hand))))
    places = (moved(*WUDANGZHAO, monastery(hand), scale=1.25), moved(*OLD_TOWN, old_town(hand), scale=1.15),
              moved(*NEW_TOWN, new_town(hand)))  # fmt: skip
    size = f'viewBox="0 0 {number(WIDTH)} {HEIGHT}" width="{number(WIDTH)}" height="{HEIGHT}"'
    return "".join((
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} preserveAspectRatio="none">',
        f"<style>{STYLE}</style>", definitions(Hand(5)), ground(ring, hand), plain(hand),
        in_order(standing), stream(hand), rampart(hand), roads(hand), night_glow(), *places, "</svg>\n",
    ))  # fmt: skip


if __name__ == "__main__":
    SHEET.write_text(sheet(), encoding="utf-8")
