"""Positions on the earth: datums used in China, and straight-line distances."""

from collections.abc import Callable
from dataclasses import dataclass
from math import atan2, cos, hypot, pi, radians, sin, sqrt

EARTH_RADIUS_M = 6_371_008.8
_A, _EE = 6378245.0, 0.00669342162296594323  # Krasovsky 1940, as GCJ-02 uses it
_CLOSE_ENOUGH = 1e-9  # degrees, about 0.1 mm


@dataclass(frozen=True)
class Point:
    """Latitude and longitude in decimal degrees; which datum, the name of the variable says."""

    lat: float
    lon: float


def wgs84_to_gcj02(wgs: Point) -> Point:
    """The shifted coordinate that maps in mainland China use; outside it, `wgs` unchanged."""
    if not (72.004 <= wgs.lon <= 137.8347 and 0.8293 <= wgs.lat <= 55.8271):
        return wgs
    x, y, phi = wgs.lon - 105, wgs.lat - 35, radians(wgs.lat)
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x))
    north += _waves(x, (6, 20), (2, 20)) + _waves(y, (1, 20), (1 / 3, 40))
    north += _waves(y, (1 / 12, 160), (1 / 30, 320))
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x))
    east += _waves(x, (6, 20), (2, 20)) + _waves(x, (1, 20), (1 / 3, 40))
    east += _waves(x, (1 / 12, 150), (1 / 30, 300))
    m = 1 - _EE * sin(phi) ** 2
    lat = wgs.lat + north * 180 / ((_A * (1 - _EE)) / (m * sqrt(m)) * pi)
    return Point(lat, wgs.lon + east * 180 / (_A / sqrt(m) * cos(phi) * pi))


def _waves(value: float, *terms: tuple[float, float]) -> float:
    return sum(weight * sin(k * pi * value) for k, weight in terms) * 2 / 3


def gcj02_to_bd09(gcj: Point) -> Point:
    """Baidu's coordinate."""
    z = hypot(gcj.lon, gcj.lat) + 2e-5 * sin(gcj.lat * pi * 3000 / 180)
    angle = atan2(gcj.lat, gcj.lon) + 3e-6 * cos(gcj.lon * pi * 3000 / 180)
    return Point(z * sin(angle) + 0.006, z * cos(angle) + 0.0065)


def gcj02_to_wgs84(gcj: Point) -> Point:
    """The inverse, iterated until it is exact to a tenth of a millimetre."""
    return _invert(wgs84_to_gcj02, gcj, gcj)


def bd09_to_gcj02(bd: Point) -> Point:
    """The inverse, iterated from the published one-step formula."""
    return _invert(gcj02_to_bd09, bd, Point(bd.lat - 0.006, bd.lon - 0.0065))


def _invert(forward: Callable[[Point], Point], target: Point, guess: Point) -> Point:
    """The point that `forward` takes to `target`, by fixed-point iteration (prcoords' way)."""
    for _ in range(30):
        found = forward(guess)
        north, east = found.lat - target.lat, found.lon - target.lon
        guess = Point(guess.lat - north, guess.lon - east)
        if max(abs(north), abs(east)) < _CLOSE_ENOUGH:
            break
    return guess


def distance_m(a: Point, b: Point) -> float:
    """Great-circle distance in metres (haversine, mean radius)."""
    north, east = radians(b.lat - a.lat), radians(b.lon - a.lon)
    half = sin(north / 2) ** 2 + cos(radians(a.lat)) * cos(radians(b.lat)) * sin(east / 2) ** 2
    return 2 * EARTH_RADIUS_M * atan2(sqrt(half), sqrt(1 - half))
