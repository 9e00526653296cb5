"""Whose name the public sees in results: everybody's but minors' and those who asked not to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from msgspec.structs import replace
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from webapp.race.results.models import MaskedRider, Result
from webapp.race.riders import masking
from webapp.race.riders.models import Rider


@dataclass(frozen=True)
class Hidden:
    """Whose names are masked in an edition's results.

    Attributes:
        bibs: Theirs now.
        names: Theirs on the start list: a row may have no bib, or one that they had before.
        namesakes: Bib and name of others who are called the same, and are shown.
    """

    bibs: frozenset[int] = frozenset()
    names: frozenset[str] = frozenset()
    namesakes: frozenset[tuple[int | None, str]] = frozenset()

    def __contains__(self, row: Result) -> bool:
        if row.bib in self.bibs:
            return True
        return row.name in self.names and (row.bib, row.name) not in self.namesakes


def shown(row: Result, hidden: Hidden) -> str:
    """A rider's name as the public reads it."""
    return masking.masked(row.name) if row.name and row in hidden else row.name


def hidden(session: Session, year: int) -> Hidden:
    """Whose names are masked: on request, or because they are minors. Two queries."""
    asked = select(MaskedRider.bib).where(MaskedRider.edition_year == year)
    masked = or_(Rider.minor, Rider.masked)
    names = select(Rider.name).where(Rider.edition_year == year, masked)
    called_so = select(Rider.bib, Rider.name, masked).where(
        Rider.edition_year == year, Rider.name.in_(names)
    )
    listed = session.execute(called_so).all()
    bibs = {bib for bib, _name, hides in listed if hides and bib is not None}
    return Hidden(
        frozenset(bibs | set(session.scalars(asked))),
        frozenset(name for _bib, name, _hides in listed),
        frozenset((bib, name) for bib, name, hides in listed if not hides and bib is not None),
    )


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
