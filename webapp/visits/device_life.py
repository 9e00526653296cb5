"""When devices were heard last, and how much they have sent today."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from webapp.visits.models import Entry, Submission

LOOKS_BACK = timedelta(days=14)  # a device silent for longer is simply silent


@dataclass(frozen=True)
class Life:
    """What was heard of a device lately.

    Attributes:
        seen: When it last brought something new for a day of the last two weeks.
        rows: How many rows it has for the day that is running.
    """

    seen: datetime
    rows: int


def lives(session: Session, today: date) -> Mapping[str, Life]:
    """The devices heard in the last two weeks, by their name in the ledger (device:7).

    Args:
        today: The business day that is running.
    """
    found = session.execute(
        select(
            Entry.source,
            func.max(Entry.submission_id),
            func.sum(case((Entry.business_day == today, 1), else_=0)),
        )
        .where(Entry.gate.is_not(None), Entry.business_day.between(today - LOOKS_BACK, today))
        .group_by(Entry.source)
    ).all()
    times = {
        row.id: row.received_at
        for row in session.execute(
            select(Submission.id, Submission.received_at).where(
                Submission.id.in_([row[1] for row in found])
            )
        )
    }
    return {row[0]: Life(times[row[1]], int(row[2])) for row in found}
