"""Counts of gates that arrive after their month was sealed: what they change is a public revision.

Nobody decides about them, as about no other count: the ledger keeps each row, the day's figures
follow, and each figure that changes stands among the revisions with both values, at once. What
the seal says stays what it said. A day's figure has one such revision for each day of receipt,
however many batches a gate needs for what it had kept.
"""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.core import clock
from webapp.core.marking import N_
from webapp.visits.decisions import Correction, CorrectionState
from webapp.visits.models import Figure, Metric

REASON = N_("Counts of a gate that were received after the seal")
Values = dict[tuple[date, Metric], int]


def values(session: Session, place_id: int, days: Collection[date]) -> Values:
    """The figures of a place's days."""
    if not days:
        return {}
    rows = session.execute(
        select(Figure.business_day, Figure.metric, Figure.value).where(
            Figure.place_id == place_id, Figure.business_day.in_(days)
        )
    )
    return {(row.business_day, row.metric): row.value for row in rows}


def revise(
    session: Session,
    place_id: int,
    days: Collection[date],
    before: Values,
    submission: int,
    now: datetime,
) -> None:
    """Make revisions of what counts have changed, in the ledger's turn; the caller commits.

    Args:
        days: Those of sealed months.
        before: Their figures without these counts.
        submission: It brought them.
    """
    after = values(session, place_id, days)
    changed = [key for key in after | before if after.get(key) != before.get(key)]
    of_today = _of_today(session, place_id, {day for day, _metric in changed}, now)
    for key in sorted(changed, key=lambda key: (key[0], key[1].value)):
        one = of_today.get(key)
        if one is None or one.new_value != before.get(key):
            one = _revision(place_id, *key, before.get(key), now)
            session.add(one)
        one.new_value, one.decided_at, one.submission_id = after.get(key), now, submission
    session.flush()


def _of_today(
    session: Session, place_id: int, days: Collection[date], now: datetime
) -> dict[tuple[date, Metric], Correction]:
    """The latest such revision of each figure, made on the running business day."""
    begun = clock.at_local(clock.business_day(now), clock.BUSINESS_DAY_STARTS)
    found = session.scalars(
        select(Correction)
        .where(Correction.place_id == place_id, Correction.business_day.in_(days))
        .where(Correction.asked_at >= begun)
        .order_by(Correction.id)
    )
    return {(one.business_day, one.metric): one for one in found if one.by_gates}


def _revision(
    place_id: int, day: date, metric: Metric, old: int | None, now: datetime
) -> Correction:
    return Correction(
        place_id=place_id,
        business_day=day,
        metric=metric,
        old_value=old,
        reason=REASON,
        asked_at=now,
        state=CorrectionState.applied,
        after_seal=True,
    )
