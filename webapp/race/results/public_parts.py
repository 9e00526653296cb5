"""What the public pages of results share: their blueprint, and what an address names."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, abort

from webapp.core.database import db
from webapp.race.models import Edition, edition_of
from webapp.race.parts import Parts, parts_of
from webapp.race.results import names, published
from webapp.race.results.models import Result, ResultSet
from webapp.race.results.names import Hidden

bp = Blueprint("race_results", __name__, url_prefix="/race/<int(fixed_digits=4):year>")
REVISION = "int(min=1, max=2147483647)"


@dataclass(frozen=True)
class Revision:
    """A revision as the public reads it.

    Attributes:
        rows: With masked names.
        hidden: Whose names are masked.
        newest: The number of the revision that holds.
    """

    found: ResultSet
    rows: Sequence[Result]
    hidden: Hidden
    newest: int

    def masks(self, bib: int) -> bool:
        """Whether the name of the rider with this bib is masked."""
        return any(row in self.hidden for row in self.found.rows if row.bib == bib)

    @property
    def holds(self) -> bool:
        """Whether no newer one does."""
        return self.found.revision == self.newest


def public_edition(year: int) -> tuple[Edition, Parts]:
    """The edition of a year and its pages; 404 without one."""
    edition = db.session.scalar(edition_of(year)) or abort(404)
    return edition, parts_of(db.session, edition)


def newest_of(year: int) -> Revision | None:
    """The revision that holds."""
    found = published.newest(db.session, year)
    return readable(found, found.revision or 0) if found else None


def readable(found: ResultSet, newest: int) -> Revision:
    """A revision as the public reads it."""
    hidden = names.hidden(db.session, found.edition_year)
    return Revision(found, published.readable(found.rows, hidden), hidden, newest)


def revision_of(year: int, number: int) -> Revision:
    """A revision by its number; 404 when it never was public."""
    found = published.revision_of(db.session, year, number) or abort(404)
    newest = published.newest_number(db.session, year)
    return readable(found, newest)
