"""The list of places: what is pinned exactly, what only roughly, and what waits to be pinned."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from webapp.places.kinds import Ahead, fits
from webapp.places.models import Place

NOWHERE: Ahead = {}


@dataclass(frozen=True)
class Row:
    """One line of the list.

    Attributes:
        spot: The place whose position it stands at: itself, or the whole it is part of.
        parts: Parts without a position of their own, told in the same line.
    """

    place: Place
    spot: Place | None
    parts: tuple[Place, ...] = ()


@dataclass(frozen=True)
class Listing:
    """The rows in their three groups, each in the order the places came in."""

    exact: tuple[Row, ...]
    approximate: tuple[Row, ...]
    unpinned: tuple[Row, ...]

    def __iter__(self) -> Iterator[Row]:
        """Every row, surest position first."""
        yield from (*self.exact, *self.approximate, *self.unpinned)

    @property
    def count(self) -> int:
        """How many places are told, parts included."""
        return sum(1 + len(row.parts) for row in self)


def spot_of(place: Place) -> Place | None:
    """The place whose position this one has: the halls stand where their monastery stands."""
    if place.located or place.whole is None:
        return place if place.located else None
    return spot_of(place.whole)


def listing(places: Sequence[Place], kind: Enum | None = None, ahead: Ahead = NOWHERE) -> Listing:
    """The list of all `places`, or of those that `kind` shows by what is `ahead` at them.

    A part without a position of its own is told with its whole when that is in the list too.
    """
    wanted = {place.id: place for place in places if fits(place, kind, ahead)}
    told_with: dict[int, list[Place]] = defaultdict(list)
    alone = []
    for place in wanted.values():
        if place.parent_id in wanted and not place.located:
            told_with[place.parent_id].append(place)
        else:
            alone.append(place)
    rows = [Row(place, spot_of(place), tuple(_parts(place, told_with))) for place in alone]
    return Listing(
        exact=tuple(row for row in rows if row.spot and row.spot.exact),
        approximate=tuple(row for row in rows if row.spot and not row.spot.exact),
        unpinned=tuple(row for row in rows if not row.spot),
    )


def _parts(whole: Place, told_with: Mapping[int, Sequence[Place]]) -> Iterator[Place]:
    """The parts of `whole`, and theirs."""
    for part in told_with.get(whole.id, ()):
        yield part
        yield from _parts(part, told_with)
