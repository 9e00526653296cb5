"""Waypoints of a file as points of the course: the kilometre at which each lies."""

from collections.abc import Iterable
from dataclasses import dataclass

from webapp.core.geography import Point, distance_m
from webapp.core.translated import Translated
from webapp.race.courses.line import Line
from webapp.race.courses.models import CoursePoint, PointKind, Waypoint
from webapp.race.courses.walking import near

FARTHEST_M = 500.0
END_M = 50.0  # a start or finish that lies by so little nearer to another part is still at the end


@dataclass(frozen=True)
class Left:
    """A waypoint that is no point of the course: of no type of ours, or `away_m` from the line."""

    waypoint: Waypoint
    away_m: float | None = None


@dataclass(frozen=True)
class Placed:
    """What became of a file's waypoints."""

    points: tuple[CoursePoint, ...]
    left: tuple[Left, ...]


def placed(waypoints: Iterable[Waypoint], line: Line) -> Placed:
    """Put waypoints that say what they are on the line, in the order of riding."""
    points, left = [], []
    types = {kind.value: kind for kind in PointKind}
    for one in waypoints:
        kind = types.get(one.type)
        if kind is None:
            left.append(Left(one))
            continue
        km, away = _nearest(line, one, kind)
        if away > FARTHEST_M:
            left.append(Left(one, away))
        else:
            points.append(CoursePoint(kind=kind, km=round(km, 2), name=Translated(zh=one.name)))
    return Placed(tuple(sorted(points, key=lambda point: point.km)), tuple(left))


def _nearest(line: Line, one: Waypoint, kind: PointKind) -> tuple[float, float]:
    """Kilometre and distance; a finish lies at the end, also of a lap that begins there."""
    km, away = line.nearest(one.lat, near(one.lon, line.marks[0][1]))
    ends = {PointKind.start: line.marks[0], PointKind.finish: line.marks[-1]}
    end = ends.get(kind)
    if end is None:
        return km, away
    to_end = distance_m(Point(one.lat, one.lon), Point(end[0], end[1]))
    return (end[2], to_end) if to_end <= away + END_M else (km, away)
