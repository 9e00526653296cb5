"""Figures, worked out from the entries; never incremented, so that nothing can count twice."""

from collections.abc import Collection, Mapping
from datetime import date
from functools import cache
from typing import Any, cast

from sqlalchemy import BindParameter, Executable, Table, bindparam, delete, insert, select
from sqlalchemy.orm import Session

from webapp.visits.formulas import (
    Condition,
    admissions,
    deduplicated,
    firmer,
    reports,
    sums_over_gates,
)
from webapp.visits.models import Entry, Figure

COLUMNS = ("place_id", "metric", "business_day", "value", "status", "basis")

_FIGURE = cast(Table, Figure.__table__)


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
    filled = (
        sums_over_gates(entries),
        reports(entries),
        admissions(figures),
        deduplicated(figures),
    )
    return (
        delete(_FIGURE).where(*figures),
        *(insert(_FIGURE).from_select(COLUMNS, found) for found in filled),
        *firmer(figures),
    )


def firm_up(session: Session, first: date, last: date) -> None:
    """Let the figures of these days be as firm as what was verified and sealed makes them."""
    for statement in firmer((Figure.business_day.between(first, last),)):
        session.connection().execute(statement)
