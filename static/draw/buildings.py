"""Buildings in true, simple proportions: Tibetan halls, houses, the mine's headframe."""

from hand import Hand, Point, circle, moved, number, numbers, path


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
    x, y = round(x, 1), round(y, 1)
    bowl = f"M{numbers(x - n, y)}l{numbers(n * 0.35, -n)}h{number(n * 1.3)}l{numbers(n * 0.35, n)}z"
    spike = f"M{numbers(x - n * 0.25, y - n)}l{numbers(n * 0.25, -n, n * 0.25, n)}z"
    return path("d-gold d-fine", bowl + spike)


def hall(
    hand: Hand, x: float, y: float, width: float, height: float, *, rows: int = 1, bays: int = 3,
    door: bool = False, gilt: int = 1,
) -> str:  # fmt: skip
    """A white flat-roofed hall, its foot centred on (x, y), walls leaning to an ochre parapet."""
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


def small_hall(hand: Hand, x: float, y: float, width: float, height: float, bays: int = 2) -> str:
    """A hall seen from further off: wall, parapet and slits of windows."""
    half, lean, band = width / 2, height * 0.05, height * 0.2
    top = y - height
    wall = [(x - half, y), (x - half + lean, top), (x + half - lean, top), (x + half, y)]
    parapet = hand.box(x - half + lean - 1, top, width - 2 * lean + 2, band)
    return path("d-white d-o", hand.straight(wall)) + path("d-ochre d-o", parapet) + slits(
        x, top + band + height * 0.2, width * 0.8, bays, height * 0.28
    )  # fmt: skip


def cells(hand: Hand, places: list[tuple[float, float, float]]) -> str:
    """Monks' houses by foot and width: low white boxes, drawn in one go."""
    walls, openings = "", ""
    for x, y, width in places:
        height = width * 0.68
        walls += hand.box(x - width / 2, y - height, width, height)
        openings += f"M{numbers(x - width * 0.16, y - height * 0.65)}v4m{number(width * 0.36)} 0v-4"
    return path("d-white d-o", walls) + path("d-slit", openings)


def slits(x: float, top: float, width: float, bays: int, height: float) -> str:
    """A row of narrow windows centred on x, as upright strokes."""
    step = width / bays
    first = f"M{numbers(x - width / 2 + step / 2, top)}v{number(height)}"
    return path("d-slit", first + f"m{numbers(step, -height)}v{number(height)}" * (bays - 1))


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
    rise = [(x - half - 1.5, y - eave), (x - half * 0.72, y - height),
        (x + half * 0.72, y - height),
            (x + half + 1.5, y - eave)]  # fmt: skip
    parts = path(f"{wall} d-o", hand.box(x - half, y - eave, width, eave))
    parts += path(f"{roof} d-o", hand.straight(rise))
    step, pane = width / (bays + 0.3), width / (bays + 0.3) * 0.44
    panes = "".join(
        f"M{numbers(x + step * (n - (bays - 1) / 2) - pane / 2, y - eave * 0.74)}h{number(pane)}"
        f"v{number(eave * 0.44)}h-{number(pane)}z"
        for n in range(bays)
    )
    return parts + path("d-window", panes)


def headframe(hand: Hand, x: float, y: float, height: float) -> str:
    """A mine's headframe: a braced tower, a raking strut, the wheel and the winding house."""
    n = height
    winding = house(
        hand, x + n * 0.72, y, n * 0.5, n * 0.36, wall="d-earth-2", roof="d-slate", bays=1
    )
    tower = hand.exact([(x - n * 0.15, y), (x - n * 0.09, y - n * 0.86),
        (x + n * 0.09, y - n * 0.86),
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


def arch(x: float, y: float, width: float, height: float) -> str:
    """Outline of a round-headed opening whose foot is centred on (x, y)."""
    r = number(width / 2)
    rise = number(height - width / 2)
    return f"M{numbers(x - width / 2, y)}v-{rise}a{r} {r} 0 0 1 {number(width)} 0v{rise}z"


def tiled_roof(hand: Hand, x: float, y: float, width: float, height: float) -> str:
    """A grey tiled roof with slightly lifted eaves; its eaves are centred on (x, y)."""
    half, ridge = width / 2, width * 0.34
    outline = (
        f"M{numbers(x - half, y - height * 0.1)}"
        f"q{numbers(half - ridge, -height * 0.1, half - ridge, -height * 0.9)}"
        f"h{number(ridge * 2)}q{numbers(0, height * 0.8, half - ridge, height * 0.9)}"
        f"q{numbers(-half, height * 0.22, -width, 0)}z"
    )
    tiles = "".join(
        f"M{numbers(x + part * ridge * 0.94, y - height * 0.9)}"
        f"L{numbers(x + part * half * 0.84, y)}"
        for part in (-0.75, -0.45, -0.15, 0.15, 0.45, 0.75)
    )
    cap = hand.box(x - ridge - 2, y - height - 1.5, ridge * 2 + 4, 3.5)
    return path("d-slate d-o", outline) + path("d-soft", tiles) + path("d-slate d-fine", cap)


def flats(hand: Hand, x: float, y: float, width: float, height: float, wall: str) -> str:
    """A block with a flat roof and rows of slit windows; its foot is centred on (x, y)."""
    left, top = x - width / 2, y - height
    rows = int((height - 8) / 13)
    bays = max(2, int(width / 12))
    panes = "".join(
        slits(round(x), round(top + 8 + 13 * n), width * 0.86, bays, 6) for n in range(rows)
    )
    dark = left + width * 0.72
    side = hand.exact([(dark, top), (left + width, top), (left + width, y), (dark, y)])
    return (
        path(f"{wall} d-o", hand.box(left, top, width, height)) + path("d-side-veil", side) + panes
        + path("d-slate d-o", hand.box(left - 1.5, top - 4, width + 3, 5))
    )  # fmt: skip


def courtyard_wall(
    hand: Hand, left: float, right: float, y: float, height: float, kind: str
) -> str:
    """A low wall with a coping of tiles."""
    body = path(f"{kind} d-o", hand.box(left, y - height, right - left, height))
    return body + path("d-slate d-o", hand.box(left - 1.5, y - height - 3, right - left + 3, 4))


def cairn(x: float, y: float) -> str:
    """A 敖包: piled stones with a pole and ropes of flags; (x, y) is the middle of its foot."""
    return moved(x, y, "".join((
        path("d-thin", "M0-14v-20M0-32q-12 6-20 32M0-32q12 6 20 32"),
        path("d-khata d-fine", "M-9-24l6 2-2 5-6-2zM9-15l6 3-3 5-5-4z"),
        path("d-ochre d-fine", "M-15-12l6 2-2 6-6-3zM5-26l5 4-4 4-4-4z"),
        path("d-earth-3 d-o", "M-13 2q1-7 5-8 2-8 8-9 6 1 8 9 4 1 5 8z"),
        path("d-soft", "M-8-5q4-2 7 0t8 0"),
    )))  # fmt: skip
