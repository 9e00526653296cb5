"""How long a lap is for each category: the official figure wins over the measured one."""

from sqlalchemy.orm import Session

from webapp.race.courses.figures import figures_of
from webapp.race.courses.models import courses_of
from webapp.race.models import Edition


def lap_km(session: Session, edition: Edition) -> dict[str, float]:
    """Kilometres of a lap by category; who has none has no mean speed.

    A category without a course rides the edition's only one; without any course the distance
    that the edition states is taken.
    """
    public = session.scalars(courses_of(edition.year))
    courses = {one.code: figures_of(one).length_km.shown for one in public}
    only = next(iter(courses.values())) if len(courses) == 1 else None
    if not courses:
        only = edition.distance_km
    found = {}
    for category in edition.categories:
        km = courses.get(category.course) if category.course else only
        if km:
            found[category.code] = km
    return found
