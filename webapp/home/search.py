"""Searching places, events and editions of the race, in Chinese, pinyin, initials or English."""

from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, load_only

from webapp.core import blanks
from webapp.core.search_key import fold, search_key
from webapp.core.translated import Translated
from webapp.events.models import Event, public_events
from webapp.places.models import PUBLIC, Place
from webapp.race.models import Edition, editions

MOST = 60  # results of one kind
LONGEST = 60  # characters of a question
RACE = Translated(zh="五当召杯", en="Wudangzhao Cup race")  # finds every edition
VARIANTS = 4  # lines of a search key that one name makes: itself, pinyin, initials, English


@dataclass(frozen=True)
class Found:
    """What a question found, the closest first."""

    places: list[Place]
    events: list[Event]
    editions: list[Edition]

    def __bool__(self) -> bool:
        return bool(self.places or self.events or self.editions)


def search(session: Session, question: str) -> Found:
    """Places, events, editions with every word of `question` in their names, aliases, whereabouts.

    Riders are nobody's to search for.
    """
    wanted = [word for word in map(fold, blanks.words(question)) if word]
    if not wanted:
        return Found([], [], [])
    places = session.scalars(_holding(select(Place).where(PUBLIC), Place, wanted)).all()
    events = session.scalars(_holding(public_events(), Event, wanted)).all()
    return Found(
        sorted(places, key=lambda place: _distance(place, wanted)),
        sorted(events, key=lambda event: _distance(event, wanted)),
        _editions(session, wanted),
    )


def _editions(session: Session, wanted: list[str]) -> list[Edition]:
    """Editions by name and year, the latest first; they are too few for a column of keys."""
    known = session.scalars(
        editions().options(load_only(Edition.year, Edition.number, Edition.name))
    )
    return [one for one in known if all(word in _key(one.year, one.name) for word in wanted)]


@lru_cache(maxsize=256)
def _key(year: int, name: Translated) -> str:
    return search_key([name, RACE, str(year)])


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
