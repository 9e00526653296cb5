"""A course as GPX 1.1: its track with heights, and what stands along it as waypoints."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

from webapp.core.translated import Translated
from webapp.race.courses.figures import line_of
from webapp.race.courses.line import Line
from webapp.race.courses.models import Course, CoursePoint, PointKind, TrackPoint
from webapp.race.courses.walking import near

MIME = "application/gpx+xml"
CREATOR = "玩儿在石拐"
# What Garmin's receivers draw; every program falls back on a dot.
SYMBOLS = {
    PointKind.start: "Flag, Green",
    PointKind.finish: "Flag, Red",
    PointKind.feed: "Restaurant",
    PointKind.water: "Drinking Water",
    PointKind.spectator: "Scenic Area",
    PointKind.medical: "Medical Facility",
    PointKind.hazard: "Danger Area",
    PointKind.cutoff: "Flag, Blue",
    PointKind.other: "Waypoint",
}


def course_gpx(course: Course, title: str, language: str, kinds: dict[PointKind, str]) -> bytes:
    """A course as a file for bicycle computers; of one without a track only its name.

    Args:
        title: What the file is called: race, edition and course, in `language`.
        kinds: What a point is called that has no name of its own.
    """
    line = line_of(course)
    return "".join(_pieces(course, line, title, language, kinds)).encode()


def _pieces(
    course: Course, line: Line | None, title: str, language: str, kinds: dict[PointKind, str]
) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<gpx version="1.1" creator={quoteattr(CREATOR)}'
    yield ' xmlns="http://www.topografix.com/GPX/1/1">\n'
    yield f"<metadata><name>{_text(title)}</name></metadata>\n"
    if line is not None and course.track is not None:
        yield from (_waypoint(one, line, language, kinds) for one in course.points)
        yield f"<trk><name>{_text(title)}</name>\n"
        yield from (_segment(points) for points in course.track.points)
        yield "</trk>\n"
    yield "</gpx>\n"


def _waypoint(one: CoursePoint, line: Line, language: str, kinds: dict[PointKind, str]) -> str:
    lat, lon = line.at(one.km)
    name = _said(one.name, language) or kinds[one.kind]
    told = _said(one.getting_there, language)
    return (
        f"<wpt {_position(round(lat, 6), round(near(lon, 0), 6))}><name>{_text(name)}</name>"
        + (f"<desc>{_text(told)}</desc>" if told else "")
        + f"<sym>{SYMBOLS[one.kind]}</sym><type>{one.kind.value}</type></wpt>\n"
    )


def _segment(points: Iterable[TrackPoint]) -> str:
    inside = "".join(
        f"<trkpt {_position(lat, lon)}"
        + ("/>\n" if height is None else f"><ele>{_number(height)}</ele></trkpt>\n")
        for lat, lon, height in points
    )
    return f"<trkseg>\n{inside}</trkseg>\n"


def _position(lat: float, lon: float) -> str:
    return f'lat="{_number(lat)}" lon="{_number(lon)}"'


def _number(value: float) -> str:
    """All digits, and no exponent: XML's decimals have none."""
    return format(Decimal(repr(value)), "f")


def _said(text: Translated, language: str) -> str:
    return text.best(language)[0]


def _text(text: str) -> str:
    """As XML has it: escaped, without characters that XML cannot hold."""
    return escape("".join(one for one in text if one >= " " or one in "\t\n"))
