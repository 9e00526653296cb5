"""An edition in the words of schema.org."""

from collections.abc import Sequence
from typing import Any

from webapp.core import clock, languages
from webapp.race.delays import Start
from webapp.race.models import Edition, EditionStatus

STATUS = {
    EditionStatus.cancelled: "EventCancelled",
    EditionStatus.postponed: "EventPostponed",
}


def linked_data(
    edition: Edition, address: str, starts: Sequence[Start] = ()
) -> dict[str, Any] | None:
    """A SportsEvent; None for one that is only planned, or whose holding is not verified.

    Args:
        address: The full address of the edition's page.
        starts: When its waves start, as it stands now.
    """
    if edition.status is EditionStatus.planned:
        return None
    zh = languages.current() == "zh"
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "SportsEvent",
        "@id": address,
        "url": address,
        "name": languages.words(edition.name),
        "sport": "山地自行车" if zh else "Mountain biking",
        "startDate": _begins(edition, starts),
        "eventStatus": f"https://schema.org/{STATUS.get(edition.status, 'EventScheduled')}",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": {
            "@type": "Place",
            "name": "石拐区" if zh else "Shiguai District",
            "address": {
                "@type": "PostalAddress",
                "addressLocality": "石拐区" if zh else "Shiguai District",
                "addressRegion": "内蒙古自治区" if zh else "Inner Mongolia",
                "addressCountry": "CN",
            },
        },
    }
    if edition.ends_on is not None:
        data["endDate"] = edition.ends_on.isoformat()
    if edition.organisers:
        names = [languages.words(one.name) for one in edition.organisers]
        data["organizer"] = [{"@type": "Organization", "name": name} for name in names]
    return data


def _begins(edition: Edition, starts: Sequence[Start]) -> str:
    """As exactly as it is known: the first start, the day, the year."""
    if edition.held_on is None:
        return str(edition.year)
    return clock.local(starts[0].at).isoformat() if starts else edition.held_on.isoformat()
