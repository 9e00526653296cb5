"""Lines of the sketch map: water, roads, the railway and the Great Wall of Zhao."""

import math

from hand import Hand, Point, path
from sheet import (
    BEACONS,
    MAIN_ROAD,
    NATIONAL_ROAD,
    RAILWAY,
    STREAM,
    VALLEY_ROAD,
    WALL,
    along,
    placed,
)


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
    """G210 and 包石一级公路 broad and gold, 青五线 white, and the railway."""
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
