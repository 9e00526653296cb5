"""Walking along a line: where each of its points lies, and what is wrong with it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from webapp.core.geography import Point, distance_m
from webapp.race.courses.models import TrackPoint

SPIKE_M, SPIKE_LEGS = 500.0, 20  # both ways to a spike are longer than that, and than 20 usual ones
GAP_M = 100.0  # segments that lie farther from each other are worth a word

Segments = Sequence[Sequence[TrackPoint]]


@dataclass(frozen=True)
class Step:
    """A point of the line, and how far one has gone when one reaches it.

    Attributes:
        lon: Goes on beyond 180 where the line crosses the antimeridian.
        metres: From the start; between segments nobody rides, so the way across counts nothing.
    """

    lat: float
    lon: float
    metres: float
    height: float | None


@dataclass(frozen=True)
class Walk:
    """A line that was walked along.

    Attributes:
        spikes: Points that the receiver threw far off for a moment; they are left out.
        gaps_m: How far apart segments are that do not join.
    """

    segments: tuple[tuple[Step, ...], ...]
    spikes: int
    gaps_m: tuple[float, ...]

    @property
    def steps(self) -> list[Step]:
        """All of them, in the order of riding."""
        return [step for segment in self.segments for step in segment]

    @property
    def length_m(self) -> float:
        """How long the line is."""
        return self.segments[-1][-1].metres


def walk(segments: Segments) -> Walk:
    """Walk along a line of at least two points a segment."""
    usual = median(_metres(a, b) for one in segments for a, b in zip(one, one[1:], strict=False))
    clean = [_without_spikes(one, max(SPIKE_M, SPIKE_LEGS * usual)) for one in segments]
    spikes = sum(map(len, segments)) - sum(map(len, clean))
    across = (_metres(a[-1], b[0]) for a, b in zip(clean, clean[1:], strict=False))
    return Walk(tuple(_walked(clean)), spikes, tuple(gap for gap in across if gap > GAP_M))


def near(lon: float, other: float) -> float:
    """The same longitude, counted so that it lies within 180 degrees of another."""
    return lon + 360 * round((other - lon) / 360)


def _metres(a: TrackPoint, b: TrackPoint) -> float:
    return distance_m(Point(a[0], a[1]), Point(b[0], b[1]))


def _walked(segments: Segments) -> Iterable[tuple[Step, ...]]:
    metres, lon = 0.0, segments[0][0][1]
    for segment in segments:
        steps: list[Step] = []
        before = segment[0]
        for point in segment:
            metres += _metres(before, point)
            lon = near(point[1], lon)
            steps.append(Step(point[0], lon, metres, point[2]))
            before = point
        yield tuple(steps)


def _without_spikes(points: Sequence[TrackPoint], far: float) -> Sequence[TrackPoint]:
    """Without single points that lie far off while those around them lie together."""
    kept = [points[0]]
    for point, after in zip(points[1:], points[2:], strict=False):
        there, back = _metres(kept[-1], point), _metres(point, after)
        if min(there, back) <= far or _metres(kept[-1], after) > min(there, back) / 4:
            kept.append(point)
    return [*kept, points[-1]]
