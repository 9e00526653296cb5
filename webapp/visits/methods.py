"""口径: how figures come about. Tables of what the bureau sets, and its versions.

A change of a rule, a factor, a rate or the list of places starts a new version, so that nobody
compares totals that were counted in different ways without seeing it.
"""

import enum
from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import ForeignKey, Select, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from webapp.core import clock
from webapp.core.content_version import Public
from webapp.core.database import Json, Model, named


class MethodChange(enum.Enum):
    """What made a version another one."""

    places = "places"  # somewhere else is counted too
    precedence = "precedence"
    factor = "factor"
    reentry = "reentry"


class Precedence(enum.Enum):
    """Whose figure a place's day has when both people and gates counted."""

    reports = "reports"
    gates = "gates"


class MethodVersion(Public, Model):
    """口径版本: the way of counting from an instant on, for what is received then."""

    __tablename__ = "method_version"
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    started_at: Mapped[datetime]
    change: Mapped[MethodChange] = mapped_column(named(MethodChange))
    place_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"))  # whose rule or factor
    places: Mapped[tuple[int, ...]] = mapped_column(Json(tuple[int, ...]))  # that are counted
    reason: Mapped[str | None]
    started_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class CountingRule(Model):
    """Who goes first at a place from a day on; reports do where nothing is set."""

    __tablename__ = "counting_rule"
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), primary_key=True)
    since: Mapped[date] = mapped_column(primary_key=True)
    precedence: Mapped[Precedence] = mapped_column(named(Precedence))


class Factor(Model):
    """校准系数: what a gate's count is multiplied by, from checks by hand.

    That of a gate goes before that of all the place's gates.
    """

    __tablename__ = "factor"
    id: Mapped[int] = mapped_column(primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    gate: Mapped[str] = mapped_column(default="")  # empty: every gate of the place
    first: Mapped[date]
    last: Mapped[date]  # FOREVER until it is ended
    thousandths: Mapped[int]  # 800 to 1400
    reason: Mapped[str]  # which check
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    entered_at: Mapped[datetime]


class ReentryRate(Model):
    """同日重复入园: how many entries are not a person's first of the day, by a sample.

    Of 1000 + thousandths entries, 1000 are by different people.
    """

    __tablename__ = "reentry_rate"
    id: Mapped[int] = mapped_column(primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    first: Mapped[date]
    last: Mapped[date]
    thousandths: Mapped[int]  # 0 to 1000
    sample: Mapped[int]  # how many people were asked
    reason: Mapped[str]
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    entered_at: Mapped[datetime]


FOREVER = date(9999, 12, 31)
FIRST_VERSION = 1


def current(session: Session) -> int:
    """The number of the version in force."""
    return session.scalar(_NEWEST.with_only_columns(MethodVersion.number)) or FIRST_VERSION


_NEWEST = select(MethodVersion).order_by(MethodVersion.number.desc()).limit(1)


def all_versions() -> Select[MethodVersion]:
    """Every version, newest first."""
    return select(MethodVersion).order_by(MethodVersion.number.desc())


def note_places(session: Session, place_ids: Collection[int], now: datetime) -> None:
    """Start a version when counts come from somewhere new; several on one day start one only."""
    newest = session.execute(_PLACES).first()
    counted = newest.places if newest else ()
    new = sorted(set(place_ids) - set(counted))
    if not new:
        return
    places = (*counted, *new)
    today = clock.business_day(now)
    if newest and newest.change is MethodChange.places:
        same = session.get_one(MethodVersion, newest.number)
        if clock.business_day(same.started_at) == today:
            same.places = places
            session.flush()
            return
    _start(session, MethodChange.places, places, now)


_PLACES = _NEWEST.with_only_columns(
    MethodVersion.number, MethodVersion.change, MethodVersion.places
)


def start(
    session: Session,
    change: MethodChange,
    place_id: int,
    reason: str,
    by_id: int,
    now: datetime,
) -> MethodVersion:
    """Start a version because of a change at a place."""
    newest = session.execute(_PLACES).first()
    places = newest.places if newest else ()
    made = _start(session, change, places, now)
    made.place_id, made.reason, made.started_by_id = place_id, reason, by_id
    session.flush()
    return made


def _start(
    session: Session, change: MethodChange, places: tuple[int, ...], now: datetime
) -> MethodVersion:
    last = session.scalar(_NEWEST.with_only_columns(MethodVersion.number))
    made = MethodVersion(
        number=FIRST_VERSION if last is None else last + 1,
        started_at=now,
        change=change,
        places=places,
    )
    session.add(made)
    session.flush()
    return made
