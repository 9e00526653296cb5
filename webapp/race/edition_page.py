"""What the page of an edition shows of its plan: categories with their starts, days with items."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.core.translated import Translated
from webapp.places.models import PUBLIC, Place
from webapp.race import delays
from webapp.race.courses.models import Course
from webapp.race.delays import Start
from webapp.race.models import Edition
from webapp.race.plan import Category, Organiser, OrganiserRole, TimetableItem


@dataclass(frozen=True)
class CategoryRow:
    """One category: when it starts, what it rides, until when.

    Attributes:
        course: Its course; None while none has been published.
        closes: When its finish closes.
    """

    category: Category
    start: Start | None
    course: Course | None
    closes: datetime | None


def categories(
    edition: Edition, starts: Iterable[Start], courses: Sequence[Course]
) -> list[CategoryRow]:
    """The categories in the order of the plan; none when nothing but names is known of them."""
    by_code = delays.by_category(starts)
    by_course = {one.code: one for one in courses}
    only = courses[0] if len(courses) == 1 else None
    rows = []
    for one in edition.categories:
        start = by_code.get(one.code)
        closes = start.at + timedelta(minutes=one.limit_min) if start and one.limit_min else None
        rows.append(CategoryRow(one, start, by_course.get(one.course, only), closes))
    return rows if any(_told(row) for row in rows) else []


def _told(row: CategoryRow) -> bool:
    named = Category(code=row.category.code, name=row.category.name)
    return row.start is not None or row.category != named


def days(timetable: Iterable[TimetableItem]) -> list[tuple[date, list[TimetableItem]]]:
    """The timetable day by day, each in the order of its hours."""
    ordered = sorted(timetable, key=lambda item: (item.day, item.starts))
    return [(day, list(items)) for day, items in groupby(ordered, key=lambda item: item.day)]


def organisers(edition: Edition) -> Mapping[OrganiserRole, list[Organiser]]:
    """Who stands behind it, by what they are to it, the hosts first."""
    by_role = {
        role: [one for one in edition.organisers if one.role is role] for role in OrganiserRole
    }
    return {role: found for role, found in by_role.items() if found}


def places(session: Session, timetable: Iterable[TimetableItem]) -> dict[str, Translated]:
    """Slug and name of the public places that a timetable names."""
    named = {item.place for item in timetable if item.place}
    if not named:
        return {}
    found = select(Place.slug, Place.name).where(PUBLIC, Place.slug.in_(named))
    return dict(session.execute(found).all())
