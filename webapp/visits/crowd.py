"""舒适度: how full a place is now, from what went in and out since it opened.

The larger of two shares counts: of people inside in what may be there at once, and of the day's
admissions in what may come in a day. Old counts say nothing: then it is unknown, and never an old
green light. Rules: reference B7.
"""

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from webapp.visits.capacity import Approved

HYSTERESIS = Fraction(5, 100)  # a level is left only this far below the share that it began at


class Level(enum.Enum):
    """How full it is, for the eye and the ear."""

    comfortable = "comfortable"  # 舒适
    busy = "busy"  # 较多
    crowded = "crowded"  # 拥挤: warned of
    nearly_full = "nearly_full"  # 接近上限: announced
    full = "full"  # 停止入园
    unknown = "unknown"  # 未知
    closed = "closed"  # 闭园


LADDER = (Level.comfortable, Level.busy, Level.crowded, Level.nearly_full, Level.full)
WARNING = LADDER[2:]


@dataclass(frozen=True)
class Steps:
    """When counts mean what.

    Attributes:
        shares: Where busy, crowded, nearly full and full begin; 1 is the approved capacity.
        stale: Counts of this age say nothing any more.
    """

    shares: tuple[Fraction, ...]
    stale: timedelta

    @classmethod
    def of(cls, percents: Sequence[int], stale_minutes: int) -> "Steps":
        """From the settings CROWD_STEPS and CROWD_STALE_MINUTES."""
        shares = tuple(Fraction(percent, 100) for percent in percents)
        return cls(shares, timedelta(minutes=stale_minutes))


@dataclass(frozen=True)
class Passage:
    """What passed through all gates of a place in intervals that ended at an instant."""

    at: datetime
    came: int
    left: int


@dataclass(frozen=True)
class Crowd:
    """How full a place is.

    Attributes:
        share: 1 is the approved capacity; None when it cannot be told.
        in_park: People inside; None when nothing counts who leaves.
        admitted: Person-times since the place opened.
        measured_at: The end of the last count.
        until: When this stops being true by itself, without new counts.
        drift: How many more left than came, when they did: a measure of the counters.
        spent: Whether as many have come as may in a day: then it helps nobody that others leave.
    """

    level: Level
    share: Fraction | None = None
    in_park: int | None = None
    admitted: int | None = None
    measured_at: datetime | None = None
    until: datetime | None = None
    drift: int = 0
    spent: bool = False

    @property
    def warns(self) -> bool:
        """Whether the public is told before it comes."""
        return self.level in WARNING


def level_at(share: Fraction, before: Level, shares: Sequence[Fraction]) -> Level:
    """The level of a share, kept from flickering: down only well below where a level began.

    Args:
        before: The level so far.
        shares: Where each level above the first begins.
    """
    reached = sum(share >= step for step in shares)
    held = sum(share >= step - HYSTERESIS for step in shares)
    was = LADDER.index(before) if before in LADDER else 0
    return LADDER[max(reached, min(was, held))]


def follow(
    passages: Iterable[Passage],
    approved: Approved,
    steps: Steps,
    now: datetime,
    *,
    counts_leaving: bool,
) -> Crowd:
    """How full a place is after all that passed since it opened.

    Args:
        passages: Of the running day, in any order, no two of the same instant.
        counts_leaving: Whether its gates count who leaves at all; who is inside cannot be told
            otherwise.
    """
    inside = admitted = drift = 0
    level, share, last = Level.comfortable, None, None
    for passage in sorted(passages, key=lambda one: one.at):
        admitted += passage.came
        inside += passage.came - passage.left
        if inside < 0:
            drift, inside = drift - inside, 0
        share = share_of(inside if counts_leaving else None, admitted, approved)
        if share is not None:
            level = level_at(share, level, steps.shares)
        last = passage.at
    if last is None:
        return Crowd(Level.unknown)
    in_park = inside if counts_leaving else None
    if share is None or now - last >= steps.stale:
        return Crowd(Level.unknown, None, in_park, admitted, last, None, drift)
    spent = approved.a_day is not None and admitted >= approved.a_day
    return Crowd(level, share, in_park, admitted, last, last + steps.stale, drift, spent)


def share_of(in_park: int | None, admitted: int, approved: Approved) -> Fraction | None:
    """The larger of both shares; None without any approved number that can be used."""
    shares = []
    if approved.at_once and in_park is not None:
        shares.append(Fraction(in_park, approved.at_once))
    if approved.a_day:
        shares.append(Fraction(admitted, approved.a_day))
    return max(shares, default=None)
