"""Events in the words of schema.org, for search engines."""

from collections.abc import Sequence
from typing import Any

from webapp.core import clock, languages
from webapp.core.region import DISTRICT, REGION
from webapp.events import words
from webapp.events.models import DateStatus, Precision
from webapp.events.occurrence import Occurrence

# Moved means moved to another place; schema.org has a word only for moving online.
STATUS = {
    DateStatus.confirmed: "EventScheduled",
    DateStatus.expected: "EventScheduled",
    DateStatus.moved: "EventScheduled",
    DateStatus.postponed: "EventPostponed",
    DateStatus.cancelled: "EventCancelled",
}


def linked_data(occurrences: Sequence[Occurrence], address: str) -> list[dict[str, Any]]:
    """One Event for each dated occurrence. The title says what is not certain.

    Args:
        occurrences: All of one event; a new date is told from the one it replaces.
        address: The full address of the event's page.
    """
    replaced = {new.key: one for one in occurrences if (new := one.postponed_to)}
    return [_event(one, replaced.get(one.key), address) for one in occurrences if one.span]


def _event(one: Occurrence, replaces: Occurrence | None, address: str) -> dict[str, Any]:
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": f"{address}#{one.anchor}",
        "name": words.title(one),
        "description": languages.words(one.event.summary),
        "url": address,
        "eventStatus": f"https://schema.org/{STATUS[one.status]}",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "startDate": _start(one),
        "location": _location(one),
    }
    if end := _end(one):
        data["endDate"] = end
    if replaces is not None and one.status is DateStatus.confirmed:
        data["eventStatus"] = "https://schema.org/EventRescheduled"
        data["previousStartDate"] = _start(replaces)
    if organisers := [who for who in (one.event.organiser, one.event.run_by) if who]:
        named = [{"@type": "Organization", "name": languages.words(who)} for who in organisers]
        data["organizer"] = named[0] if len(named) == 1 else named
    return data


def _start(one: Occurrence) -> str:
    if one.hours_hold and one.starts_at is not None:
        return clock.local(one.starts_at).isoformat()
    return _day(one, 0)


def _end(one: Occurrence) -> str:
    if one.precision is not Precision.day:
        return ""
    if one.hours_hold:
        return clock.local(one.ends_at).isoformat() if one.ends_at else ""
    return _day(one, 1)


def _day(one: Occurrence, which: int) -> str:
    """The first (0) or last (1) day, as exactly as it is known: 2027-06-17, 2021-01, 2023."""
    if one.span is None:
        return ""
    known = {Precision.day: 10, Precision.month: 7, Precision.year: 4}[one.precision]
    return one.span[which].isoformat()[:known]


def _location(one: Occurrence) -> dict[str, Any]:
    place = one.event.place
    location: dict[str, Any] = {
        "@type": "Place",
        "name": words.where(one),
        "address": {
            "@type": "PostalAddress",
            "addressLocality": languages.words(DISTRICT),
            "addressRegion": languages.words(REGION),
            "addressCountry": "CN",
        },
    }
    if place is not None and place.exact and one.moved_to is None:
        location["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": place.lat,
            "longitude": place.lon,
        }
    return location
