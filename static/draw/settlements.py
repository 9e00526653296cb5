"""The places drawn on the sketch map: 五当召, the old town, the new town and 敖包山."""

from buildings import cairn, cells, hall, headframe, house
from hand import Hand, group, moved, number, numbers, path
from mountains import Peak, massif
from sheet import Standing, in_order, placed

TERRACES = (
    "M-72-3q26 4 48 0M28-4q26 4 50 0M-62-38q26 4 44-1M18-37q24 4 48-1"
    "M-26-58q30 4 58-1M-74 10q30 4 60 2M18 11q34 2 60-3"
)


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
    homes = ((-22, -61, 10), (30, -63, 10), (-60, -31, 11), (62, -30, 11), (-67, -4, 11),
        (69, -5, 11),
             (-57, 5, 12), (-42, 7, 10), (-28, 5, 11), (28, 6, 11), (42, 7, 10),
             (57, 4, 12))  # fmt: skip
    buildings += [Standing(y, cells(hand, [(x, y, width)])) for x, y, width in homes]
    trees = ((-33, -67), (17, -80), (22, -78), (-68, -42), (66, -48), (73, -45), (-82, -8),
        (-76, -5), (-84, 6),
             (80, -10), (86, -6), (-16, -80), (-49, -60), (53, -60))  # fmt: skip
    buildings += [Standing(y, placed("q", "", x, y, 0.8)) for x, y in trees]
    hill = massif(hand, [Peak(-66, 96, 66), Peak(-4, 142, 116), Peak(62, 104, 64)])
    return group("i1 a", moved(0, 22, hill)) + path("g", TERRACES) + in_order(buildings)


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
    blocks = ((-34, -6, 17, 30, "d-flat"), (-11, -9, 15, 38, "d-earth-1"),
        (12, -8, 18, 27, "d-flat"),
              (35, -6, 16, 34, "d-earth-1"), (-22, 4, 21, 16, "d-earth-1"),
              (17, 5, 24, 15, "d-flat"))  # fmt: skip
    trees = "".join(
        placed("z", "", x, y, 0.8)
        for x, y in ((-42, 5), (-37, 6), (-3, 7), (2, 6), (35, 6), (41, 5))
    )
    return "".join(block(hand, *each) for each in blocks) + trees


def block(hand: Hand, x: float, y: float, width: float, height: float, wall: str) -> str:
    """One block of flats with its rows of windows and a flat roof."""
    left, top = x - width / 2, y - height
    body = path(f"{wall} d-o", hand.box(left, top, width, height))
    side = path("d-side", hand.exact([(left + width * 0.7, top + 2), (left + width, top + 2),
        (left + width, y),
                                      (left + width * 0.7, y)]))  # fmt: skip
    roof = path("d-roof d-o", hand.box(left - 1, top - 2, width + 2, 3))
    panes = ""
    for row in range(int((height - 6) / 6)):
        level = top + 4.5 + row * 6
        panes += f"M{numbers(left + 2.5, level)}h{number(width - 5)}"
    return body + side + roof + path("v", panes)


def aobao_peak(hand: Hand) -> str:
    """敖包山, the highest summit, with its cairn."""
    peaks = [Peak(0, 64, 70), Peak(-50, 42, 52), Peak(54, 44, 54)]
    return group("i2", massif(hand, peaks)) + moved(0, -66, cairn(0, 0), scale=0.8)
