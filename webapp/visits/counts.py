"""Counts from gates: what a device may send, and what becomes of each row."""

import hashlib
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta
from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.core import clock, content_version
from webapp.visits import derivation, ledger
from webapp.visits.devices import Gate
from webapp.visits.models import Entry, EntryKind, Metric, SubmissionKind

MOST_ROWS = 5_000
MOST_BYTES = 2_000_000
CLOCK_SKEW = timedelta(minutes=5)  # how far a device's clock may run ahead
LONGEST_INTERVAL = timedelta(days=1)
LATE_DAYS = 60

Instant = Annotated[datetime, Meta(tz=True)]


class Count(msgspec.Struct, frozen=True, rename={"from_": "from"}):
    """One row: how many went in or out through a gate from one instant to another.

    Attributes:
        key: The device's own name for this row; sending it again counts nothing twice.
        place: The place's slug.
        value: Person-times, 0 to 100,000.
    """

    key: Annotated[str, Meta(min_length=1, max_length=200)]
    place: str
    gate: str
    from_: Instant
    to: Instant
    metric: Literal["in", "out"]
    value: int


class Fate(msgspec.Struct, frozen=True, omit_defaults=True):
    """What became of one row, in the order of the rows.

    Attributes:
        status: 200 accepted now or before, 409 the key already stands for something else,
            422 refused.
    """

    key: str | None
    status: Literal[200, 409, 422]
    fate: Literal["accepted", "repeated", "conflict", "refused"]
    reason: str = ""


class Answer(msgspec.Struct, frozen=True):
    """The answer to a batch."""

    accepted: int
    repeated: int
    refused: int
    rows: list[Fate]


class NotRows(Exception):
    """The body is neither a JSON array nor lines of JSON."""


class TooManyRows(Exception):
    """The body holds more than MOST_ROWS rows."""


_ROW = msgspec.json.Decoder(Count)
_ROWS = msgspec.json.Decoder(list[Count])
_RAW_ROWS = msgspec.json.Decoder(list[msgspec.Raw])


def decode(body: bytes) -> list[Count | Fate]:
    """The rows of a body; one that has not the shape of a row is refused by itself.

    Raises:
        NotRows: the body as a whole cannot be read.
        TooManyRows: there are more rows than one request may bring.
    """
    try:
        rows = list(_decoded(body))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise NotRows(str(error)) from error
    if len(rows) > MOST_ROWS:
        raise TooManyRows
    return rows


def _decoded(body: bytes) -> Iterator[Count | Fate]:
    start = body.lstrip()[:1]
    if start not in (b"[", b"{"):
        raise NotRows("neither a JSON array nor lines of JSON objects")
    array = start == b"["
    try:
        yield from _ROWS.decode(body) if array else _ROW.decode_lines(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        pass  # nothing was yielded yet: the fault is found row by row
    else:
        return
    lines = _RAW_ROWS.decode(body) if array else [li for li in body.splitlines() if li.strip()]
    for line in lines:
        yield _one_row(bytes(line))


def _one_row(line: bytes) -> Count | Fate:
    try:
        return _ROW.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return Fate(_key_in(line), 422, "refused", str(error))


def _key_in(line: bytes) -> str | None:
    try:
        key = msgspec.json.decode(line)["key"]
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, TypeError, KeyError):
        return None
    return key if isinstance(key, str) else None


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
    if clock.business_day(count.from_) < limits.earliest:
        return f"too late: rows are taken for days from {limits.earliest} on"
    if not count.key.isprintable():
        return "the key holds characters that cannot be printed"
    return ""


Known = dict[str, tuple[Any, ...]]


def _append(
    session: Session, gate: Gate, body: bytes, counts: dict[str, Count], now: datetime
) -> tuple[int, Known]:
    """Append the rows that are new; returns how many, and what stood under the others' keys."""
    ledger.begin(session)
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
        days: set[date] = {row["business_day"] for row in added}
        derivation.refresh(session, {gate.place_id: days})
        content_version.rise(session)
    return len(added), known


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
        "observed_from": count.from_,
        "observed_to": count.to,
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
