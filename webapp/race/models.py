"""五当召杯: its editions, for now only what is known of each."""

import enum
from datetime import date

import msgspec
from sqlalchemy import Select, select
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.content_version import Public
from webapp.core.database import Json, Model, named
from webapp.core.records import ContentRecord
from webapp.core.translated import Statement, Translated


class EditionStatus(enum.Enum):
    """Whether the edition took place."""

    held = "held"
    planned = "planned"


class NumberBasis(enum.Enum):
    """Whether a source states the edition's number or it was counted from another."""

    stated = "stated"
    inferred = "inferred"


class Winner(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who won a category, and in what time."""

    category: Translated
    name: Translated
    time: str


class Edition(ContentRecord, Public, Model):
    """One year's race."""

    __tablename__ = "edition"
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]
    number_basis: Mapped[NumberBasis] = mapped_column(named(NumberBasis))
    status: Mapped[EditionStatus] = mapped_column(named(EditionStatus))
    held_on: Mapped[date | None]
    name: Mapped[Translated] = mapped_column(Json(Translated))
    course: Mapped[Translated | None] = mapped_column(Json(Translated))
    distance_km: Mapped[float | None]
    riders: Mapped[int | None]
    riders_note: Mapped[Translated | None] = mapped_column(Json(Translated))
    categories: Mapped[tuple[Translated, ...]] = mapped_column(
        Json(tuple[Translated, ...]), default=()
    )
    winners: Mapped[tuple[Winner, ...]] = mapped_column(Json(tuple[Winner, ...]), default=())
    notes: Mapped[tuple[Statement, ...]] = mapped_column(Json(tuple[Statement, ...]), default=())
    sources: Mapped[tuple[str, ...]] = mapped_column(Json(tuple[str, ...]), default=())

    def source_keys(self) -> tuple[str, ...]:
        """Keys of all sources it rests on, each once."""
        noted = [key for note in self.notes for key in note.sources]
        return tuple(dict.fromkeys([*self.sources, *noted]))


class OpenQuestion(ContentRecord, Public, Model):
    """Something about the race that nobody has been able to find out yet."""

    __tablename__ = "race_question"
    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[Translated] = mapped_column(Json(Translated))


def editions() -> Select[Edition]:
    """All known editions, the latest first."""
    return select(Edition).order_by(Edition.year.desc())


def questions() -> Select[OpenQuestion]:
    """What is not known, in the order of the content."""
    return select(OpenQuestion).order_by(OpenQuestion.id)
