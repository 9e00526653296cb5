"""Draws the sketch map of the district, `static/src/images/sketch-map.svg`, when it is run.

The sheet is Web-Mercator over the box in `sheet.py`, so that Leaflet can lay it under its markers;
between the few known points it is a schematic landscape. It carries no text and no border line.
"""

import math
from pathlib import Path

import hand as pen
from hand import Hand, Point, moved, number, path
from ranges import foothills, range_rows, templates
from settlements import aobao_peak, monastery, new_town, old_town
from sheet import (
    AOBAO,
    HEIGHT,
    NEW_TOWN,
    OLD_TOWN,
    WIDTH,
    WUDANGZHAO,
    Clear,
    Standing,
    along,
    clearings,
    district,
    in_order,
    placed,
)
from sketch_map_style import STYLE
from ways import rampart, roads, stream

SHEET = Path(__file__).parent.parent / "src" / "images" / "sketch-map.svg"


def woods(hand: Hand, free: list[Clear]) -> list[Standing]:
    """Pines of the forest park around 五当召."""
    x, y = WUDANGZHAO
    trees: list[Standing] = []
    for _ in range(900):
        angle, away = hand.chance.uniform(0, math.tau), hand.chance.uniform(112, 178)
        tx, ty = x + away * math.cos(angle), y - 26 + 0.7 * away * math.sin(angle)
        away_from = (math.hypot(tx - c.x, ty - 5 - c.y) / min(c.distance, 30) for c in free)
        if min(away_from) > 0.75 and all(abs(tree.y - ty) > 2.5 for tree in trees):
            trees.append(Standing(ty, placed("q", "", round(tx), round(ty, 1), 1)))
    return trees[:64]


def plain(hand: Hand) -> str:
    """The plain in the south-west: strips of fields and rows of poplars."""
    furrows = ""
    for x, y, width, lean in ((60, 690, 66, -5), (150, 722, 76, -8), (42, 764, 54, 4),
        (236, 742, 58, -9),
                              (130, 668, 52, -3), (190, 780, 66, -5),
                              (96, 640, 40, 3)):  # fmt: skip
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
    plate = f'<defs><path id="d" d="{shape}"/></defs><rect class="g0" {size}/>'
    return f'{plate}{soft}<use href="#d" class="g2"/>'


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
    pine = path("q1", "M0-13l4.5 7h-1.7l3 5.5h-11.6l3-5.5h-1.7z") + path(
        "q2", "M0-13l4.5 7h-1.7l3 5.5h-5.8z"
    )
    poplar = path("q3", "M0-15c3 2 3.5 8 0 12-3.5-4-3-10 0-12z") + path("p", "M0-7v7")
    mound = path("d-earth-2 d-o", "M-10 3c2-2 3-8 5-10s7-2.5 9-.5 4 8.5 6.5 10.5z") + path(
        "d-earth-3", "M2-8c4 1 5 8 8.5 10.5h-5c-3-3-2-7-3.5-10.5z"
    )
    shared = f'<g id="q">{pine}</g><g id="z">{poplar}</g><g id="k">{mound}</g>'
    return f"<defs>{fades}{ridge}{glow}{hills}{shared}</defs>"


def night_glow() -> str:
    """Warm light around the places where people live, shown on the night sheet only."""
    return "".join(f'<circle class="h" cx="{number(x)}" cy="{number(y - 14)}" r="{r}" fill="url(#'
        f'h)"/>'
                   for (x, y), r in ((WUDANGZHAO, 130), (OLD_TOWN, 96), (NEW_TOWN,
                   110)))  # fmt: skip


def sheet() -> str:
    """The whole sketch map as SVG."""
    ring, free, hand = district(), clearings(), Hand(11, waver=0.35)
    standing = [*range_rows(Hand(5), ring, free), *woods(Hand(8), free)]
    standing.append(Standing(AOBAO[1] + 18, moved(AOBAO[0], AOBAO[1] + 18, aobao_peak(hand))))
    places = (moved(*WUDANGZHAO, monastery(hand), scale=1.25),
        moved(OLD_TOWN[0] - 14, OLD_TOWN[1], old_town(hand), scale=1.15),
              moved(*NEW_TOWN, new_town(hand)))  # fmt: skip
    size = f'viewBox="0 0 {number(WIDTH)} {HEIGHT}" width="{number(WIDTH)}" height="{HEIGHT}"'
    return "".join((
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} preserveAspectRatio="none">',
        f"<style>{STYLE}</style>", definitions(Hand(5)), ground(ring, hand), plain(hand),
        in_order(standing), stream(hand), rampart(hand), roads(hand), night_glow(), *places,
        "</svg>\n",
    ))  # fmt: skip


if __name__ == "__main__":
    pen.fineness = 0.5  # of the sheet's 720 units: unseen even where the map is three times as wide
    SHEET.write_text(sheet(), encoding="utf-8")
