"""A place for search engines: schema.org JSON-LD."""

from collections.abc import Sequence
from typing import Any

from webapp.core import languages
from webapp.core.region import CITY, DISTRICT
from webapp.places import closures
from webapp.places.listing import spot_of
from webapp.places.models import Closure, Place, PlaceKind

TYPES = {
    PlaceKind.museum: "Museum",
    PlaceKind.park: "Park",
    PlaceKind.ski: "SkiResort",
    PlaceKind.hotel: "Hotel",
    PlaceKind.homestay: "LodgingBusiness",
    PlaceKind.food: "Place",  # dishes and produce are filed under food too
    PlaceKind.shop: "Store",
    PlaceKind.town: "Place",
    PlaceKind.service: "CivicStructure",
}


def json_ld(place: Place, url: str, closed: Sequence[Closure] = ()) -> dict[str, Any]:
    """The place as JSON-LD; a position only where it is exact.

    Args:
        url: The page's full address.
        closed: What closes the place now or later.
    """
    said: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": TYPES.get(place.kind, "TouristAttraction"),
        "@id": url,
        "url": url,
        "name": languages.words(place.name),
        "description": languages.words(place.summary),
        "address": {
            "@type": "PostalAddress",
            "addressCountry": "CN",
            "addressRegion": languages.words(CITY),
            "addressLocality": languages.words(DISTRICT),
        },
    }
    if place.township:
        said["address"]["streetAddress"] = languages.words(place.township)
    others = [place.name.zh, place.name.en, *place.aliases]
    said["alternateName"] = [n for n in dict.fromkeys(others) if n and n != said["name"]]
    spot = spot_of(place)
    if spot and spot.exact:
        said["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": spot.lat,
            "longitude": spot.lon,
        }
    if days := _closed_days(closed):
        said["specialOpeningHoursSpecification"] = days
    if place.whole:
        said["containedInPlace"] = {
            "@type": TYPES.get(place.whole.kind, "TouristAttraction"),
            "name": languages.words(place.whole.name),
        }
    return said


def _closed_days(closed: Sequence[Closure]) -> list[dict[str, str]]:
    """Days on which it is shut all day, as Google reads them.

    A closure without an end is left out: it has no last day, and none is made up.
    """
    return [
        {
            "@type": "OpeningHoursSpecification",
            "opens": "00:00",
            "closes": "00:00",
            "validFrom": days[0].isoformat(),
            "validThrough": days[1].isoformat(),
        }
        for closure in closed
        if (days := closures.whole_days(closure))
    ]
