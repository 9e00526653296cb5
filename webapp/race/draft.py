"""What an editor writes of an edition, and how it becomes the public record.

Days of waves and of the timetable are counted from the first day of the race: they move with it,
and a text for which no day is known yet keeps them.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

import msgspec

from webapp.core.translated import Translated
from webapp.race.models import Edition, EditionStatus, NumberBasis
from webapp.race.plan import (
    Bike,
    Category,
    Document,
    DocumentKind,
    Organiser,
    OrganiserRole,
    Part,
    Sex,
    Step,
    TimetableItem,
    Wave,
    Winner,
)
from webapp.review.paragraphs import NOTHING, or_none, plain, statements, text_of


class CategoryText(Part, frozen=True):
    """A category as far as it is written; the fields are those of `plan.Category`."""

    code: str = ""
    name: Translated = NOTHING
    sex: Sex = Sex.any
    born_from: date | None = None
    born_to: date | None = None
    bike: Bike = Bike.any
    quota: int | None = None
    bibs: str = ""
    course: str = ""
    laps: int | None = None  # None: one
    fastest_kmh: float | None = None
    slowest_kmh: float | None = None
    limit_min: int | None = None
    ranked: bool = True


class WaveText(Part, frozen=True):
    """A wave. `day` counts from the first day of the race, 0; `categories` are codes."""

    code: str = ""
    name: Translated = NOTHING
    day: int = 0
    starts: time | None = None
    categories: tuple[str, ...] = ()


class ItemText(Part, frozen=True):
    """A line of the timetable. `day` counts from the race's first day: -1 is the day before."""

    step: Step = Step.other
    day: int = 0
    starts: time | None = None
    ends: time | None = None
    what: Translated = NOTHING
    where: Translated = NOTHING
    place: str | None = None


class OrganiserText(Part, frozen=True):
    """An organiser."""

    role: OrganiserRole = OrganiserRole.host
    name: Translated = NOTHING


class DocumentText(Part, frozen=True):
    """A document: one of ours (`file`) or an address."""

    kind: DocumentKind = DocumentKind.other
    title: Translated = NOTHING
    file: int | None = None
    link: str = ""


class WinnerText(Part, frozen=True):
    """A winner, as a report has it."""

    category: Translated = NOTHING
    name: Translated = NOTHING
    time: str = ""


class EditionText(Part, frozen=True):
    """Everything an editor writes of an edition.

    Attributes:
        year: Names the edition and its page; never changed.
        held_on: None: to be announced.
        sources: No field of the form: what the content files rest on.
    """

    year: int
    number: int | None = None
    number_basis: NumberBasis = NumberBasis.stated
    name: Translated = NOTHING
    status: EditionStatus = EditionStatus.planned
    held_on: date | None = None
    ends_on: date | None = None
    course: Translated = NOTHING
    distance_km: float | None = None
    categories: tuple[CategoryText, ...] = ()
    waves: tuple[WaveText, ...] = ()
    timetable: tuple[ItemText, ...] = ()
    organisers: tuple[OrganiserText, ...] = ()
    documents: tuple[DocumentText, ...] = ()
    entry_note: Translated = NOTHING
    travel_note: Translated = NOTHING
    riders: int | None = None
    riders_note: Translated = NOTHING
    winners: tuple[WinnerText, ...] = ()
    notes: Translated = NOTHING
    sources: tuple[str, ...] = ()


Row = TypeVar("Row")
Timed = TypeVar("Timed", WaveText, ItemText)


def titled(year: int, name: Translated) -> Translated:
    """A year and a name, as lists call what belongs to an edition."""
    others = {code: one and f"{year} {one}" for code, one in name.texts().items()}
    return Translated(**others | {"zh": f"{year} {name.zh}".strip()})


def read(edition: Edition) -> EditionText:
    """The text that `apply` would make this edition of."""
    first = edition.held_on
    return EditionText(
        year=edition.year,
        number=edition.number,
        number_basis=edition.number_basis,
        name=plain(edition.name),
        status=edition.status,
        held_on=first,
        ends_on=edition.ends_on,
        course=plain(edition.course),
        distance_km=edition.distance_km,
        categories=tuple(_as(CategoryText, one) for one in edition.categories),
        waves=tuple(_as(WaveText, one, day=_days(first, one.day)) for one in edition.waves),
        timetable=tuple(_as(ItemText, one, day=_days(first, one.day)) for one in edition.timetable),
        organisers=tuple(_as(OrganiserText, one) for one in edition.organisers),
        documents=tuple(_as(DocumentText, one) for one in edition.documents),
        entry_note=plain(edition.entry_note),
        travel_note=plain(edition.travel_note),
        riders=edition.riders,
        riders_note=plain(edition.riders_note),
        winners=tuple(_as(WinnerText, one) for one in edition.winners),
        notes=text_of(edition.notes),
        sources=edition.sources,
    )


def apply(edition: Edition | None, text: EditionText, at: datetime) -> Edition:
    """Bring a public edition, or a new one, to `text`, and show it; the content leaves it alone."""
    edition = edition or Edition(year=text.year, notes=())
    fill(edition, text)
    edition.edited_at, edition.withdrawn_at = at, None
    return edition


def preview(edition: Edition | None, text: EditionText, at: datetime) -> Edition:
    """What `apply` would make, in no session."""
    copy = Edition(year=text.year, notes=edition.notes if edition else ())
    return apply(copy, text, at)


def fill(edition: Edition, text: EditionText) -> None:
    """Write `text` into `edition`. Waves and lines without an hour are left out, as in a preview.

    While no day is known there is no timetable: the public would read days that nobody has said.
    """
    for name, value in {**_values(text), **_lists(text)}.items():
        setattr(edition, name, value)
    edition.notes = statements(text.notes, edition.notes)


def _values(text: EditionText) -> dict[str, Any]:
    return {
        "number": text.number or 0,
        "number_basis": text.number_basis,
        "name": text.name,
        "status": text.status,
        "held_on": text.held_on,
        "ends_on": text.ends_on,
        "course": or_none(text.course),
        "distance_km": text.distance_km,
        "entry_note": or_none(text.entry_note),
        "travel_note": or_none(text.travel_note),
        "riders": text.riders,
        "riders_note": or_none(text.riders_note),
        "sources": text.sources,
    }


def _lists(text: EditionText) -> dict[str, Any]:
    first = text.held_on
    return {
        "categories": tuple(_as(Category, one, laps=one.laps or 1) for one in text.categories),
        "waves": tuple(
            _as(Wave, one, day=first + timedelta(days=one.day) if first and one.day else None)
            for one in in_order(text.waves)
            if one.starts is not None
        ),
        "timetable": tuple(
            _as(TimetableItem, one, day=first + timedelta(days=one.day))
            for one in in_order(text.timetable)
            if first is not None and one.starts is not None
        ),
        "organisers": tuple(_as(Organiser, one) for one in text.organisers),
        "documents": tuple(_as(Document, one) for one in text.documents),
        "winners": tuple(_as(Winner, one) for one in text.winners),
    }


def in_order(rows: Iterable[Timed]) -> tuple[Timed, ...]:
    """Rows by day and hour; those without an hour last of their day."""
    return tuple(sorted(rows, key=lambda one: (one.day, one.starts is None, one.starts or time())))


def _as(kind: type[Row], one: msgspec.Struct, **instead: Any) -> Row:
    """The same fields in the other of two structs."""
    return kind(**{**msgspec.structs.asdict(one), **instead})


def _days(first: date | None, day: date | None) -> int:
    return (day - first).days if first and day else 0
