"""Whose name the public sees in results: everybody's but minors' and those who asked not to."""

from collections.abc import Container, Iterable, Mapping

from msgspec.structs import replace
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from webapp.race.results.models import MaskedRider, Result
from webapp.race.riders import masking
from webapp.race.riders.models import Rider


def shown(row: Result, hidden: Container[int]) -> str:
    """A rider's name as the public reads it.

    Args:
        hidden: Bibs whose names are masked; see `hidden`.
    """
    return masking.masked(row.name) if row.name and row.bib in hidden else row.name


def hidden(session: Session, year: int) -> frozenset[int]:
    """Bibs of an edition whose names are masked: on request, or because they are minors."""
    asked = select(MaskedRider.bib).where(MaskedRider.edition_year == year)
    listed = select(Rider.bib).where(
        Rider.edition_year == year, Rider.bib.is_not(None), or_(Rider.minor, Rider.masked)
    )
    return frozenset(bib for bib in session.scalars(asked.union(listed)) if bib is not None)


def filled(rows: Iterable[Result], riders: Mapping[int, Rider]) -> tuple[Result, ...]:
    """The rows with what the start list knows where the file says nothing.

    Args:
        riders: By bib.
    """
    return tuple(_filled(row, riders.get(row.bib) if row.bib else None) for row in rows)


def _filled(row: Result, rider: Rider | None) -> Result:
    if rider is None:
        return row
    return replace(
        row,
        name=row.name or rider.name,
        team=row.team or rider.team or "",
        sex=row.sex or rider.sex,
        birth_year=row.birth_year or rider.birth_year,
        nation=row.nation or rider.nation or "",
    )
