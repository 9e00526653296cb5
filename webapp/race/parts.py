"""Which pages an edition has, for the row of links that all of them carry."""

from dataclasses import dataclass

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from webapp.race.courses.models import Course
from webapp.race.models import Edition
from webapp.race.results.models import ResultSet
from webapp.race.riders.models import StartList
from webapp.race.roads.models import RoadClosure


@dataclass(frozen=True)
class Parts:
    """What there is to be read of an edition beside its own page."""

    year: int
    course: bool
    roads: bool
    start_list: bool
    results: bool
    travel: bool


def parts_of(session: Session, edition: Edition) -> Parts:
    """What the public can read of an edition. One query."""
    year = edition.year
    found = session.execute(
        select(
            exists().where(Course.edition_year == year, Course.withdrawn_at.is_(None)),
            exists().where(RoadClosure.edition_year == year),
            exists().where(StartList.edition_year == year, StartList.published_at.is_not(None)),
            exists().where(ResultSet.edition_year == year, ResultSet.revision.is_not(None)),
        )
    ).one()
    return Parts(year, *found, travel=edition.held_on is not None)
