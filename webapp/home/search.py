"""Searching places and events, in Chinese, pinyin, initials or English."""

from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from webapp.core.search_key import fold
from webapp.events.models import Event, public_events
from webapp.places.models import PUBLIC, Place

MOST = 60  # results of one kind
LONGEST = 60  # characters of a question
VARIANTS = 4  # lines of a search key that one name makes: itself, pinyin, initials, English


@dataclass(frozen=True)
class Found:
    """What a question found, the closest first."""

    places: list[Place]
    events: list[Event]

    def __bool__(self) -> bool:
        return bool(self.places or self.events)


def search(session: Session, question: str) -> Found:
    """Places and events with every word of `question` in their names, aliases or whereabouts."""
    wanted = [word for word in map(fold, question.split()) if word]
    if not wanted:
        return Found([], [])
    places = session.scalars(_holding(select(Place).where(PUBLIC), Place, wanted)).all()
    events = session.scalars(_holding(public_events(), Event, wanted)).all()
    return Found(
        sorted(places, key=lambda place: _distance(place, wanted)),
        sorted(events, key=lambda event: _distance(event, wanted)),
    )


def _holding(query: Select, table: type[Place] | type[Event], wanted: list[str]) -> Select:  # type: ignore[type-arg]
    for word in wanted:
        query = query.where(table.search_key.contains(word, autoescape=True))
    return query.order_by(table.id).limit(MOST)


def _distance(record: Place | Event, wanted: list[str]) -> tuple[int, int]:
    """How far a record's names are from the question; the record's own name is its first line."""
    names = record.search_key.split("\n")
    question = "".join(wanted)
    own = names[:VARIANTS]
    if question in own:
        nearness = 0
    elif any(name.startswith(question) for name in own):
        nearness = 1
    elif question in names:
        nearness = 2
    else:
        nearness = 3
    return nearness, record.id
