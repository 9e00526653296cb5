"""A race as tests need it: an edition with categories and waves, a course, closures, riders."""

from datetime import UTC, date, datetime, time
from hashlib import sha256
from typing import Any

from webapp.core.clock import LOCAL
from webapp.core.translated import Translated
from webapp.race.courses.models import Course, CoursePoint, Mark, PointKind, Track
from webapp.race.models import Edition, EditionStatus, NumberBasis
from webapp.race.plan import Category, Sex, Step, TimetableItem, Wave
from webapp.race.riders.models import Rider
from webapp.race.roads.models import RoadClosure, RoadClosureKind

YEAR = 2027
RACE_DAY = date(2027, 8, 28)
WRITTEN = datetime(2027, 6, 1, 1, tzinfo=UTC)

MEN = Category(
    code="men-elite",
    name=Translated(zh="男子精英组", en="Elite men"),
    sex=Sex.men,
    born_from=date(1987, 1, 1),
    born_to=date(2009, 12, 31),
    quota=200,
    bibs="1-199",
    fastest_kmh=40.0,
    slowest_kmh=20.0,
)
WOMEN = Category(
    code="women-open",
    name=Translated(zh="女子大众组", en="Women, open"),
    sex=Sex.women,
    quota=100,
    bibs="201-299",
    fastest_kmh=30.0,
    slowest_kmh=15.0,
)
RIDE = Category(
    code="ride",
    name=Translated(zh="骑游组", en="Ride"),
    bibs="301-399",
    fastest_kmh=25.0,
    slowest_kmh=10.0,
    limit_min=240,
    ranked=False,
)


def on_the_day(hour: int, minute: int = 0) -> datetime:
    """An instant of the race day, by the clocks of Shiguai."""
    return datetime.combine(RACE_DAY, time(hour, minute), LOCAL)


def an_edition(year: int = YEAR, **more: Any) -> Edition:
    """An announced edition with three categories in two waves: 09:00 and 09:10."""
    values: dict[str, Any] = {
        "number": 15,
        "number_basis": NumberBasis.stated,
        "status": EditionStatus.announced,
        "held_on": RACE_DAY,
        "name": Translated(zh="第十五届五当召杯", en="15th Wudangzhao Cup"),
        "distance_km": 45.0,
        "categories": (MEN, WOMEN, RIDE),
        "waves": (
            Wave(code="a", starts=time(9), categories=("men-elite",)),
            Wave(code="b", starts=time(9, 10), categories=("women-open", "ride")),
        ),
        "timetable": (
            TimetableItem(day=RACE_DAY, starts=time(7), ends=time(8, 30), step=Step.register),
            TimetableItem(day=RACE_DAY, starts=time(8, 20), ends=time(8, 50), step=Step.call_up),
            TimetableItem(day=RACE_DAY, starts=time(9), step=Step.start),
            TimetableItem(day=RACE_DAY, starts=time(14), step=Step.award),
        ),
        "sources": (),
        **more,
    }
    return Edition(year=year, **values)


def marks(length_km: float = 45.0, count: int = 91) -> tuple[Mark, ...]:
    """A straight line of evenly spaced marks, from the new town towards the monastery."""
    start, end = (40.665, 110.075), (40.8153, 110.3086)
    return tuple(
        (
            start[0] + (end[0] - start[0]) * at / (count - 1),
            start[1] + (end[1] - start[1]) * at / (count - 1),
            length_km * at / (count - 1),
        )
        for at in range(count)
    )


def a_track(name: str = "course.gpx", length_km: float = 45.0, **more: Any) -> Track:
    """A track that climbs 10 m a kilometre all the way."""
    line = marks(length_km)
    values: dict[str, Any] = {
        "points": (tuple((lat, lon, 1000 + 10 * km) for lat, lon, km in line),),
        "waypoints": (),
        "line": (line,),
        "heights": tuple((km, 1000 + 10 * km) for _, _, km in line),
        "length_m": length_km * 1000,
        "ascent_m": 10 * length_km,
        "descent_m": 0.0,
        "elevation_rule": "elev-v1",
        "climbs": (),
        "climb_rule": "climb-v1",
        "uploaded_at": WRITTEN,
        **more,
    }
    return Track(file_name=name, sha256=sha256(name.encode()).hexdigest(), **values)


def a_course(track: Track | None = None, **more: Any) -> Course:
    """The edition's only course: start, a feed zone at 20 km, a spectator point at 30, finish."""
    values: dict[str, Any] = {
        "edition_year": YEAR,
        "code": "main",
        "name": Translated(zh="大组赛道", en="Main course"),
        "points": (
            CoursePoint(kind=PointKind.start, km=0.0, name=Translated(zh="起点", en="Start")),
            CoursePoint(kind=PointKind.feed, km=20.0, to_km=20.3),
            CoursePoint(
                kind=PointKind.spectator,
                km=30.0,
                name=Translated(zh="官牛犋", en="Guanniuju"),
                getting_there=Translated(zh="停在村口，走400米。", en="Park, walk 400 m."),
                reach_by=time(9, 30),
            ),
            CoursePoint(kind=PointKind.finish, km=45.0, name=Translated(zh="终点", en="Finish")),
        ),
        "track": track or a_track(),
        **more,
    }
    return Course(**values)


def a_closure(**more: Any) -> RoadClosure:
    """The road to the monastery, shut wholly from 8:30 to 12:00 on the race day."""
    values: dict[str, Any] = {
        "edition_year": YEAR,
        "kind": RoadClosureKind.full,
        "road": Translated(zh="青五线", en="Qingwu road"),
        "stretch": Translated(zh="柳树湾至五当召", en="Liushuwan to Wudangzhao"),
        "from_km": 20.0,
        "to_km": 45.0,
        "starts_at": on_the_day(8, 30),
        "ends_at": on_the_day(12),
        "places": ("wudangzhao",),
        "announced_at": WRITTEN,
        **more,
    }
    return RoadClosure(**values)


def a_rider(bib: int | None = 1, category: str = "men-elite", **more: Any) -> Rider:
    """Somebody who is entered."""
    values: dict[str, Any] = {"name": f"骑手{bib}", "team": "车队", "entered_at": WRITTEN, **more}
    return Rider(edition_year=YEAR, bib=bib, category=category, **values)
