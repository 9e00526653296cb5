"""Masking a rider's name in the results of an edition, on request."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.race.results.models import MaskedRider


def masked(session: Session, year: int) -> list[MaskedRider]:
    """Who asked for it, by bib."""
    found = select(MaskedRider).where(MaskedRider.edition_year == year)
    return list(session.scalars(found.order_by(MaskedRider.bib)))


def mask(session: Session, year: int, bib: int, now: datetime) -> bool:
    """Mask a name; False when it is already."""
    if session.get(MaskedRider, (year, bib)) is not None:
        return False
    session.add(MaskedRider(edition_year=year, bib=bib, asked_on=now))
    return True


def show(session: Session, year: int, bib: int) -> bool:
    """Show it again; False when it was not masked."""
    found = session.get(MaskedRider, (year, bib))
    if found is None:
        return False
    session.delete(found)
    return True
