"""Can I reach a place at an instant? Answered from the closures of roads that lead there."""

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from webapp.race.roads.models import RoadClosure, RoadClosureKind

# Who arrives at an instant was on the way this long; what opens during it still costs time.
ON_THE_WAY = timedelta(minutes=30)


class Verdict(enum.Enum):
    """From the best to the worst."""

    free = "free"  # nothing is announced that hinders it
    just_opened = "just_opened"  # the road opens shortly before: one comes later
    wait = "wait"  # stopped while riders pass
    one_way = "one_way"
    detour = "detour"  # shut, and another way is named
    shut = "shut"


WORSE = list(Verdict)
OF_KIND = {
    RoadClosureKind.temporary: Verdict.wait,
    RoadClosureKind.one_way: Verdict.one_way,
}


@dataclass(frozen=True)
class Answer:
    """What is known of reaching a place at an instant.

    Attributes:
        closures: Those that hinder it, in the order of the day.
        through_before: Before then the way is free; None where nothing hinders.
        free_from: From then on the way is free again.
    """

    verdict: Verdict
    closures: tuple[RoadClosure, ...] = ()
    through_before: datetime | None = None
    free_from: datetime | None = None


def answer(closures: Iterable[RoadClosure], place: str, at: datetime) -> Answer:
    """Whether `place` (a slug) can be reached at `at`, as far as closures say.

    A closure that leads elsewhere hinders nobody; one that was ended by hand ends then.
    """
    mine = [one for one in closures if place in one.places and lasts(one)]
    mine.sort(key=lambda one: (one.starts_at, one.id or 0))
    on = [one for one in mine if one.starts_at <= at < ends(one)]
    if on:
        worst = max((_verdict(one) for one in on), key=WORSE.index)
        return Answer(worst, tuple(on), *_span(on[0], mine))
    passed = [one for one in mine if at - ON_THE_WAY < ends(one) <= at]
    if passed:
        last = max(passed, key=ends)
        return Answer(Verdict.just_opened, tuple(passed), *_span(last, mine))
    return Answer(Verdict.free)


def ends(closure: RoadClosure) -> datetime:
    """When it is over: at its time, or when somebody opened the road before."""
    if closure.ended_at is None:
        return closure.ends_at
    return min(closure.ends_at, closure.ended_at)


def lasts(closure: RoadClosure) -> bool:
    """Whether it closes anything at all: what was called off before it began does not."""
    return ends(closure) > closure.starts_at


def in_force(closures: Iterable[RoadClosure], at: datetime) -> list[RoadClosure]:
    """What is closed at an instant."""
    return [one for one in closures if one.starts_at <= at < ends(one)]


def meets(closure: RoadClosure, start: datetime, end: datetime) -> bool:
    """Whether anything between two instants falls into it."""
    return lasts(closure) and closure.starts_at < end and start < ends(closure)


def next_change(closures: Iterable[RoadClosure], now: datetime) -> datetime | None:
    """The next instant at which a road closes or opens by the clock."""
    instants = [at for one in closures if lasts(one) for at in (one.starts_at, ends(one))]
    return min((at for at in instants if at > now), default=None)


def _verdict(closure: RoadClosure) -> Verdict:
    if closure.kind is RoadClosureKind.full:
        return Verdict.shut if closure.detour is None else Verdict.detour
    return OF_KIND[closure.kind]


def _span(closure: RoadClosure, every: Sequence[RoadClosure]) -> tuple[datetime, datetime]:
    """From when to when the way is not free, through all closures that follow each other."""
    begin, end = closure.starts_at, ends(closure)
    grown = True
    while grown:
        grown = False
        for one in every:
            if one.starts_at <= end and ends(one) >= begin:
                wider = min(begin, one.starts_at), max(end, ends(one))
                grown = grown or wider != (begin, end)
                begin, end = wider
    return begin, end
