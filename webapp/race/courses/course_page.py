"""What the page of a course shows: one kilometre axis, and everything that stands on it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from webapp.places.sketch import Spot, point_on_sheet
from webapp.race.courses import drawing, passing
from webapp.race.courses.figures import line_of
from webapp.race.courses.line import Line
from webapp.race.courses.models import Climb, Course, CoursePoint
from webapp.race.courses.passing import Passing
from webapp.race.delays import Start
from webapp.race.models import Edition
from webapp.race.plan import Category
from webapp.race.roads import reach
from webapp.race.roads.models import RoadClosure


@dataclass(frozen=True)
class Stretch:
    """Something that lasts along the axis, in per cent of the course."""

    start: float
    width: float


@dataclass(frozen=True)
class Station:
    """A point of the course: its number in all drawings, where it is, who passes when."""

    number: int
    point: CoursePoint
    percent: float
    height_m: float | None
    spot: Spot | None
    windows: Sequence[Passing]
    closures: Sequence[RoadClosure]

    @property
    def span(self) -> tuple[datetime, datetime] | None:
        """From the first rider of all to the last."""
        return passing.whole(self.windows)


@dataclass(frozen=True)
class CoursePage:
    """A course ready to be shown.

    Attributes:
        length_km: Of the axis: the measured line, else the official length; 0 for neither.
        closed: Closures with their stretch along this course.
        climbs: Climbs with their stretch.

    What is drawn is worked out when a page draws it: the journey around the race does not.
    """

    course: Course
    line: Line
    length_km: float
    stations: Sequence[Station]
    climbs: Sequence[tuple[Climb, Stretch]]
    closed: Sequence[tuple[RoadClosure, Stretch]]
    categories: Sequence[Category]
    starts: Sequence[Start]

    @cached_property
    def map(self) -> drawing.Map | None:
        """Its line on the sketch map; None without one."""
        return drawing.on_map(self.line) if self.line.length_km else None

    @cached_property
    def profile(self) -> drawing.Profile | None:
        """Its heights; None without them."""
        return drawing.profile(self.line)

    @cached_property
    def ticks(self) -> Sequence[drawing.Tick]:
        """Whole kilometres along the axis."""
        return drawing.kilometres(self.length_km)


def make(
    edition: Edition,
    course: Course,
    starts: Sequence[Start],
    closures: Iterable[RoadClosure],
) -> CoursePage:
    """Put a course together with who rides it and what it closes."""
    track = course.track
    line = line_of(course) or Line(())
    length = line.length_km or course.official_km or 0.0
    closed = [
        (one, _stretch(one.from_km, one.to_km, length))
        for one in closures
        if one.course_id == course.id and reach.lasts(one) and length
        if one.from_km is not None and one.to_km is not None
    ]
    categories = passing.of_course(edition.categories, course.code)
    shut = [closure for closure, _ in closed]
    return CoursePage(
        course=course,
        line=line,
        length_km=length,
        stations=_stations(course, line, length, (categories, starts), shut),
        climbs=[
            (climb, _stretch(climb.foot_km, climb.top_km, length))
            for climb in (track.climbs if track and length else ())
        ],
        closed=closed,
        categories=categories,
        starts=starts,
    )


def _stations(
    course: Course,
    line: Line,
    length_km: float,
    riding: tuple[Sequence[Category], Sequence[Start]],
    closures: Sequence[RoadClosure],
) -> list[Station]:
    points = sorted(course.points, key=lambda point: point.km)
    return [
        Station(
            number=number,
            point=point,
            percent=_percent(point.km, length_km),
            height_m=line.height_at(point.km),
            spot=point_on_sheet(*line.at(point.km)) if line.length_km else None,
            windows=passing.windows(*riding, course.code, point.km, length_km),
            closures=[one for one in closures if _covers(one, point.km)],
        )
        for number, point in enumerate(points, start=1)
    ]


def _covers(closure: RoadClosure, km: float) -> bool:
    from_km, to_km = closure.from_km, closure.to_km
    return from_km is not None and to_km is not None and from_km <= km <= to_km


def _stretch(from_km: float | None, to_km: float | None, length_km: float) -> Stretch:
    start, end = _percent(from_km or 0.0, length_km), _percent(to_km or 0.0, length_km)
    return Stretch(start, max(0.4, round(end - start, 2)))


def _percent(km: float, length_km: float) -> float:
    return round(min(100.0, max(0.0, km / length_km * 100)), 2) if length_km else 0.0
