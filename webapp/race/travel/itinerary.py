"""跟着赛事去旅行: the day before, the race and the day after, held against closures and times.

Nothing here is a promise: every stop says what is not known of it, and what stands in its way.
"""

import enum
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from webapp.core import clock
from webapp.places import closures as place_closures
from webapp.places.models import Closure, Place, PlaceKind, PlaceStatus
from webapp.race.courses.course_page import CoursePage, Station
from webapp.race.courses.models import PointKind
from webapp.race.models import Edition
from webapp.race.plan import TimetableItem
from webapp.race.roads import reach
from webapp.race.roads.models import RoadClosure
from webapp.race.roads.reach import Verdict

NEAR_M = 8_000.0  # from the line of the course to a place that is still beside it
MOST_STAYS, MOST_MEALS, MOST_SIGHTS = 4, 3, 4
STAY = (PlaceKind.hotel, PlaceKind.homestay, PlaceKind.hot_spring)
EAT = (PlaceKind.food,)
NOT_SEEN = (*STAY, *EAT, PlaceKind.shop, PlaceKind.service, PlaceKind.town)


class StopKind(enum.Enum):
    """What one does at a stop."""

    timetable = "timetable"
    watch = "watch"
    see = "see"
    stay = "stay"
    eat = "eat"


class Check(enum.Enum):
    """What stands in the way of a stop, or is not known of it."""

    closed = "closed"  # the place has announced that it is closed on the day
    not_open = "not_open"  # planned, or under repair
    status_unknown = "status_unknown"
    hours_unknown = "hours_unknown"
    position_rough = "position_rough"
    position_unknown = "position_unknown"
    road_shut = "road_shut"  # the road there is closed for a part of the day
    road_slow = "road_slow"  # one way, a detour, or stopped while riders pass


@dataclass(frozen=True)
class Stop:
    """One thing to do.

    Attributes:
        key: Names it in addresses, for whoever takes only some along.
        starts, ends: When it is; None: at any time of the day.
        be_there_by: Afterwards the road is closed, or the organiser asks for it.
        checks: What to look at before relying on it.
        away_m: From the course.
    """

    key: str
    kind: StopKind
    place: Place | None = None
    item: TimetableItem | None = None
    station: Station | None = None
    starts: datetime | None = None
    ends: datetime | None = None
    be_there_by: datetime | None = None
    checks: tuple[Check, ...] = ()
    away_m: float | None = None


@dataclass(frozen=True)
class Day:
    """A day of the journey; `offset` counts from the race's first day."""

    day: date
    offset: int
    stops: Sequence[Stop]


@dataclass(frozen=True)
class Surroundings:
    """What there is around the race.

    Attributes:
        places: Public places that stand alone, in the order of their weight.
        with_hours: Slugs of the places whose opening hours are known.
        closures: By place, what closes it.
        roads: The edition's closures of roads.
    """

    places: Sequence[Place]
    with_hours: frozenset[str]
    closures: Mapping[int, Sequence[Closure]]
    roads: Sequence[RoadClosure]


def days(edition: Edition, page: CoursePage | None, around: Surroundings) -> list[Day]:
    """The days of the journey; none while the race has no day."""
    first, last = edition.held_on, edition.last_day
    if first is None or last is None:
        return []
    beside = _beside(page, around.places)
    sights = [one for one in beside if one[0].kind not in NOT_SEEN]
    count = (last - first).days
    found = []
    for offset in range(-1, count + 2):
        day = first + timedelta(days=offset)
        racing = 0 <= offset <= count
        stops = [*_timetable(edition, day)]
        if racing:
            stops += [*_watching(page, day, around.roads), *_after_the_race(day, sights, around)]
        elif offset < 0:
            stops += _places(StopKind.stay, day, _of(beside, STAY)[:MOST_STAYS], around)
            stops += _places(StopKind.eat, day, _of(beside, EAT)[:MOST_MEALS], around)
        else:
            stops += _places(StopKind.see, day, sights[:MOST_SIGHTS], around)
        found.append(Day(day, offset, sorted(stops, key=_when)))
    return found


def chosen(journey: Iterable[Day], keys: Sequence[str]) -> list[Day]:
    """Only the stops that were chosen, and their days; all of them when none was."""
    wanted = set(keys)
    kept = [replace(day, stops=[s for s in day.stops if s.key in wanted]) for day in journey]
    return [day for day in kept if day.stops] if wanted else list(journey)


