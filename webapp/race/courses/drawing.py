"""A course as drawings: its line on the sketch map's sheet, and its heights as a profile."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import ceil, floor, log10

from webapp.places.sketch import HEIGHT, WIDTH, Box, Spot, point_on_sheet
from webapp.race.courses.line import Line

ACROSS, DOWN = 1000.0, 100.0  # the profile's own units: along the course, and up
TALL = 0.72  # height of the map against its width
LEAST_WIDTH = 120.0  # of the sheet, in its units: no course is drawn larger
LEAST_RISE_M = 120.0  # a flat course is drawn flat
MOST_TICKS = 7


@dataclass(frozen=True)
class Map:
    """The piece of the sheet with the course on it.

    Attributes:
        paths: `d` of each segment.
        marks: Where on the sheet, x and y, each kilometre mark lies.
    """

    box: Box
    paths: tuple[str, ...]
    marks: tuple[tuple[float, float, float], ...]

    @property
    def unit(self) -> float:
        """A hundredth of its width, in units of the sheet: sizes signs."""
        return round((self.box.right - self.box.left) / 100, 2)


@dataclass(frozen=True)
class Tick:
    """A mark of an axis: where it stands, in per cent, and what it says."""

    percent: float
    value: float


@dataclass(frozen=True)
class Profile:
    """The heights: an outline in ACROSS × DOWN units, and the two axes in per cent."""

    line: str
    lowest: float
    highest: float
    heights: tuple[Tick, ...]


def on_map(line: Line) -> Map:
    """Where the course lies on the sheet, with room around it."""
    segments = [[point_on_sheet(lat, lon) for lat, lon, _ in one] for one in line.segments]
    every = [spot for one in segments for spot in one]
    marks = tuple((s.x, s.y, km) for s, (_, _, km) in zip(every, line.marks, strict=True))
    paths = tuple(_path((s.x, s.y) for s in one) for one in segments if one)
    return Map(_box(every), paths, marks)


def _box(spots: list[Spot]) -> Box:
    if not spots:
        return Box(0, 0, WIDTH, HEIGHT)
    left, right = min(s.x for s in spots), max(s.x for s in spots)
    top, bottom = min(s.y for s in spots), max(s.y for s in spots)
    width = max(LEAST_WIDTH, (right - left) * 1.2, (bottom - top) * 1.35 / TALL)
    x, y = (left + right - width) / 2, (top + bottom - width * TALL) / 2
    return Box(round(x, 1), round(y, 1), round(x + width, 1), round(y + width * TALL, 1))


def profile(line: Line) -> Profile | None:
    """The heights along the course; None where it has none, or no length."""
    length = line.length_km
    if len(line.heights) < 2 or not length:
        return None
    metres = [height for _, height in line.heights]
    low, high = min(metres), max(metres)
    step = nice_step(max(high - low, LEAST_RISE_M), 4)
    floor_m = floor(low / step) * step
    ceiling = max(ceil(high / step) * step, floor_m + ceil(LEAST_RISE_M / step) * step)

    def up(metre: float) -> float:
        return (ceiling - metre) / (ceiling - floor_m)

    points = [(km / length * ACROSS, up(metre) * DOWN) for km, metre in line.heights]
    ticks = [floor_m + step * at for at in range(int((ceiling - floor_m) / step) + 1)]
    heights = tuple(Tick(round(up(metre) * 100, 2), metre) for metre in ticks)
    return Profile(_path(points), low, high, heights)


def kilometres(length_km: float) -> tuple[Tick, ...]:
    """Whole kilometres to be written along the axis."""
    if length_km <= 0:
        return ()
    step = max(1.0, nice_step(length_km, MOST_TICKS))
    return tuple(
        Tick(round(km / length_km * 100, 2), km) for km in _steps(length_km, step) if km < length_km
    )


def _steps(length: float, step: float) -> Iterator[float]:
    at = 0.0
    while at <= length:
        yield at
        at += step


def nice_step(span: float, most: int) -> float:
    """A step of 1, 2 or 5 × 10ⁿ that goes into `span` at most `most` times."""
    rough = span / most
    power = 10.0 ** floor(log10(rough))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough)


def _path(points: Iterable[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
