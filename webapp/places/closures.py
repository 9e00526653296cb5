"""Closing a place for a while and opening it again: at once, without a review."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import Session

from webapp.core import clock
from webapp.core.translated import Translated
from webapp.places.models import CLOSURES_NOT_OVER, Closure, Place
from webapp.staff.models import Account

FOR_EVER = datetime.max.replace(tzinfo=UTC)


class EndsTooEarly(ValueError):
    """A closure ends after it starts, and not in the past."""


class AlreadyOver(ValueError):
    """It is not closed by this any more: its time is over, or somebody was faster."""


def announce(
    session: Session,
    place: Place,
    reason: Translated,
    starts_at: datetime,
    ends_at: datetime | None,
    by: Account,
    at: datetime,
) -> Closure:
    """Close `place`. The caller commits.

    Args:
        ends_at: None: until further notice.

    Raises:
        EndsTooEarly.
    """
    if ends_at is not None and ends_at <= max(starts_at, at):
        raise EndsTooEarly(ends_at)
    made = Closure(
        place_id=place.id,
        reason=reason,
        starts_at=starts_at,
        ends_at=ends_at,
        announced_by_id=by.id,
        announced_at=at,
    )
    session.add(made)
    return made


def reopen(closure: Closure, at: datetime) -> None:
    """End a closure before its time, or call it off before it starts. The caller commits.

    Raises:
        AlreadyOver.
    """
    if over(closure, at):
        raise AlreadyOver(closure.id)
    closure.ended_at = at


def over(closure: Closure, now: datetime) -> bool:
    """Whether it closes nothing any more."""
    return closure.ended_at is not None or not _lasts_beyond(closure, now)


def in_force(closures: Sequence[Closure], now: datetime) -> Closure | None:
    """The one that keeps a place closed now, the longest of several; None while it is open."""
    on = [one for one in closures if one.starts_at <= now and not over(one, now)]
    return max(on, key=lambda one: one.ends_at or FOR_EVER, default=None)


def not_over(session: Session, now: datetime) -> dict[int, list[Closure]]:
    """By place what closes it now or later, the earliest first. One query."""
    found: dict[int, list[Closure]] = {}
    for place_id, closure in session.execute(CLOSURES_NOT_OVER, {"now": now}):
        found.setdefault(place_id, []).append(closure)
    return found


def in_force_at(session: Session, now: datetime) -> dict[int, Closure]:
    """By place what keeps it closed now; parts are closed with their whole."""
    found = not_over(session, now)
    return {one: on for one, all in found.items() if (on := in_force(all, now)) is not None}


def touches(closure: Closure, first: datetime, last: datetime) -> bool:
    """Whether anything between two instants falls into it."""
    return closure.starts_at < last and _lasts_beyond(closure, first)


def _lasts_beyond(closure: Closure, instant: datetime) -> bool:
    return closure.ends_at is None or closure.ends_at > instant


def whole_days(closure: Closure) -> tuple[date, date] | None:
    """First and last local day that it takes up wholly; None without one, and without an end."""
    if closure.ends_at is None:
        return None
    begin, end = clock.local(closure.starts_at), clock.local(closure.ends_at)
    first = begin.date() + timedelta(days=begin != clock.local(clock.at_local(begin.date())))
    last = end.date() - timedelta(days=1)
    return (first, last) if first <= last else None


def next_change(session: Session, now: datetime) -> datetime | None:
    """The next instant at which a closure begins or ends by the clock."""
    at = case((Closure.starts_at > now, Closure.starts_at), else_=Closure.ends_at)
    to_come = or_(Closure.starts_at > now, Closure.ends_at > now)
    first = select(func.min(at)).where(Closure.ended_at.is_(None), to_come)
    found: datetime | None = session.scalar(first)
    return found
