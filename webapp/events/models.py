"""Events: what happens, where, and on which days; the tables and the queries on them."""

import enum
from datetime import date, datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta
from sqlalchemy import CheckConstraint, ForeignKey, Select, UniqueConstraint, func, select
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import Mapped, Session, defer, joinedload, mapped_column, relationship

from webapp.core.content_version import Public
from webapp.core.database import Json, Model, named
from webapp.core.records import ContentRecord
from webapp.core.translated import Statement, Translated
from webapp.places.models import Place


class EventKind(enum.Enum):
    """What an event is about; decides its filter and its drawing."""

    sport = "sport"
    temple = "temple"
    folk = "folk"
    winter = "winter"
    culture = "culture"
    forum = "forum"
    promotion = "promotion"
    series = "series"


class DateStatus(enum.Enum):
    """How sure a date is; one status, shown the same on every surface."""

    confirmed = "confirmed"
    expected = "expected"
    tba = "tba"
    postponed = "postponed"
    moved = "moved"
    cancelled = "cancelled"


class Precision(enum.Enum):
    """How exactly the day is known: a month-precise date spans its whole month."""

    day = "day"
    month = "month"
    year = "year"


class Rule(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A yearly date by calendar, from which expected dates are computed; never a fact.

    Attributes:
        calendar: lunar or gregorian.
        leap: True for a leap month; a rule for a regular month never falls into a leap one.
        end_month, end_day: Last day of a rule that spans several; both or neither.
    """

    month: Annotated[int, Meta(ge=1, le=12)]
    day: Annotated[int, Meta(ge=1, le=31)]
    calendar: Literal["lunar", "gregorian"] = "lunar"
    leap: bool = False
    end_month: Annotated[int, Meta(ge=1, le=12)] | None = None
    end_day: Annotated[int, Meta(ge=1, le=31)] | None = None

    def __post_init__(self) -> None:
        """Refuse half an end."""
        if (self.end_month is None) != (self.end_day is None):
            raise ValueError("end_month and end_day belong together")


def _first_slug(context: DefaultExecutionContext) -> str:
    return str(context.get_current_parameters()["slug"])  # type: ignore[no-untyped-call]


class Event(ContentRecord, Public, Model):
    """Something that happens: once, on several days, or each year by a rule."""

    __tablename__ = "event"
    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    # Names it in calendars for ever: the slug it had first, whatever it is called later.
    uid: Mapped[str] = mapped_column(unique=True, default=_first_slug)
    kind: Mapped[EventKind] = mapped_column(named(EventKind), index=True)
    title: Mapped[Translated] = mapped_column(Json(Translated))
    summary: Mapped[Translated] = mapped_column(Json(Translated))
    story: Mapped[tuple[Statement, ...]] = mapped_column(Json(tuple[Statement, ...]), default=())
    place_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"), index=True)
    where: Mapped[Translated | None] = mapped_column(Json(Translated))  # when not one of our places
    organiser: Mapped[Translated | None] = mapped_column(Json(Translated))  # 主办
    run_by: Mapped[Translated | None] = mapped_column(Json(Translated))  # 承办
    price: Mapped[Statement | None] = mapped_column(Json(Statement))
    contact: Mapped[Statement | None] = mapped_column(Json(Statement))
    rule: Mapped[Rule | None] = mapped_column(Json(Rule))
    pictures: Mapped[tuple[int, ...]] = mapped_column(Json(tuple[int, ...]), default=())
    search_key: Mapped[str] = mapped_column(default="")
    changed_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]  # since when the public does not see it

    place: Mapped[Place | None] = relationship(lazy="joined")
    dates: Mapped[list["EventDate"]] = relationship(
        back_populates="event",
        cascade="all, delete-orphan",
        order_by="EventDate.starts_on, EventDate.id",
        lazy="selectin",
    )

    @property
    def follows_the_moon(self) -> bool:
        """Whether its day is a lunar one, which people then want to read beside the date."""
        return self.rule is not None and self.rule.calendar == "lunar"


class EventDate(Public, Model):
    """One date of an event. Its key survives every edit and is part of its calendar UID."""

    __tablename__ = "event_date"
    __table_args__ = (
        UniqueConstraint("event_id", "key"),
        CheckConstraint("ends_on is null or ends_on >= starts_on", name="ends_after_start"),
        CheckConstraint(
            "starts_on is not null or status in ('tba', 'cancelled', 'postponed')",
            name="undated_only_if_open",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    key: Mapped[str]
    status: Mapped[DateStatus] = mapped_column(named(DateStatus))
    precision: Mapped[Precision] = mapped_column(named(Precision), default=Precision.day)
    starts_on: Mapped[date | None] = mapped_column(index=True)  # local days, both inclusive
    ends_on: Mapped[date | None]  # None: no end is known; it then counts as one day
    starts_at: Mapped[datetime | None]  # instants, when the hours are known
    ends_at: Mapped[datetime | None]
    hint: Mapped[Translated | None] = mapped_column(Json(Translated))  # roughly when, while tba
    note: Mapped[Translated | None] = mapped_column(Json(Translated))
    reason: Mapped[Translated | None] = mapped_column(Json(Translated))  # why cancelled, moved …
    moved_to: Mapped[Translated | None] = mapped_column(Json(Translated))
    postponed_to_id: Mapped[int | None] = mapped_column(ForeignKey("event_date.id"))
    sources: Mapped[tuple[str, ...]] = mapped_column(Json(tuple[str, ...]), default=())
    sequence: Mapped[int] = mapped_column(default=0)  # iCalendar SEQUENCE, rises with each change
    changed_at: Mapped[datetime]

    event: Mapped[Event] = relationship(back_populates="dates")
    postponed_to: Mapped["EventDate | None"] = relationship(remote_side=[id])


class OldEventAddress(Model):
    """An address an event once had; it redirects for ever."""

    __tablename__ = "old_event_address"
    slug: Mapped[str] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)


def listed() -> Select[Event]:
    """All public events with what a calendar shows of them: dates and places, no stories."""
    shown = joinedload(Event.place).load_only(
        Place.slug,
        Place.kind,
        Place.name,
        Place.township,
        Place.lat,
        Place.lon,
        Place.basis,
        Place.withdrawn_at,
    )
    return public_events().options(defer(Event.story), shown).order_by(Event.id)


def public_events() -> Select[Event]:
    """Events that have not been withdrawn."""
    return select(Event).where(Event.withdrawn_at.is_(None))


def by_slug(slug: str) -> Select[Event]:
    """The public event with this address."""
    return public_events().where(Event.slug == slug)


def first_day(session: Session) -> date | None:
    """The earliest stored day of any public event."""
    days = select(func.min(EventDate.starts_on)).join(EventDate.event)
    return session.scalar(days.where(Event.withdrawn_at.is_(None)))
