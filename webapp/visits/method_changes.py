"""Changing how figures come about: who goes first, factors, re-entry; never in sealed months."""

from datetime import date, datetime, timedelta
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.core import content_version
from webapp.staff.models import Account
from webapp.visits import derivation, ledger, methods, sealed
from webapp.visits.methods import (
    FOREVER,
    CountingRule,
    Factor,
    MethodChange,
    Precedence,
    ReentryRate,
)
from webapp.visits.models import Figure
from webapp.visits.refusals import AlreadySealed, BadSpan, BadValue, NoReason, Overlaps

LEAST_FACTOR, MOST_FACTOR = 800, 1400  # thousandths, as Toronto's counters are held to
MOST_REENTRY = 1000
LONGEST_REASON = 500  # characters
Ranged = TypeVar("Ranged", Factor, ReentryRate)


def let_go_first(
    session: Session,
    place_id: int,
    precedence: Precedence,
    since: date,
    reason: str,
    by: Account,
    now: datetime,
) -> None:
    """Set whose figure a place's days have from `since` on; the caller commits.

    Raises:
        NoReason, AlreadySealed: nothing is stored then.
    """
    _begin(session, since, FOREVER, reason)
    rule = session.get(CountingRule, (place_id, since))
    if rule is None:
        rule = CountingRule(place_id=place_id, since=since)
        session.add(rule)
    rule.precedence = precedence
    _finish(session, MethodChange.precedence, place_id, (since, FOREVER), reason, by, now)


def set_factor(
    session: Session,
    place_id: int,
    gate: str,
    span: tuple[date, date],
    thousandths: int,
    reason: str,
    by: Account,
    now: datetime,
) -> Factor:
    """Multiply a gate's counts by a factor, from the first to the last day; the caller commits.

    Args:
        gate: Its name; empty for every gate of the place that has no factor of its own.
        span: Both included; the last may be FOREVER.
        thousandths: 800 to 1400: factors outside mean that the counter is broken.

    Raises:
        BadValue, BadSpan, NoReason, AlreadySealed, Overlaps: nothing is stored then.
    """
    if not LEAST_FACTOR <= thousandths <= MOST_FACTOR:
        raise BadValue
    _begin(session, *span, reason)
    made = Factor(
        place_id=place_id,
        gate=gate,
        first=span[0],
        last=span[1],
        thousandths=thousandths,
        reason=reason.strip(),
        entered_by_id=by.id,
        entered_at=now,
    )
    others = select(Factor).where(Factor.place_id == place_id, Factor.gate == gate)
    if any(_overlap(made, other) for other in session.scalars(others)):
        raise Overlaps
    session.add(made)
    _finish(session, MethodChange.factor, place_id, span, reason, by, now)
    return made


def set_reentry(
    session: Session,
    place_id: int,
    span: tuple[date, date],
    thousandths: int,
    sample: int,
    reason: str,
    by: Account,
    now: datetime,
) -> ReentryRate:
    """Take repeated entries off a place's visits by a sampled rate; the caller commits.

    Args:
        thousandths: Repeated entries for each 1000 first ones, 0 to 1000.
        sample: How many people were asked, at least one; it is published.

    Raises:
        BadValue, BadSpan, NoReason, AlreadySealed, Overlaps: nothing is stored then.
    """
    if not 0 <= thousandths <= MOST_REENTRY or sample < 1:
        raise BadValue
    _begin(session, *span, reason)
    made = ReentryRate(
        place_id=place_id,
        first=span[0],
        last=span[1],
        thousandths=thousandths,
        sample=sample,
        reason=reason.strip(),
        entered_by_id=by.id,
        entered_at=now,
    )
    others = select(ReentryRate).where(ReentryRate.place_id == place_id)
    if any(_overlap(made, other) for other in session.scalars(others)):
        raise Overlaps
    session.add(made)
    _finish(session, MethodChange.reentry, place_id, span, reason, by, now)
    return made


def end(
    session: Session, one: Factor | ReentryRate, last: date, reason: str, by: Account, now: datetime
) -> None:
    """Let a factor or rate hold until `last` only, or for no day at all when that is before it.

    Raises:
        BadSpan: it ends then or earlier already.
        NoReason, AlreadySealed: nothing is stored then.
    """
    freed = (max(one.first, last + timedelta(days=1)), one.last)
    if last >= one.last:
        raise BadSpan
    _begin(session, *freed, reason)
    one.last = last
    change = MethodChange.factor if isinstance(one, Factor) else MethodChange.reentry
    _finish(session, change, one.place_id, freed, reason, by, now)


def _overlap(one: Ranged, other: Ranged) -> bool:
    return one is not other and max(one.first, other.first) <= min(one.last, other.last)


def _begin(session: Session, first: date, last: date, reason: str) -> None:
    if not reason.strip() or len(reason) > LONGEST_REASON:
        raise NoReason
    if first > last:
        raise BadSpan
    ledger.take_turn(session)
    if sealed.spans(session, first, last):
        raise AlreadySealed


def _finish(
    session: Session,
    change: MethodChange,
    place_id: int,
    span: tuple[date, date],
    reason: str,
    by: Account,
    now: datetime,
) -> None:
    """Work out the days anew that the change touches, under a new version."""
    session.flush()
    methods.start(session, change, place_id, reason.strip(), by.id, now)
    days = session.scalars(
        select(Figure.business_day)
        .where(Figure.place_id == place_id, Figure.business_day.between(*span))
        .distinct()
    ).all()
    for start in range(0, len(days), AT_ONCE):
        derivation.refresh(session, {place_id: days[start : start + AT_ONCE]})
    content_version.rise(session)


AT_ONCE = 500  # days of one statement
