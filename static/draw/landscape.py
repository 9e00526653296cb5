"""What lies around the buildings: sky, mountains, slopes, trees, fields and water."""

from collections.abc import Sequence

from hand import Hand, Point, circle, number, numbers, path
from mountains import Peak, height_at


def sky(width: float, height: float, *, sun: Point | None = None, size: float = 12) -> str:
    """The whole sheet as sky, paler below; by night the sun is the moon."""
    low = number(height * 0.44)
    parts = f'<path class="d-sky" d="M0 0h{width}v{height}H0z"/>'
    edge = f"M0 {low}q{width // 4}-18 {width // 2}-4t{width // 2} 0V{height}H0z"
    parts += path("d-sky-2", edge)
    if sun:
        parts += circle("d-sun", sun, size)
    return parts


def stars(places: Sequence[Point]) -> str:
    """Stars that show by night only."""
    return path("d-star", "".join(f"M{numbers(x, y)}h.1" for x, y in places))


def birds(places: Sequence[Point]) -> str:
    """Birds far away, by day."""
    return path("d-thin", "".join(f"M{numbers(x, y)}q3-3 5 0 2-3.5 6-1.5" for x, y in places))


def mountains(
    hand: Hand, width: float, bottom: float, base: float, peaks: Sequence[Peak], kind: str,
    *, lines: bool = True, step: float = 9,
) -> str:  # fmt: skip
    """A range across the sheet whose flanks meet at `base`; with lines it is shaded and inked."""
    points = crest(hand, width, base, list(peaks), step)
    edge = hand.curve(points)
    right, left = number(points[-1][0]), number(points[0][0])
    body = path(kind + (" d-rim" if lines else ""), f"{edge}L{right} {number(bottom)}H{left}z")
    return body + (facets(hand, base, list(peaks)) if lines else "")


def crest(hand: Hand, width: float, base: float, peaks: list[Peak], step: float) -> list[Point]:
    """The skyline of a range from beyond one edge to beyond the other, with pointed summits."""
    tops = [p for p in peaks if height_at(p.along, peaks) <= p.height]
    steps = [n * step - step for n in range(int(width / step) + 4)]
    points = [
        (x, base - height_at(x, peaks) + hand.near(0, 1.5))
        for x in steps
        if all(abs(x - top.along) > step * 0.75 for top in tops)
    ]
    for top in tops:
        points += [(top.along - 2, base - top.height), (top.along + 2, base - top.height + 1)]
    return sorted(points)


def facets(hand: Hand, base: float, peaks: list[Peak]) -> str:
    """The flanks away from the light, and a few strokes down the slopes."""
    dark, strokes = "", ""
    for peak in peaks:
        x, sway = peak.along, peak.reach * 0.09
        ridge = [
            (x + sway * 0.6, 0.04),
            (x + sway * 2.2, 0.34),
            (x + sway * 0.4, 0.6),
            (x + sway, 0.8),
        ]
        spine = [(hand.near(at, 1.5), base - peak.height * part) for at, part in ridge]
        east = [(x + peak.reach * part, base - height_at(x + peak.reach * part, peaks) + 1.5)
                for part in (0.18, 0.42)]  # fmt: skip
        foot = (x + peak.reach * 0.56, base - peak.height * 0.04)
        dark += hand.exact([(x, base - peak.height + 1), *east, foot, *spine])
        strokes += "".join(spur(hand, base, peak, peaks, part) for part in (-0.24, 0.6))
    return path("d-shade", dark) + path("d-soft", strokes)


def spur(hand: Hand, base: float, peak: Peak, peaks: list[Peak], part: float) -> str:
    """One stroke down a flank, `part` of the peak's reach away from its summit."""
    x, fall = peak.along + peak.reach * part, peak.height * hand.chance.uniform(0.12, 0.22)
    start = (x, base - height_at(x, peaks) + peak.height * 0.07)
    lean = fall * (-0.45 if part < 0 else 0.5)
    bend = numbers(lean * 0.2, fall * 0.5, lean, fall, places=hand.places)
    return f"M{numbers(*start, places=hand.places)}q{bend}"


def mist(places: Sequence[tuple[float, float, float]]) -> str:
    """Banks of mist between two ranges: middle, level and width."""
    banks = "".join(
        f"M{numbers(x - w / 2, y)}q{numbers(w * 0.2, -w * 0.05, w * 0.42, -w * 0.02)}"
        f"q{numbers(w * 0.3, -w * 0.03, w * 0.58, w * 0.03)}"
        f"q{numbers(-w * 0.5, w * 0.05, -w, -w * 0.01)}z"
        for x, y, w in places
    )
    return path("d-mist", banks)


def slope(
    hand: Hand, points: Sequence[Point], bottom: float, kind: str, *, ink: bool = True
) -> str:
    """A smooth slope whose upper edge runs through the points, filled to the bottom."""
    edge = hand.curve(points)
    end, start = number(points[-1][0]), number(points[0][0])
    return path(kind + (" d-rim" if ink else ""), f"{edge}L{end} {number(bottom + 4)}H{start}z")


