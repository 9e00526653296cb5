"""Which days lie in sealed months."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.visits.decisions import Seal

Span = tuple[date, date]  # first and last day, both included


def spans(session: Session, first: date, last: date) -> list[Span]:
    """The sealed months that touch these days, earliest first."""
    found = select(Seal.first, Seal.last).where(Seal.last >= first, Seal.first <= last)
    return [(row.first, row.last) for row in session.execute(found.order_by(Seal.first))]


def within(day: date, months: Collection[Span]) -> bool:
    """Whether a day lies in one of these months."""
    return any(first <= day <= last for first, last in months)


def days(session: Session, wanted: Collection[date]) -> set[date]:
    """Those of some days that lie in sealed months."""
    if not wanted:
        return set()
    months = spans(session, min(wanted), max(wanted))
    return {day for day in wanted if within(day, months)}
