"""What holds now for a day's figure, and the entry by which a correction takes its place."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.visits import ledger
from webapp.visits.decisions import Correction
from webapp.visits.models import Entry, EntryKind, Figure, Metric, Status

Key = tuple[int, date, Metric]


@dataclass(frozen=True)
class Standing:
    """What holds for a figure: its value, and what people last said of it.

    Attributes:
        value: None when there is no figure.
        entry: The report, correction or retraction that a correction supersedes; None where only
            gates counted.
    """

    value: int | None = None
    entry: Entry | None = None


def key_of(correction: Correction) -> Key:
    """Which figure a correction is about."""
    return correction.place_id, correction.business_day, correction.metric


def standing_of(session: Session, keys: Collection[Key]) -> dict[Key, Standing]:
    """What holds for each of these figures."""
    if not keys:
        return {}
    places, days = {key[0] for key in keys}, [key[1] for key in keys]
    entries = {
        (entry.place_id, entry.business_day, entry.metric): entry
        for entry in ledger.reports_of(session, places, days)
    }
    values = {
        tuple(row)[:3]: row.value
        for row in session.execute(
            select(Figure.place_id, Figure.business_day, Figure.metric, Figure.value).where(
                Figure.place_id.in_(places), Figure.business_day.between(min(days), max(days))
            )
        )
    }
    return {key: Standing(values.get(key), entries.get(key)) for key in keys}


def entry_of(
    correction: Correction,
    submission: int,
    standing: Mapping[Key, Standing],
    status: Status = Status.preliminary,
) -> dict[str, Any]:
    """The line of the ledger that makes a correction count."""
    before = standing[key_of(correction)].entry
    retracts = correction.new_value is None
    return {
        "submission_id": submission,
        "place_id": correction.place_id,
        "business_day": correction.business_day,
        "metric": correction.metric,
        "kind": EntryKind.retraction if retracts else EntryKind.correction,
        "value": correction.new_value,
        "status": status,
        "source": "correction",
        "source_key": str(correction.id),
        "supersedes": before.id if before else None,
        "note": correction.reason,
    }
