"""Events as an iCalendar file (RFC 5545): one to add, or all to subscribe to."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta

from flask_babel import gettext as _
from icalendar import Calendar, Timezone, TimezoneStandard
from icalendar import Event as Entry

from webapp.core import clock, languages
from webapp.events import words
from webapp.events.models import DateStatus, Event
from webapp.events.occurrence import Occurrence

MEDIA_TYPE = "text/calendar"
PRODUCT = "-//Shiguai District//Fun in Shiguai//ZH"
UID_DOMAIN = "shiguai"
ZONE = "Asia/Shanghai"
EVERY_SIX_HOURS = "PT6H"
# iCalendar knows three words only. A postponed one does not take place on its old day.
STATUS = {
    DateStatus.confirmed: "CONFIRMED",
    DateStatus.moved: "CONFIRMED",
    DateStatus.expected: "TENTATIVE",
    DateStatus.postponed: "CANCELLED",
    DateStatus.cancelled: "CANCELLED",
}


def calendar_file(
    name: str, occurrences: Iterable[Occurrence], address: Callable[[Event], str]
) -> bytes:
    """A calendar called `name`; only dates known to the day go into it.

    The same content always gives the same bytes: stamps are those of the last change.

    Args:
        address: The full address of an event's page.
    """
    dated = (one for one in occurrences if one.on_days is not None)
    return filled(name, [_entry(one, address(one.event)) for one in dated])


def filled(name: str, entries: Sequence[Entry]) -> bytes:
    """A calendar called `name` with these entries, and with the zone if any of them has hours."""
    calendar = _empty(name)
    if any(isinstance(one.decoded("dtstart"), datetime) for one in entries):
        calendar.add_component(_zone())
    for one in entries:
        calendar.add_component(one)
    return bytes(calendar.to_ical())


def _empty(name: str) -> Calendar:
    calendar = Calendar()
    for key, value in {
        "prodid": PRODUCT,
        "version": "2.0",
        "calscale": "GREGORIAN",
        "method": "PUBLISH",
        "x-wr-calname": name,
        "x-wr-timezone": ZONE,
        "x-published-ttl": EVERY_SIX_HOURS,
    }.items():
        calendar.add(key, value)
    return calendar


def whole_days(first: date, last: date) -> Entry:
    """An entry for whole days, both inclusive; a calendar does not include the end it is told."""
    entry = Entry()
    entry.add("dtstart", first)
    entry.add("dtend", last + timedelta(days=1))
    entry.add("transp", "TRANSPARENT")
    return entry


def _zone() -> Timezone:
    """Asia/Shanghai: eight hours ahead, no summer time since 1991."""
    standard = TimezoneStandard()
    standard.add("dtstart", datetime(1992, 1, 1))  # noqa: DTZ001 - local by definition
    standard.add("tzname", "CST")
    standard.add("tzoffsetfrom", timedelta(hours=8))
    standard.add("tzoffsetto", timedelta(hours=8))
    zone = Timezone()
    zone.add("tzid", ZONE)
    zone.add_component(standard)
    return zone


def _entry(one: Occurrence, address: str) -> Entry:
    entry = _when(one)
    stamp = one.changed_at.astimezone(UTC).replace(microsecond=0)
    entry.add("uid", f"{one.uid}@{UID_DOMAIN}")
    entry.add("sequence", one.sequence)
    entry.add("dtstamp", stamp)
    entry.add("last-modified", stamp)
    entry.add("status", STATUS[one.status])
    entry.add("summary", words.title(one))
    entry.add("description", _description(one, address))
    entry.add("categories", [words.kind_word(one.event.kind)])
    entry.add("url", address)
    _where(entry, one)
    return entry


def _when(one: Occurrence) -> Entry:
    """Hours where they say all, else whole days: several days are no bar of 72 hours."""
    if one.on_days is None:
        raise ValueError(f"{one.uid} has no day")
    if not one.hours_hold or one.starts_at is None:
        return whole_days(*one.on_days)
    entry = Entry()
    entry.add("dtstart", clock.local(one.starts_at))
    if one.ends_at is not None:
        entry.add("dtend", clock.local(one.ends_at))
    return entry


def _where(entry: Entry, one: Occurrence) -> None:
    if where := words.where(one):
        entry.add("location", where)
    place = one.event.place
    if place is not None and place.exact and one.moved_to is None:
        entry.add("geo", (place.lat, place.lon))


def _description(one: Occurrence, address: str) -> str:
    lines = [languages.words(one.event.summary)]
    if one.status is not DateStatus.confirmed:
        lines.append(words.status_meaning(one))
    lines += [languages.words(part) for part in (one.reason, one.note) if part]
    if (new := one.postponed_to) is not None:
        lines.append(_("New date: %(days)s", days=words.days(new)))
    if lunar := words.lunar(one):
        lines.append(lunar)
    return "\n".join([*lines, address])
