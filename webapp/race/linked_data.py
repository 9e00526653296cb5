"""An edition that was held, in the words of schema.org."""

from typing import Any

from webapp.core import languages
from webapp.race.models import Edition, EditionStatus


def linked_data(edition: Edition, address: str) -> dict[str, Any] | None:
    """A SportsEvent; None for one whose holding is not verified.

    Args:
        address: The full address of the edition's page.
    """
    if edition.status is not EditionStatus.held:
        return None
    zh = languages.current() == "zh"
    return {
        "@context": "https://schema.org",
        "@type": "SportsEvent",
        "@id": address,
        "url": address,
        "name": languages.words(edition.name),
        "sport": "山地自行车" if zh else "Mountain biking",
        "startDate": edition.held_on.isoformat() if edition.held_on else str(edition.year),
        "eventStatus": "https://schema.org/EventScheduled",
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
