"""An edition in the words of schema.org."""

from collections.abc import Sequence
from typing import Any

from webapp.core import clock, languages
from webapp.core.region import DISTRICT, REGION
from webapp.core.translated import Translated
from webapp.race.delays import Start
from webapp.race.models import Edition, EditionStatus

SPORT = Translated(
    zh="山地自行车",
    en="Mountain biking",
    mn="Уулын дугуй",
    mvf="ᠠᠭᠤᠯᠠ\u202fᠶᠢᠨ ᠳᠤᠭᠤᠢ",
)
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
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "SportsEvent",
        "@id": address,
        "url": address,
        "name": languages.words(edition.name),
        "sport": languages.words(SPORT),
        "startDate": _begins(edition, starts),
        "eventStatus": f"https://schema.org/{STATUS.get(edition.status, 'EventScheduled')}",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": {
            "@type": "Place",
            "name": languages.words(DISTRICT),
            "address": {
                "@type": "PostalAddress",
                "addressLocality": languages.words(DISTRICT),
                "addressRegion": languages.words(REGION),
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
