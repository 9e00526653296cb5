"""A scene for every kind of place, for those that have no drawing of their own."""

from buildings import cairn, cells, courtyard_wall, flats, hall, headframe, house, tiled_roof
from figures import flags, people
from hand import Hand, circle, moved, path
from landscape import (
    backdrop,
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


def monastery() -> str:
    """A single white hall on its slope, with prayer flags."""
    hand = Hand(41)
    return "".join((
        backdrop(22, sun=(62, 40), base=118),
        slope(hand, [(-6, 134), (60, 124), (140, 104), (210, 108), (270, 124), (326, 136)], 200,
        "d-hill-3"),
        cells(hand, [(78, 138, 24), (272, 142, 22)]),
        hall(hand, 174, 158, 136, 80, rows=2, bays=5, door=True, gilt=3),
        slope(hand, [(-6, 160), (80, 156), (170, 162), (250, 156), (326, 164)], 200, "d-hill-4"),
        ribbon(hand, [(162, 160), (158, 176), (140, 204)], [(188, 160), (194, 178), (212, 204)],
        "d-road d-fine"),
        path("d-frame", "M38 164V84"), flags(38, 86, 70, 13, 8),
        pines(hand, [(20, 176, 36), (46, 184, 28), (286, 176, 40), (306, 184, 30)]),
    ))  # fmt: skip


def scenic() -> str:
    """A path over the hills to a viewpoint, and two people looking out."""
    hand = Hand(42)
    return "".join((
        backdrop(23, sun=(236, 46), base=122, tall=1.15), mist([(90, 112, 120), (250, 118, 130)]),
        slope(hand, [(-6, 138), (60, 120), (130, 132), (200, 150), (270, 136), (326, 122)], 200,
        "d-hill-3"),
        slope(hand, [(-6, 172), (70, 168), (140, 148), (210, 136), (262, 140), (290, 164), (300,
        204)], 200, "d-hill-4"),
        ribbon(hand, [(214, 139), (186, 148), (178, 160), (120, 176), (60, 204)],
               [(226, 140), (202, 150), (204, 164), (158, 182), (124, 204)], "d-road d-fine"),
        path("d-frame", "M206 138v-13M230 137v-13M254 140v-13M204 128q26-4 52 2"),
        people([(224, 139, 22, "d-ochre"), (236, 139, 19, "d-khata")]),
        pines(hand, [(34, 172, 40), (58, 178, 30), (16, 180, 28), (284, 172, 26)]),
        path("d-leaf d-fine",
        "M96 190l-5-7 4 3 1-7 2 7 4-4-3 8zM176 190l-5-7 4 3 1-7 2 7 4-4-3 8z"),
    ))  # fmt: skip


def village() -> str:
    """Houses by the road, a field and poplars."""
    hand = Hand(43)
    return "".join((
        backdrop(24, base=116),
        slope(hand, [(-6, 126), (80, 112), (170, 120), (250, 110), (326, 118)], 200, "d-hill-4"),
        house(hand, 206, 134, 52, 34, wall="d-earth-2"), house(hand, 262, 138, 46, 30,
        wall="d-white", roof="d-ochre"),
        poplars(hand, [(166, 142, 54), (178, 144, 44), (298, 144, 50)]),
        slope(hand, [(-6, 142), (100, 136), (200, 140), (326, 134)], 200, "d-meadow"),
        house(hand, 94, 160, 86, 54, wall="d-earth-1", bays=3),
        courtyard_wall(hand, 138, 196, 162, 15, "d-earth-2"),
        furrows(hand, [[(206, 152), (260, 148), (326, 152)], [(204, 161), (260, 157), (326, 161)]],
        "d-soft"),
        path("d-road d-rim", "M-4 172q90-8 170-4t160-2v40H-4z"),
        round_trees([(30, 172, 50)]), people([(170, 182, 22, "d-ochre"), (182, 183, 19,
        "d-khata")]),
    ))  # fmt: skip


def museum() -> str:
    """A long, calm museum with broad steps."""
    hand = Hand(44)
    columns = "".join(path("d-white d-o", hand.box(x, 92, 8, 54)) for x in (86, 116, 196, 226))
    return "".join((
        backdrop(25, base=118, sun=(270, 38), tall=0.8),
        slope(hand, [(-6, 130), (160, 122), (326, 130)], 200, "d-hill-3"),
        path("d-earth-2 d-o", hand.box(40, 98, 240, 52)), path("d-side-veil", hand.box(244, 98, 36,
        52)),
        path("d-slate d-o", hand.box(34, 91, 252, 8)),
        path("d-earth-1 d-o", hand.box(78, 82, 164, 68)), path("d-slate d-o", hand.box(72, 72, 176,
        11)), columns,
        path("d-window", "M52 112h12v20H52zM256 112h12v20h-12zM144 110h32v40h-32z"),
        path("d-ochre d-o", hand.box(129, 88, 10, 44)), path("d-khata d-o", hand.box(181, 88, 10,
        44)),
        path("d-white d-o", hand.box(66, 148, 188, 7)), path("d-white d-o", hand.box(56, 154, 208,
        8)),
        slope(hand, [(-6, 163), (160, 161), (326, 163)], 200, "d-ground"),
        people([(150, 180, 21, "d-khata"), (162, 181, 16, "d-gold"), (206, 178, 20, "d-ochre")]),
        round_trees([(24, 172, 48), (298, 170, 52)]),
    ))  # fmt: skip


def heritage() -> str:
    """The headframe of a mine, with rails and a coal wagon."""
    hand = Hand(45)
    return "".join((
        backdrop(26, base=120, sun=(60, 42)),
        slope(hand, [(-6, 134), (80, 126), (180, 132), (326, 124)], 200, "d-hill-4"),
        path("d-window", "M226 152q22-40 44-44t56 30v14z"),
        house(hand, 66, 156, 84, 46, wall="d-earth-3", bays=4),
        path("d-earth-4 d-o", "M22 156l2-64h9l2 64z"), headframe(hand, 150, 158, 104),
        slope(hand, [(-6, 156), (160, 153), (326, 158)], 200, "d-earth-2"),
        path("d-frame", "M-4 184q160-8 330-3M-4 192q160-8 330-3"),
        path("d-line", "M20 180l-4 14M52 178l-3 14M84 177l-3 13M116 176l-2 13M148 176l-1 13M180"
        " 176v13M212 177l1 13M244 178l2 12"
                       "M276 179l3 12M308 180l3 12"),
        path("d-window", "M238 160q12-13 26-10t24 9z"), path("d-earth-4 d-o",
        "M230 160h64l-7 20h-50z"),
        path("d-soft", "M246 162l2 17m14-17v17m16-17l-2 17"),
        circle("d-slate d-o", (244, 183), 6), circle("d-slate d-o", (280, 183), 6),
    ))  # fmt: skip


def ski() -> str:
    """A white slope with a lift, and one who skis down."""
    hand = Hand(46)
    return "".join((
        sky(320, 200, sun=(60, 42)), stars([(110, 30), (170, 50), (250, 26), (290, 60)]),
        mountains(Hand(6, places=0), 320, 200, 104, [Peak(30, 44, 70), Peak(110, 60, 80), Peak(204,
        52, 76),
                  Peak(290, 66, 80)], "d-snow-2", step=12),
        slope(hand, [(-6, 74), (40, 68), (110, 96), (180, 122), (260, 152), (326, 168)], 200,
        "d-snow"),
        path("d-snow-2", "M60 78q60 36 150 76t116 36v18H210Q130 140 60 78z"),
        pines(hand, [(22, 84, 34), (44, 84, 26), (262, 166, 44), (290, 176, 50), (312, 172, 36),
        (236, 154, 28)]),
        path("d-thin", "M-4 26 326 122"), path("d-frame", "M74 88V42m-7 4h14M196 132V78m-7 4h14"),
        *(_chair(x, y) for x, y in ((34, 37), (132, 66), (258, 102))),
        path("d-soft", "M96 104q30 20 22 40t32 40M106 102q32 22 22 40t32 38"),
        _skier(),
        slope(hand, [(-6, 178), (80, 186), (150, 196), (200, 206)], 200, "d-snow"),
        pines(hand, [(20, 196, 40), (48, 200, 30)]),
    ))  # fmt: skip


def _chair(x: float, y: float) -> str:
    return path("d-thin", f"M{x} {y}v12h-6m0 0v7h10") + path(
        "d-ochre d-fine", f"M{x - 8} {y + 18}h14v4h-14z"
    )


def _skier() -> str:
    return "".join((
        path("d-limb", "M146 176l40 18q5 2 8-1"), path("d-thin", "M176 160l-26 18M156 158l-20 10"),
        path("d-khata d-o", "M160 170l14 8-8 8-4-3 4-5-10-6z"),
        path("d-ochre d-o", "M166 148q12 2 10 14l-6 10-10-6z"),
        circle("d-skin d-fine", (174, 143), 5), path("d-khata d-fine", "M168.5 142q4-8 11-1z"),
    ))  # fmt: skip


def hot_spring() -> str:
    """A warm pool among stones, with steam before the hills."""
    hand = Hand(47)
    return "".join((
        backdrop(28, base=116, sun=(256, 42)),
        slope(hand, [(-6, 122), (70, 108), (160, 118), (250, 106), (326, 116)], 200, "d-hill-4"),
        house(hand, 262, 136, 70, 42, wall="d-white", bays=3),
        pines(hand, [(28, 132, 44), (52, 136, 34)]),
        slope(hand, [(-6, 136), (160, 132), (326, 138)], 200, "d-earth-1"),
        path("d-water-2 d-o", "M28 168q6-28 74-30t144 4 48 28q-20 24-136 24T28 168z"),
        path("d-water", "M58 168q20-18 96-18t106 18q-20 14-102 14T58 168z"),
        path("d-earth-3 d-o", "M16 178q2-20 20-17t14 19zM276 182q0-20 18-18t18 18zM66 196q2-15"
        " 20-14t18 14zM214 198q4-15 20-13t16 13z"),
        path("d-slate d-o", "M46 190q2-11 14-10t12 11zM250 194q2-12 13-11t11 11z"),
        steam([(104, 150, 70), (158, 142, 84), (214, 150, 68)]),
        *(circle("d-skin d-fine", (x, 162), 6) + path("d-window",
        f"M{x - 6} 161q6-10 12 0-6-4-12 0z") for x in (126, 190)),
    ))  # fmt: skip


def park() -> str:
    """Lawn, trees, a pond and a bench."""
    hand = Hand(48)
    return "".join((
        backdrop(29, base=112, sun=(266, 38), tall=0.9),
        slope(hand, [(-6, 122), (160, 114), (326, 122)], 200, "d-hill-3"),
        round_trees([(60, 130, 44), (232, 128, 42), (262, 130, 34), (24, 134, 36)]),
        slope(hand, [(-6, 134), (160, 126), (326, 134)], 200, "d-meadow"),
        path("d-water-2 d-o", "M186 160q8-18 50-16t60 14-46 18-64-16z"),
        ribbon(hand, [(128, 130), (108, 146), (128, 164), (70, 204)],
        [(140, 130), (126, 146), (160, 166), (150, 204)],
               "d-road d-fine"),
        round_trees([(46, 184, 96), (302, 192, 60)]),
        path("d-frame", "M68 184v-10m34 10v-10"), path("d-ochre d-o",
        "M62 170h46v5H62zM62 160h46v6H62z"),
        people([(134, 172, 22, "d-khata"), (146, 173, 15, "d-gold")]),
        path("d-thin", "M150 162q20-70 44-92"), path("d-ochre d-fine", "M194 56l9 12-7 14-9-10z"),
        path("d-thin", "M196 82q-4 8 2 14t-2 14"),
    ))  # fmt: skip


def nature() -> str:
    """A valley with its stream, and a cairn on the peak."""
    hand = Hand(49)
    peak = [Peak(212, 112, 130), Peak(140, 64, 90), Peak(286, 58, 80)]
    return "".join((
        backdrop(31, base=110, sun=(70, 40), tall=0.9),
        mountains(Hand(3, places=0), 320, 200, 158, peak, "d-hill-3", step=11), cairn(212, 48),
        slope(hand, [(-6, 108), (50, 120), (100, 142), (150, 158), (180, 204)], 200, "d-hill-4"),
        slope(hand, [(160, 204), (200, 156), (250, 142), (326, 132)], 200, "d-hill-4"),
        ribbon(hand, [(176, 146), (160, 156), (182, 168), (150, 182), (132, 204)],
               [(181, 146), (172, 157), (202, 169), (182, 184), (196, 204)], "d-water d-fine"),
        path("d-earth-2 d-fine", "M132 192q2-8 10-7t8 8zM196 182q2-7 9-6t7 7z"),
        pines(hand, [(30, 136, 34), (54, 146, 42), (78, 152, 30), (268, 154, 40), (292, 152, 32),
        (246, 158, 26), (20, 170, 48)]),
    ))  # fmt: skip


def hotel() -> str:
    """A hotel at the foot of the hills."""
    hand = Hand(50)
    return "".join((
        backdrop(33, base=118, sun=(50, 42)),
        slope(hand, [(-6, 132), (160, 122), (326, 132)], 200, "d-hill-4"),
        flats(hand, 230, 160, 84, 68, "d-earth-1"), flats(hand, 144, 162, 110, 96, "d-white"),
        path("d-ochre d-o", hand.box(88, 62, 112, 9)),
        path("d-lantern d-o", hand.box(124, 140, 40, 22)), path("d-thin",
        "M144 140v22M134 140v22M154 140v22"),
        path("d-ochre d-o", hand.box(114, 132, 60, 7)), path("d-frame", "M118 139v23m52-23v23"),
        slope(hand, [(-6, 162), (160, 160), (326, 162)], 200, "d-ground"),
        path("d-road d-fine", "M122 162h44l30 42H88z"),
        round_trees([(56, 172, 56), (292, 172, 60), (24, 176, 40)]),
        people([(186, 176, 21, "d-khata")]),
        path("d-slate d-o", hand.box(196, 170, 9, 10)),
    ))  # fmt: skip


def homestay() -> str:
    """A courtyard house with its gate, a lantern and a tree over the wall."""
    hand = Hand(51)
    return "".join((
        backdrop(34, base=112, sun=(262, 40)),
        slope(hand, [(-6, 118), (80, 108), (180, 116), (326, 106)], 200, "d-hill-4"),
        round_trees([(70, 148, 84)]), house(hand, 218, 146, 120, 56, wall="d-white", bays=4),
        courtyard_wall(hand, -6, 108, 164, 32, "d-earth-1"), courtyard_wall(hand, 174, 326, 164, 32,
        "d-earth-1"),
        path("d-white d-o", hand.box(106, 104, 70, 60)), path("d-ochre d-o", hand.box(120, 114, 42,
        50)),
        path("d-thin", "M141 114v50"), path("d-gold", "M136 138a2 2 0 1 1 .1 0zM147 138a2 2 0 1 1"
        " .1 0z"),
        tiled_roof(hand, 141, 106, 94, 24),
        path("d-lantern d-fine", "M109 118q4-2 8 0v11q-4 2-8 0zM165 118q4-2 8 0v11q-4 2-8 0z"),
        slope(hand, [(-6, 165), (160, 163), (326, 165)], 200, "d-ground"),
        path("d-road d-fine", "M122 164h38l24 40H94z"), people([(190, 182, 23, "d-khata"), (203,
        183, 20, "d-ochre")]),
        path("d-leaf d-fine", "M30 176q-4-12 4-14 2-8 9-4 9 0 7 9 5 6-2 9zM252 178q-4-12 4-14 2-8"
        " 9-4 9 0 7 9 5 6-2 9z"),
        path("d-earth-4 d-o", "M32 174h18l-3 12H35zM254 176h18l-3 12h-12z"),
    ))  # fmt: skip


def food() -> str:
    """A copper pot for lamb, a plate of it and a bowl of milk tea, at a window on the hills."""
    hand = Hand(52)
    return "".join((
        path("d-earth-1", "M0 0h320v200H0z"),
        moved(64, 10, backdrop_window()),
        path("d-earth-3 d-o", hand.box(-6, 138, 332, 70)), path("d-soft",
        "M-4 158q160-5 328 1M-4 182q160-5 328 1"),
        path("d-gold d-o", "M138 148l-12 24h68l-12-24z"), path("d-gold d-o",
        "M96 112q4 42 64 42t64-42z"),
        path("d-side-veil", "M176 153q42-6 47-40h-24q0 26-23 40z"),
        path("d-line", "M96 118q-12 2-8 14 6 6 14 0m122-14q12 2 8 14-6 6-14 0"),
        path("d-earth-1 d-o", "M92 112q68-17 136 0-68 18-136 0z"),
        path("d-pine-2", "M112 110q8-5 14 1-8 5-14-1zM190 116q8-5 14 0-8 4-14 0zM188 107q7-4 12"
        " 0-6 4-12 0z"),
        path("d-ochre", "M128 117q7-5 12 0-6 4-12 0zM206 111q6-4 10 0-5 3-10 0zM114 116q4-3 8 0-4"
        " 3-8 0z"),
        path("d-gold d-o", "M145 112l5-44h20l5 44q-15 5-30 0z"),
        path("d-window d-o", "M150 68q10-4 20 0-10 4-20 0z"),
        path("d-white d-o", "M14 166q34-12 88 0-8 12-24 14H36q-16-3-22-14z"),
        path("d-ochre d-fine", "M26 164q2-12 12-9 6-9 14-1 8-6 12 2 10-2 10 8-24 7-48 0z"),
        path("d-s-white d-curl", "M32 160q4-6 7-1m8-3q5-6 7 0m8 3q4-5 7 0"),
        path("d-white d-o", "M258 142q20-5 46 0-2 22-14 26h-18q-12-5-14-26z"),
        path("d-earth-2", "M262 144q18-4 38 0-18 5-38 0z"),
        steam([(120, 104, 60), (200, 104, 66), (282, 134, 40)]),
    ))  # fmt: skip


def backdrop_window() -> str:
    """A wooden window with a view of two hills."""
    hand = Hand(53)
    return "".join((
        path("d-sky d-o", hand.box(0, 0, 192, 88)), path("d-hill-2 d-rim",
        "M1 66q30-34 52-36t44 26 46-20 48 26v26H1z"),
        path("d-hill-3 d-rim", "M1 80q40-22 80-14t110-2v23H1z"),
        path("d-frame", "M64 0v88M128 0v88M0 44h192"),
        path("d-earth-4 d-o", hand.box(-5, 86, 202, 7)),
    ))  # fmt: skip


def shop() -> str:
    """A shop front under its awning, with what the district grows in baskets."""
    hand = Hand(54)
    stripes = "".join(
        path(f"{kind} d-o", f"M{48 + 32 * n} 70h32l{(n - 3) * 2 + 4} 26q-16 10-{32 + 2} 0z")
        for n, kind in enumerate(("d-ochre", "d-white") * 3 + ("d-ochre",))
    )
    return "".join((
        backdrop(36, base=112, sun=(34, 36), tall=0.8),
        slope(hand, [(-6, 128), (160, 118), (326, 128)], 200, "d-hill-4"),
        path("d-earth-1 d-o", hand.box(44, 50, 232, 116)), path("d-slate d-o", hand.box(36, 42, 248,
        10)),
        path("d-window", hand.box(62, 96, 92, 52)), path("d-pine d-o", hand.box(206, 92, 44, 74)),
        path("d-lantern", "M212 100h32v30h-32z"), path("d-thin", "M228 100v30"),
        path("d-earth-3 d-fine", "M62 122h92v4H62zM62 144h92v4H62z"),
        path("d-gold d-fine", "M70 108h10v14H70zM86 112h10v10H86zM118 106h9v16h-9z"),
        path("d-khata d-fine", "M102 110h11v12h-11zM133 110h12v12h-12zM70 132h12v12H70z"),
        path("d-ochre d-fine", "M88 130h10v14H88zM122 134h12v10h-12z"),
        path("d-white d-fine", "M104 133h12v11h-12zM139 131h9v13h-9z"),
        stripes,
        slope(hand, [(-6, 166), (160, 164), (326, 166)], 200, "d-ground"),
        path("d-gold d-fine", "M74 170q4-9 10-4 6-7 11 0 8-5 11 4zM126 171q4-9 10-4 6-7 11 0 8-5"
        " 11 4z"),
        path("d-earth-4 d-o", "M70 169h40l-5 17H75zM122 170h40l-5 17h-30z"),
        people([(186, 184, 26, "d-ochre"), (262, 186, 25, "d-khata")]),
    ))  # fmt: skip


def service() -> str:
    """A visitors' board with the map on it, beside the house where one may ask."""
    hand = Hand(55)
    return "".join((
        backdrop(37, base=112, sun=(270, 36)),
        slope(hand, [(-6, 124), (160, 114), (326, 122)], 200, "d-hill-4"),
        house(hand, 240, 152, 118, 64, wall="d-white", bays=3),
        path("d-ochre d-o", hand.box(228, 124, 24, 28)),
        slope(hand, [(-6, 152), (160, 148), (326, 154)], 200, "d-ground"),
        path("d-frame", "M52 182v-96M136 182v-96"), path("d-slate d-o", "M40 84l54-16 54 16z"),
        path("d-white d-o", hand.box(44, 86, 100, 64)),
        path("d-hill-2", "M48 122l16-22 12 14 14-22 18 26 12-12 20 20v16H48z"),
        path("d-hill-4", "M48 136q30-14 92 2v8H48z"),
        path("d-water", "M98 108q-8 12 2 20t-6 18h5q6-10-2-18t4-20z"),
        path("d-ochre", "M112 110q-8-10 0-14 8 4 0 14z"), path("d-thin", "M62 140q24-16 50-28"),
        people([(104, 184, 27, "d-khata"), (88, 185, 22, "d-gold"), (164, 178, 25, "d-ochre")]),
        path("d-frame", "M196 184v-60"), path("d-khata d-o", "M184 128h34l7 6-7 6h-34z"),
        path("d-ochre d-o", "M208 144h-32l-7 6 7 6h32z"),
        round_trees([(304, 176, 52)]),
    ))  # fmt: skip


def town() -> str:
    """A street of the new town under the hills."""
    hand = Hand(56)
    return "".join((
        backdrop(38, base=104, sun=(258, 36)),
        slope(hand, [(-6, 118), (160, 108), (326, 116)], 200, "d-hill-4"),
        flats(hand, 42, 156, 54, 70, "d-earth-1"), flats(hand, 112, 158, 50, 100, "d-white"),
        flats(hand, 176, 154, 56, 66, "d-earth-2"), flats(hand, 232, 158, 44, 90, "d-white"),
        flats(hand, 290, 156, 56, 50, "d-earth-1"),
        path("d-ochre d-o", hand.box(20, 144, 126, 14)), path("d-slit",
        "M30 148v10m16-10v10m16-10v10m16-10v10m16-10v10m16-10v10m16-10v10"),
        slope(hand, [(-6, 158), (160, 157), (326, 158)], 200, "d-ground"),
        path("d-slate", "M-2 174q160-4 324 0v28H-2z"), path("d-s-gold d-dash",
        "M-2 188q160-4 324 0"),
        round_trees([(16, 174, 34), (160, 172, 36), (262, 172, 38)]),
        people([(92, 171, 18, "d-khata"), (184, 171, 18, "d-ochre")]),
    ))  # fmt: skip
