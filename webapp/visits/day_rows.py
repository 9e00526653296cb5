"""Days of places, one by one: what the open data and the bureau's tables are made of."""

import heapq
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Select, null, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from webapp.visits import ledger
from webapp.visits.models import Basis, Entry, Figure, Metric, Status

IN_MEMORY = 1000  # rows of a stream
STREAMED = {"yield_per": IN_MEMORY}
Key = tuple[date, int]  # business day and place


@dataclass(frozen=True, slots=True)
class DayRow:
    """A place's day.

    Attributes:
        values: The figures there are: person-times, people or fen. One that is missing is not
            zero.
        status: How firm the admissions are, or whatever else there is; None without figures.
        note: What people remarked about it.
    """

    day: date
    place_id: int
    values: Mapping[Metric, int] = field(default_factory=dict)
    status: Status | None = None
    basis: Basis | None = None
    note: str = ""


def day_rows(
    session: Session,
    first: date,
    last: date,
    today: date,
    places: Iterable[int],
    metrics: Collection[Metric],
    notes: bool = False,
) -> Iterator[DayRow]:
    """Each day from `first` to `last` of each place, with or without figures, in little memory.

    Args:
        today: The business day that is running.
        notes: Whether to look for remarks as well.
    """
    places = list(places)
    streams = [session.execute(_figures(first, last, places, metrics), execution_options=STREAMED)]
    if notes:
        streams.append(session.execute(_notes(first, last, places), execution_options=STREAMED))
    lines = heapq.merge(*streams, key=itemgetter(0, 1))
    found: Iterator[tuple[Key, Iterator[Any]]] = groupby(lines, key=lambda row: (row[0], row[1]))
    nothing: tuple[Key | None, Iterator[Any]] = (None, iter(()))
    key, group = next(found, nothing)
    for day, place in _days(first, last, sorted(places)):
        if key == (day, place):
            yield _row(day, place, group, today)
            key, group = next(found, nothing)
        else:
            yield DayRow(day, place)


def _days(first: date, last: date, places: list[int]) -> Iterator[Key]:
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        for place in places:
            yield day, place


def _row(day: date, place: int, group: Iterator[Any], today: date) -> DayRow:
    values: dict[Metric, int] = {}
    notes: list[str] = []
    status, basis = None, None
    for line in group:
        if line.metric is None:
            notes.append(line.note)
            continue
        values[line.metric] = line.value
        if status is None or line.metric is Metric.visits:
            status, basis = status_of(line.status, day, today), line.basis
    return DayRow(day, place, values, status, basis, "; ".join(dict.fromkeys(notes)))


def status_of(status: Status, day: date, today: date) -> Status:
    """How firm a figure is now: that of a day still running is never more than 预报."""
    return Status.advance if day >= today else status


def _figures(
    first: date, last: date, places: list[int], metrics: Collection[Metric]
) -> Select[*tuple[Any, ...]]:
    found = select(
        Figure.business_day,
        Figure.place_id,
        Figure.metric,
        Figure.value,
        Figure.status,
        Figure.basis,
    )
    wanted = _within(Figure.business_day, Figure.place_id, first, last, places)
    ordered = (Figure.business_day, Figure.place_id, Figure.metric)
    return found.where(*wanted, Figure.metric.in_(metrics)).order_by(*ordered)


def _notes(first: date, last: date, places: list[int]) -> Select[*tuple[Any, ...]]:
    """What was remarked of the reports that hold now."""
    found = select(Entry.business_day, Entry.place_id, Entry.note, null().label("metric"))
    wanted = _within(Entry.business_day, Entry.place_id, first, last, places)
    return found.where(
        *wanted, Entry.note.is_not(None), Entry.gate.is_(None), ledger.not_superseded()
    ).order_by(Entry.business_day, Entry.place_id, Entry.metric)


def _within(
    day: InstrumentedAttribute[date],
    place: InstrumentedAttribute[int],
    first: date,
    last: date,
    places: list[int],
) -> tuple[ColumnElement[bool], ...]:
    return day.between(first, last), place.in_(places)
