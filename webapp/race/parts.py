"""Which pages an edition has, for the row of links that all of them carry."""

from dataclasses import dataclass

from sqlalchemy import Exists, exists, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from webapp.race.courses.models import Course
from webapp.race.models import PUBLIC, Edition
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
    found = session.execute(select(*_there(year))).one()
    return _parts(year, edition.held_on is not None, *found)


def parts_by_year(session: Session) -> dict[int, Parts]:
    """What the public can read of every edition. One query."""
    query = select(Edition.year, Edition.held_on.is_not(None), *_there(Edition.year))
    rows = session.execute(query.where(PUBLIC)).all()
    return {row[0]: _parts(*row) for row in rows}


def _parts(
    year: int, dated: bool, course: bool, roads: bool, start_list: bool, results: bool
) -> Parts:
    # Of an old edition with a day and nothing else there is no journey to be planned.
    travel = dated and (course or roads)
    return Parts(year, course, roads, start_list, results, travel)


def _there(year: int | InstrumentedAttribute[int]) -> tuple[Exists, Exists, Exists, Exists]:
    return (
        exists().where(Course.edition_year == year, Course.withdrawn_at.is_(None)),
        exists().where(RoadClosure.edition_year == year),
        exists().where(StartList.edition_year == year, StartList.published_at.is_not(None)),
        exists().where(ResultSet.edition_year == year, ResultSet.revision.is_not(None)),
    )
