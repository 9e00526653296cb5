"""Totals of one level: L0 and L1 are never added, nor does one stand in for the other."""

import enum
from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session, aliased

from webapp.visits.models import Figure, Metric


class Level(enum.Enum):
    """口径: what a person-time is."""

    L0 = "L0"  # 景区接待人次合计: admissions, added over places
    L1 = "L1"  # 去重人次: without entering the same place again on the same day


METRICS = {Level.L0: Metric.visits, Level.L1: Metric.deduplicated}


@dataclass(frozen=True)
class LevelTotal:
    """A total with its level.

    Attributes:
        value: Person-times; None when no day has a figure of this level.
        place_days: Over how many days of places.
        lacking: How many days of places have admissions, but no figure of this level: they are
            not in the value.
    """

    level: Level
    value: int | None
    place_days: int
    lacking: int

    @property
    def complete(self) -> bool:
        """Whether it may be set beside the total of another level."""
        return self.value is not None and not self.lacking


def total_at(session: Session, level: Level, first: date, last: date) -> LevelTotal:
    """What the figures of a level come to between these business days, over all places."""
    span = Figure.business_day.between(first, last)
    value, days = session.execute(
        select(func.sum(Figure.value), func.count()).where(Figure.metric == METRICS[level], span)
    ).one()
    same = aliased(Figure)
    has_it = exists().where(
        same.place_id == Figure.place_id,
        same.metric == METRICS[level],
        same.business_day == Figure.business_day,
    )
    lacking = select(func.count()).where(Figure.metric == Metric.visits, span, ~has_it)
    count = session.scalar(lacking) or 0
    return LevelTotal(level, None if value is None else int(value), days, count)
