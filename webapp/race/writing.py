"""Keeping what was written of an edition (see `review.writing`). Its year names it from the start.

There is one manuscript a year: of the public edition, or of one that the public has not seen yet.
"""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.race.draft import EditionText
from webapp.review import writing
from webapp.review.merging import Fields
from webapp.review.models import Manuscript, State, Version, manuscript_of
from webapp.review.writing import Opened, keep, text_at
from webapp.staff.models import Account

__all__ = ["KIND", "Opened", "keep", "manuscript_of_year", "start", "text_at", "typed"]
KIND = "edition"


def start(session: Session, text: EditionText, by: Account, at: datetime) -> Version:
    """The first draft of a new edition."""
    return writing.start(session, KIND, text, by, at)


def typed(fields: Fields) -> EditionText:
    """Fields of a version as a text; what cannot be read is left out."""
    return writing.typed(fields, EditionText, EditionText(year=fields.get("year", 0)))


def year_of(manuscript: Manuscript) -> int:
    """The year of the edition that a manuscript is about."""
    if manuscript.record_id is not None:
        return manuscript.record_id
    year: int = manuscript.latest.fields["year"]
    return year


def manuscript_of_year(session: Session, year: int) -> Manuscript | None:
    """The manuscript of an edition; one that was given up counts as none."""
    found = session.scalar(manuscript_of(KIND, year))
    if found is not None:
        return found
    return next((one for one in unpublished(session) if year_of(one) == year), None)


def unpublished(session: Session) -> Iterator[Manuscript]:
    """Manuscripts of editions that the public has never seen and that nobody has given up."""
    without = select(Manuscript).where(Manuscript.kind == KIND, Manuscript.record_id.is_(None))
    for one in session.scalars(without.order_by(Manuscript.id.desc())):
        if one.latest.state is not State.dropped:
            yield one
