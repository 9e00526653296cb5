"""The demonstration's race: an edition that was held, and one that is to come; all invented."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from math import cos, pi, sin
from random import Random

from sqlalchemy.orm import Session

from webapp.core import clock
from webapp.core.database import EDITING, begin_writing
from webapp.core.translated import Translated
from webapp.race.courses import measuring
from webapp.race.courses.models import Course, CoursePoint, PointKind, Track
from webapp.race.models import Edition, EditionStatus, NumberBasis
from webapp.race.plan import Category, Sex, Step, TimetableItem, Wave
from webapp.race.results.models import Result, ResultSet, ResultState, Status
from webapp.race.results.ranking import rank
from webapp.race.results.same_time import USUAL_MS
from webapp.race.riders.models import Rider, StartList
from webapp.race.roads.models import RoadClosure, RoadClosureKind

MONTH, DAY = 8, 28
NUMBER_OF_2024 = 14
# From the new town along the valley to the monastery, WGS-84; the road itself is not surveyed.
BENDS = (
    (40.672, 110.078),
    (40.680, 110.115),
    (40.672, 110.155),
    (40.690, 110.195),
    (40.676, 110.235),
    (40.690, 110.270),
    (40.715, 110.262),
    (40.735, 110.285),
    (40.752, 110.272),
    (40.775, 110.300),
    (40.790, 110.285),
    (40.8153, 110.3086),
)
PIECES = 60  # of the way from one bend to the next
CATEGORIES = (
    Category(
        code="men-elite",
        name=Translated(zh="男子精英组", en="Elite men"),
        sex=Sex.men,
        bibs="1-120",
        fastest_kmh=38.0,
        slowest_kmh=20.0,
    ),
    Category(
        code="men-open",
        name=Translated(zh="男子大众组", en="Men, open"),
        sex=Sex.men,
        bibs="121-240",
        fastest_kmh=32.0,
        slowest_kmh=14.0,
        limit_min=180,
    ),
    Category(
        code="women-open",
        name=Translated(zh="女子大众组", en="Women, open"),
        sex=Sex.women,
        bibs="241-300",
        fastest_kmh=30.0,
        slowest_kmh=14.0,
        limit_min=180,
    ),
)
STARTS = {"men-elite": time(9), "men-open": time(9, 10), "women-open": time(9, 15)}
TEAMS = tuple(f"演示{letter}队" for letter in "甲乙丙丁戊己庚辛壬癸")


def fill(session: Session, now: datetime) -> None:
    """Store both editions, unless their years are known already. Commits."""
    begin_writing(session, EDITING)
    today = clock.local(now).date()
    last = today.year if today > date(today.year, MONTH, DAY) else today.year - 1
    track: Track | None = None
    for year in (last, last + 1):
        if session.get(Edition, year) is None:
            track = track or measuring.stored(
                session, measuring.measure(gpx().encode()), "demo.gpx", None, now
            )
            _edition(session, year, track, today)
    session.commit()


def _edition(session: Session, year: int, track: Track, today: date) -> None:
    day = date(year, MONTH, DAY)
    over = day < today
    session.add(_announced(year, day, EditionStatus.held if over else EditionStatus.announced))
    session.flush()
    course = _course(year, track)
    session.add(course)
    session.flush()
    session.add_all(_closures(year, day, course, track.length_m / 1000))
    before = clock.at_local(day - timedelta(days=7), time(10))
    riders = list(_riders(year, before))
    session.add_all(riders)
    session.add(StartList(edition_year=year, published_at=before))
    if over:
        session.add_all(_results(year, day, riders, track.length_m / 1000))


def gpx() -> str:
    """The invented course as a file, the same every time."""
    points = "".join(
        f'<trkpt lat="{lat:.6f}" lon="{lon:.6f}"><ele>{height:.1f}</ele></trkpt>'
        for lat, lon, height in _points()
    )
    start = '<gpx version="1.1" creator="demo" xmlns="http://www.topografix.com/GPX/1/1">'
    return f"{start}<trk><name>demo</name><trkseg>{points}</trkseg></trk></gpx>"


def _points() -> Iterator[tuple[float, float, float]]:
    legs = len(BENDS) - 1
    for at in range(legs * PIECES + 1):
        leg, share = divmod(at / PIECES, 1)
        (lat, lon), (next_lat, next_lon) = BENDS[int(leg)], BENDS[min(int(leg) + 1, legs)]
        eased = (1 - cos(pi * share)) / 2
        way = at / (legs * PIECES)
        height = 1080 + 380 * way**1.6 + 35 * sin(way * 19) + 15 * sin(way * 70)
        yield lat + (next_lat - lat) * share, lon + (next_lon - lon) * eased, height


def _announced(year: int, day: date, status: EditionStatus) -> Edition:
    number = NUMBER_OF_2024 + year - 2024
    timetable = (
        (day - timedelta(days=1), time(14), time(18), Step.register, "喜桂图新区广场"),
        (day - timedelta(days=1), time(19), time(20), Step.briefing, "喜桂图新区广场"),
        (day, time(8, 15), time(8, 50), Step.call_up, "起点"),
        (day, time(9), None, Step.start, "起点"),
        (day, time(14), time(14, 30), Step.award, "五当召广场"),
    )
    return Edition(
        year=year,
        number=number,
        number_basis=NumberBasis.inferred,
        status=status,
        held_on=day,
        name=Translated(zh=f"第{number}届五当召杯（演示）", en=f"Wudangzhao Cup {number} (demo)"),
        categories=CATEGORIES,
        waves=tuple(Wave(code=code, starts=at, categories=(code,)) for code, at in STARTS.items()),
        timetable=tuple(
            TimetableItem(day=on, starts=at, ends=end, step=step, where=Translated(zh=where))
            for on, at, end, step, where in timetable
        ),
        riders=len(STARTS) * 100,
    )


def _course(year: int, track: Track) -> Course:
    km = track.length_m / 1000
    points = (
        CoursePoint(kind=PointKind.start, km=0.0, name=Translated(zh="喜桂图新区", en="New town")),
        CoursePoint(kind=PointKind.feed, km=km * 0.4, to_km=km * 0.41),
        CoursePoint(
            kind=PointKind.spectator,
            km=km * 0.55,
            name=Translated(zh="柳树湾观赛点", en="Liushuwan"),
            getting_there=Translated(
                zh="车停村口，步行400米到桥头。",
                en="Park at the village, walk 400 m to the bridge.",
            ),
            reach_by=time(8, 20),
        ),
        CoursePoint(kind=PointKind.medical, km=km * 0.7),
        CoursePoint(
            kind=PointKind.cutoff,
            km=km * 0.8,
            name=Translated(zh="官牛犋", en="Guanniuju"),
            cutoff=time(12),
        ),
        CoursePoint(
            kind=PointKind.finish,
            km=km,
            name=Translated(zh="五当召广场", en="Wudangzhao square"),
            place="wudangzhao",
        ),
    )
    return Course(
        edition_year=year,
        code="main",
        name=Translated(zh="大组赛道", en="Main course"),
        surface=Translated(zh="沥青路", en="Asphalt"),
        points=points,
        track=track,
    )


def _closures(year: int, day: date, course: Course, km: float) -> Iterator[RoadClosure]:
    stretches = (
        (RoadClosureKind.temporary, "喜桂图新区至老城区", 0.0, 0.45, time(8, 50), time(10, 40), ()),
        (
            RoadClosureKind.full,
            "柳树湾至五当召",
            0.45,
            1.0,
            time(8, 30),
            time(12, 45),
            ("wudangzhao",),
        ),
    )
    for kind, stretch, start, end, since, until, places in stretches:
        yield RoadClosure(
            edition_year=year,
            kind=kind,
            road=Translated(zh="青五线", en="Qingwu road"),
            stretch=Translated(zh=stretch),
            course_id=course.id,
            from_km=round(km * start, 1),
            to_km=round(km * end, 1),
            starts_at=clock.at_local(day, since),
            ends_at=clock.at_local(day, until),
            places=places,
            announced_at=clock.at_local(day - timedelta(days=10)),
        )


def _riders(year: int, at: datetime) -> Iterator[Rider]:
    chance = Random(f"riders {year}")  # noqa: S311 - nothing secret
    for number in range(300):
        category = CATEGORIES[min(number // 120, 2)]
        yield Rider(
            edition_year=year,
            bib=number + 1,
            category=category.code,
            name=f"演示骑手{number + 1:03}",
            team=chance.choice(TEAMS),
            sex=category.sex,
            birth_year=chance.randint(1970, 2005),
            nation="CHN",
            entered_at=at,
        )


def _results(year: int, day: date, riders: list[Rider], km: float) -> Iterator[ResultSet]:
    """Three revisions: provisional, official, and amended after a protest."""
    rows = _ridden(year, riders, km)
    finish = clock.at_local(day, time(13))
    steps = (
        (ResultState.provisional, finish, None),
        (ResultState.official, finish + timedelta(hours=2), None),
        (
            ResultState.amended,
            finish + timedelta(days=3),
            "17号申诉成立：计时芯片未读到，成绩补入。",
        ),
    )
    lap_km = {category.code: km for category in CATEGORIES}
    missed = [_unread(row) if row.bib == 17 else row for row in rows]
    for number, (state, at, reason) in enumerate(steps, start=1):
        yield ResultSet(
            edition_year=year,
            revision=number,
            state=state,
            rows=rank(rows if reason else missed, CATEGORIES, lap_km, USUAL_MS),
            reason=reason,
            protest_until=at + timedelta(minutes=30) if number == 1 else None,
            same_time_ms=USUAL_MS,
            attribution="演示计时",
            made_at=at,
            published_at=at,
        )


def _unread(row: Result) -> Result:
    return Result(
        category=row.category,
        bib=row.bib,
        name=row.name,
        sex=row.sex,
        team=row.team,
        status=Status.did_not_finish,
    )


def _ridden(year: int, riders: list[Rider], km: float) -> list[Result]:
    chance = Random(f"results {year}")  # noqa: S311 - nothing secret
    speeds = {one.code: (one.fastest_kmh or 30.0, one.slowest_kmh or 15.0) for one in CATEGORIES}
    rows = []
    for rider in riders:
        fast, slow = speeds[rider.category]
        luck = chance.random()
        gone = {0: Status.did_not_start, 1: Status.did_not_finish}.get(int(luck * 40))
        kmh = slow + (fast - slow) * chance.betavariate(4, 2)
        rows.append(
            Result(
                category=rider.category,
                bib=rider.bib,
                name=rider.name,
                sex=rider.sex,
                birth_year=rider.birth_year,
                team=rider.team or "",
                nation="CHN",
                status=gone if gone and rider.bib != 17 else Status.finished,
                gun_ms=None if gone and rider.bib != 17 else int(km / kmh * 3_600_000),
            )
        )
    return rows
