"""The hero and the signature places."""

from buildings import arch, cells, courtyard_wall, hall, house, small_hall, tiled_roof
from figures import people
from hand import Hand, circle, number, numbers, path
from landscape import (
    backdrop,
    birds,
    furrows,
    mist,
    mountains,
    pines,
    poplars,
    ribbon,
    round_trees,
    sky,
    slope,
    stars,
    steam,
)
from mountains import Peak


def hero() -> str:
    """五当召 on its slope in 大青山, wide, with the subject in the middle third."""
    hand = Hand(21, waver=0.6, places=0)
    far = [Peak(30, 54, 90), Peak(118, 78, 110), Peak(204, 60, 90), Peak(278, 92, 130),
        Peak(436, 66, 100),
           Peak(520, 98, 130), Peak(610, 62, 100), Peak(690, 84, 110)]  # fmt: skip
    middle = [Peak(-10, 90, 120), Peak(84, 68, 90), Peak(160, 108, 130), Peak(252, 78, 90),
        Peak(486, 84, 100),
              Peak(566, 118, 140), Peak(648, 78, 90), Peak(722, 106, 120)]  # fmt: skip
    home = [
        Peak(232, 70, 90),
        Peak(290, 122, 130),
        Peak(366, 176, 210),
        Peak(448, 112, 110),
        Peak(508, 66, 90),
    ]
    return "".join((
        sky(720, 300, sun=(468, 60), size=16),
        stars([(150, 44), (206, 70), (262, 40), (330, 62), (388, 42), (548, 50), (590, 84),
        (96, 80)]),
        mountains(hand, 720, 300, 172, far, "d-hill-1", lines=False, step=13),
        mist([(150, 150, 170), (590, 158, 200)]),
        mountains(hand, 720, 300, 226, middle, "d-hill-2", step=13),
        mist([(210, 196, 150), (520, 200, 130)]),
        mountains(hand, 720, 300, 252, home, "d-hill-3", step=13),
        _monastery(Hand(4)),
        slope(hand, [(-6, 222), (90, 214), (190, 238), (270, 262), (360, 270), (450, 262), (540,
        236),
                     (640, 214), (726, 222)], 300, "d-hill-4"),
        pines(hand, [(118, 236, 26), (148, 240, 34), (166, 248, 26), (190, 250, 36), (208, 258, 24),
                     (520, 256, 26), (540, 250, 36), (560, 244, 27), (596, 236, 36),
                     (614, 232, 25)]),
        ribbon(hand, [(360, 210), (360, 246), (350, 268), (368, 282), (330, 302)],
               [(376, 210), (378, 246), (368, 266), (396, 284), (376, 302)], "d-road d-fine"),
        slope(hand, [(-6, 250), (80, 252), (150, 276), (210, 304)], 304, "d-hill-5"),
        slope(hand, [(520, 304), (590, 270), (660, 256), (726, 254)], 304, "d-hill-5"),
        birds([(300, 42), (316, 50), (286, 56)]),
    ))  # fmt: skip


def _monastery(hand: Hand) -> str:
    return "".join((
        small_hall(hand, 350, 126, 38, 22, 3), small_hall(hand, 396, 134, 40, 24, 3),
        cells(hand, [(318, 132, 15), (424, 146, 16)]),
        small_hall(hand, 312, 162, 48, 27, 3), small_hall(hand, 428, 168, 54, 29, 4),
        cells(hand, [(276, 170, 16), (466, 178, 16), (256, 186, 17)]),
        small_hall(hand, 274, 202, 54, 30, 4), small_hall(hand, 474, 208, 56, 31, 4),
        hall(hand, 368, 212, 104, 66, rows=2, bays=7, door=True, gilt=3),
        cells(hand, [(236, 214, 18), (516, 220, 18), (254, 230, 18), (500, 238, 18)]),
        hall(hand, 302, 244, 64, 36, bays=4), hall(hand, 438, 248, 70, 38, bays=4),
        cells(hand, [(344, 254, 17), (392, 256, 17), (270, 252, 17), (474, 254, 18)]),
    ))  # fmt: skip


