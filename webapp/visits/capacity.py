"""承载量核定: how many people a place may hold at once and admit on a day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, ForeignKey, exists, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from webapp.core.content_version import Public
from webapp.core.database import Model
from webapp.staff.models import Account
from webapp.visits.models import Device
from webapp.visits.refusals import BadSpan, BadValue, NoReason

MOST = 1_000_000  # people


class Capacity(Public, Model):
    """What was approved for a place and some days; of several the one entered last counts."""

    __tablename__ = "capacity"
    id: Mapped[int] = mapped_column(primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    at_once: Mapped[int | None]  # 瞬时承载量, people
    a_day: Mapped[int | None]  # 日承载量, person-times
    document: Mapped[str]  # 文号
    first: Mapped[date]
    last: Mapped[date]  # methods.FOREVER where no end is known
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    entered_at: Mapped[datetime]
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    withdrawn_at: Mapped[datetime | None]


@dataclass(frozen=True)
class Approved:
    """The two numbers of one day; None for one that was not approved."""

    at_once: int | None = None
    a_day: int | None = None


def approve(
    session: Session,
    place_id: int,
    approved: Approved,
    span: tuple[date, date],
    document: str,
    by: Account,
    now: datetime,
) -> Capacity:
    """Note what was approved; the caller commits.

    Args:
        document: The number of the document that says so.

    Raises:
        BadValue, BadSpan, NoReason: nothing is stored then.
    """
    numbers = [one for one in (approved.at_once, approved.a_day) if one is not None]
    if not numbers or not all(0 < one <= MOST for one in numbers):
        raise BadValue
    if span[0] > span[1]:
        raise BadSpan
    if not document.strip():
        raise NoReason
    made = Capacity(
        place_id=place_id,
        at_once=approved.at_once,
        a_day=approved.a_day,
        document=document.strip(),
        first=span[0],
        last=span[1],
        entered_by_id=by.id,
        entered_at=now,
    )
    session.add(made)
    session.flush()
    return made


def withdraw(one: Capacity, by: Account, now: datetime) -> None:
    """Let a number entered by mistake count for nothing; it stays to be read."""
    if one.withdrawn_at is None:
        one.withdrawn_by_id, one.withdrawn_at = by.id, now


def approved_for(session: Session, place_ids: Collection[int], day: date) -> dict[int, Approved]:
    """What is approved on a day for those of these places that have something."""
    return _approved(session, Capacity.place_id.in_(place_ids), day)


def approved_with_gates(session: Session, day: date) -> dict[int, Approved]:
    """What is approved on a day for every place that has a gate which counts."""
    counts = (Device.place_id == Capacity.place_id, Device.revoked_at.is_(None))
    return _approved(session, exists().where(*counts), day)


def _approved(session: Session, where: ColumnElement[bool], day: date) -> dict[int, Approved]:
    rows = session.execute(
        select(Capacity.place_id, Capacity.at_once, Capacity.a_day)
        .where(where, Capacity.withdrawn_at.is_(None))
        .where(Capacity.first <= day, Capacity.last >= day)
        .order_by(Capacity.id)
    )
    return {row.place_id: Approved(row.at_once, row.a_day) for row in rows}


class Approvals:
    """What was approved for some places, for whatever goes through many days."""

    def __init__(self, session: Session, place_ids: Collection[int]) -> None:
        self._known: dict[int, list[Capacity]] = {}
        wanted = Capacity.place_id.in_(place_ids), Capacity.withdrawn_at.is_(None)
        for one in session.scalars(select(Capacity).where(*wanted).order_by(Capacity.id.desc())):
            self._known.setdefault(one.place_id, []).append(one)

    def on(self, place_id: int, day: date) -> Approved:
        """What holds on a day."""
        for one in self._known.get(place_id, ()):
            if one.first <= day <= one.last:
                return Approved(one.at_once, one.a_day)
        return Approved()
