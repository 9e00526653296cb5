"""An edition whose day is known, with its timetable and closed roads, as an iCalendar file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Event as Entry
from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.core import clock, languages
from webapp.core.region import DISTRICT
from webapp.events.calendar_file import UID_DOMAIN, filled, whole_days
from webapp.race import plan_words, words
from webapp.race.delays import Start, starts
from webapp.race.models import Edition, EditionStatus, Notice, NoticeKind
from webapp.race.plan import Step, TimetableItem
from webapp.race.roads import closure_entry
from webapp.race.roads.models import RoadClosure, closures_of

STATUS = {
    EditionStatus.planned: "TENTATIVE",
    EditionStatus.postponed: "CANCELLED",  # it is not held on the day that the file names
    EditionStatus.cancelled: "CANCELLED",
}
UNSAID = timedelta(hours=1)  # what an item of the timetable takes when nobody says how long


@dataclass(frozen=True)
class Around:
    """What a calendar tells beside the day.

    Attributes:
        delayed_at: When a delay was last announced, or taken back.
        roads: The full address of the page of closed roads.
    """

    starts: Sequence[Start] = ()
    delayed_at: datetime | None = None
    closures: Sequence[RoadClosure] = ()
    roads: str = ""


def around(session: Session, edition: Edition, roads: str) -> Around:
    """Read what the calendar of an edition tells beside its day. Two queries."""
    said = select(Notice).where(
        Notice.edition_year == edition.year, Notice.kind == NoticeKind.delay
    )
    delays = session.scalars(said).all()
    instants = [at for one in delays for at in (one.announced_at, one.ended_at) if at is not None]
    return Around(
        starts(edition, delays),
        max(instants, default=None),
        session.scalars(closures_of(edition.year)).all(),
        roads,
    )


def calendar_file(edition: Edition, uid: str, address: str, around: Around | None = None) -> bytes:
    """A calendar with the race day; the same content always gives the same bytes.

    Args:
        uid: Its name in calendars: that of the same date of the race's event.
        address: The full address of the edition's page.

    Raises:
        ValueError: the day is not known.
    """
    if edition.held_on is None:
        raise ValueError(f"the day of {edition.year} is not known")
    more = around or Around()
    entries = [
        _race_day(edition, edition.held_on, more, uid, address),
        *_timetable(edition, more, uid, address),
        *(closure_entry.entry(one, more.roads) for one in more.closures),
    ]
    return filled(languages.words(edition.name), entries)


def _race_day(edition: Edition, day: date, more: Around, uid: str, address: str) -> Entry:
    if more.starts and edition.ends_on in (None, edition.held_on):
        entry = Entry()
        entry.add("dtstart", clock.local(more.starts[0].at))
        entry.add("dtend", clock.local(_ends(edition, more.starts)))
    else:
        entry = whole_days(day, edition.ends_on or day)
    known = [words.kilometres(edition), words.riders(edition), languages.words(edition.course)]
    entry.add("uid", f"{uid}@{UID_DOMAIN}")
    _tell(entry, edition, more, languages.words(edition.name))
    entry.add("description", "\n".join([*(line for line in known if line), address]))
    entry.add("location", languages.words(DISTRICT))
    entry.add("url", address)
    return entry


def _ends(edition: Edition, found: Sequence[Start]) -> datetime:
    """When the day is over: the last item of the timetable, the last limit."""
    day = clock.local(found[0].at).date()
    items = [_hours(one)[1] for one in edition.timetable if one.day == day]
    limits = {one.code: timedelta(minutes=one.limit_min or 0) for one in edition.categories}
    riding = [one.at + limits.get(code, UNSAID) for one in found for code in one.wave.categories]
    return max([*items, *riding, found[-1].at + UNSAID])


def _hours(item: TimetableItem) -> tuple[datetime, datetime]:
    begins = clock.at_local(item.day, item.starts)
    if item.ends is None:
        return begins, begins + UNSAID
    ends = clock.at_local(item.day, item.ends)
    return begins, ends if ends > begins else ends + timedelta(days=1)


def _timetable(edition: Edition, more: Around, uid: str, address: str) -> Iterable[Entry]:
    """Each item; the start of a day whose waves are known is the race itself."""
    started = {clock.local(one.planned).date() for one in more.starts}
    count: dict[str, int] = {}
    for item in edition.timetable:
        if item.step is Step.start and item.day in started:
            continue
        key = f"{uid}-{item.day:%Y%m%d}-{item.step.value}"
        count[key] = count.get(key, 0) + 1
        begins, ends = _hours(item)
        entry = Entry()
        entry.add("dtstart", clock.local(begins))
        entry.add("dtend", clock.local(ends))
        entry.add("uid", f"{key}-{count[key]}@{UID_DOMAIN}")
        what = languages.words(item.what) or plan_words.word(item.step)
        _tell(entry, edition, more, f"{what} · {languages.words(edition.name)}")
        entry.add("description", address)
        if item.where.zh:
            entry.add("location", languages.words(item.where))
        entry.add("url", address)
        yield entry


def _tell(entry: Entry, edition: Edition, more: Around, summary: str) -> None:
    """What every entry of the edition says: which state of it, and whether it holds."""
    assert edition.held_on is not None
    changes = [at for at in (edition.edited_at, more.delayed_at) if at is not None]
    stamp = max(changes, default=clock.at_local(edition.held_on))
    entry.add("dtstamp", stamp.astimezone(UTC).replace(microsecond=0))
    if changes:
        entry.add("last-modified", stamp.astimezone(UTC).replace(microsecond=0))
    entry.add("sequence", closure_entry.sequence(stamp) if changes else 0)
    entry.add("status", STATUS.get(edition.status, "CONFIRMED"))
    entry.add("summary", summary)
