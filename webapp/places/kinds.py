"""The kinds that map, list, calendar, feed and open data can be filtered by: one vocabulary.

A kind of places shows the places of it and the events there; a kind of events shows these events
and the places where they are on or ahead. Places know no events: they are told their kinds.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from enum import Enum
from typing import Protocol

from webapp.places.models import Place, PlaceKind

# For each kind of the events that are on or ahead, the ids of the places where they are. A kind
# that is on elsewhere only has none of our places.
Ahead = Mapping[Enum, Set[int]]


class Events(Protocol):
    """What places have to be told of events, to be filtered by them."""

    @property
    def kinds(self) -> type[Enum]:
        """Every kind of events; none may have the word of a kind of places."""

    def name(self, kind: Enum) -> str:
        """What one of these kinds is called, in the reader's language."""

    def ahead(self) -> Ahead:
        """Where which kinds are on, today or later or on a day to be announced."""


def words(event_kinds: Iterable[Enum]) -> list[str]:
    """Every word that an address may say.

    Raises:
        ValueError: a word would mean two things.
    """
    found: list[str] = [kind.value for kind in (*PlaceKind, *event_kinds)]
    if twice := {word for word in found if found.count(word) > 1}:
        raise ValueError(f"kinds of both places and events: {', '.join(sorted(twice))}")
    return found


def read(word: str, event_kinds: Iterable[Enum]) -> Enum | None:
    """The kind that an address means by `word`; None when there is no such kind."""
    return next((kind for kind in (*PlaceKind, *event_kinds) if kind.value == word), None)


def fits(place: Place, kind: Enum | None, ahead: Ahead) -> bool:
    """Whether `place` is shown when `kind` is asked for: it is of it, or has it on."""
    return kind in (None, place.kind) or (kind is not None and place.id in ahead.get(kind, ()))


def counts(kinds: Iterable[Enum], places: Sequence[Place], ahead: Ahead) -> dict[Enum, int]:
    """How many places each kind shows; a kind that shows none is left out."""
    shown: Counter[Enum] = Counter(place.kind for place in places)
    there = {place.id for place in places}
    shown.update({kind: len(there & set(ids)) for kind, ids in ahead.items()})
    return {kind: shown[kind] for kind in kinds if shown[kind]}


def in_calendar(kind: Enum | None, places: Iterable[Place], ahead: Ahead) -> bool:
    """Whether the calendar, filtered by `kind`, has anything on or ahead."""
    if kind is None or kind in ahead:
        return True
    somewhere = set().union(*ahead.values())
    return any(place.kind is kind and place.id in somewhere for place in places)
