"""The goal of a year: its own, or the last one set before it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import String, cast, literal, select
from sqlalchemy.orm import Session

from webapp.core.sources import Source
from webapp.core.translated import Translated
from webapp.visits.models import Goal, GoalMetric


@dataclass(frozen=True)
class YearGoal:
    """What a year is measured against.

    Attributes:
        value: Person-times, or yuan for revenue.
        year: The year it is applied to.
        set_for: The year it was set for; earlier when it is carried on.
        documents: What it is written in, where that was asked for.
    """

    metric: GoalMetric
    value: int
    year: int
    set_for: int
    note: Translated | None
    sources: tuple[str, ...]
    documents: tuple[Source, ...] = ()

    @property
    def carried(self) -> bool:
        """Whether it was set for an earlier year (沿用)."""
        return self.set_for < self.year


def goals_for(session: Session, year: int) -> dict[GoalMetric, YearGoal]:
    """The latest goal of each metric that was set for `year` or before it."""
    goals = session.scalars(select(Goal).where(Goal.year <= year).order_by(Goal.year))
    return latest(goals, year)


def goals_with_documents(session: Session, year: int) -> dict[GoalMetric, YearGoal]:
    """The same, each with its sources: one query for a page that has few to spend."""
    named = cast(Goal.sources, String).like(literal('%"') + Source.key + '"%')
    rows = session.execute(
        select(Goal, Source).outerjoin(Source, named).where(Goal.year <= year).order_by(Goal.year)
    ).all()
    known = {source.key: source for _, source in rows if source is not None}
    return {
        metric: replace(goal, documents=tuple(known[key] for key in goal.sources if key in known))
        for metric, goal in latest((goal for goal, _ in rows), year).items()
    }


def latest(goals: Iterable[Goal], year: int) -> dict[GoalMetric, YearGoal]:
    """Of goals in the order of their years the last of each metric, as applied to `year`."""
    return {
        goal.metric: YearGoal(goal.metric, goal.value, year, goal.year, goal.note, goal.sources)
        for goal in goals
    }
