"""The closures that are on or ahead, as every other page needs them: read once, then known."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from webapp.core import clock
from webapp.core.geography import Point
from webapp.places.models import Place
from webapp.race.courses.models import Course, Track
from webapp.race.models import PUBLIC, Edition
from webapp.race.roads import reach, stretch
from webapp.race.roads.models import RoadClosure, RoadClosureKind

TOLD_BEFORE = 7  # days
WORST_FIRST = (RoadClosureKind.full, RoadClosureKind.one_way, RoadClosureKind.temporary)
Line = tuple[tuple[float, float], ...]  # WGS-84 degrees


@dataclass(frozen=True)
class ClosedRoad:
    """A closure with the line that it closes, if anybody knows it."""

    closure: RoadClosure
    line: Line


@dataclass(frozen=True)
class Ahead:
    """Everything that is on or ahead.

    Attributes:
        at_places: By a place's id what hinders the way there; parts lie where their whole lies.
        goals: By a place's id the slug by which one asks for the way there.
    """

    roads: tuple[ClosedRoad, ...] = ()
    at_places: Mapping[int, tuple[ClosedRoad, ...]] = field(default_factory=dict)
    goals: Mapping[int, str] = field(default_factory=dict)
    _near: dict[tuple[int, int], bool] = field(default_factory=dict)

    def near(self, road: ClosedRoad, place: Place) -> bool:
        """Whether a place lies near a closed stretch; measured once."""
        if not road.line or place.lat is None or place.lon is None:
            return False
        key = road.closure.id, place.id
        if key not in self._near:
            away = stretch.away_m(road.line, Point(place.lat, place.lon))
            self._near[key] = away <= stretch.NEAR_M
        return self._near[key]


@dataclass(frozen=True)
class RoadDay:
    """What hinders the way on one day.

    Attributes:
        spans: From when until when, those that overlap as one.
        kind: The worst of it.
    """

    day: date
    year: int
    kind: RoadClosureKind
    spans: tuple[tuple[datetime, datetime], ...]

    def on(self, now: datetime) -> bool:
        """Whether the way is hindered at an instant."""
        return any(start <= now < end for start, end in self.spans)


def load(session: Session, now: datetime) -> Ahead:
    """Read what is on or ahead. One query, and a second when there is anything."""
    columns = RoadClosure.__table__.columns
    found = (
        select(*columns, Track.line)
        .join(Edition, and_(Edition.year == RoadClosure.edition_year, PUBLIC))
        .outerjoin(Course, and_(Course.id == RoadClosure.course_id, Course.withdrawn_at.is_(None)))
        .outerjoin(Track, Track.id == Course.track_id)
        .where(RoadClosure.ends_at > now, RoadClosure.ended_at.is_(None))
        .order_by(RoadClosure.starts_at, RoadClosure.id)
    )
    roads = []
    for row in session.execute(found):
        # Never in a session: it outlives the one that reads it.
        one = RoadClosure(**{column.key: row._mapping[column] for column in columns})
        roads.append(ClosedRoad(one, stretch.of_line(row.line or (), one.from_km, one.to_km)))
    return _at_places(session, tuple(roads)) if roads else Ahead()


def _at_places(session: Session, roads: tuple[ClosedRoad, ...]) -> Ahead:
    rows = session.execute(select(Place.id, Place.slug, Place.parent_id)).all()
    slugs, parents = {id: slug for id, slug, _ in rows}, {id: parent for id, _, parent in rows}
    at_places, goals = {}, {}
    for id in slugs:
        lies_in: list[str] = []
        at: int | None = id
        while at is not None and slugs[at] not in lies_in:
            lies_in.append(slugs[at])
            at = parents[at]
        goals[id] = lies_in[-1]
        if mine := tuple(one for one in roads if not set(lies_in).isdisjoint(one.closure.places)):
            at_places[id] = mine
    return Ahead(roads, at_places, goals)


def days(roads: Iterable[ClosedRoad], now: datetime) -> list[RoadDay]:
    """What hinders the way, day by day, as far as it is not over."""
    by_day: dict[tuple[date, int], list[RoadClosure]] = {}
    for one in (road.closure for road in roads):
        if reach.lasts(one) and reach.ends(one) > now:
            day = clock.local(one.starts_at).date()
            by_day.setdefault((day, one.edition_year), []).append(one)
    return [
        RoadDay(day, year, min((one.kind for one in ones), key=WORST_FIRST.index), _spans(ones))
        for (day, year), ones in sorted(by_day.items(), key=lambda item: item[0])
    ]


def told(found: Iterable[RoadDay], today: date) -> list[RoadDay]:
    """The days that are near enough to be told of."""
    return [one for one in found if one.day <= today + timedelta(days=TOLD_BEFORE)]


def of_today(roads: Iterable[ClosedRoad], now: datetime) -> list[ClosedRoad]:
    """What is closed now, or will be before the day is over."""
    tomorrow = clock.at_local(clock.local(now).date() + timedelta(days=1))
    return [
        one for one in roads if one.closure.starts_at < tomorrow and reach.ends(one.closure) > now
    ]


def _spans(closures: Iterable[RoadClosure]) -> tuple[tuple[datetime, datetime], ...]:
    spans: list[tuple[datetime, datetime]] = []
    for one in sorted(closures, key=lambda one: (one.starts_at, one.ends_at)):
        if spans and one.starts_at <= spans[-1][1]:
            spans[-1] = spans[-1][0], max(spans[-1][1], one.ends_at)
        else:
            spans.append((one.starts_at, one.ends_at))
    return tuple(spans)
