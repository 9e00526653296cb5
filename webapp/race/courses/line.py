"""The line of a course and the one kilometre axis on which everything along it is placed."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import cos, hypot, radians

from webapp.core.geography import EARTH_RADIUS_M
from webapp.race.courses.models import Height, Mark

_DEGREE_M = radians(1) * EARTH_RADIUS_M


@dataclass(frozen=True)
class Line:
    """A course as pages draw it: marks segment by segment, heights by kilometre."""

    segments: Sequence[Sequence[Mark]]
    heights: Sequence[Height] = ()

    @cached_property
    def marks(self) -> list[Mark]:
        """All marks, in the order of riding."""
        return [mark for segment in self.segments for mark in segment]

    @property
    def length_km(self) -> float:
        """Where it ends."""
        return self.segments[-1][-1][2] if self.segments else 0.0

    def at(self, km: float) -> tuple[float, float]:
        """The position at a kilometre mark; the nearest end for one that lies outside.

        Raises:
            ValueError: the line has no points.
        """
        marks = self.marks
        if not marks:
            raise ValueError("a line without points")
        after = bisect_left(marks, km, key=lambda mark: mark[2])
        if after == 0:
            return marks[0][:2]
        if after == len(marks):
            return marks[-1][:2]
        (lat, lon, start), (next_lat, next_lon, end) = marks[after - 1], marks[after]
        share = (km - start) / (end - start) if end > start else 0.0
        return lat + (next_lat - lat) * share, lon + (next_lon - lon) * share

    def height_at(self, km: float) -> float | None:
        """Metres above the sea at a kilometre mark; None where the course has no heights."""
        if not self.heights:
            return None
        after = bisect_left(self.heights, km, key=lambda height: height[0])
        if after in (0, len(self.heights)):
            return self.heights[min(after, len(self.heights) - 1)][1]
        (start, low), (end, high) = self.heights[after - 1], self.heights[after]
        return low + (high - low) * ((km - start) / (end - start) if end > start else 0.0)

    def part(self, from_km: float, to_km: float) -> list[tuple[float, float]]:
        """The positions from one kilometre mark to another, both ends included."""
        inside = [mark[:2] for mark in self.marks if from_km < mark[2] < to_km]
        return [self.at(from_km), *inside, self.at(to_km)]

    def nearest(self, lat: float, lon: float) -> tuple[float, float]:
        """The kilometre mark that lies nearest to a position, and how many metres away it is.

        Raises:
            ValueError: the line has no points.
        """
        found = [_foot(lat, lon, *pair) for one in self.segments for pair in _pairs(one)]
        if not found:
            raise ValueError("a line without points")
        away, km = min(found)
        return km, away


def _pairs(marks: Sequence[Mark]) -> Sequence[tuple[Mark, Mark]]:
    return list(zip(marks, marks[1:], strict=False)) or [(mark, mark) for mark in marks]


def _foot(lat: float, lon: float, start: Mark, end: Mark) -> tuple[float, float]:
    """Metres to a straight piece, and the kilometre of the point on it that lies nearest."""
    away, share = to_piece((lat, lon), start, end, lat)
    return away, start[2] + (end[2] - start[2]) * share


def to_piece(
    position: Sequence[float], start: Sequence[float], end: Sequence[float], flat_at: float
) -> tuple[float, float]:
    """Metres from a position to a straight piece, and how far along it the nearest point lies.

    Args:
        position, start, end: Latitude and longitude come first.
        flat_at: The latitude at which the earth is taken for flat; the piece is short.
    """
    wide = _DEGREE_M * cos(radians(flat_at))
    x, y = (end[1] - start[1]) * wide, (end[0] - start[0]) * _DEGREE_M
    to_x, to_y = (position[1] - start[1]) * wide, (position[0] - start[0]) * _DEGREE_M
    long = x * x + y * y
    share = min(1.0, max(0.0, (to_x * x + to_y * y) / long)) if long else 0.0
    return hypot(to_x - share * x, to_y - share * y), share
