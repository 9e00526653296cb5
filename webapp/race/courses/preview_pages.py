"""A version of a course as the public will see it, or saw it."""

from flask import abort, url_for

from webapp.core.database import db
from webapp.race.courses import draft, manuscripts, pages
from webapp.race.courses.draft import CourseText
from webapp.race.courses.manuscripts import ID, READERS, bp, target
from webapp.review import writing
from webapp.review.models import Version
from webapp.staff import lock
from webapp.staff.lock import allowed


@bp.get(f"/preview/<{ID}:version>")
@allowed(*READERS)
def preview(year: int, version: int) -> str:
    """The public page with this version in it."""
    found = db.session.get(Version, version) or abort(404)
    about = target(year, found.manuscript_id)
    text = writing.typed(found.fields, CourseText, about.empty())
    course = draft.preview(db.session, text)
    edits = lock.may_open("bureau.race_courses.edit")
    return pages.shown(
        manuscripts.edition_at_desk(year),
        [course],
        course,
        preview=found,
        preview_edit=url_for(".edit", **about.address) if edits else "",
    )
