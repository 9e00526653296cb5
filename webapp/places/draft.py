"""A place as staff write it: what a version of its manuscript holds, and how it becomes public."""

import enum
from collections.abc import Sequence
from datetime import date, datetime

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from webapp.core import slugs
from webapp.core.search_key import search_key
from webapp.core.translated import Statement, Translated
from webapp.places.coordinates import Datum
from webapp.places.models import Basis, Place, PlaceKind, PlaceStatus
from webapp.review import paragraphs
from webapp.review.paragraphs import NOTHING, or_none, plain

PAGES_OF_THE_DESK = ("new", "preview", "closures")
EXACT_M = 300  # a position less sure than this is an area, and no app is sent there


class How(enum.Enum):
    """How a position was found."""

    map = "map"  # pointed at on our map
    paste = "paste"  # taken from a picker of a map service
    device = "device"  # measured on the spot
    typed = "typed"


class Position(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a place is.

    Attributes:
        lat, lon: WGS-84 degrees.
        accuracy_m: It lies within this many metres.
        note: How it is known, as the public reads it.
        found, datum, given: How staff found it, the datum it came in, and what was pasted.
    """

    lat: float
    lon: float
    accuracy_m: int | None
    basis: Basis
    note: Translated = NOTHING
    found: How | None = None
    datum: Datum | None = None
    given: str = ""


class PlaceText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything of a place that goes through the review.

    Attributes:
        story: Paragraphs, divided by blank lines.
        pictures: Ids, the first one leads.
        checked_on: The day on which somebody last made sure that all of it holds.
    """

    name: Translated
    kind: PlaceKind
    summary: Translated
    checked_on: date
    status: PlaceStatus = PlaceStatus.unknown
    status_note: Translated = NOTHING
    hours: Translated = NOTHING
    price: Translated = NOTHING
    season: Translated = NOTHING
    getting_there: Translated = NOTHING
    phone: Translated = NOTHING
    story: Translated = NOTHING
    township: Translated = NOTHING
    aliases: tuple[str, ...] = ()
    pictures: tuple[int, ...] = ()
    position: Position | None = None


SAID = ("hours", "price", "season", "getting_there", "phone")  # statements in the table
PLAIN = ("name", "summary", "status_note", "township")
TEXTS = ("name", "summary", "status_note", *SAID, "story", "township")  # in several languages


def read(place: Place) -> PlaceText:
    """A place as it is, ready to be changed."""
    return PlaceText(
        kind=place.kind,
        checked_on=place.checked_on,
        status=place.status,
        story=paragraphs.text_of(place.story),
        aliases=place.aliases,
        pictures=place.pictures,
        position=position_of(place),
        **{name: plain(getattr(place, name)) for name in (*PLAIN, *SAID)},
    )


def position_of(place: Place) -> Position | None:
    """Where a place is said to be."""
    if place.lat is None or place.lon is None or place.basis is None:
        return None
    return Position(place.lat, place.lon, place.accuracy_m, place.basis, plain(place.position_note))


def new_place(session: Session, text: PlaceText) -> Place:
    """A place that is not in any session yet, with an address of its own."""
    place = Place(slug=_address(session, text.name.zh), story=(), facts=(), tags=())
    place.aliases, place.pictures = (), ()
    return place


def apply(place: Place, text: PlaceText, at: datetime) -> None:
    """Bring a place to what staff have written; the content files leave it alone from then on."""
    place.name, place.kind, place.summary = text.name, text.kind, text.summary
    place.status, place.status_note = text.status, or_none(text.status_note)
    place.story = paragraphs.statements(text.story, place.story)
    for name in SAID:
        setattr(place, name, paragraphs.statement(getattr(text, name), getattr(place, name)))
    place.township, place.aliases = or_none(text.township), text.aliases
    place.pictures, place.checked_on = text.pictures, text.checked_on
    _put(place, text.position)
    place.search_key = search_key([text.name, *text.aliases, *place.tags, place.township])
    place.edited_at, place.withdrawn_at = at, None


def preview(session: Session, record_id: int | None, text: PlaceText, at: datetime) -> Place:
    """What `apply` would make, in no session: the public place is not touched."""
    place = session.get_one(Place, record_id) if record_id else None
    copy = new_place(session, text)
    copy.id = 0
    if place is not None:
        for name in Place.__mapper__.column_attrs.keys():  # noqa: SIM118 - no mapping
            setattr(copy, name, getattr(place, name))
        # Relations would draw the copy into the session.
        set_committed_value(copy, "parent", place.parent)
        set_committed_value(copy, "parts", place.parts)
    apply(copy, text, at)
    return copy


def missing(text: PlaceText) -> Sequence[str]:
    """The fields without which nobody is told of a place."""
    return [name for name in ("name", "summary") if not getattr(text, name).zh.strip()]


def untranslated(text: PlaceText) -> Sequence[str]:
    """The fields that have no English yet."""
    return [name for name in TEXTS if getattr(text, name).zh and not getattr(text, name).en]


def _put(place: Place, position: Position | None) -> None:
    if position == position_of(place):
        return
    if position is None:
        place.lat = place.lon = place.accuracy_m = place.basis = place.position_note = None
        return
    place.lat, place.lon = position.lat, position.lon
    place.accuracy_m, place.basis = position.accuracy_m, position.basis
    known: Statement | None = place.position_note
    place.position_note = paragraphs.statement(position.note, known)


def _address(session: Session, name: str) -> str:
    taken = {*session.scalars(select(Place.slug)), *PAGES_OF_THE_DESK}
    # Numbers name manuscripts at the desk.
    return slugs.slug(name, lambda one: one in taken or one.isdigit(), fallback="place")