def wudangzhao() -> str:
    """The great hall of 五当召 from below, with its neighbours up the slope."""
    hand = Hand(31)
    home = [Peak(70, 76, 110), Peak(188, 128, 170), Peak(282, 70, 100)]
    return "".join((
        backdrop(3, sun=(56, 42), base=120, tall=0.9),
        mountains(Hand(2, places=0), 320, 200, 182, home, "d-hill-3", step=16),
        small_hall(hand, 196, 84, 40, 23, 3), small_hall(hand, 250, 104, 48, 26, 3),
        small_hall(hand, 98, 108, 52, 28, 3), cells(hand, [(62, 120, 17), (286, 116, 18)]),
        hall(hand, 172, 160, 124, 78, rows=2, bays=5, door=True, gilt=3),
        hall(hand, 68, 164, 66, 37), hall(hand, 268, 166, 64, 38),
        slope(hand, [(-6, 160), (50, 166), (110, 170), (180, 164), (250, 170), (326, 158)], 200,
        "d-hill-4"),
        ribbon(hand, [(160, 161), (156, 176), (136, 190), (112, 204)],
        [(186, 161), (190, 178), (192, 190), (196, 204)],
               "d-road d-fine"),
        people([(150, 184, 15, "d-ochre"), (160, 187, 14, "d-khata")]),
        pines(hand, [(20, 178, 30), (300, 184, 32)]),
    ))  # fmt: skip


def baotou_ancient_city() -> str:
    """包头古城: the gate of the old street, and the Ferris wheel behind it."""
    hand = Hand(32)
    return "".join((
        backdrop(5, sun=(44, 40), base=138, tall=0.7),
        ferris_wheel(246, 88, 62),
        slope(hand, [(-6, 158), (160, 152), (326, 158)], 200, "d-ground"),
        house(hand, 38, 168, 84, 50, wall="d-earth-1", bays=3),
        house(hand, 282, 168, 88, 48, wall="d-earth-2", bays=3),
        path("d-earth-3 d-o", hand.straight([(84, 172), (90, 104), (222, 104), (228, 172)])),
        path("d-side-veil", hand.exact([(192, 105), (222, 105), (227, 171), (196, 171)])),
        path("d-soft", "M94 118h20m8 10h22m30-12h20m-98 26h18m82-6h22m-112 20h14m84 4h18"),
        path("d-earth-2 d-o", hand.box(86, 99, 140, 7)),
        path("d-window", arch(156, 172, 42, 50)), path("d-line", arch(156, 172, 50, 55)[:-1]),
        path("d-ochre d-o", hand.box(112, 72, 88, 27)),
        path("d-slit", "M122 78v14m12-14v14m12-14v14m12-14v14m12-14v14m12-14v14m8-14v14"),
        tiled_roof(hand, 156, 75, 124, 30),
        path("d-lantern d-fine", "M100 122q6-3 12 0v10q-6 3-12 0zM200 122q6-3 12 0v10q-6 3-12 0z"),
        ribbon(hand, [(138, 172), (128, 186), (108, 202)], [(174, 172), (186, 186), (206, 202)],
        "d-road d-fine"),
        people([(128, 188, 18, "d-khata"), (186, 190, 20, "d-ochre"), (196, 191, 14, "d-gold")]),
        poplars(hand, [(14, 176, 44), (306, 178, 40)]),
    ))  # fmt: skip


def ferris_wheel(x: float, y: float, radius: float) -> str:
    """A Ferris wheel with its cabins in the colours of the place, standing on two legs."""
    r = radius
    spokes = f"M{numbers(x - r, y)}h{number(2 * r)}M{numbers(x, y - r)}v{number(2 * r)}"
    spokes += f"M{numbers(x - r * 0.71, y - r * 0.71)}l{number(r * 1.42)} {number(r * 1.42)}"
    spokes += f"M{numbers(x + r * 0.71, y - r * 0.71)}l-{number(r * 1.42)} {number(r * 1.42)}"
    legs = (
        f"M{numbers(x - r * 0.5, y + r * 1.2)}L{numbers(x, y)}l{number(r * 0.5)} {number(r * 1.2)}"
    )
    around = ((0, -r), (r * 0.71, -r * 0.71), (r, 0), (r * 0.71, r * 0.71), (0, r),
        (-r * 0.71, r * 0.71),
              (-r, 0), (-r * 0.71, -r * 0.71))  # fmt: skip
    colours = ("d-ochre", "d-khata", "d-gold", "d-pine-2") * 2
    cabins = "".join(
        path(f"{colour} d-fine", f"M{numbers(x + dx - 5, y + dy)}h10v5q-5 5-10 0z")
        for (dx, dy), colour in zip(around, colours, strict=True)
    )
    rings = circle("d-wheel", (x, y), r) + circle("d-wheel", (x, y), r * 0.86)
    return (
        path("d-thin", spokes)
        + rings
        + path("d-frame", legs)
        + cabins
        + circle("d-slate", (x, y), 4)
    )


