"""How full places are now, as the database knows it; three queries for any number of places."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from webapp.core import clock
from webapp.visits import capacity, crowd, opening
from webapp.visits.capacity import Approved
from webapp.visits.crowd import Crowd, Level, Passage, Steps
from webapp.visits.formulas import THROUGH_GATES
from webapp.visits.models import Entry, Figure, Metric
from webapp.visits.opening import Calendar

Crowds = Mapping[int, Crowd]  # by place


def crowds(
    session: Session,
    place_ids: Collection[int],
    shut: Collection[int],
    steps: Steps,
    now: datetime,
) -> Crowds:
    """How full each of these places is.

    A place starts empty with the business day, and again when it closes.

    Args:
        shut: Those that are announced as closed now, as `closures.in_force_at` tells.
    """
    approved = capacity.approved_for(session, place_ids, clock.business_day(now))
    return _crowds(session, {one: approved.get(one) for one in place_ids}, shut, steps, now)


def of_all(
    session: Session, shut: Callable[[], Collection[int]], steps: Steps, now: datetime
) -> Crowds:
    """How full every place is that has gates and an approved capacity; of others nobody can tell.

    One query where there is no such place.

    Args:
        shut: Tells which are announced as closed now.
    """
    approved = capacity.approved_with_gates(session, clock.business_day(now))
    return _crowds(session, approved, shut(), steps, now) if approved else {}


def _crowds(
    session: Session,
    approved: Mapping[int, Approved | None],
    shut: Collection[int],
    steps: Steps,
    now: datetime,
) -> Crowds:
    calendars = opening.calendars(session, approved.keys())
    open_ones = [one for one in approved if one not in shut and _opens(calendars[one], now)]
    passages = _passages(session, [one for one in open_ones if approved[one]], now)
    found = dict.fromkeys(approved, Crowd(Level.closed))
    for place_id in open_ones:
        mine = passages.get(place_id, ({}, False))
        found[place_id] = _crowd(mine, approved[place_id], steps, now)
    return {
        place_id: replace(one, until=_earliest(one.until, _turns(calendars[place_id], now)))
        for place_id, one in found.items()
    }


def steps_of(config: Mapping[str, Any]) -> Steps:
    """The thresholds that the settings tell."""
    return Steps.of(config["CROWD_STEPS"], config["CROWD_STALE_MINUTES"])


Passages = tuple[Mapping[datetime, tuple[int, int]], bool]


def _crowd(passages: Passages, approved: Approved | None, steps: Steps, now: datetime) -> Crowd:
    by_instant, counts_leaving = passages
    if approved is None or not by_instant:
        return Crowd(Level.unknown)
    each = [Passage(at, *both) for at, both in by_instant.items()]
    return crowd.follow(each, approved, steps, now, counts_leaving=counts_leaving)


def _opens(calendar: Calendar, now: datetime) -> bool:
    """Whether it is open at this instant, as far as anybody has said."""
    day = clock.business_day(now)
    if not calendar.expects(day):
        return False
    hours = calendar.hours(day)
    return hours is None or clock.at_local(day, hours[0]) <= now < clock.at_local(day, hours[1])


def _turns(calendar: Calendar, now: datetime) -> datetime:
    """When it next opens, closes, or begins a new day."""
    day = clock.business_day(now)
    hours = calendar.hours(day) or ()
    ends = clock.at_local(day + timedelta(days=1), clock.BUSINESS_DAY_STARTS)
    return min((at for hour in hours if (at := clock.at_local(day, hour)) > now), default=ends)


def _earliest(one: datetime | None, other: datetime) -> datetime:
    return other if one is None else min(one, other)


def _passages(session: Session, place_ids: Collection[int], now: datetime) -> dict[int, Passages]:
    """What passed through the gates of these places on the running day, by instant."""
    if not place_ids:
        return {}
    rows = session.execute(
        select(
            Entry.place_id,
            Entry.observed_to,
            func.sum(case((Entry.metric == Metric.in_, Entry.value), else_=0)),
            func.sum(case((Entry.metric == Metric.out, Entry.value), else_=0)),
            func.sum(case((Entry.metric == Metric.out, 1), else_=0)),
            _counted_leaving(Entry.place_id, clock.business_day(now)),
        )
        .where(
            Entry.place_id.in_(place_ids),
            Entry.business_day == clock.business_day(now),
            Entry.metric.in_(THROUGH_GATES),
            Entry.value.is_not(None),
        )
        .group_by(Entry.place_id, Entry.observed_to)
    )
    instants: dict[int, dict[datetime, tuple[int, int]]] = defaultdict(dict)
    leaving: set[int] = set()
    for place_id, at, came, left, counted, counted_before in rows:
        if at is not None:
            instants[place_id][at] = (int(came), int(left))
            if counted or counted_before:
                leaving.add(place_id)
    return {place_id: (found, place_id in leaving) for place_id, found in instants.items()}


def _counted_leaving(place_id: InstrumentedAttribute[int], day: date) -> ColumnElement[bool]:
    """Whether a place's gates counted who left on the last day before this one that they counted.

    For some send nothing until somebody leaves: in the morning they tell who is inside all the
    same.
    """
    last = (
        select(func.max(Figure.business_day))
        .where(Figure.place_id == place_id, Figure.metric == Metric.in_, Figure.business_day < day)
        .correlate(Entry)
        .scalar_subquery()
    )
    left = select(Figure.value).where(
        Figure.place_id == place_id, Figure.metric == Metric.out, Figure.business_day == last
    )
    return left.correlate(Entry).exists()
