"""A scene for every kind of event."""

from buildings import house, small_hall
from figures import cyclist, flags, lanterns, people
from hand import Hand, circle, number, numbers, path
from landscape import (
    backdrop,
    mountains,
    pines,
    round_trees,
    sky,
    slope,
    stars,
)
from mountains import Peak


def sport() -> str:
    """The race up the valley road towards the white halls."""
    hand = Hand(61)
    return "".join((
        backdrop(41, base=112, sun=(44, 36)),
        mountains(Hand(9, places=0), 320, 200, 138, [Peak(214, 88, 120), Peak(290, 60, 80)],
        "d-hill-3", step=13),
        small_hall(hand, 226, 84, 28, 16), small_hall(hand, 194, 98, 32, 18, 3),
        small_hall(hand, 254, 100, 30, 17),
        small_hall(hand, 222, 114, 46, 28, 4), slope(hand, [(-6, 104), (60, 112), (130, 126), (200,
        122), (326, 112)], 200, "d-hill-4"),
        pines(hand, [(20, 118, 30), (40, 120, 38), (300, 124, 34)]),
        path("d-road d-rim", "M-4 166q80-8 160-16t74-16-12-18h10q44 4 36 22t-20 24 80 8v40H-4z"),
        slope(hand, [(-6, 196), (80, 190), (200, 194), (326, 188)], 200, "d-hill-5"),
        cyclist(188, 160, 34, "d-gold"), cyclist(106, 170, 46, "d-khata"),
        cyclist(30, 182, 58, "d-ochre"),
    ))  # fmt: skip


def temple() -> str:
    """The great thangka unrolled on its slope at the autumn ceremony, people before it."""
    hand = Hand(62)
    crowd = [(56, 178, 22, "d-ochre"), (72, 181, 23, "d-ochre"), (88, 178, 22, "d-gold"),
        (106, 184, 24, "d-ochre"),
             (130, 186, 22, "d-khata"), (190, 186, 24, "d-ochre"), (210, 182, 22, "d-khata"),
             (228, 180, 23, "d-ochre"),
             (246, 184, 22, "d-gold"), (264, 180, 23, "d-ochre")]  # fmt: skip
    return "".join((
        backdrop(42, base=112, sun=(48, 38)),
        mountains(Hand(4, places=0), 320, 200, 172, [Peak(160, 132, 170), Peak(250, 74, 90)],
        "d-hill-3", step=13),
        path("d-earth-1 d-o", "M104 154l8-96h96l8 96z"), path("d-khata d-o",
        "M114 62h92l6 86H108z"),
        path("d-gold d-fine", "M122 70h76l4 70h-84z"), path("d-ochre d-fine",
        "M128 76h64l3 58h-70z"),
        circle("d-gold d-fine", (160, 104), 21), circle("d-pine-2 d-fine", (160, 104), 14),
        path("d-white d-fine", "M160 94q7 6 0 16-7-10 0-16zM150 98q9 3 10 12-10-1-10-12zM170 98q-9"
        " 3-10 12 10-1 10-12z"),
        path("d-white", "M132 82q3-5 7 0-3 4-7 0zM181 82q3-5 7 0-3 4-7 0zM131 128q3-5 7 0-3 4-7 0z"
        "M182 128q3-5 7 0-3 4-7 0z"),
        small_hall(hand, 52, 144, 50, 28, 3), small_hall(hand, 272, 146, 52, 29, 3),
        slope(hand, [(-6, 158), (160, 153), (326, 160)], 200, "d-meadow"), people(crowd),
        path("d-gold d-o", "M112 170l30-9 1 3-28 10zM184 170l-16-9-2 3 15 10z"),
    ))  # fmt: skip


def folk() -> str:
    """转九曲: people walk the nine bends between rows of lanterns."""
    hand = Hand(63)
    rows = ((112, 5, 7, 21, 4.4), (130, 5, 8, 27, 5.2), (152, 5, 8, 34, 6.4), (180, 5, 8, 42, 7.8))
    parts = [
        path("d-dusk", "M0 0h320v200H0z"), stars([(40, 26), (92, 44), (150, 20), (280, 52), (232,
        30)]),
        circle("d-moon", (264, 36), 12),
        mountains(Hand(5, places=0), 320, 200, 100, [Peak(40, 46, 70), Peak(130, 60, 90), Peak(220,
        48, 70), Peak(300, 62, 80)],
                  "d-hill-5", step=12),
        house(hand, 54, 102, 40, 26), house(hand, 268, 104, 44, 28, wall="d-earth-2"),
        slope(hand, [(-6, 100), (160, 94), (326, 102)], 200, "d-hill-6"),
        path("d-s-earth d-trail", "M20 195h266q34-2 20-16t-48-12H58q-30-1-18-13t36-11h164q24-1"
        " 14-11t-28-8H104"),
    ]  # fmt: skip
    walkers = ([(118, 120, 13, "d-ochre")], [(196, 142, 16, "d-khata"), (208, 143, 14, "d-gold")],
               [(96, 166, 20, "d-white"), (110, 167, 19, "d-ochre")],
               [(228, 192, 26, "d-khata")])  # fmt: skip
    for (y, _, count, apart, size), group in zip(rows, walkers, strict=True):
        start = 160 - apart * (count - 1) / 2
        parts.append(lanterns([(start + apart * n, y) for n in range(count)], size))
        parts.append(people(group))
    return "".join(parts)


