"""The goal of a year: its own, or the last one set before it."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.core.translated import Translated
from webapp.visits.models import Goal, GoalMetric


@dataclass(frozen=True)
class YearGoal:
    """What a year is measured against.

    Attributes:
        value: Person-times, or yuan for revenue.
        year: The year it is applied to.
        set_for: The year it was set for; earlier when it is carried on.
    """

    metric: GoalMetric
    value: int
    year: int
    set_for: int
    note: Translated | None
    sources: tuple[str, ...]

    @property
    def carried(self) -> bool:
        """Whether it was set for an earlier year (沿用)."""
        return self.set_for < self.year


def goals_for(session: Session, year: int) -> dict[GoalMetric, YearGoal]:
    """The latest goal of each metric that was set for `year` or before it."""
    found: dict[GoalMetric, YearGoal] = {}
    for goal in session.scalars(select(Goal).where(Goal.year <= year).order_by(Goal.year)):
        found[goal.metric] = YearGoal(
            goal.metric, goal.value, year, goal.year, goal.note, goal.sources
        )
    return found
