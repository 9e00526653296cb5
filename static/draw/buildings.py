"""Buildings in true, simple proportions: Tibetan halls, houses, the mine's headframe."""

from hand import Hand, Point, circle, path


def windows(hand: Hand, left: float, top: float, step: float, count: int, size: Point) -> str:
    """A row of dark windows, wider at the sill, as Tibetan masons build them."""
    wide, high = size
    outline = ""
    for n in range(count):
        x = left + n * step
        frame = [
            (x, top),
            (x + wide, top),
            (x + wide * 1.14, top + high),
            (x - wide * 0.14, top + high),
        ]
        outline += hand.exact(frame)
    return path("d-window", outline)


def finial(x: float, y: float, size: float) -> str:
    """The small gilded ornament that stands on a roof's edge."""
    n = max(size, 1.5)
    parts = f"M{x - n:.1f} {y:.1f}l{n * 0.35:.1f}-{n * 1.1:.1f}h{n * 1.3:.1f}l{n * 0.35:.1f} {n * 1.1:.1f}z"
    spike = f"M{x - n * 0.25:.1f} {y - n * 1.1:.1f}l{n * 0.25:.1f}-{n:.1f} {n * 0.25:.1f} {n:.1f}z"
    return path("d-gold d-fine", parts + spike)


def hall(
    hand: Hand, x: float, y: float, width: float, height: float, *, rows: int = 1, bays: int = 3,
    door: bool = False, gilt: int = 1,
) -> str:  # fmt: skip
    """A white flat-roofed hall whose foot is centred on (x, y); walls lean in towards an ochre parapet."""
    half, lean = width / 2, height * 0.055
    top, band = y - height, height * (0.2 if rows == 1 else 0.15)
    wall = [(x - half, y), (x - half + lean, top), (x + half - lean, top), (x + half, y)]
    side = [(x + half * 0.62, top + band), (x + half - lean * 0.8, top + band), (x + half, y),
            (x + half * 0.66, y)]  # fmt: skip
    edge = half - lean + 1
    frieze = [
        (x - edge, top),
        (x + edge, top),
        (x + edge - 0.3, top + band),
        (x - edge + 0.3, top + band),
    ]
    parts = [path("d-white d-o", hand.straight(wall)), path("d-side", hand.exact(side))]
    parts.append(path("d-ochre d-o", hand.straight(frieze)))
    step = (width - 2 * lean) * 0.88 / bays
    size = (min(step * 0.4, height * 0.13), height * (0.24 if rows == 1 else 0.15))
    for row in range(rows):
        level = top + band + height * (0.16 if rows == 1 else 0.09) + row * height * 0.28
        skip = door and row == rows - 1
        first = x - step * (bays - 1) / 2 - size[0] / 2
        if skip:
            parts.append(_beside_door(hand, first, level, step, bays, size))
        else:
            parts.append(windows(hand, first, level, step, bays, size))
    if door:
        parts.append(portico(hand, x, y, width * 0.2, height * 0.36))
    for n in range(gilt):
        at = x if gilt == 1 else x - edge * 0.84 + n * edge * 1.68 / (gilt - 1)
        parts.append(finial(at, top, height * 0.06))
    return "".join(parts)


def _beside_door(
    hand: Hand, first: float, level: float, step: float, bays: int, size: Point
) -> str:
    """Windows left and right of the middle bay, which the door takes."""
    beside = bays // 2
    left = windows(hand, first, level, step, beside, size)
    return left + windows(hand, first + step * (bays - beside), level, step, beside, size)


def portico(hand: Hand, x: float, y: float, width: float, height: float) -> str:
    """An ochre porch with a dark doorway between two posts."""
    half = width / 2
    porch = path("d-ochre d-o", hand.box(x - half, y - height, width, height))
    inner = path(
        "d-window", hand.box(x - half * 0.5, y - height * 0.66, width * 0.5, height * 0.66)
    )
    return porch + inner


def house(
    hand: Hand, x: float, y: float, width: float, height: float, *, wall: str = "d-earth-1",
    roof: str = "d-slate", bays: int = 2,
) -> str:  # fmt: skip
    """A small northern house with a low pitched roof; its foot is centred on (x, y)."""
    half, eave = width / 2, height * 0.62
    rise = [(x - half - 1.5, y - eave), (x - half * 0.72, y - height), (x + half * 0.72, y - height),
            (x + half + 1.5, y - eave)]  # fmt: skip
    parts = path(f"{wall} d-o", hand.box(x - half, y - eave, width, eave))
    parts += path(f"{roof} d-o", hand.straight(rise))
    step = width / (bays + 0.3)
    size = (step * 0.42, eave * 0.42)
    return parts + windows(
        hand, x - step * (bays - 1) / 2 - size[0] / 2, y - eave * 0.74, step, bays, size
    )


def headframe(hand: Hand, x: float, y: float, height: float) -> str:
    """The winding tower over a mine's shaft: a braced tower, a raking strut, the wheel, the winding house."""
    n = height
    winding = house(
        hand, x + n * 0.72, y, n * 0.5, n * 0.36, wall="d-earth-2", roof="d-slate", bays=1
    )
    tower = hand.exact([(x - n * 0.15, y), (x - n * 0.09, y - n * 0.86), (x + n * 0.09, y - n * 0.86),
                        (x + n * 0.15, y)], close=False)  # fmt: skip
    rungs = "".join(
        hand.exact([(x - w * n, y - low * n), (x + v * n, y - high * n)], close=False)
        for w, low, v, high in (
            (0.15, 0.02, 0.12, 0.42),
            (0.12, 0.42, 0.12, 0.42),
            (0.12, 0.42, 0.09, 0.84),
        )
    )
    strut = hand.exact([(x + n * 0.09, y - n * 0.84), (x + n * 0.48, y)], close=False)
    platform = path("d-slate d-o", hand.box(x - n * 0.16, y - n * 0.9, n * 0.34, n * 0.06))
    wheel = circle("d-wheel", (x + n * 0.02, y - n * 1.04), n * 0.14)
    hub = circle("d-window", (x + n * 0.02, y - n * 1.04), n * 0.035)
    rope = hand.exact([(x + n * 0.12, y - n * 1.12), (x + n * 0.62, y - n * 0.34)], close=False)
    return (
        path("d-thin", rope)
        + winding
        + path("d-frame", tower + rungs + strut)
        + wheel
        + hub
        + platform
    )
