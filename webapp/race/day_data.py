"""What is known of an edition's days beside itself: announcements, closures, courses, results."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, joinedload

from webapp.race.courses.models import Course, Track
from webapp.race.models import Edition, Notice
from webapp.race.results.models import ResultSet, ResultState
from webapp.race.roads.models import RoadClosure


@dataclass(frozen=True)
class Known:
    """What of an edition can change while it is being ridden.

    Attributes:
        notices: What holds, the newest first.
        results: The state of the last revision that is public; None before the first.
    """

    notices: Sequence[Notice] = ()
    closures: Sequence[RoadClosure] = ()
    courses: Sequence[Course] = ()
    results: ResultState | None = None


def of_year(session: Session, year: int) -> Known:
    """All of it in one query: a page's head asks for it, also the home page's.

    The rows multiply, but there are few: a handful of announcements, of roads, a course or two.
    Tracks are not read, but for their length.
    """
    state = (
        select(ResultSet.state)
        .where(ResultSet.edition_year == year, ResultSet.revision.is_not(None))
        .order_by(ResultSet.revision.desc())
        .limit(1)
        .scalar_subquery()
    )
    standing = and_(Notice.edition_year == Edition.year, Notice.ended_at.is_(None))
    closing = RoadClosure.edition_year == Edition.year
    public = and_(Course.edition_year == Edition.year, Course.withdrawn_at.is_(None))
    query = (
        select(Notice, RoadClosure, Course, state)
        .select_from(Edition)
        .outerjoin(Notice, standing)
        .outerjoin(RoadClosure, closing)
        .outerjoin(Course, public)
        .where(Edition.year == year)
        .options(joinedload(Course.track).load_only(Track.length_m))
    )
    rows = session.execute(query).all()
    notices = {one.id: one for one, _, _, _ in rows if one is not None}
    closures = {one.id: one for _, one, _, _ in rows if one is not None}
    courses = {one.id: one for _, _, one, _ in rows if one is not None}
    return Known(
        sorted(notices.values(), key=lambda one: (one.announced_at, one.id), reverse=True),
        sorted(closures.values(), key=lambda one: (one.starts_at, one.id)),
        [courses[id] for id in sorted(courses)],
        rows[0][3] if rows else None,
    )
