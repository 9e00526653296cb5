"""GPX 1.0 and 1.1: the line and the waypoints of a file. Missing elevation is missing, not zero."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Protocol

import gpxpy
from gpxpy.gpx import GPX, GPXException, GPXWaypoint

from webapp.race.courses import guard
from webapp.race.courses.models import TrackPoint, Waypoint
from webapp.race.courses.refusals import (
    BadValue,
    Empty,
    NoLine,
    OffTheEarth,
    OnePoint,
    TooHeavy,
    TooManyPoints,
    TooManySegments,
)

MOST_BYTES = 10_000_000
MOST_POINTS = 100_000
MOST_SEGMENTS = 100
MOST_WAYPOINTS = 500
LONGEST_NAME = 120  # characters
LOWEST_M, HIGHEST_M = -500.0, 9_000.0  # a height outside of it was not measured


class _Place(Protocol):
    """What gpxpy calls a point."""

    latitude: float
    longitude: float
    elevation: float | None


@dataclass(frozen=True)
class Gpx:
    """What a file holds.

    Attributes:
        segments: The line, of at least two points each; of tracks, or of routes without tracks.
        tracks, routes: How many of each there are; with tracks the routes are not read.
        left_out: Segments of one point or none, and waypoints without a position on the earth.
    """

    segments: tuple[tuple[TrackPoint, ...], ...]
    waypoints: tuple[Waypoint, ...]
    tracks: int
    routes: int
    left_out: int


def read(content: bytes) -> Gpx:
    """The line and the waypoints of a GPX file.

    Raises:
        Refused: one of its kinds.
    """
    if len(content) > MOST_BYTES:
        raise TooHeavy
    if not content.strip():
        raise Empty
    text = guard.text_of(content)
    found = _parsed(guard.checked(text))
    lines: list[Sequence[_Place]] = [one.points for track in found.tracks for one in track.segments]
    if not found.tracks:
        lines = [route.points for route in found.routes]
    if not any(lines):
        raise NoLine
    segments, short = _segments(lines)
    waypoints = [one for one in found.waypoints if _on_earth(one)]
    return Gpx(
        segments,
        tuple(_waypoint(one) for one in waypoints[:MOST_WAYPOINTS]),
        len(found.tracks),
        len(found.routes),
        short + len(found.waypoints) - len(waypoints[:MOST_WAYPOINTS]),
    )


def _parsed(text: str) -> GPX:
    try:
        return gpxpy.parse(text)
    except (GPXException, ValueError, TypeError, AttributeError, KeyError) as error:
        raise BadValue(str(error)[:200]) from error


def _segments(
    lines: Iterable[Sequence[_Place]],
) -> tuple[tuple[tuple[TrackPoint, ...], ...], int]:
    """Segments of two points and more, and how many were shorter."""
    every = list(lines)
    if sum(map(len, every)) > MOST_POINTS:
        raise TooManyPoints
    numbered = _numbered(every)
    long = tuple(one for one in numbered if len(one) > 1)
    if not long or len({point[:2] for one in long for point in one}) < 2:
        raise OnePoint
    if len(long) > MOST_SEGMENTS:
        raise TooManySegments
    return long, len(numbered) - len(long)


def _numbered(lines: Iterable[Sequence[_Place]]) -> list[tuple[TrackPoint, ...]]:
    found, number = [], 0
    for line in lines:
        points = []
        for one in line:
            number += 1
            if not _on_earth(one):
                raise OffTheEarth(number)
            points.append((one.latitude, one.longitude, _height(one.elevation)))
        found.append(tuple(points))
    return found


def _on_earth(one: _Place) -> bool:
    """Whether it has a position at all; NaN compares false with everything."""
    return -90 <= one.latitude <= 90 and -180 <= one.longitude <= 180


def _height(given: float | None) -> float | None:
    if given is None or not isfinite(given) or not LOWEST_M <= given <= HIGHEST_M:
        return None
    return given


def _waypoint(one: GPXWaypoint) -> Waypoint:
    return Waypoint(
        name=" ".join((one.name or "").split())[:LONGEST_NAME],
        type=(one.type or "").strip().lower()[:40],
        lat=one.latitude,
        lon=one.longitude,
    )
