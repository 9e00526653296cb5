"""Figures, worked out from the entries; never incremented, so that nothing can count twice."""

from collections.abc import Collection, Mapping
from datetime import date
from functools import cache
from typing import Any, cast

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Executable,
    Select,
    Table,
    Update,
    bindparam,
    delete,
    exists,
    func,
    insert,
    literal,
    select,
    update,
)
from sqlalchemy.orm import Session, aliased

from webapp.visits.decisions import Seal, Verification
from webapp.visits.ledger import not_superseded
from webapp.visits.models import Basis, Entry, EntryKind, Figure, Metric, Status

COLUMNS = ("place_id", "metric", "business_day", "value", "status", "basis")
THROUGH_GATES = (Metric.in_, Metric.out)
REPORTED = tuple(metric for metric in Metric if metric not in THROUGH_GATES)

_FIGURE = cast(Table, Figure.__table__)
Condition = ColumnElement[bool]


def refresh(session: Session, touched: Mapping[int, Collection[date]]) -> None:
    """Work out the figures of these places' days anew, in the session's transaction.

    Args:
        touched: Place id to the business days on which entries were added.
    """
    connection = session.connection()
    for place_id, days in touched.items():
        for statement in _statements(scoped=True):
            connection.execute(statement, {"place": place_id, "days": list(days)})


def rebuild(session: Session) -> int:
    """Work out every figure anew; returns how many came out other than they were stored."""
    before = _all(session)
    for statement in _statements(scoped=False):
        session.connection().execute(statement)
    after = _all(session)
    return len({row[:3] for row in before ^ after})


def _all(session: Session) -> set[tuple[Any, ...]]:
    return {tuple(row) for row in session.execute(select(_FIGURE))}


@cache
def _statements(*, scoped: bool) -> tuple[Executable, ...]:
    """What clears and refills the figures: of some days of one place when scoped, or of all."""
    entries: tuple[Condition, ...] = ()
    figures: tuple[Condition, ...] = ()
    if scoped:
        place: BindParameter[int] = bindparam("place")
        days: BindParameter[date] = bindparam("days", expanding=True)
        entries = (Entry.place_id == place, Entry.business_day.in_(days))
        figures = (Figure.place_id == place, Figure.business_day.in_(days))
    filled = (_sums_over_gates(entries), _reports(entries), _admissions(figures))
    return (
        delete(_FIGURE).where(*figures),
        *(insert(_FIGURE).from_select(COLUMNS, found) for found in filled),
        *_firmer(figures),
    )


def firm_up(session: Session, first: date, last: date) -> None:
    """Let the figures of these days be as firm as what was verified and sealed makes them."""
    for statement in _firmer((Figure.business_day.between(first, last),)):
        session.connection().execute(statement)


def _firmer(figures: tuple[Condition, ...]) -> tuple[Update, ...]:
    verified = exists().where(
        Verification.place_id == Figure.place_id,
        Verification.metric == Figure.metric,
        Verification.business_day == Figure.business_day,
        Verification.value == Figure.value,
    )
    sealed = exists().where(Figure.business_day.between(Seal.first, Seal.last))
    return (
        update(_FIGURE)
        .where(*figures, verified, Figure.status.in_((Status.advance, Status.preliminary)))
        .values(status=Status.verified),
        update(_FIGURE)
        .where(*figures, sealed, Figure.status != Status.sealed)
        .values(status=Status.sealed),
    )


def _sums_over_gates(entries: tuple[Condition, ...]) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Entry.place_id,
            Entry.metric,
            Entry.business_day,
            func.sum(Entry.value),
            literal(Status.preliminary, Figure.status.type),
            literal(Basis.gates, Figure.basis.type),
        )
        .where(*entries, Entry.metric.in_(THROUGH_GATES), Entry.value.is_not(None))
        .where(not_superseded())
        .group_by(Entry.place_id, Entry.business_day, Entry.metric)
    )


def _reports(entries: tuple[Condition, ...]) -> Select[*tuple[Any, ...]]:
    return select(
        Entry.place_id,
        Entry.metric,
        Entry.business_day,
        Entry.value,
        Entry.status,
        literal(Basis.report, Figure.basis.type),
    ).where(
        *entries,
        Entry.metric.in_(REPORTED),
        Entry.value.is_not(None),
        not_superseded(),
    )


def _admissions(figures: tuple[Condition, ...]) -> Select[*tuple[Any, ...]]:
    """入园人次 of days that nobody reported: what went in through the gates (L0).

    Unless somebody said that the day has no figure at all.
    """
    reported = aliased(Figure)
    return select(
        Figure.place_id,
        literal(Metric.visits, Figure.metric.type),
        Figure.business_day,
        Figure.value,
        Figure.status,
        Figure.basis,
    ).where(
        *figures,
        Figure.metric == Metric.in_,
        ~select(reported.place_id)
        .where(
            reported.place_id == Figure.place_id,
            reported.metric == Metric.visits,
            reported.business_day == Figure.business_day,
        )
        .exists(),
        ~select(Entry.id)
        .where(
            Entry.place_id == Figure.place_id,
            Entry.business_day == Figure.business_day,
            Entry.metric == Metric.visits,
            Entry.kind == EntryKind.retraction,
            not_superseded(),
        )
        .exists(),
    )
