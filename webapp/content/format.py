"""The shape of the content files; msgspec holds them to it and names what is wrong."""

from datetime import date
from typing import Annotated

import msgspec
from msgspec import Meta

from webapp.core.translated import Statement, Translated
from webapp.events.models import DateStatus, EventKind, Precision, Rule
from webapp.places.coordinates import EAST, NORTH, SOUTH, WEST
from webapp.places.models import Basis, PlaceKind, PlaceStatus
from webapp.race.models import EditionStatus, NumberBasis
from webapp.race.plan import Category, Organiser, Winner
from webapp.visits.models import GoalMetric

Slug = Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
TwelveMonths = Annotated[tuple[float, ...], Meta(min_length=12, max_length=12)]


class Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Base: a key nobody knows is a mistake, not a remark."""


class SourceItem(Strict, frozen=True, rename={"kind": "class"}):
    """A publication facts rest on."""

    key: str
    title: Translated
    kind: str
    published: str | None = None
    url: str | None = None


class PositionItem(Strict, frozen=True):
    """Where a place is, in WGS-84."""

    lat: Annotated[float, Meta(ge=SOUTH, le=NORTH)]
    lon: Annotated[float, Meta(ge=WEST, le=EAST)]
    accuracy_m: Annotated[int, Meta(gt=0)]
    basis: Basis
    note: Translated
    sources: tuple[str, ...] = ()


class PlaceItem(Strict, frozen=True):
    """A place; its fields are those of the table."""

    slug: Slug
    kind: PlaceKind
    name: Translated
    summary: Translated
    status: PlaceStatus
    checked_on: date
    parent: str | None = None
    signature: int | None = None
    status_note: Translated | None = None
    township: Translated | None = None
    aliases: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    story: tuple[Statement, ...] = ()
    facts: tuple[Statement, ...] = ()
    hours: Statement | None = None
    price: Statement | None = None
    season: Statement | None = None
    getting_there: Statement | None = None
    phone: Statement | None = None
    position: PositionItem | None = None


class DateItem(Strict, frozen=True):
    """One date of an event, or the promise of one."""

    id: Slug
    status: DateStatus
    precision: Precision = Precision.day
    starts_on: date | None = None
    ends_on: date | None = None
    hint: Translated | None = None
    note: Translated | None = None
    sources: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a date that says it is known and is not, or that ends before it begins."""
        undated = (DateStatus.tba, DateStatus.cancelled, DateStatus.postponed)
        if self.starts_on is None and self.status not in undated:
            raise ValueError(f"a date that is {self.status.value} has starts_on")
        if self.ends_on is not None and (self.starts_on is None or self.ends_on < self.starts_on):
            raise ValueError("ends_on lies before starts_on, or there is none")


class EventItem(Strict, frozen=True):
    """An event; its fields are those of the table."""

    slug: Slug
    kind: EventKind
    title: Translated
    summary: Translated
    place: str | None = None
    where: Translated | None = None
    organiser: Translated | None = None
    rule: Rule | None = None
    story: tuple[Statement, ...] = ()
    price: Statement | None = None
    contact: Statement | None = None
    dates: tuple[DateItem, ...] = ()

    def __post_init__(self) -> None:
        """Refuse two dates of one id."""
        if len({one.id for one in self.dates}) < len(self.dates):
            raise ValueError("two of its dates have the same id")


class EditionItem(Strict, frozen=True):
    """One year's race."""

    year: int
    number: int
    number_basis: NumberBasis
    status: EditionStatus
    name: Translated
    sources: tuple[str, ...]
    held_on: date | None = None
    course: Translated | None = None
    distance_km: float | None = None
    riders: int | None = None
    riders_note: Translated | None = None
    organisers: tuple[Organiser, ...] = ()
    categories: tuple[Category, ...] = ()
    winners: tuple[Winner, ...] = ()
    notes: tuple[Statement, ...] = ()


class GoalItem(Strict, frozen=True):
    """What a year is meant to reach."""

    year: int
    metric: GoalMetric
    value: Annotated[int, Meta(gt=0)]
    sources: tuple[str, ...]
    note: Translated | None = None


class FactItem(Strict, frozen=True):
    """One labelled fact about the district."""

    key: Slug
    group: str
    label: Translated
    zh: str
    en: str
    sources: tuple[str, ...] = ()
    verify: bool = False


class ClimateItem(Strict, frozen=True):
    """Monthly means, January first."""

    note: Translated
    mean_high_c: TwelveMonths
    mean_low_c: TwelveMonths
    precip_mm: TwelveMonths
    sources: tuple[str, ...]


class SeasonItem(Strict, frozen=True):
    """What one does here in a season."""

    key: Slug
    title: Translated
    text: Translated
    places: tuple[str, ...] = ()
    events: tuple[str, ...] = ()


class ContentFile(Strict, frozen=True):
    """What any content file may hold."""

    source: tuple[SourceItem, ...] = ()
    place: tuple[PlaceItem, ...] = ()
    event: tuple[EventItem, ...] = ()
    edition: tuple[EditionItem, ...] = ()
    question: tuple[Translated, ...] = ()
    goal: tuple[GoalItem, ...] = ()
    fact: tuple[FactItem, ...] = ()
    climate: ClimateItem | None = None
    season: tuple[SeasonItem, ...] = ()
