"""What there is to find: the pages of the service, and the season a day lies in."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from webapp.events.models import Event, public_events
from webapp.places.models import all_places
from webapp.race import day_words
from webapp.race.models import editions
from webapp.race.parts import parts_by_year

SEASONS = ("winter", "spring", "summer", "autumn")


def season_of(day: date) -> str:
    """The meteorological season: spring is March to May."""
    return SEASONS[day.month % 12 // 3]


def contents(session: Session) -> dict[str, Any]:
    """Every place, event and edition that has a page, and the pages of an edition."""
    return {
        "places": session.scalars(all_places()).all(),
        "events": session.scalars(public_events().order_by(Event.id)).all(),
        "editions": session.scalars(editions()).all(),
        "parts": parts_by_year(session),
        "part_links": day_words.part_links,
    }
