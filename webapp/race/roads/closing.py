"""Closing roads and opening them again: at once, without a review, each tap counting once."""

import enum
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.core.translated import Translated
from webapp.race.models import Edition
from webapp.race.roads import reach
from webapp.race.roads.models import RoadClosure, RoadClosureKind
from webapp.staff.models import Account

TAKEN_BACK = timedelta(minutes=10)  # so long after an opening it can be undone
LONGER = timedelta(minutes=30)  # what one tap adds
AGAIN = (30, 60)  # minutes for which an opened road is closed again
EARLY = timedelta(hours=12)  # what begins later than that is announced anew, not begun now
WHAT = ("kind", "road", "stretch", "course_id", "from_km", "to_km", "detour", "places")


class EndsTooEarly(ValueError):
    """A closure ends after it begins, and not in the past."""


class ChangedMeanwhile(ValueError):
    """It is no longer what the page showed on which somebody tapped."""


class NotNow(ValueError):
    """What was asked for does not go with how far the closure is."""


class Phase(enum.Enum):
    """How far a closure is."""

    on = "on"
    coming = "coming"
    over = "over"  # by its time, or by hand


@dataclass(frozen=True)
class Announcement:
    """A closure as it is to be announced; see RoadClosure."""

    kind: RoadClosureKind
    road: Translated
    stretch: Translated
    starts_at: datetime
    ends_at: datetime
    course_id: int | None = None
    from_km: float | None = None
    to_km: float | None = None
    detour: Translated | None = None
    places: tuple[str, ...] = ()


def phase(closure: RoadClosure, now: datetime) -> Phase:
    """How far it is."""
    if not reach.lasts(closure) or reach.ends(closure) <= now:
        return Phase.over
    return Phase.on if closure.starts_at <= now else Phase.coming


def stamp(closure: RoadClosure) -> str:
    """Names the times as they stand: what a page shows is compared by it."""
    moments = (closure.starts_at, closure.ends_at, closure.ended_at)
    return "-".join(str(int(one.timestamp())) if one else "" for one in moments)


def announce(
    session: Session, edition: Edition, what: Announcement, by: Account, at: datetime
) -> tuple[RoadClosure, bool]:
    """Close a road; the closure, and whether it is new: two taps are one. The caller commits.

    Raises:
        EndsTooEarly.
    """
    if what.ends_at <= max(what.starts_at, at):
        raise EndsTooEarly(what.ends_at)
    values = {name: getattr(what, name) for name in (*WHAT, "starts_at", "ends_at")}
    for one in _standing(session, edition.year):
        if all(getattr(one, name) == value for name, value in values.items()):
            return one, False
    made = RoadClosure(edition_year=edition.year, announced_by_id=by.id, announced_at=at, **values)
    session.add(made)
    session.flush()
    return made, True


def change(
    closure: RoadClosure,
    seen: str,
    times: tuple[datetime, datetime],
    detour: Translated | None,
    at: datetime,
) -> bool:
    """Give a closure other times or another detour; whether anything changed.

    Args:
        seen: The stamp of what was changed.

    Raises:
        EndsTooEarly, ChangedMeanwhile, NotNow.
    """
    if (closure.starts_at, closure.ends_at, closure.detour) == (*times, detour):
        return False
    _require(closure, seen, at, Phase.on, Phase.coming)
    if times[1] <= max(times[0], at):
        raise EndsTooEarly(times[1])
    closure.starts_at, closure.ends_at = times
    closure.detour, closure.edited_at = detour, at
    return True


def open_now(closure: RoadClosure, seen: str, at: datetime) -> bool:
    """Open a road before its time, or call off what has not begun; whether it was closed.

    Raises:
        ChangedMeanwhile: somebody closes it for longer now, or else.
    """
    if phase(closure, at) is Phase.over:
        return False
    _require(closure, seen, at, Phase.on, Phase.coming)
    closure.ended_at = at
    return True


def take_back(closure: RoadClosure, at: datetime) -> bool:
    """Let a closure hold again that was opened a moment ago; whether it was open.

    Raises:
        NotNow: it has been open for too long, or its time is over.
    """
    if closure.ended_at is None:
        return False
    if not can_be_taken_back(closure, at):
        raise NotNow(closure.id)
    closure.ended_at, closure.edited_at = None, at
    return True


def can_be_taken_back(closure: RoadClosure, at: datetime) -> bool:
    """Whether its opening is so fresh that it can be undone."""
    opened = closure.ended_at
    return opened is not None and at - opened <= TAKEN_BACK and closure.ends_at > at


def close_now(closure: RoadClosure, seen: str, at: datetime) -> bool:
    """Begin before the announced time; it ends as announced. Whether it had not begun.

    Raises:
        ChangedMeanwhile.
        NotNow: it is over, or far away.
    """
    if phase(closure, at) is Phase.on:
        return False
    _require(closure, seen, at, Phase.coming)
    if not begins_soon(closure, at):
        raise NotNow(closure.id)
    closure.starts_at = closure.edited_at = at
    return True


def is_of_now(closure: RoadClosure, at: datetime) -> bool:
    """Whether it is so near that the road may have to be closed again."""
    return abs(at - closure.starts_at) <= EARLY


def begins_soon(closure: RoadClosure, at: datetime) -> bool:
    """Whether it is so near that it can be begun now."""
    return closure.starts_at - at <= EARLY


def extend(closure: RoadClosure, until: datetime, seen: str, at: datetime) -> bool:
    """Close half an hour longer; whether it is new.

    Args:
        until: The new end, as the button named it: two taps on it are one.

    Raises:
        ChangedMeanwhile, NotNow.
    """
    if closure.ends_at == until and phase(closure, at) is not Phase.over:
        return False
    _require(closure, seen, at, Phase.on, Phase.coming)
    if until != closure.ends_at + LONGER:
        raise ChangedMeanwhile(closure.id)
    closure.ends_at, closure.edited_at = until, at
    return True


def close_again(
    session: Session, closure: RoadClosure, minutes: int, by: Account, at: datetime
) -> tuple[RoadClosure, bool]:
    """Close a road once more that is open again: what was stays as it was. The caller commits.

    Raises:
        NotNow: it is not open.
    """
    same = {name: getattr(closure, name) for name in WHAT}
    for one in _standing(session, closure.edition_year):
        closed = phase(one, at) is Phase.on
        if closed and one is not closure and {n: getattr(one, n) for n in WHAT} == same:
            return one, False
    if phase(closure, at) is not Phase.over:
        raise NotNow(closure.id)
    times = {"starts_at": at, "ends_at": at + timedelta(minutes=minutes)}
    made = RoadClosure(
        edition_year=closure.edition_year,
        announced_by_id=by.id,
        announced_at=at,
        **same,
        **times,
    )
    session.add(made)
    session.flush()
    return made, True


def _standing(session: Session, year: int) -> list[RoadClosure]:
    found = select(RoadClosure).where(
        RoadClosure.edition_year == year, RoadClosure.ended_at.is_(None)
    )
    return list(session.scalars(found.order_by(RoadClosure.id)))


def _require(closure: RoadClosure, seen: str, at: datetime, *phases: Phase) -> None:
    if stamp(closure) != seen:
        raise ChangedMeanwhile(closure.id)
    if phase(closure, at) not in phases:
        raise NotNow(closure.id)
