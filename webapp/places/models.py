"""Places: scenic spots, villages, museums, lodging, food; the tables and the queries on them."""

import enum
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Select, bindparam, or_, select
from sqlalchemy.orm import Mapped, Session, defer, mapped_column, relationship

from webapp.core.content_version import Public
from webapp.core.database import Json, Model, named
from webapp.core.records import ContentRecord
from webapp.core.translated import Statement, Translated


class PlaceKind(enum.Enum):
    """What a place is; decides its pin, its filter and its drawing."""

    monastery = "monastery"
    scenic = "scenic"
    village = "village"
    heritage = "heritage"
    museum = "museum"
    park = "park"
    nature = "nature"
    ski = "ski"
    hot_spring = "hot_spring"
    town = "town"
    hotel = "hotel"
    homestay = "homestay"
    food = "food"
    shop = "shop"
    service = "service"


class PlaceStatus(enum.Enum):
    """Whether one can go there."""

    open = "open"
    planned = "planned"
    under_repair = "under_repair"
    unknown = "unknown"


class Basis(enum.Enum):
    """How a position is known. Only surveyed and published ones go to a navigation app."""

    surveyed = "surveyed"
    published = "published"
    approximate = "approximate"


class Place(ContentRecord, Public, Model):
    """Anything that can be put on the map."""

    __tablename__ = "place"
    __table_args__ = (
        CheckConstraint("(lat is null) = (lon is null)", name="position_whole"),
        CheckConstraint("(lat is null) = (basis is null)", name="position_has_basis"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[PlaceKind] = mapped_column(named(PlaceKind), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"), index=True)
    name: Mapped[Translated] = mapped_column(Json(Translated))
    summary: Mapped[Translated] = mapped_column(Json(Translated))
    township: Mapped[Translated | None] = mapped_column(Json(Translated))
    aliases: Mapped[tuple[str, ...]] = mapped_column(Json(tuple[str, ...]), default=())
    tags: Mapped[tuple[str, ...]] = mapped_column(Json(tuple[str, ...]), default=())

    status: Mapped[PlaceStatus] = mapped_column(named(PlaceStatus))
    status_note: Mapped[Translated | None] = mapped_column(Json(Translated))
    story: Mapped[tuple[Statement, ...]] = mapped_column(Json(tuple[Statement, ...]), default=())
    facts: Mapped[tuple[Statement, ...]] = mapped_column(Json(tuple[Statement, ...]), default=())
    hours: Mapped[Statement | None] = mapped_column(Json(Statement))
    price: Mapped[Statement | None] = mapped_column(Json(Statement))
    season: Mapped[Statement | None] = mapped_column(Json(Statement))
    getting_there: Mapped[Statement | None] = mapped_column(Json(Statement))
    phone: Mapped[Statement | None] = mapped_column(Json(Statement))

    lat: Mapped[float | None]  # WGS-84 degrees
    lon: Mapped[float | None]
    accuracy_m: Mapped[int | None]  # radius around the point, metres
    basis: Mapped[Basis | None] = mapped_column(named(Basis))
    position_note: Mapped[Statement | None] = mapped_column(Json(Statement))

    pictures: Mapped[tuple[int, ...]] = mapped_column(Json(tuple[int, ...]), default=())
    signature: Mapped[int | None]  # order on the home page
    checked_on: Mapped[date]
    search_key: Mapped[str] = mapped_column(default="")
    withdrawn_at: Mapped[datetime | None]  # since when the public does not see it

    parent: Mapped["Place | None"] = relationship(remote_side=[id], back_populates="parts")
    parts: Mapped[list["Place"]] = relationship(back_populates="parent", order_by="Place.id")

    @property
    def public(self) -> bool:
        """Whether the public sees it."""
        return self.withdrawn_at is None

    @property
    def whole(self) -> "Place | None":
        """What it is part of, as far as the public knows."""
        return self.parent if self.parent is not None and self.parent.public else None

    @property
    def public_parts(self) -> "list[Place]":
        """What belongs to it and is public."""
        return [part for part in self.parts if part.public]

    @property
    def located(self) -> bool:
        """Whether it has a position at all."""
        return self.lat is not None

    @property
    def exact(self) -> bool:
        """Whether its position is good enough for a sharp pin and for navigation."""
        return self.basis in (Basis.surveyed, Basis.published)

    def source_keys(self) -> tuple[str, ...]:
        """Keys of all sources its statements rest on, each once, in reading order."""
        single = (self.hours, self.price, self.season, self.getting_there, self.phone)
        said = (
            *self.story,
            *self.facts,
            *(s for s in (*single, self.position_note) if s),
        )
        return tuple(dict.fromkeys(key for statement in said for key in statement.sources))


class Closure(Public, Model):
    """A place is closed for a while, seen at once wherever the place is shown.

    Never deleted: reopening sets `ended_at`.
    """

    __tablename__ = "closure"
    id: Mapped[int] = mapped_column(primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    reason: Mapped[Translated] = mapped_column(Json(Translated))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]  # until when; None: until further notice
    announced_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    announced_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]  # reopened by hand, before or after its time

    place: Mapped[Place] = relationship()


# What only a place's own page tells: reading it for a list would take most of the list's time.
NOT_LISTED = (
    Place.aliases,
    Place.facts,
    Place.getting_there,
    Place.hours,
    Place.phone,
    Place.pictures,
    Place.position_note,
    Place.price,
    Place.search_key,
    Place.season,
    Place.status_note,
    Place.story,
    Place.tags,
    Place.township,
)


PUBLIC = Place.withdrawn_at.is_(None)


def by_slug(slug: str) -> Select[Place]:
    """The public place with this address."""
    return select(Place).where(Place.slug == slug, PUBLIC)


def all_places(kind: PlaceKind | None = None) -> Select[Place]:
    """Every public place (of one kind), signature places first, then in the order of the content.

    As far as lists tell of it: reading a column of NOT_LISTED raises.
    """
    wanted = (
        select(Place)
        .where(PUBLIC)
        .order_by(Place.signature.is_(None), Place.signature, Place.id)
        .options(*(defer(column, raiseload=True) for column in NOT_LISTED))
    )
    return wanted if kind is None else wanted.where(Place.kind == kind)


def signature_places() -> Select[Place]:
    """The places the home page shows."""
    return select(Place).where(PUBLIC, Place.signature.is_not(None)).order_by(Place.signature)


def kinds_in_use(session: Session) -> Sequence[PlaceKind]:
    """The kinds that have at least one public place, in the order of the enumeration."""
    used = set(session.scalars(select(Place.kind).where(PUBLIC).distinct()))
    return [kind for kind in PlaceKind if kind in used]


def closures_at(place_id: int) -> Select[Closure]:
    """Every closure of a place, the newest first."""
    return (
        select(Closure)
        .where(Closure.place_id == place_id)
        .order_by(Closure.starts_at.desc(), Closure.id.desc())
    )


def _closures_not_over() -> Select[int, Closure]:
    lasting = or_(Closure.ends_at.is_(None), Closure.ends_at > bindparam("now"))
    first = select(Closure.id.label("closure_id"), Closure.place_id)
    found = first.where(Closure.ended_at.is_(None), lasting).cte("closed", recursive=True)
    parts = select(found.c.closure_id, Place.id).where(Place.parent_id == found.c.place_id)
    found = found.union(parts)
    return (
        select(found.c.place_id, Closure)
        .join(Closure, Closure.id == found.c.closure_id)
        .order_by(Closure.starts_at, Closure.id)
    )


# What is closed after the instant `now` or will be, the earliest first, each with every place that
# it closes: a place is closed with the whole it is part of. Made once: pages ask it all the time.
CLOSURES_NOT_OVER = _closures_not_over()