def winter() -> str:
    """Ice lanterns, a snow lion's plinth of ice blocks and children on a sledge."""
    hand = Hand(64)
    return "".join((
        sky(320, 200, sun=(262, 40)), stars([(50, 30), (110, 48), (170, 24), (220, 60)]),
        mountains(Hand(12, places=0), 320, 200, 116, [Peak(30, 56, 80), Peak(120, 74, 90), Peak(206,
        56, 80), Peak(296, 76, 90)],
                  "d-snow-2", step=12),
        pines(hand, [(24, 136, 44), (48, 138, 34), (282, 134, 46), (302, 138, 34)]),
        slope(hand, [(-6, 132), (80, 124), (170, 132), (250, 126), (326, 132)], 200, "d-snow"),
        path("d-water-2 d-o", "M92 152V98h20V86q28-34 60 0v12h20v54h-22v-28q-28-36-56 0v28z"),
        path("d-water", "M172 100h20v52h-12v-44zM112 98h6v-8l-6 4z"),
        path("d-soft", "M92 116h20m-20 18h20m60-18h20m-20 18h20m-72-44 8 16m36-20-4 18"),
        lanterns([(78, 156), (206, 156), (62, 170), (222, 170)], 9),
        path("d-snow-2", "M-4 176q80-20 160-8t170-6v14q-90 18-170 6t-160 8z"),
        people([(240, 164, 22, "d-khata"), (126, 168, 24, "d-ochre")]),
        path("d-frame", "M138 184h44q8 0 8-6M144 184v-6m30 6v-6"),
        path("d-ochre d-o", "M136 172h46v6h-46z"),
        people([(152, 174, 19, "d-gold"), (168, 174, 17, "d-pine-2")]),
        path("d-thin", "M128 152q6 12 10 22"),
        path("d-s-snow d-flakes", "M20 20q90 40 280 0M10 70q140 30 300 4M30 104q120-14 270 8"),
    ))  # fmt: skip


def culture() -> str:
    """A stage under flags with a horse-head fiddle player and a dancer."""
    hand = Hand(65)
    return "".join((
        backdrop(45, base=112, sun=(160, 38)),
        slope(hand, [(-6, 122), (160, 112), (326, 122)], 200, "d-hill-4"),
        path("d-frame", "M40 150V56M280 150V56"), flags(40, 58, 240, 16, 14),
        path("d-khata d-o", hand.box(60, 92, 200, 54)), path("d-hill-1",
        "M62 130q30-26 50-22t40 14 46-24 60 28v18H62z"),
        path("d-earth-3 d-o", "M36 146h248l14 16H22z"), path("d-ochre d-o", hand.box(22, 162, 276,
        10)),
        path("d-khata d-o", "M92 156q2-22 8-36h14q6 12 10 36z"),
        circle("d-skin d-fine", (107, 112), 7),
        path("d-slate d-fine", "M98 110q8-12 18 0-9-4-18 0z"),
        path("d-earth-1 d-o", "M112 156l3-22h14l4 22z"), path("d-frame", "M122 134V98q0-5 5-5"),
        path("d-thin", "M104 144l34-4"),
        path("d-limb", "M112 126l10-16"),
        path("d-ochre d-o", "M188 156q4-26 12-34h10q10 14 22 34z"),
        circle("d-skin d-fine", (205, 113), 7),
        path("d-gold d-fine", "M197 110q8-10 16 0z"), path("d-limb",
        "M201 124l-20-12M210 124l20-16"),
        path("d-white d-fine", "M181 112q-16 6-12 26 8-10 6-16 4-4 8-6zM230 108q16 2 20"
        " 24-10-6-10-14-6-2-11-5z"),
        slope(hand, [(-6, 176), (160, 172), (326, 176)], 200, "d-meadow"),
        people([(50 + 28 * n, 204, 24 + n % 3, kind) for n, kind in enumerate(("d-pine", "d-gold",
        "d-khata", "d-white", "d-ochre", "d-pine-2", "d-gold", "d-khata", "d-white"))]),
    ))  # fmt: skip


