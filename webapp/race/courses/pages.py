"""The public page of a course: map, profile, what stands along it, who passes when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, abort, render_template, request

from webapp.core import languages, page_cache
from webapp.core.database import db
from webapp.places import sketch
from webapp.race import delays
from webapp.race.courses import axis, course_page, gpx_out, passing, words
from webapp.race.courses.course_page import CoursePage
from webapp.race.courses.models import Course, PointKind, courses_of
from webapp.race.models import Edition, edition_of, notices
from webapp.race.parts import parts_of
from webapp.race.roads import words as road_words
from webapp.race.roads.models import closures_of

bp = Blueprint("race_courses", __name__, url_prefix="/race/<int(fixed_digits=4):year>")


@dataclass(frozen=True)
class TableRow:
    """One kilometre of the table that says what the drawings show."""

    km: float
    height_m: float | None
    span: tuple[datetime, datetime] | None


@bp.get("/course")
def page(year: int) -> str:
    """One course of an edition, the first one unless `?course=` names another."""
    page_cache.public()
    edition = db.session.scalar(edition_of(year)) or abort(404)
    courses = db.session.scalars(courses_of(year)).all()
    return shown(edition, courses, _chosen(list(courses)))


def shown(edition: Edition, courses: Sequence[Course], course: Course | None, **more: Any) -> str:
    """The page of a course; `more` is what a preview says of itself."""
    year = edition.year
    starts = delays.starts(edition, db.session.scalars(notices(year)).all())
    closures = db.session.scalars(closures_of(year)).all()
    made = course_page.make(edition, course, starts, closures) if course else None
    return render_template(
        "race/course.html",
        edition=edition,
        parts=parts_of(db.session, edition),
        courses=courses,
        page=made,
        axis=axis.axis(made) if made else None,
        rows=_table(made) if made else [],
        sketch=sketch,
        words=words,
        road_words=road_words,
        **more,
    )


@bp.get("/course.gpx")
def gpx(year: int) -> Response:
    """A course as GPX 1.1, for a bicycle computer."""
    page_cache.public()
    edition, course = chosen_of(year)
    if course.track is None:
        abort(404)
    title = f"{languages.words(edition.name)} {languages.words(course.name)}"
    kinds = {kind: words.kind_word(kind) for kind in PointKind}
    file = gpx_out.course_gpx(course, title, languages.current(), kinds)
    response = Response(file, content_type=gpx_out.MIME)
    name = f"wudangzhao-cup-{year}-{course.code}.gpx"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def chosen_of(year: int) -> tuple[Edition, Course]:
    """The edition and the course that the address names; 404 without one."""
    edition = db.session.scalar(edition_of(year)) or abort(404)
    return edition, _chosen(list(db.session.scalars(courses_of(year)))) or abort(404)


def _chosen(courses: list[Course]) -> Course | None:
    code = request.args.get("course")
    if code is None:
        return next(iter(courses), None)
    return next((one for one in courses if one.code == code), None) or abort(404)


def _table(page: CoursePage) -> list[TableRow]:
    """Every whole kilometre and the finish; nothing when there is neither height nor time."""
    marks = [float(km) for km in range(int(page.length_km) + 1)]
    if page.length_km - (marks[-1] if marks else 0) > 0.05:
        marks.append(page.length_km)
    rows = []
    for km in marks:
        windows = passing.windows(
            page.categories, page.starts, page.course.code, km, page.length_km
        )
        rows.append(TableRow(km, page.line.height_at(km), passing.whole(windows)))
    return rows if any(row.height_m is not None or row.span for row in rows) else []
