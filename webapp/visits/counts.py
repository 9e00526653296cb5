"""Counts from gates: which rows are taken, and what becomes of each.

A row counts for its own day for sixty days, also when the month was sealed meanwhile: what it
changes there is a public revision (see `late_counts`).
"""

import hashlib
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.core import clock, content_version
from webapp.visits import derivation, late_counts, ledger, sealed
from webapp.visits.count_rows import Answer, Count, Fate
from webapp.visits.devices import Gate
from webapp.visits.models import Entry, EntryKind, Metric, SubmissionKind

CLOCK_SKEW = timedelta(minutes=5)  # how far a device's clock may run ahead
LONGEST_INTERVAL = timedelta(days=1)
LATE_DAYS = 60


@dataclass(frozen=True)
class Outcome:
    """What became of a batch; `new_rows` says whether there is anything to commit."""

    answer: Answer
    new_rows: int


def store(
    session: Session,
    gate: Gate,
    body: bytes,
    rows: list[Count | Fate],
    now: datetime,
    late_days: int = LATE_DAYS,
) -> Outcome:
    """Put the good rows into the ledger and their days' figures in order; the caller commits.

    Args:
        gate: The gate of the device that sent them.
        body: The request as received; its digest is kept.
        late_days: How many days before the running one a row may still belong to.
    """
    # From here on nobody seals a month.
    ledger.begin(session)
    earliest = clock.business_day(now) - timedelta(days=late_days)
    fates, good = _judged(rows, Limits(gate, now + CLOCK_SKEW, earliest))
    first: dict[str, Count] = {}
    for count in good:
        first.setdefault(count.key, count)
    added, known = _append(session, gate, body, first, now) if first else (0, {})
    met: set[str] = set()
    for position, fate in enumerate(fates):
        if isinstance(fate, Count):
            fates[position] = _fate(fate, first[fate.key], known.get(fate.key), fate.key in met)
            met.add(fate.key)
    return Outcome(_answer([fate for fate in fates if isinstance(fate, Fate)]), added)


@dataclass(frozen=True)
class Limits:
    """What a row must keep to.

    Attributes:
        latest: The instant after which no interval may end.
        earliest: The first business day for which rows are still taken.
    """

    gate: Gate
    latest: datetime
    earliest: date

    @cached_property
    def since(self) -> datetime:
        """The instant before which no interval may begin."""
        return clock.at_local(self.earliest, clock.BUSINESS_DAY_STARTS)


def _judged(rows: list[Count | Fate], limits: Limits) -> tuple[list[Count | Fate], list[Count]]:
    """The rows with the bad ones replaced by their fate, and the good ones alone."""
    judged: list[Count | Fate] = []
    good: list[Count] = []
    for row in rows:
        if isinstance(row, Count):
            if reason := _fault(row, limits):
                row = Fate(row.key, 422, "refused", reason)
            else:
                good.append(row)
        judged.append(row)
    return judged, good


def _fault(count: Count, limits: Limits) -> str:
    """Why a row cannot be taken; empty when it can."""
    gate = limits.gate
    if count.place != gate.place or count.gate != gate.name:
        return f"this device reports for gate {gate.name!r} of {gate.place!r} only"
    if not 0 <= count.value <= ledger.MOST_VISITS:
        return f"the value must be from 0 to {ledger.MOST_VISITS}"
    if count.to > limits.latest:
        return "the interval ends in the future"
    if not timedelta(0) < count.to - count.from_ <= LONGEST_INTERVAL:
        return "the interval must end after it begins, and last at most a day"
    # By the instant: a time in the year 1 has no day in Shiguai that could be named.
    if count.from_ < limits.since:
        return f"too late: rows are taken for days from {limits.earliest} on"
    if not count.key.isprintable():
        return "the key holds characters that cannot be printed"
    return ""


Known = dict[str, tuple[Any, ...]]


def _append(
    session: Session, gate: Gate, body: bytes, counts: dict[str, Count], now: datetime
) -> tuple[int, Known]:
    """Append the rows that are new; returns how many, and what stood under the others' keys."""
    submission = ledger.open_submission(
        session,
        SubmissionKind.device,
        source=gate.source,
        key=f"{gate.source}:{uuid.uuid4()}",
        sha256=hashlib.sha256(body).hexdigest(),
        received_at=now,
    )
    rows = [_entry(count, gate, submission) for count in counts.values()]
    added = ledger.add_new(session, submission, rows)
    known: Known = {}
    if len(added) < len(rows):
        known = _known_before(session, gate, submission, list(counts))
    if added:
        _derive(session, gate.place_id, {row["business_day"] for row in added}, submission, now)
    return len(added), known


def _derive(
    session: Session, place_id: int, days: Collection[date], submission: int, now: datetime
) -> None:
    """Put the figures of these days in order; in sealed months with a revision of each."""
    closed = sealed.days(session, days)
    before = late_counts.values(session, place_id, closed)
    derivation.refresh(session, {place_id: days})
    if closed:
        late_counts.revise(session, place_id, closed, before, submission, now)
    content_version.rise(session)


def _entry(count: Count, gate: Gate, submission: int) -> dict[str, Any]:
    return {
        "submission_id": submission,
        "place_id": gate.place_id,
        "business_day": clock.business_day(count.from_),
        "metric": _METRICS[count.metric],
        "kind": EntryKind.report,
        "value": count.value,
        "source": gate.source,
        "source_key": count.key,
        "gate": gate.name,
        "observed_from": count.from_.astimezone(UTC),
        "observed_to": count.to.astimezone(UTC),
    }


_METRICS = {"in": Metric.in_, "out": Metric.out}


def _known_before(session: Session, gate: Gate, submission: int, keys: list[str]) -> Known:
    rows = session.execute(
        select(
            Entry.source_key, Entry.metric, Entry.value, Entry.observed_from, Entry.observed_to
        ).where(
            Entry.source == gate.source,
            Entry.source_key.in_(keys),
            Entry.submission_id != submission,
        )
    )
    return {row.source_key: tuple(row)[1:] for row in rows}


def _said(count: Count) -> tuple[Any, ...]:
    span = (count.from_.astimezone(UTC), count.to.astimezone(UTC))
    return (_METRICS[count.metric], count.value, *span)


def _fate(count: Count, first: Count, known: tuple[Any, ...] | None, again: bool) -> Fate:
    """What became of a good row, given what its key stands for."""
    if known is None and not again:
        return Fate(count.key, 200, "accepted")
    stands = known or _said(first)
    if _said(count) == stands:
        return Fate(count.key, 200, "repeated")
    return Fate(
        count.key,
        409,
        "conflict",
        f"this key already stands for {stands[1]} {stands[0].value} "
        f"from {stands[2].isoformat()} to {stands[3].isoformat()}",
    )


def _answer(fates: list[Fate]) -> Answer:
    of = [fate.fate for fate in fates]
    accepted, repeated = of.count("accepted"), of.count("repeated")
    return Answer(accepted, repeated, len(of) - accepted - repeated, fates)
