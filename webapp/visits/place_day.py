"""All that the ledger holds of a place's day, now or as it was known at an instant."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from webapp.staff.models import Account
from webapp.visits.methods import CountingRule, Factor, Precedence
from webapp.visits.models import Entry, EntryKind, Metric, Submission

Found = tuple[Any, ...]
ONE = 1000  # a factor of 1, in thousandths


@dataclass(frozen=True)
class Line:
    """An entry of people, with who said it and when.

    Attributes:
        replaced: Whether a later line stands in its place, as far as was known.
        by, second: Full names; None for somebody at the terminal, and where none was needed.
    """

    number: int
    metric: Metric
    kind: EntryKind
    value: int | None
    note: str | None
    replaced: bool
    received_at: datetime
    source: str
    file_name: str | None
    by: str | None
    second: str | None
    method_version: int


@dataclass(frozen=True)
class GateDay:
    """What one gate counted.

    Attributes:
        into, out: People through it as counted; None when it did not count that way.
        thousandths: The factor it is multiplied by.
    """

    gate: str
    into: int | None
    out: int | None
    rows: int
    thousandths: int
    last_received: datetime

    @property
    def calibrated(self) -> int | None:
        """In thousandths of a person-time, so that gates can be added before rounding."""
        return None if self.into is None else self.into * self.thousandths


@dataclass(frozen=True)
class GateRow:
    """One row that a gate sent."""

    metric: Metric
    value: int | None
    first: datetime | None
    last: datetime | None
    received_at: datetime
    source: str
    source_key: str


@dataclass(frozen=True)
class PlaceDay:
    """A place's day: what people said, metric by metric, beside what the gates counted."""

    said: Mapping[Metric, Sequence[Line]]
    gates: Sequence[GateDay]
    precedence: Precedence

    @property
    def standing(self) -> Mapping[Metric, Line]:
        """The line of each metric that nothing has replaced."""
        return {
            metric: line for metric, lines in self.said.items() for line in lines
            if not line.replaced
        }  # fmt: skip

    @property
    def counted(self) -> int | None:
        """What the gates come to with their factors, rounded half up; None without gates."""
        found = [one.calibrated for one in self.gates if one.calibrated is not None]
        return (sum(found) + ONE // 2) // ONE if found else None

    @property
    def reported(self) -> int | None:
        """What people said of the admissions."""
        line = self.standing.get(Metric.visits)
        return line.value if line else None


def place_day(
    session: Session, place_id: int, day: date, known: datetime | None = None
) -> PlaceDay:
    """A place's day.

    Args:
        known: Only what had been received by then; everything when None. Factors and the rule are
            those of now.
    """
    return PlaceDay(
        _said(session, place_id, day, known),
        _gates(session, place_id, day, known),
        _precedence(session, place_id, day),
    )


def _of_day(place_id: int, day: date, known: datetime | None, *columns: Any) -> Select[*Found]:
    found: Select[*Found] = (
        select(*columns)
        .join(Submission, Submission.id == Entry.submission_id)
        .where(Entry.place_id == place_id, Entry.business_day == day)
        .order_by(Entry.id)
    )
    return found if known is None else found.where(Submission.received_at <= known)


def _said(
    session: Session, place_id: int, day: date, known: datetime | None
) -> dict[Metric, list[Line]]:
    asker, second = aliased(Account), aliased(Account)
    rows = session.execute(
        _of_day(place_id, day, known, Entry, Submission, asker.full_name, second.full_name)
        .outerjoin(asker, asker.id == Submission.account_id)
        .outerjoin(second, second.id == Submission.approved_by_id)
        .where(Entry.gate.is_(None))
    ).all()
    replaced = {row[0].supersedes for row in rows}
    found: dict[Metric, list[Line]] = defaultdict(list)
    for entry, submission, by, approver in rows:
        found[entry.metric].append(
            Line(
                number=entry.id,
                metric=entry.metric,
                kind=entry.kind,
                value=entry.value,
                note=entry.note,
                replaced=entry.id in replaced,
                received_at=submission.received_at,
                source=submission.source,
                file_name=submission.file_name,
                by=by,
                second=approver,
                method_version=submission.method_version,
            )
        )
    return {metric: found[metric] for metric in Metric if metric in found}


def _gates(session: Session, place_id: int, day: date, known: datetime | None) -> list[GateDay]:
    columns = Entry.gate, Entry.metric, Entry.value, Submission.received_at
    rows: dict[str, list[tuple[Metric, int, datetime]]] = defaultdict(list)
    for gate, metric, value, at in session.execute(
        _of_day(place_id, day, known, *columns).where(Entry.gate.is_not(None))
    ):
        rows[gate].append((metric, value or 0, at))
    factors = {
        one.gate: one.thousandths
        for one in session.scalars(
            select(Factor).where(
                Factor.place_id == place_id, Factor.first <= day, Factor.last >= day
            )
        )
    }
    every = factors.get("", ONE)
    return [
        GateDay(
            gate,
            _sum(found, Metric.in_),
            _sum(found, Metric.out),
            len(found),
            factors.get(gate, every),
            max(at for _metric, _value, at in found),
        )
        for gate, found in sorted(rows.items())
    ]


def _sum(rows: Sequence[tuple[Metric, int, datetime]], metric: Metric) -> int | None:
    values = [value for one, value, _at in rows if one is metric]
    return sum(values) if values else None


def _precedence(session: Session, place_id: int, day: date) -> Precedence:
    found: Precedence | None = session.scalar(
        select(CountingRule.precedence)
        .where(CountingRule.place_id == place_id, CountingRule.since <= day)
        .order_by(CountingRule.since.desc())
        .limit(1)
    )
    return found or Precedence.reports


def gate_rows(
    session: Session, place_id: int, day: date, gate: str, known: datetime | None = None
) -> list[GateRow]:
    """Every row that a gate sent for a day, in the order of its hours."""
    rows = session.execute(
        _of_day(place_id, day, known, Entry, Submission.received_at).where(Entry.gate == gate)
    )
    found = [
        GateRow(
            one.metric,
            one.value,
            one.observed_from,
            one.observed_to,
            at,
            one.source,
            one.source_key,
        )
        for one, at in rows
    ]
    return sorted(found, key=lambda row: (row.first or row.received_at, row.metric.value))
