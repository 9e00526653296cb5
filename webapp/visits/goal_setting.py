"""Setting the goal of a year: a public number, with the publication it comes from."""

from datetime import datetime

from sqlalchemy.orm import Session

from webapp.core.sources import Source
from webapp.core.translated import Translated
from webapp.visits.models import Goal, GoalMetric
from webapp.visits.refusals import BadValue, NoReason

MOST = {GoalMetric.visits: 100_000_000, GoalMetric.revenue: 1_000_000_000_000}  # 人次, yuan


def set_goal(
    session: Session,
    year: int,
    metric: GoalMetric,
    value: int,
    title: str,
    url: str | None,
    now: datetime,
) -> Goal:
    """Set or change what a year is measured against; the caller commits.

    Args:
        value: Person-times, or yuan.
        title: The document that sets it; people read it beneath the number.
        url: Where it is published, if it is.

    Raises:
        BadValue, NoReason: nothing is stored then.
    """
    if not 1 <= value <= MOST[metric]:
        raise BadValue
    if not title.strip():
        raise NoReason
    key = f"goal-{year}-{metric.value}"
    source = session.get(Source, key) or Source(key=key, kind="official")
    source.title, source.url, source.edited_at = Translated(zh=title.strip()), url, now
    goal = session.get(Goal, (year, metric)) or Goal(year=year, metric=metric)
    goal.value, goal.sources, goal.note, goal.edited_at = value, (key,), None, now
    session.add_all([source, goal])
    session.flush()
    return goal
