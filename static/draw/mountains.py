"""Mountains of the sketch map: massifs of a few peaks, lit from the west, fading at the foot."""

from dataclasses import dataclass

from hand import Hand, Point, numbers

STEP = 6.5  # drawing units between two points of a skyline


@dataclass(frozen=True)
class Peak:
    """A summit: how far along the massif it stands, how high it is and how far its flanks reach."""

    along: float
    height: float
    reach: float


def height_at(x: float, peaks: list[Peak]) -> float:
    """Height of the skyline: the highest flank that passes here, hollow as worn rock is."""
    flanks = (p.height * max(0.0, 1 - abs(x - p.along) / p.reach) ** 1.25 for p in peaks)
    return max(flanks, default=0.0)


def skyline(hand: Hand, peaks: list[Peak]) -> list[Point]:
    """Points from the western foot over every summit to the eastern foot."""
    start = min(p.along - p.reach for p in peaks)
    end = max(p.along + p.reach for p in peaks)
    tops = {p.along: p.height for p in peaks if height_at(p.along, peaks) <= p.height}
    steps = [start + STEP * n for n in range(1, int((end - start) / STEP))]
    away = [x for x in steps if all(abs(x - top) > STEP * 0.6 for top in tops)]
    points = [(start, 0.0)]
    for x in sorted([*away, *tops]):
        rise = tops[x] * 1.05 if x in tops else hand.near(height_at(x, peaks), 1.6)
        points.append((x, -rise))
    return [*points, (end, 0.0)]


def spine(hand: Hand, peak: Peak) -> list[Point]:
    """The ridge that comes down from a summit towards the reader, in a slow zigzag."""
    sway = peak.reach * 0.1
    falls = ((0.24, 0.9), (0.42, 0.1), (0.6, 1.5), (0.8, 1.0))
    line = [(peak.along, -peak.height * 1.03)]
    for fall, drift in falls:
        line.append((hand.near(peak.along + sway * drift, sway * 0.6), -peak.height * (1 - fall)))
    return line


def shade(hand: Hand, peak: Peak, peaks: list[Peak]) -> str:
    """The flank that lies away from the light, between the spine and the eastern skyline."""
    ridge = spine(hand, peak)
    east = [peak.along + peak.reach * part for part in (0.12, 0.28, 0.45, 0.6)]
    edge = [(x, -max(height_at(x, peaks), peak.height * 0.12)) for x in east]
    foot = (peak.along + peak.reach * 0.36, -peak.height * 0.1)
    back = ridge[:0:-1]
    return hand.exact([ridge[0], *edge, foot, *back])


def spurs(hand: Hand, peak: Peak, count: int) -> str:
    """Short strokes down both flanks, fewer and shorter than the eye expects."""
    strokes = ""
    for n in range(count):
        west = n % 2 == 0
        part = 0.2 + 0.17 * (n // 2) + hand.chance.uniform(0, 0.08)
        x = peak.along + peak.reach * (-part if west else part * 0.95)
        y = -peak.height * (1 - part) ** 1.25 + peak.height * 0.1
        fall = peak.height * hand.chance.uniform(0.16, 0.3)
        lean = fall * (-0.42 if west else 0.42)
        bend = numbers(lean * 0.2, fall * 0.5, lean, fall)
        strokes += f"M{numbers(x, y)}q{bend}"
    return strokes


def massif(hand: Hand, peaks: list[Peak]) -> str:
    """One massif standing on y = 0: body, shaded flanks and ridge lines, in the sheet's classes."""
    body = hand.curve(skyline(hand, peaks))
    dark = "".join(shade(hand, peak, peaks) for peak in peaks)
    strokes = "".join(spurs(hand, peak, 4 if peak.height > 30 else 2) for peak in peaks)
    return f'<path d="{body}"/><path class="s" d="{dark}"/><path class="r" d="{strokes}"/>'