def forum() -> str:
    """A speaker beside a picture of the wall, and rows of listeners."""
    hand = Hand(66)
    rows = [
        (52 + 36 * n, 176, 30, kind)
        for n, kind in enumerate(
            ("d-khata", "d-pine-2", "d-ochre", "d-gold", "d-pine", "d-khata", "d-slate")
        )
    ]
    front = [
        (34 + 42 * n, 206, 38, kind)
        for n, kind in enumerate(
            ("d-pine", "d-gold", "d-slate", "d-khata", "d-ochre", "d-pine-2", "d-gold")
        )
    ]
    return "".join((
        path("d-earth-1", "M0 0h320v200H0z"), path("d-earth-2", "M0 128h320v72H0z"),
        path("d-soft", "M0 128h320"),
        path("d-sky d-o", hand.box(58, 22, 156, 88)),
        path("d-hill-1", "M60 74l26-26 22 20 30-34 30 32 22-16 22 22v38H60z"),
        path("d-hill-3 d-rim", "M59 92q40-22 76-12t78-8v37H59z"),
        path("d-earth-2 d-fine", "M96 80l7-18h15l8 18z"), path("d-earth-3 d-fine",
        "M59 84q40-8 72-4t82 18v9q-50-16-84-18t-70 5z"),
        people([(254, 138, 54, "d-khata")]), path("d-ochre d-o", "M236 112h36l-5 34h-26z"),
        path("d-gold", "M248 122h12v10h-12z"),
        path("d-limb", "M246 104l-18-10"), people(rows), people(front),
        path("d-earth-4 d-o", "M-4 196h328v12H-4z"),
    ))  # fmt: skip


def promotion() -> str:
    """A fair: two stalls, a balloon arch of bunting and visitors."""
    hand = Hand(67)
    return "".join((
        backdrop(47, base=114, sun=(52, 40)),
        slope(hand, [(-6, 128), (160, 118), (326, 128)], 200, "d-hill-4"),
        flags(10, 54, 150, 12, 9), flags(160, 54, 150, 12, 9),
        path("d-frame", "M10 160V50M160 160V48M310 160V50"),
        _stall(24, "d-ochre"), _stall(184, "d-khata"),
        slope(hand, [(-6, 164), (160, 160), (326, 164)], 200, "d-ground"),
        people([(52, 156, 26, "d-gold")]), path("d-earth-3 d-o",
        "M30 148h100v20H30zM190 148h100v20H190z"),
        path("d-ochre d-fine", "M40 148q5-10 11 0zM54 148q5-10 11 0z"),
        path("d-gold d-fine", "M76 148v-12h9v12zM90 148v-9h9v9zM252 148v-13h8v13z"),
        path("d-white d-fine", "M108 148q1-9 8-9t8 9zM200 148q1-9 8-9t8 9zM268 148v-10h12v10z"),
        path("d-pine-2 d-fine", "M226 148q5-12 12 0z"),
        people([(84, 190, 30, "d-pine-2"), (100, 191, 23, "d-khata"), (160, 186, 30, "d-ochre"),
        (222, 190, 29, "d-gold"), (262, 188, 30, "d-white")]),
    ))  # fmt: skip


def _stall(x: float, kind: str) -> str:
    """One market stall with a striped roof; x is its left post."""
    stripes = "".join(
        path(
            f"{kind if n % 2 == 0 else 'd-white'} d-o",
            f"M{numbers(x + 8 + 16 * n, 86)}h16l{numbers((n - 2.5) * 1.6 + 2, 24)}q-9 7-18 0z",
        )
        for n in range(6)
    )
    return path("d-frame", f"M{numbers(x + 8, 108)}v52m96-52v52") + stripes


def series() -> str:
    """A path through the year: four stations, each with the colour of its season."""
    hand = Hand(68)
    stops = (
        (62, 172, 34, "d-blossom"),
        (152, 150, 28, "d-pine-2"),
        (236, 132, 23, "d-gold"),
        (180, 108, 18, "d-snow"),
    )
    posts = "".join(
        path("d-frame", f"M{numbers(x, y)}v-{number(h * 1.5)}")
        + path(
            f"{kind} d-o",
            f"M{numbers(x, y - h * 1.5)}l{numbers(h, h * 0.16)}-{number(h * 0.22)}"
            f" {number(h * 0.3)}"
            f" {number(h * 0.22)} {number(h * 0.32)}-{number(h)} {number(h * 0.04)}z",
        )
        for x, y, h, kind in reversed(stops)
    )
    return "".join((
        backdrop(48, base=104, sun=(268, 34)),
        slope(hand, [(-6, 112), (90, 96), (190, 102), (326, 92)], 200, "d-hill-3"),
        slope(hand, [(-6, 132), (80, 124), (180, 130), (326, 116)], 200, "d-hill-4"),
        small_hall(hand, 112, 104, 34, 19, 3), small_hall(hand, 144, 108, 30, 16, 2),
        path("d-road d-rim", "M172 108q40 4 52 12t-30 16-66 16-90 52h60q20-24 62-40t90-26"
        " 4-26-78-8z"),
        slope(hand, [(190, 204), (240, 172), (290, 160), (326, 158)], 200, "d-hill-5"), posts,
        pines(hand, [(22, 146, 34), (40, 152, 26), (296, 176, 40), (274, 182, 30)]),
        round_trees([(300, 128, 30)]),
        people([(104, 176, 24, "d-ochre"), (117, 177, 21, "d-khata"), (93, 178, 16, "d-gold")]),
    ))  # fmt: skip