def qingshan_village() -> str:
    """青山村: stone houses and cave dwellings up the slope, a painted wall at the road."""
    hand = Hand(33)
    return "".join((
        backdrop(8, sun=(270, 36), base=104, tall=0.8),
        slope(hand, [(-6, 112), (40, 92), (100, 70), (160, 62), (220, 74), (280, 98), (326, 108)],
        200, "d-earth-2"),
        path("d-soft", "M20 122q30-10 52-30m150 6q30 6 60 24M120 84q30-12 60-4"),
        house(hand, 150, 92, 42, 28, wall="d-earth-3"), house(hand, 208, 104, 40, 27,
        wall="d-earth-1"),
        _cave_row(hand, 98, 120, 3),
        slope(hand, [(-6, 130), (60, 122), (130, 126), (200, 122), (260, 132), (326, 128)], 200,
        "d-earth-3"),
        house(hand, 40, 148, 50, 32, wall="d-earth-1"), house(hand, 272, 150, 54, 34,
        wall="d-earth-2"),
        _cave_row(hand, 216, 150, 2),
        _painted_wall(hand),
        path("d-road d-rim", "M-4 180q80-12 164-6t164-4v34H-4z"),
        poplars(hand, [(14, 176, 46), (24, 178, 38), (306, 172, 50)]),
        people([(70, 190, 19, "d-ochre"), (82, 191, 17, "d-khata")]),
    ))  # fmt: skip


def _cave_row(hand: Hand, x: float, y: float, count: int) -> str:
    """Cave dwellings side by side: an earthen front with arched doors and paper windows."""
    width = count * 26 + 8
    front = path("d-earth-1 d-o", hand.box(x - width / 2, y - 30, width, 30))
    doors = "".join(arch(x - width / 2 + 17 + 26 * n, y, 17, 23) for n in range(count))
    lattice = "".join(
        f"M{numbers(x - width / 2 + 9 + 26 * n, y - 12)}h16m-8-10v22" for n in range(count)
    )
    return front + path("d-window d-o", doors) + path("d-lattice", lattice)


def _painted_wall(hand: Hand) -> str:
    """The village's painted wall: flowers, hills and a sun, as its students paint them."""
    return "".join((
        courtyard_wall(hand, 78, 186, 176, 30, "d-white"),
        path("d-pine-2", "M80 174q14-18 26-6t24-6 28 0 26 4v8z"),
        path("d-khata", "M80 150q10 6 20 0t20 0v-3H80z"), circle("d-gold", (166, 156), 5),
        path("d-ochre", "M96 163a4 4 0 1 1 .1 0zM118 160a5 5 0 1 1 .1 0zM142 163a4 4 0 1 1 .1 0z"),
        path("d-gold", "M96 160.5a1.5 1.5 0 1 1 .1 0zM118 157a2 2 0 1 1 .1 0z"),
    ))  # fmt: skip


def zhao_great_wall() -> str:
    """The Great Wall of Zhao: a bank of earth over the hills, with a beacon mound."""
    hand = Hand(34)
    crest = [(-6, 92), (26, 84), (60, 86), (92, 78), (130, 82), (166, 98), (196, 116), (232, 130),
        (274, 138),
             (326, 156)]  # fmt: skip
    foot = [(x, y + 15 + n * 2.6) for n, (x, y) in enumerate(crest)]
    layers = [
        [(x, y + (15 + n * 2.6) * part) for n, (x, y) in enumerate(crest)] for part in (0.42, 0.7)
    ]
    worn = [(x + dx, hand.near(y + dx * lean, 2.2)) for (x, y), lean in
            zip(crest, (-0.2, 0, -0.2, 0, 0.3, 0.5, 0.4, 0.2, 0.2, 0.3), strict=True) for dx in (0,
            13)]  # fmt: skip
    return "".join((
        backdrop(12, sun=(262, 40), base=106, tall=0.95),
        slope(hand, [(-6, 100), (60, 98), (110, 92), (170, 100), (230, 112), (326, 100)], 200,
        "d-hill-3"),
        slope(hand, [(120, 204), (170, 140), (220, 118), (274, 112), (326, 116)], 200, "d-field"),
        path("d-earth-2 d-o", "M80 84q8-4 11-17t8-18q9-5 20-1 6 4 9 16t12 21q-28 8-60-1z"),
        path("d-shade", "M112 47q9 0 11 6t6 16 10 14l-17 3q-6-26-10-39z"),
        path("d-soft", "M93 72q8 3 16 1m-12-12q7 2 12 1"),
        slope(hand, [(-6, 104), (40, 100), (90, 98), (140, 108), (186, 146), (236, 204)], 200,
        "d-earth-1"),
        ribbon(hand, worn, foot, "d-earth-3 d-o"),
        ribbon(hand, [(x, y + 1) for x, y in crest], layers[0], "d-earth-2"),
        furrows(hand, layers, "d-soft"),
        path("d-soft", "M40 90l-2 14m50-20 3 15m54-8-4 18m40 4-6 20m58-8-6 24m52-10-5 28"),
        path("d-leaf d-fine", _tufts([(20, 122), (72, 114), (128, 132), (40, 168), (108, 176), (166,
        158), (12, 188),
                                      (250, 176), (292, 186), (214, 188)])),
        people([(62, 172, 19, "d-ochre"), (73, 173, 16, "d-khata")]),
    ))  # fmt: skip


