"""What is near a place, in a straight line."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.core.geography import Point, distance_m
from webapp.places.listing import spot_of
from webapp.places.models import PUBLIC, Place, PlaceKind, PlaceStatus

FARTHEST_M = 15_000
MOST = 4
NO_SIGHT = (
    PlaceKind.town,
    PlaceKind.hotel,
    PlaceKind.homestay,
    PlaceKind.food,
    PlaceKind.shop,
    PlaceKind.service,
)


@dataclass(frozen=True)
class Near:
    """A place and how far it is.

    Attributes:
        metres: Straight-line distance.
        rough: One of the two positions is approximate, so the distance is too.
        overlapping: The distance is smaller than what is known of the positions: it says nothing.
    """

    place: Place
    metres: float
    rough: bool
    overlapping: bool


@dataclass(frozen=True)
class Surroundings:
    """What lies around a place.

    Attributes:
        near: The nearest others.
        town: The nearest town with a sure position.
        sights: The nearest open ones that people come to see, to go to instead.
    """

    near: tuple[Near, ...] = ()
    town: Near | None = None
    sights: tuple[Near, ...] = ()


def surroundings(session: Session, place: Place) -> Surroundings:
    """What lies around `place`; nothing when it has no position. One query."""
    spot = spot_of(place)
    if spot is None:
        return Surroundings()
    others = session.scalars(
        select(Place).where(PUBLIC, Place.lat.is_not(None), Place.id != spot.id).order_by(Place.id)
    ).all()
    return around(place, spot, others)


def around(place: Place, spot: Place, others: Sequence[Place]) -> Surroundings:
    """The nearest of `others`, seen from `spot`, leaving out relatives of `place`."""
    family = {place.id, spot.id, place.parent_id, spot.parent_id} - {None}
    found = sorted(
        (_near(spot, other) for other in others if not _related(other, family)),
        key=lambda near: near.metres,
    )
    town = (n for n in found if n.place.kind is PlaceKind.town and n.place.exact)
    reached = [near for near in found if near.metres <= FARTHEST_M]
    sights = [near for near in reached if near.place.kind not in NO_SIGHT and _open(near.place)]
    return Surroundings(
        near=tuple(reached[:MOST]), town=next(town, None), sights=tuple(sights[: 2 * MOST])
    )


def _open(place: Place) -> bool:
    return place.status is PlaceStatus.open


def _related(other: Place, family: set[int | None]) -> bool:
    return other.id in family or other.parent_id in family


def _near(spot: Place, other: Place) -> Near:
    metres = distance_m(_point(spot), _point(other))
    unsure = [p.accuracy_m or 0 for p in (spot, other) if not p.exact]
    return Near(other, metres, bool(unsure), metres < max(unsure, default=0))


def _point(place: Place) -> Point:
    assert place.lat is not None and place.lon is not None, place.slug
    return Point(place.lat, place.lon)