def pines(hand: Hand, places: Sequence[tuple[float, float, float]]) -> str:
    """Pines by foot and height, with the lit half lighter."""
    whole, lit = "", ""
    for x, y, height in places:
        h = height * hand.chance.uniform(0.94, 1.06)
        top, wide, low = (x, y - h), number(h * 0.22, hand.places), number(h * 0.5, hand.places)
        out, back = number(h * 0.32, hand.places), number(h * 0.12, hand.places)
        half = f"l-{out} {low}h{back}l-{wide} {low}"
        other = f"h{number(h * 0.84, hand.places)}l-{wide}-{low}h{back}z"
        whole += f"M{numbers(*top, places=hand.places)}{half}{other}"
        lit += f"M{numbers(*top, places=hand.places)}{half}h{number(h * 0.42, hand.places)}z"
    return path("d-pine", whole) + path("d-pine-2", lit)


def poplars(hand: Hand, places: Sequence[tuple[float, float, float]]) -> str:
    """Slim poplars by foot and height."""
    crowns, trunks = "", ""
    for x, y, height in places:
        h = height * hand.chance.uniform(0.94, 1.06)
        w = number(h * 0.26)
        down = number(h * 0.84)
        crowns += f"M{numbers(x, y - h)}c{w} {number(h * 0.24)} {w} {number(h * 0.6)} 0 {down}"
        crowns += f"c-{w}-{number(h * 0.24)}-{w}-{number(h * 0.6)} 0-{down}z"
        trunks += f"M{numbers(x, y - h * 0.5)}v{number(h * 0.5)}"
    return path("d-leaf d-fine", crowns) + path("d-thin", trunks)


def round_trees(places: Sequence[tuple[float, float, float]], kind: str = "d-leaf") -> str:
    """Willows and fruit trees: a full crown on a short trunk, by foot and height."""
    crowns, trunks = "", ""
    for x, y, h in places:
        r = h * 0.34
        crowns += (
            f"M{numbers(x - r, y - h * 0.4)}q{numbers(-r * 0.3, -r * 0.9, r * 0.45, -r * 1.15)}"
            f"q{numbers(r * 0.5, -r * 0.9, r, -r * 0.1)}"
            f"q{numbers(r * 0.9, r * 0.2, r * 0.5, r * 1.1)}"
            f"q{numbers(-r * 0.9, r * 0.5, -r * 1.95, r * 0.15)}z"
        )
        trunks += f"M{numbers(x, y - h * 0.55)}v{number(h * 0.55)}"
    return path(f"{kind} d-fine", crowns) + path("d-thin", trunks)


def ribbon(hand: Hand, left: Sequence[Point], right: Sequence[Point], kind: str) -> str:
    """A road or a stream between its two banks, both given from far to near."""
    return path(kind, hand.curve(left) + "L" + hand.curve(list(reversed(right)))[1:] + "z")


def furrows(hand: Hand, rows: Sequence[Sequence[Point]], kind: str) -> str:
    """Rows of a field as soft strokes."""
    return path(kind, "".join(hand.curve(row) for row in rows))


def steam(places: Sequence[tuple[float, float, float]]) -> str:
    """Steam rising in slow double bends, by foot and height."""
    strokes = ""
    for x, y, h in places:
        a, b, half = number(h * 0.3), number(h * 0.17), number(h * 0.5)
        strokes += f"M{numbers(x, y)}c-{a}-{b} {a}-{b} 0-{half}s{a}-{b} 0-{half}"
        strokes += f"m{numbers(h * 0.14, h * 0.9)}c-{a}-{b} {a}-{b} 0-{number(h * 0.42)}"
    return path("d-steam", strokes)


def backdrop(
    seed: int, *, sun: Point | None = (252, 44), base: float = 130, tall: float = 1.0,
    night: Sequence[Point] = ((40, 30), (96, 52), (150, 24), (206, 40), (284, 66)),
) -> str:  # fmt: skip
    """Sky and two ranges of 大青山, 320 × 200; the nearer range stands on `base`."""
    hand = Hand(seed, places=0)
    far = row_of_peaks(hand, 320, 52 * tall, 78)
    near = row_of_peaks(hand, 320, 60 * tall, 96)
    return "".join((
        sky(320, 200, sun=sun), stars(night),
        mountains(hand, 320, 200, base - 26, far, "d-hill-1", lines=False, step=15),
        mountains(hand, 320, 200, base, near, "d-hill-2", step=13),
    ))  # fmt: skip


def row_of_peaks(hand: Hand, width: float, height: float, apart: float) -> list[Peak]:
    """Summits of changing height across the sheet, no two alike."""
    peaks, x = [], hand.chance.uniform(-0.4, 0.2) * apart
    while x < width + apart * 0.4:
        tall = height * hand.chance.choice((0.5, 0.66, 0.82, 1.0)) * hand.chance.uniform(0.92, 1.08)
        peaks.append(Peak(round(x), tall, 22 + tall * hand.chance.uniform(0.9, 1.25)))
        x += apart * hand.chance.uniform(0.5, 1.15)
    return peaks
