"""The chosen stops as an iCalendar file, to be taken along."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from icalendar import Event as Entry

from webapp.core import clock
from webapp.events.calendar_file import UID_DOMAIN, filled, whole_days
from webapp.race.travel import words
from webapp.race.travel.itinerary import Day, Stop

UNTOLD = timedelta(hours=1)  # how long a stop is whose end nobody has said


def calendar_file(
    name: str, year: int, journey: Iterable[Day], stamp: datetime, address: Callable[[Stop], str]
) -> bytes:
    """A calendar with an entry for each stop; without an hour it takes the whole day.

    Args:
        stamp: When the edition was last changed: the same journey gives the same bytes.
        address: The full address of the page that tells more of a stop.
    """
    stops = [(day, stop) for day in journey for stop in day.stops]
    return filled(name, [_entry(day, stop, year, stamp, address(stop)) for day, stop in stops])


def _entry(day: Day, stop: Stop, year: int, stamp: datetime, address: str) -> Entry:
    entry = _timed(stop) if stop.starts else whole_days(day.day, day.day)
    entry.add("uid", f"race-{year}-{stop.key}@{UID_DOMAIN}")
    entry.add("dtstamp", stamp.replace(microsecond=0))
    entry.add("summary", words.summary(stop))
    entry.add("description", "\n".join(_told(stop, address)))
    if place := words.where(stop):
        entry.add("location", place)
    entry.add("url", address)
    return entry


def _timed(stop: Stop) -> Entry:
    assert stop.starts is not None
    entry = Entry()
    entry.add("dtstart", clock.local(stop.starts))
    entry.add("dtend", clock.local(stop.ends or stop.starts + UNTOLD))
    return entry


def _told(stop: Stop, address: str) -> list[str]:
    said = [words.advice(stop), *(words.check_word(check) for check in stop.checks), address]
    return [line for line in said if line]
