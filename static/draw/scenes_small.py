"""The valley in its four seasons, and the vignettes of empty and broken pages."""

from collections.abc import Sequence
from dataclasses import dataclass

from buildings import cairn, house, small_hall
from hand import Hand, circle, path
from landscape import mountains, pines, ribbon, round_trees, sky, slope, stars
from mountains import Peak


@dataclass(frozen=True)
class Season:
    """What a season changes in the view: the classes of the ground, the trees and the water."""

    far: str
    near: str
    left: str
    right: str
    floor: str
    crown: str
    water: str
    sun: tuple[float, float]


SEASONS = {
    "spring": Season("d-hill-1", "d-hill-2", "d-spring", "d-meadow", "d-spring-2", "d-blossom",
    "d-water", (186, 40)),
    "summer": Season("d-hill-1", "d-hill-3", "d-hill-4", "d-hill-4", "d-meadow", "d-pine-2",
    "d-water", (186, 30)),
    "autumn": Season("d-hill-1", "d-hill-2", "d-earth-3", "d-field", "d-earth-1", "d-gold",
    "d-water", (186, 44)),
    "winter": Season("d-snow-2", "d-hill-1", "d-snow", "d-snow", "d-snow", "", "d-water-2",
    (186, 52)),
}  # fmt: skip


def season(name: str) -> str:
    """The same view down the valley in one of the four seasons."""
    hand, look = Hand(71, places=0), SEASONS[name]
    far = [Peak(20, 44, 66), Peak(84, 60, 80), Peak(150, 46, 66), Peak(222, 62, 80)]
    near = [Peak(-4, 52, 76), Peak(62, 40, 56), Peak(182, 52, 72), Peak(246, 44, 60)]
    trees = [(40, 118, 36), (60, 124, 30), (22, 128, 40), (196, 116, 34), (216, 122, 42)]
    return "".join((
        sky(240, 160, sun=look.sun, size=11), stars([(40, 24), (90, 34), (140, 18), (216, 28)]),
        mountains(hand, 240, 160, 84, far, look.far, lines=False, step=11),
        mountains(hand, 240, 160, 98, near, look.near, step=11), _caps(name),
        slope(hand, [(-5, 92), (40, 94), (84, 108), (120, 116), (160, 110), (200, 98), (245, 92)],
        160, look.right),
        small_hall(Hand(3), 112, 104, 32, 19, 3), small_hall(Hand(4), 138, 108, 26, 15, 2),
        slope(hand, [(-5, 106), (50, 110), (96, 124), (130, 164)], 160, look.left),
        slope(hand, [(110, 164), (140, 124), (190, 112), (245, 108)], 160, look.floor),
        ribbon(hand, [(124, 114), (112, 122), (126, 134), (98, 164)],
        [(129, 114), (122, 122), (144, 135), (138, 164)],
               f"{look.water} d-fine"),
        pines(Hand(5), [(80, 130, 24), (168, 128, 26), (182, 132, 20)]),
        round_trees(trees, look.crown) if look.crown else _bare(trees), _details(name),
    ))  # fmt: skip


def _caps(name: str) -> str:
    """Snow on the summits in winter."""
    if name != "winter":
        return ""
    return path(
        "d-snow",
        "M-4 46q8 2 14 12l-6 4-5-3-3 6zM182 46l-10 12 5 3 5-4 6 5 4-4zM62 58l-8 9 6 1 4-3 6 3 1-3z",
    )


def _bare(trees: Sequence[tuple[int, int, int]]) -> str:
    """Leafless trees."""
    return path(
        "d-thin",
        "".join(f"M{x} {y}v-{h - 6}m0 12l-8-10m8 6 9-11m-9-1-5-8m5 4 6-8" for x, y, h in trees),
    )


def _details(name: str) -> str:
    """One telling thing for each season."""
    details = {
        "spring": path("d-s-blossom d-dots-1",
        "M150 150q30-8 86-4M158 142q30-6 78-4") + path("d-thin",
        "M60 40q3-4 6 0 3-4 6 0m10-8q3-4 6 0 3-4 6 0"),
        "summer": path("d-s-gold d-dots-1", "M152 150q30-8 86-4M8 140q20-4 50 8") + path("d-mist",
        "M30 46q10-12 24-6 14-8 24 4 12 0 10 8H24q-4-6 6-6z"),
        "autumn": path("d-soft",
        "M150 150q30-10 86-8M146 158q40-12 90-8M170 138q30-6 66-6") + path("d-field d-fine",
        "M208 148q-8 0-6-10 8-8 14 0 3 10-8 10zM228 152q-8 0-6-9 8-8 13 0 2 9-7 9z"),
        "winter": path("d-s-snow d-flakes",
        "M10 20q90 40 220 0M4 56q110 30 230 4M20 84q90-10 200 8") + path("d-snow-2",
        "M150 146q40-10 90-8v8q-50 2-90 0z"),
    }  # fmt: skip
    return details[name]


def empty_calendar() -> str:
    """A calendar leaf with nothing on it yet, on a nail before the hills."""
    hand = Hand(81)
    return "".join((
        mountains(hand, 160, 100, 84, [Peak(20, 34, 50), Peak(140, 40, 56)], "d-hill-2", step=10),
        slope(hand, [(-5, 84), (80, 78), (165, 84)], 100, "d-hill-3"),
        path("d-white d-o", hand.box(48, 20, 64, 62)), path("d-ochre d-o", hand.box(48, 20, 64,
        14)),
        path("d-frame", "M62 14v10M98 14v10"), path("d-soft",
        "M54 46h52M54 58h52M54 70h52M67 38v40M80 38v40M93 38v40"),
        pines(hand, [(24, 90, 26), (136, 92, 30)]),
    ))  # fmt: skip


def not_found() -> str:
    """A road that ends at a cairn."""
    hand = Hand(82)
    return "".join((
        mountains(hand, 160, 100, 62, [Peak(24, 34, 54), Peak(76, 24, 40), Peak(132, 40, 58)],
        "d-hill-2", step=10),
        slope(hand, [(-5, 62), (50, 54), (90, 50), (130, 56), (165, 64)], 100, "d-hill-3"),
        ribbon(hand, [(84, 58), (64, 66), (78, 78), (40, 104)],
        [(92, 58), (80, 66), (106, 79), (98, 104)], "d-road d-fine"),
        cairn(88, 58), pines(hand, [(22, 74, 24), (36, 80, 20), (140, 80, 28)]),
    ))  # fmt: skip


def no_signal() -> str:
    """A mast on a far ridge whose waves do not reach the house in the valley."""
    hand = Hand(83)
    return "".join((
        circle("d-sun", (34, 24), 7), mountains(hand, 160, 100, 70, [Peak(30, 22, 44), Peak(118, 44,
        66)], "d-hill-2", step=10),
        path("d-line", "M112 30l6-22 6 22M114 22h8M115.5 16h5"),
        path("d-thin d-dash", "M126 6q8 6 6 14M110 6q-8 6-6 14M131 2q12 8 9 22M105 2q-12 8-9 22"),
        slope(hand, [(-5, 60), (40, 66), (80, 82), (120, 74), (165, 66)], 100, "d-hill-3"),
        slope(hand, [(-5, 80), (60, 86), (110, 90), (165, 82)], 100, "d-hill-4"),
        house(hand, 52, 88, 36, 24, wall="d-white", roof="d-ochre"),
        pines(hand, [(20, 90, 24), (84, 92, 20), (146, 90, 26)]),
    ))  # fmt: skip
