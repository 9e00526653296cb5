"""五当召杯: its editions, as the public sees them."""

import enum
from datetime import date, datetime

from sqlalchemy import ForeignKey, LargeBinary, Select, select
from sqlalchemy.orm import Mapped, deferred, mapped_column

from webapp.core.content_version import Public
from webapp.core.database import Json, Model, named
from webapp.core.records import ContentRecord
from webapp.core.translated import Statement, Translated
from webapp.race.plan import Category, Document, Organiser, TimetableItem, Wave, Winner


class EditionStatus(enum.Enum):
    """How far the edition is. That it is being ridden now follows from its waves and the clock."""

    planned = "planned"  # somebody means to hold it; of a past year: whether it was is not known
    announced = "announced"  # 已公布
    entries_open = "entries_open"  # 报名中
    entries_closed = "entries_closed"  # 报名截止
    held = "held"
    postponed = "postponed"
    cancelled = "cancelled"


class NumberBasis(enum.Enum):
    """Whether a source states the edition's number or it was counted from another."""

    stated = "stated"
    inferred = "inferred"


class Edition(ContentRecord, Public, Model):
    """One year's race (届)."""

    __tablename__ = "edition"
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]
    number_basis: Mapped[NumberBasis] = mapped_column(named(NumberBasis))
    status: Mapped[EditionStatus] = mapped_column(named(EditionStatus))
    held_on: Mapped[date | None]  # the first day; None: 待定
    ends_on: Mapped[date | None]  # the last day, of several
    name: Mapped[Translated] = mapped_column(Json(Translated))
    course: Mapped[Translated | None] = mapped_column(Json(Translated))  # in words
    distance_km: Mapped[float | None]
    riders: Mapped[int | None]
    riders_note: Mapped[Translated | None] = mapped_column(Json(Translated))
    entry_note: Mapped[Translated | None] = mapped_column(Json(Translated))  # how to enter
    travel_note: Mapped[Translated | None] = mapped_column(Json(Translated))
    organisers: Mapped[tuple[Organiser, ...]] = mapped_column(
        Json(tuple[Organiser, ...]), default=()
    )
    categories: Mapped[tuple[Category, ...]] = mapped_column(Json(tuple[Category, ...]), default=())
    waves: Mapped[tuple[Wave, ...]] = mapped_column(Json(tuple[Wave, ...]), default=())
    timetable: Mapped[tuple[TimetableItem, ...]] = mapped_column(
        Json(tuple[TimetableItem, ...]), default=()
    )
    documents: Mapped[tuple[Document, ...]] = mapped_column(Json(tuple[Document, ...]), default=())
    winners: Mapped[tuple[Winner, ...]] = mapped_column(Json(tuple[Winner, ...]), default=())
    notes: Mapped[tuple[Statement, ...]] = mapped_column(Json(tuple[Statement, ...]), default=())
    sources: Mapped[tuple[str, ...]] = mapped_column(Json(tuple[str, ...]), default=())
    withdrawn_at: Mapped[datetime | None]  # since when the public does not see it

    @property
    def last_day(self) -> date | None:
        """The last day of it; None while its day is not known."""
        return self.ends_on or self.held_on

    def source_keys(self) -> tuple[str, ...]:
        """Keys of all sources it rests on, each once."""
        noted = [key for note in self.notes for key in note.sources]
        return tuple(dict.fromkeys([*self.sources, *noted]))


class OpenQuestion(ContentRecord, Public, Model):
    """Something about the race that nobody has been able to find out yet."""

    __tablename__ = "race_question"
    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[Translated] = mapped_column(Json(Translated))


class NoticeKind(enum.Enum):
    """What an announcement on the day is about."""

    delay = "delay"
    stopped = "stopped"  # neutralised, interrupted or abandoned
    information = "information"


class Notice(Public, Model):
    """An announcement of the day, seen at once. Never deleted: what is over has `ended_at`.

    A delay moves the start of its wave, and with it every time that follows from the start.
    """

    __tablename__ = "race_notice"
    id: Mapped[int] = mapped_column(primary_key=True)
    edition_year: Mapped[int] = mapped_column(ForeignKey("edition.year"), index=True)
    kind: Mapped[NoticeKind] = mapped_column(named(NoticeKind))
    wave: Mapped[str | None]  # code of the wave that is late; None: all of them
    minutes: Mapped[int | None]  # of a delay, against the timetable
    text: Mapped[Translated] = mapped_column(Json(Translated))
    announced_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    announced_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class RaceFile(Model):
    """A document as it was handed in (PDF); never changed. Public once an edition names it."""

    __tablename__ = "race_file"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    sha256: Mapped[str] = mapped_column(unique=True)
    size: Mapped[int]
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary))
    uploaded_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    uploaded_at: Mapped[datetime]


PUBLIC = Edition.withdrawn_at.is_(None)


def editions() -> Select[Edition]:
    """All known editions, the latest first."""
    return select(Edition).where(PUBLIC).order_by(Edition.year.desc())


def edition_of(year: int) -> Select[Edition]:
    """The public edition of a year."""
    return select(Edition).where(Edition.year == year, PUBLIC)


def notices(year: int) -> Select[Notice]:
    """What holds of the announcements of an edition, the newest first."""
    return (
        select(Notice)
        .where(Notice.edition_year == year, Notice.ended_at.is_(None))
        .order_by(Notice.announced_at.desc(), Notice.id.desc())
    )


def questions() -> Select[OpenQuestion]:
    """What is not known, in the order of the content."""
    return select(OpenQuestion).order_by(OpenQuestion.id)