def _when(stop: Stop) -> tuple[bool, datetime, int]:
    at = stop.starts or datetime.max.replace(tzinfo=clock.LOCAL)
    return stop.starts is None, at, list(StopKind).index(stop.kind)


def _beside(page: CoursePage | None, places: Sequence[Place]) -> list[tuple[Place, float | None]]:
    """Places near the course, the nearest first, and last those of which nobody knows where."""
    if page is None or not page.line.length_km:
        return [(place, None) for place in places]
    found: list[tuple[Place, float | None]] = []
    for place in places:
        if place.lat is None or place.lon is None:
            found.append((place, None))
            continue
        _km, away = page.line.nearest(place.lat, place.lon)
        if away <= NEAR_M:
            found.append((place, away))
    return sorted(found, key=lambda one: (one[1] is None, not one[0].exact, one[1] or 0.0))


def _of(
    beside: Sequence[tuple[Place, float | None]], kinds: Sequence[PlaceKind]
) -> list[tuple[Place, float | None]]:
    return [one for one in beside if one[0].kind in kinds]


def _timetable(edition: Edition, day: date) -> Iterator[Stop]:
    for number, item in enumerate(edition.timetable, start=1):
        if item.day == day:
            starts = clock.at_local(day, item.starts)
            ends = clock.at_local(day, item.ends) if item.ends else None
            yield Stop(f"t{number}", StopKind.timetable, item=item, starts=starts, ends=ends)


def _watching(page: CoursePage | None, day: date, roads: Sequence[RoadClosure]) -> Iterator[Stop]:
    for station in page.stations if page else ():
        span = station.span
        watched = station.point.kind in (PointKind.spectator, PointKind.finish)
        if not watched or span is None or clock.local(span[0]).date() != day:
            continue
        by = station.point.reach_by
        shut = [one.starts_at for one in station.closures if one in roads]
        there = clock.at_local(day, by) if by else min(shut, default=None)
        yield Stop(
            f"w{station.number}",
            StopKind.watch,
            station=station,
            starts=_minute(span[0]),
            ends=_minute(span[1] + timedelta(seconds=59)),
            be_there_by=there if there and there < span[0] else None,
        )


def _minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)


def _after_the_race(
    day: date, sights: Sequence[tuple[Place, float | None]], around: Surroundings
) -> Iterator[Stop]:
    """Sights that the race cuts off, from when the way there is free again."""
    for place, away in sights[:MOST_SIGHTS]:
        shut = [one for one in around.roads if place.slug in one.places and reach.lasts(one)]
        shut = [one for one in shut if clock.local(one.starts_at).date() == day]
        stop = _stop(StopKind.see, day, place, away, around)
        if shut:
            yield replace(stop, starts=max(reach.ends(one) for one in shut))


def _places(
    kind: StopKind,
    day: date,
    beside: Sequence[tuple[Place, float | None]],
    around: Surroundings,
) -> list[Stop]:
    return [_stop(kind, day, place, away, around) for place, away in beside]


def _stop(
    kind: StopKind, day: date, place: Place, away: float | None, around: Surroundings
) -> Stop:
    return Stop(
        f"{kind.value}-{day.day}-{place.slug}",
        kind,
        place=place,
        checks=tuple(_checks(day, place, around)),
        away_m=away,
    )


def _checks(day: date, place: Place, around: Surroundings) -> Iterator[Check]:
    start, end = clock.at_local(day), clock.at_local(day + timedelta(days=1))
    announced = around.closures.get(place.id, ())
    if any(place_closures.touches(one, start, end) for one in announced if not one.ended_at):
        yield Check.closed
    if place.status in (PlaceStatus.planned, PlaceStatus.under_repair):
        yield Check.not_open
    elif place.status is PlaceStatus.unknown:
        yield Check.status_unknown
    if place.slug not in around.with_hours:
        yield Check.hours_unknown
    if not place.located:
        yield Check.position_unknown
    elif not place.exact:
        yield Check.position_rough
    yield from _roads(day, place, around.roads)


def _roads(day: date, place: Place, roads: Sequence[RoadClosure]) -> Iterator[Check]:
    today = [one for one in roads if clock.local(one.starts_at).date() == day]
    verdicts = {reach.answer(today, place.slug, one.starts_at).verdict for one in today}
    if Verdict.shut in verdicts:
        yield Check.road_shut
    elif verdicts & {Verdict.detour, Verdict.one_way, Verdict.wait}:
        yield Check.road_slow
