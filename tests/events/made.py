"""Events, dates and places as tests need them."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy.orm import Session

from webapp.core.clock import LOCAL
from webapp.core.translated import Statement, Translated
from webapp.events.models import DateStatus, Event, EventDate, EventKind, Precision
from webapp.places.models import Basis, Place, PlaceKind, PlaceStatus

WRITTEN = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
MORNING = datetime(2026, 11, 23, 9, tzinfo=LOCAL)  # a Monday
TODAY = MORNING.date()


def a_date(key: str = "2026", starts_on: date | None = TODAY, **more: Any) -> EventDate:
    """A confirmed date of one whole day, unless told otherwise."""
    values = {
        "status": DateStatus.confirmed,
        "precision": Precision.day,
        "changed_at": WRITTEN,
        "sequence": 0,
        **more,
    }
    return EventDate(key=key, starts_on=starts_on, **values)


def an_event(slug: str = "naadam", *dates: EventDate, **more: Any) -> Event:
    """An event with these dates; not in any session yet."""
    values = {
        "uid": slug,
        "kind": EventKind.folk,
        "title": Translated(zh=f"活动{slug}", en=f"Event {slug}"),
        "summary": Translated(zh="一句话。", en="One sentence."),
        "story": (Statement(zh="故事。", en="The story."),),
        "changed_at": WRITTEN,
        **more,
    }
    return Event(slug=slug, dates=list(dates), **values)


def a_place(slug: str = "wudangzhao", **more: Any) -> Place:
    """A monastery with a published position."""
    values = {
        "kind": PlaceKind.monastery,
        "name": Translated(zh="五当召", en="Wudangzhao"),
        "summary": Translated(zh="一座召。", en="A monastery."),
        "status": PlaceStatus.open,
        "lat": 40.79,
        "lon": 110.31,
        "accuracy_m": 100,
        "basis": Basis.published,
        "checked_on": date(2026, 1, 1),
        **more,
    }
    return Place(slug=slug, **values)


def stored(session: Session, *rows: Any) -> None:
    """Put rows into the database."""
    session.add_all(rows)
    session.commit()
