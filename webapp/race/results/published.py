"""Results as the public reads them: names masked, whatever page or file they stand in."""

from collections.abc import Iterable

from msgspec.structs import replace
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, undefer

from webapp.race.results import names
from webapp.race.results.models import Result, ResultSet, ResultState, public_sets
from webapp.race.results.names import Hidden


def readable(rows: Iterable[Result], hidden: Hidden) -> tuple[Result, ...]:
    """The rows with what of masked riders is shown: the first character, and no year of birth."""
    return tuple(
        replace(row, name=names.shown(row, hidden), birth_year=None) if row in hidden else row
        for row in rows
    )


def newest(session: Session, year: int) -> ResultSet | None:
    """The revision that holds, with its rows."""
    return session.scalars(with_rows(year).limit(1)).first()


def newest_number(session: Session, year: int) -> int:
    """The number of the revision that holds; 0 before the first."""
    found = select(func.max(ResultSet.revision)).where(ResultSet.edition_year == year)
    return session.scalar(found) or 0


def revision_of(session: Session, year: int, revision: int) -> ResultSet | None:
    """A revision that is or was public, with its rows."""
    return session.scalars(with_rows(year).where(ResultSet.revision == revision)).first()


def printed(session: Session, year: int, most: int) -> list[ResultSet]:
    """The latest revisions that were more than live, the newest first, with their rows."""
    found = with_rows(year).where(ResultSet.state != ResultState.live).limit(most)
    return list(session.scalars(found))


def since(session: Session, year: int, revision: int) -> list[ResultSet]:
    """A revision and those after it, the oldest first, with their rows."""
    found = with_rows(year).where(ResultSet.revision >= revision)
    return list(session.scalars(found))[::-1]


def with_rows(year: int) -> Select[ResultSet]:
    """Every revision that was ever public, the newest first, with its rows."""
    return public_sets(year).options(undefer(ResultSet.rows))
