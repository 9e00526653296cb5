"""Everything that the itinerary of an edition is worked out of, read once."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.core import clock
from webapp.places import closures as place_closures
from webapp.places.models import PUBLIC, Place, all_places
from webapp.race import delays
from webapp.race.courses import course_page
from webapp.race.courses.models import courses_of
from webapp.race.models import Edition, notices
from webapp.race.roads.models import closures_of
from webapp.race.travel import itinerary
from webapp.race.travel.itinerary import Day, Surroundings


def journey(session: Session, edition: Edition) -> list[Day]:
    """The days around an edition. Six queries."""
    course = session.scalars(courses_of(edition.year)).first()
    starts = delays.starts(edition, session.scalars(notices(edition.year)).all())
    roads = session.scalars(closures_of(edition.year)).all()
    page = course_page.make(edition, course, starts, roads) if course else None
    alone = all_places().where(Place.parent_id.is_(None))
    known = select(Place.slug).where(PUBLIC, Place.hours.is_not(None))
    around = Surroundings(
        places=session.scalars(alone).all(),
        with_hours=frozenset(session.scalars(known)),
        closures=place_closures.not_over(session, clock.now()),
        roads=roads,
    )
    return itinerary.days(edition, page, around)
