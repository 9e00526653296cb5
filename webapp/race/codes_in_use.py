"""Codes of categories that riders or results name: without them nobody knows who rode in what."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.race.models import Edition
from webapp.race.results import revisions
from webapp.race.riders.models import Rider


def codes_in_use(session: Session, year: int) -> list[str]:
    """The codes of an edition's categories that must stay, in the order of the categories.

    Riders are entered and results brought in under the codes that the edition has now; old
    revisions of the results, which nobody goes on with, may name others.
    """
    edition = session.get(Edition, year)
    if edition is None or not edition.categories:
        return []
    entered = select(Rider.category).where(Rider.edition_year == year).distinct()
    named = set(session.scalars(entered))
    newest = revisions.newest(session, year)
    going_on = [*revisions.unfinished(session, year), *([newest] if newest else [])]
    named |= {row.category for found in going_on for row in found.rows}
    return [one.code for one in edition.categories if one.code in named]