def _tufts(places: list[tuple[float, float]]) -> str:
    """Tufts of dry grass, by foot."""
    return "".join(f"M{numbers(x, y)}l-5-7 4 3 1-7 2 7 4-4-3 8z" for x, y in places)


def huawu_renjian() -> str:
    """花舞人间: rows of flowers before the hills, and a hot spring that steams."""
    hand = Hand(35)
    colours = ("blossom", "gold", "khata", "ochre", "blossom", "gold", "khata")
    rows = ""
    for n, colour in enumerate(colours):
        y, size = 108 + 5 * n + n * n * 0.9, 1 + n // 2
        row = [(-4 - 3 * n, y + 4), (80, y - 3), (180, y + 2), (260, y - 3), (326, y + 2)]
        rows += path(f"d-s-{colour} d-dots-{size}", hand.curve(row))
    return "".join((
        backdrop(15, sun=(60, 40), base=106, tall=0.9),
        slope(hand, [(-6, 108), (80, 100), (170, 106), (250, 98), (326, 104)], 200, "d-hill-4"),
        rows,
        round_trees([(32, 112, 30), (286, 108, 34), (304, 112, 26)], "d-blossom"),
        path("d-water-2 d-o", "M58 180q6-20 56-22t100 2 50 20q-20 16-104 16T58 180z"),
        path("d-water", "M84 180q20-12 76-12t80 12q-24 9-82 9t-74-9z"),
        path("d-earth-3 d-o", "M48 184q2-14 14-12t10 13zM250 186q0-16 14-14t14 14zM96 196q2-12"
        " 16-11t14 11zM196 198q4-12 16-10t12 10z"),
        path("d-slate d-o", "M76 192q2-9 12-8t10 9zM232 194q2-10 11-9t9 9z"),
        steam([(120, 168, 52), (156, 164, 64), (194, 168, 50)]),
        circle("d-skin d-fine", (136, 172), 4.5), path("d-window", "M131.6 171q4-7 9 0-4-3-9 0z"),
        circle("d-skin d-fine", (180, 175), 4.5), path("d-window", "M175.6 174q4-7 9 0-4-3-9 0z"),
    ))  # fmt: skip


def gangfangdi_village() -> str:
    """缸房地村: a village in its valley, with fields down to the stream."""
    hand = Hand(36)
    return "".join((
        backdrop(18, sun=(254, 40), base=112, tall=1.05),
        slope(hand, [(-6, 92), (50, 104), (110, 124), (160, 130), (220, 120), (280, 98), (326, 88)],
        200, "d-hill-4"),
        slope(hand, [(-6, 130), (70, 126), (150, 132), (230, 126), (326, 130)], 200, "d-meadow"),
        house(hand, 96, 134, 40, 28), house(hand, 136, 138, 38, 26, wall="d-white", roof="d-ochre"),
        house(hand, 176, 134, 40, 28, wall="d-earth-2"), house(hand, 118, 150, 44, 30,
        wall="d-white"),
        house(hand, 164, 152, 42, 28, wall="d-earth-1", roof="d-ochre"),
        poplars(hand, [(62, 142, 44), (72, 144, 36), (252, 138, 46), (262, 140, 38), (272, 139,
        42)]),
        path("d-field d-rim", "M-4 150q40-4 84 6l-30 48H-4zM250 146q36-8 76-6v44q-50-4-100-14z"),
        path("d-leaf d-rim", "M84 158q40 6 80 4l-14 42H56zM222 172q60 12 104 14v20H176z"),
        furrows(hand, [[(4, 160), (30, 158), (68, 164)], [(0, 172), (30, 170), (60, 176)], [(0,
        184), (26, 182), (52, 188)],
                       [(252, 156), (284, 152), (326, 152)], [(246, 164), (284, 162), (326, 164)],
                       [(92, 168), (120, 172), (156, 172)], [(86, 180), (116, 184), (150, 184)]],
                       "d-soft"),
        ribbon(hand, [(236, 128), (208, 140), (214, 154), (184, 168), (178, 184), (146, 204)],
               [(244, 128), (220, 141), (230, 156), (206, 170), (206, 186), (188, 204)],
               "d-water d-fine"),
    ))  # fmt: skip
