"""GPX files whose figures are known, and files that no reader should take."""

from collections.abc import Iterable, Sequence
from math import radians

from webapp.core.geography import EARTH_RADIUS_M

METRES_A_DEGREE = radians(1) * EARTH_RADIUS_M  # along a meridian or the equator
GPX_11 = "http://www.topografix.com/GPX/1/1"
GPX_10 = "http://www.topografix.com/GPX/1/0"
At = tuple[float, float, float | None]


def point(at: At, tag: str = "trkpt") -> str:
    """One point; without an <ele> where its height is None."""
    lat, lon, height = at
    ele = "" if height is None else f"<ele>{height:.6f}</ele>"
    return f'<{tag} lat="{lat:.12f}" lon="{lon:.12f}">{ele}</{tag}>'


def waypoint(lat: float, lon: float, kind: str, name: str = "") -> str:
    """A waypoint that says what it is."""
    return f'<wpt lat="{lat}" lon="{lon}"><name>{name}</name><type>{kind}</type></wpt>'


def track(*segments: Iterable[At]) -> str:
    """One track."""
    inside = "".join(f"<trkseg>{''.join(map(point, one))}</trkseg>" for one in segments)
    return f"<trk><name>课程</name>{inside}</trk>"


def route(points: Iterable[At]) -> str:
    """One route."""
    return f"<rte>{''.join(point(one, 'rtept') for one in points)}</rte>"


def gpx(*parts: str, version: str = "1.1", encoding: str = "UTF-8") -> bytes:
    """A whole file."""
    space = GPX_11 if version == "1.1" else GPX_10
    head = f'<?xml version="1.0" encoding="{encoding}"?>\n<gpx version="{version}"'
    text = f'{head} creator="tests" xmlns="{space}">{"".join(parts)}</gpx>'
    return text.encode(encoding)


def meridian(heights: Sequence[float | None], step_m: float, lon: float = 110.0) -> list[At]:
    """Points on a meridian: exactly `step_m` apart, so the length is known exactly."""
    degrees = step_m / METRES_A_DEGREE
    return [(40.0 + number * degrees, lon, height) for number, height in enumerate(heights)]


def equator(heights: Sequence[float | None], step_m: float, first: float = 0.0) -> list[At]:
    """The same on the equator; across the antimeridian when it begins close to 180."""
    degrees = step_m / METRES_A_DEGREE
    lons = [first + number * degrees for number in range(len(heights))]
    return [
        (0.0, lon - 360 if lon > 180 else lon, height)
        for lon, height in zip(lons, heights, strict=True)
    ]


def teeth(count: int, low: float, high: float, ramp: int, flat: int) -> list[float]:
    """A saw: `count` times up and down; flat for `flat` points below and above each ramp.

    The flats are what a median of five cannot take a tip from: the ascent is count * (high - low).
    """
    up = [low + (high - low) * at / ramp for at in range(1, ramp)]
    tooth = [*[low] * flat, *up, *[high] * flat, *reversed(up)]
    return [*tooth * count, *[low] * flat]


def long_course() -> tuple[bytes, float, float]:
    """A file of over 5,000 points with its exact length (m) and ascent (m).

    Points lie 12.5 m apart, so that every sample of 25 m lies on one.
    """
    heights = teeth(count=13, low=1000.0, high=1120.0, ramp=180, flat=20)
    if len(heights) % 2 == 0:
        heights.append(heights[-1])
    points = meridian(heights, 12.5)
    assert len(points) > 5_000
    return gpx(track(points)), (len(points) - 1) * 12.5, 13 * 120.0


def bomb() -> bytes:
    """Billion laughs."""
    entities = "".join(
        f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' if n else '<!ENTITY l0 "lol">' for n in range(10)
    )
    return f'<?xml version="1.0"?><!DOCTYPE gpx [{entities}]><gpx><name>&l9;</name></gpx>'.encode()


def outside(address: str) -> bytes:
    """An entity that lies in another file."""
    text = f'<!DOCTYPE gpx [<!ENTITY x SYSTEM "{address}">]><gpx version="1.1">&x;</gpx>'
    return text.encode()
