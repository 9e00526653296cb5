"""Courses as manuscripts: what the review has to know of them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from webapp.core.database import db
from webapp.core.translated import Translated
from webapp.race.courses import draft, labels
from webapp.race.courses.draft import CourseText
from webapp.race.courses.models import Course
from webapp.race.draft import titled
from webapp.race.models import Edition
from webapp.review.models import Manuscript, Version

KIND = "course"


class CourseSubject:
    """Courses in the review (`review.subjects.Subject`)."""

    kind = KIND
    fields = CourseText
    can_be_withdrawn = True

    def read(self, session: Session, record_id: int) -> CourseText:
        """A course as the public sees it."""
        return draft.read(session.get_one(Course, record_id))

    def publish(
        self, session: Session, record_id: int | None, fields: CourseText, at: datetime
    ) -> int:
        """Show a course as it has been written."""
        course = session.get_one(Course, record_id) if record_id is not None else None
        course = draft.apply(session, course, fields, at)
        session.flush()
        return course.id

    def withdraw(self, session: Session, record_id: int, at: datetime) -> None:
        """Take a course from its page."""
        course = session.get_one(Course, record_id)
        course.withdrawn_at = course.edited_at = at

    def missing(self, fields: CourseText) -> Sequence[str]:
        """What has to be written before it can be submitted; its edition has to be public."""
        lacks = list(draft.missing(fields))
        if db.session.get(Edition, fields.edition_year) is None:
            lacks.append("edition_year")
        return lacks

    def title(self, fields: CourseText) -> Translated:
        """Its year and name."""
        return titled(fields.edition_year, fields.name)

    def labels(self) -> dict[str, str]:
        """The names of the fields, as in the form."""
        return labels.labels()

    def show(self, name: str, value: Any) -> str:
        """One field as a person reads it."""
        return labels.show(name, value)

    def edit_address(self, manuscript_id: int) -> str:
        """The form."""
        manuscript = db.session.get_one(Manuscript, manuscript_id)
        year = year_of(manuscript)
        return url_for("bureau.race_courses.edit", year=year, manuscript=manuscript_id)

    def preview_address(self, version_id: int) -> str:
        """A version as the public will see it."""
        year = db.session.get_one(Version, version_id).fields["edition_year"]
        return url_for("bureau.race_courses.preview", year=year, version=version_id)

    def public_address(self, session: Session, record_id: int) -> str:
        """The page of the course."""
        course = session.get_one(Course, record_id)
        return url_for("race_courses.page", year=course.edition_year, course=course.code)


def year_of(manuscript: Manuscript) -> int:
    """The year of the edition that a course belongs to."""
    year: int = manuscript.latest.fields["edition_year"]
    return year
