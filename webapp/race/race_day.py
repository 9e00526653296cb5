"""The days of a race by the clock: what is on, what comes next, where riders still pass.

Nothing here knows where a rider is: everything follows from timetable, starts and expected speeds.
"""

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from webapp.core import clock
from webapp.race.courses import passing
from webapp.race.courses.models import Course, CoursePoint, PointKind
from webapp.race.day_data import Known
from webapp.race.delays import Start, starts
from webapp.race.models import Edition, EditionStatus, NoticeKind
from webapp.race.plan import Step, TimetableItem
from webapp.race.roads import reach
from webapp.race.roads.models import RoadClosure

BEGINS = time(5)  # of the race day, as of the counted day of visits
AFTER_DAYS = 14
UNSAID = timedelta(hours=1)  # what a timetable's last item takes when nobody says how long
OFF = (EditionStatus.planned, EditionStatus.postponed, EditionStatus.cancelled)


class Phase(enum.Enum):
    """How an edition stands to the present."""

    undated = "undated"  # no day, or one that does not hold: no clock runs
    ahead = "ahead"
    race_day = "race_day"
    after = "after"  # for two weeks
    past = "past"


@dataclass(frozen=True)
class Riding:
    """A wave on the course. `until`: when its last riders are expected or taken out, if known."""

    start: Start
    until: datetime | None


@dataclass(frozen=True)
class Happening:
    """One item of the timetable, or the start of one wave, with the time it takes."""

    at: datetime
    until: datetime
    item: TimetableItem | None = None
    start: Start | None = None


@dataclass(frozen=True)
class Watching:
    """A spectator point, the window in which riders pass it, and until when one gets there."""

    course: Course
    point: CoursePoint
    first: datetime
    last: datetime
    reach_by: datetime | None


@dataclass(frozen=True)
class Day:
    """An edition's days, from the morning of the first to the end of the last event."""

    edition: Edition
    known: Known
    begins: datetime
    ends: datetime
    starts: Sequence[Start]
    happenings: Sequence[Happening]
    riding: Sequence[Riding]
    watching: Sequence[Watching]

    def on(self, now: datetime) -> list[Happening]:
        """What is happening, without the riding."""
        return [one for one in self.happenings if one.start is None and one.at <= now < one.until]

    def coming(self, now: datetime) -> list[Happening]:
        """What has not begun, the next first."""
        return [one for one in self.happenings if one.at > now]

    def on_course(self, now: datetime) -> list[Riding]:
        """Waves that have started and may still be riding."""
        return [one for one in self.riding if one.start.at <= now < (one.until or self.ends)]

    def to_watch(self, now: datetime) -> list[Watching]:
        """Where riders are still to pass: first what can be reached, then by the clock.

        Nowhere while the race is stopped.
        """
        left = [one for one in self.watching if now < one.last and not self.stopped]
        return sorted(left, key=lambda one: (_too_late(one, now), one.last))

    def closed(self, now: datetime) -> list[RoadClosure]:
        """Roads that are closed."""
        return reach.in_force(self.known.closures, now)

    def next_closure(self, now: datetime) -> RoadClosure | None:
        """The road that is closed next."""
        later = (one for one in self.known.closures if reach.lasts(one) and one.starts_at > now)
        return min(later, key=lambda one: one.starts_at, default=None)

    def running(self, now: datetime) -> bool:
        """Whether the race is being ridden: from the first start to the last limit."""
        return bool(self.starts) and self.starts[0].at <= now < self.finished_at

    @property
    def stopped(self) -> bool:
        """Whether it was announced that the race is stopped: what was expected no longer holds."""
        return any(one.kind is NoticeKind.stopped for one in self.known.notices)

    @property
    def finished_at(self) -> datetime:
        """When the last wave is in at the latest; the end of the day's events when nobody knows."""
        return max((one.until or self.ends for one in self.riding), default=self.ends)

    def next_change(self, now: datetime) -> datetime | None:
        """The next instant at which something of this changes."""
        shut = [at for one in self.known.closures for at in (one.starts_at, reach.ends(one))]
        watched = [at for one in self.watching for at in (one.first, one.last, one.reach_by)]
        instants = [
            *(self.begins, self.ends, self.finished_at),
            *(at for one in self.happenings for at in (one.at, one.until)),
            *(at for one in self.riding for at in (one.start.at, one.until)),
            *shut,
            *watched,
        ]
        return min((at for at in instants if at is not None and at > now), default=None)


def phase(edition: Edition, now: datetime, day: Day | None) -> Phase:
    """How an edition stands to `now`.

    Args:
        day: Of this edition; without one whole days are counted.
    """
    first, last = edition.held_on, edition.last_day
    if first is None or last is None or edition.status in OFF:
        return Phase.undated
    begins = clock.at_local(first, BEGINS)
    if now < begins:
        return Phase.ahead
    if now < (day.ends if day else clock.at_local(last + timedelta(days=1))):
        return Phase.race_day
    over = clock.local(now).date() > last + timedelta(days=AFTER_DAYS)
    return Phase.past if over else Phase.after


def is_near(edition: Edition, today: date) -> bool:
    """Whether what happens on the day itself matters: from its first day until two weeks after."""
    first, last = edition.held_on, edition.last_day
    if first is None or last is None or edition.status in OFF:
        return False
    return first <= today <= last + timedelta(days=AFTER_DAYS)


def make(edition: Edition, known: Known) -> Day | None:
    """The days of an edition; None while they are not known or do not hold."""
    first, last = edition.held_on, edition.last_day
    if first is None or last is None or edition.status in OFF:
        return None
    found = starts(edition, known.notices)
    riding = [Riding(one, _until(edition, one, known.courses)) for one in found]
    happenings = list(_happenings(edition, found))
    ends = _ends(first, last, happenings, riding)
    return Day(
        edition=edition,
        known=known,
        begins=clock.at_local(first, BEGINS),
        ends=ends,
        starts=found,
        happenings=happenings,
        riding=riding,
        watching=list(_watching(edition, found, known.courses)),
    )


def _until(edition: Edition, start: Start, courses: Iterable[Course]) -> datetime | None:
    """When everybody of a wave is in, or out; None when that cannot be told of all of them."""
    instants: list[datetime | None] = []
    for category in edition.categories:
        if category.code not in start.wave.categories:
            continue
        if category.limit_min is not None:
            instants.append(start.at + timedelta(minutes=category.limit_min))
            continue
        lasts = [
            one.last
            for course in courses
            for one in passing.windows(
                [category], [start], course.code, _lap_km(course), _lap_km(course)
            )
            if _lap_km(course)
        ]
        instants.append(max(lasts, default=None))
    known = [at for at in instants if at is not None]
    return max(known) if known and len(known) == len(instants) else None


def _happenings(edition: Edition, found: Sequence[Start]) -> Iterable[Happening]:
    """The timetable, in which the starts of waves stand for the item that says so."""
    days = {clock.local(one.planned).date() for one in found}
    items = [one for one in edition.timetable if not (one.step is Step.start and one.day in days)]
    begun = [clock.at_local(one.day, one.starts) for one in items]
    waves = [one.at for one in found]
    every = sorted({*begun, *waves})
    made = [
        Happening(at, _end(item, at, every), item=item)
        for item, at in zip(items, begun, strict=True)
    ]
    made += [Happening(one.at, one.at, start=one) for one in found]
    return sorted(made, key=lambda one: (one.at, one.start is not None))


def _end(item: TimetableItem, at: datetime, every: Sequence[datetime]) -> datetime:
    if item.ends is not None:
        end = clock.at_local(item.day, item.ends)
        return end if end > at else end + timedelta(days=1)
    following = min((one for one in every if one > at), default=at + UNSAID)
    return min(following, at + UNSAID)


def _ends(
    first: date, last: date, happenings: Sequence[Happening], riding: Sequence[Riding]
) -> datetime:
    """When the last event is over; midnight when no timetable tells."""
    of_days = [one for one in happenings if one.item is not None and one.item.day >= first]
    if not of_days:
        return clock.at_local(last + timedelta(days=1))
    instants = [one.until for one in of_days] + [one.at for one in happenings]
    return max([*instants, *(one.until for one in riding if one.until is not None)])


def _watching(
    edition: Edition, found: Sequence[Start], courses: Iterable[Course]
) -> Iterable[Watching]:
    for course in courses:
        for point in course.points:
            if point.kind is not PointKind.spectator:
                continue
            span = passing.whole(
                passing.windows(edition.categories, found, course.code, point.km, _lap_km(course))
            )
            if span is None:
                continue
            by = point.reach_by
            day = clock.local(span[0]).date()
            yield Watching(course, point, *span, reach_by=clock.at_local(day, by) if by else None)


def _too_late(one: Watching, now: datetime) -> bool:
    return one.reach_by is not None and one.reach_by <= now


def _lap_km(course: Course) -> float:
    """Of the measured line, else as it is stated; 0 when nobody knows."""
    return course.track.length_m / 1000 if course.track else course.official_km or 0.0
