"""What the desk's pages of courses are about: finding courses, and showing their form."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from webapp.core import clock, languages
from webapp.core.database import db
from webapp.places.models import all_places
from webapp.race import draft as edition_draft
from webapp.race import pages as editions
from webapp.race.courses import draft
from webapp.race.courses.draft import FIRST_CODE, CourseText
from webapp.race.courses.figures import figures_of
from webapp.race.courses.forms import CourseForm, values
from webapp.race.courses.models import Course, Track
from webapp.race.courses.subject import KIND, year_of
from webapp.race.models import Edition
from webapp.review import sheet, writing
from webapp.review.models import Manuscript, State, Version
from webapp.review.writing import Opened
from webapp.staff.lock import account
from webapp.staff.models import Role

READERS = (Role.editor, Role.reviewer, Role.auditor)
ID = "int(max=2147483647)"
bp = Blueprint("race_courses", __name__, url_prefix="/race/<int(fixed_digits=4):year>/courses")


@dataclass(frozen=True)
class Target:
    """What a form is about: a course of an edition, or a new one."""

    year: int
    manuscript: Manuscript | None = None

    @property
    def address(self) -> dict[str, Any]:
        """What `url_for` needs to name it."""
        more = {"manuscript": self.manuscript.id} if self.manuscript else {}
        return {"year": self.year, **more}

    @property
    def version(self) -> Version | None:
        """The version being worked on."""
        return self.manuscript.open_version if self.manuscript else None

    @property
    def course(self) -> Course | None:
        """The public record, withdrawn or not."""
        record = self.manuscript.record_id if self.manuscript else None
        return db.session.get(Course, record) if record is not None else None

    def empty(self) -> CourseText:
        """A course of which nothing is written; the first one of an edition has a name already."""
        code = "" if courses_at_desk(self.year) else FIRST_CODE
        return CourseText(edition_year=self.year, code=code)

    def text(self) -> tuple[CourseText, Opened]:
        """What a form opened now shows, and what it is made of."""
        if self.manuscript is None:
            return self.empty(), Opened(0, 0)
        version = self.manuscript.open_version or self.manuscript.standing
        found = sheet.public_text(db.session, version)
        return writing.typed(found, CourseText, self.empty()), Opened.of(version)

    def before(self, opened: Opened) -> CourseText:
        """What a form showed that was opened then."""
        if self.manuscript is None:
            return self.empty()
        found = writing.text_at(self.manuscript, opened, db.session)
        return writing.typed(found, CourseText, self.text()[0])

    def keep(self, text: CourseText, opened: Opened) -> Version:
        """Save `text`. Raises what `writing.keep` raises."""
        who, now = account(), clock.now()
        if self.manuscript is None:
            return writing.start(db.session, KIND, text, who, now)
        return writing.keep(db.session, self.manuscript, text, who, now, opened)


def target(year: int, manuscript: int | None = None) -> Target:
    """What an address names; answers 404 when there is no such edition or course."""
    editions.target(year)
    if manuscript is None:
        return Target(year)
    found = db.session.get(Manuscript, manuscript)
    if found is None or found.kind != KIND or year_of(found) != year:
        abort(404)
    return Target(year, found)


def edition_at_desk(year: int) -> Edition:
    """An edition as the desk has it: the public one, else the draft of one, in no session."""
    about = editions.target(year)
    if about.edition is not None:
        return about.edition
    return edition_draft.preview(None, about.text()[0], clock.now())


def courses_at_desk(year: int) -> list[Manuscript]:
    """The manuscripts of an edition's courses, the first one first; not those given up."""
    every = db.session.scalars(
        select(Manuscript).where(Manuscript.kind == KIND).order_by(Manuscript.id)
    )
    return [
        one
        for one in every
        if year_of(one) == year and not (one.record_id is None and _given_up(one))
    ]


def _given_up(manuscript: Manuscript) -> bool:
    return manuscript.latest.state is State.dropped


def without_manuscript(year: int) -> Sequence[Course]:
    """Public courses that nobody has worked on at the desk yet."""
    known = select(Manuscript.record_id).where(
        Manuscript.kind == KIND, Manuscript.record_id.is_not(None)
    )
    query = select(Course).where(Course.edition_year == year, Course.id.not_in(known))
    return db.session.scalars(query.order_by(Course.id)).all()


def track_of(text: CourseText) -> Track | None:
    """The file of a course."""
    return db.session.get(Track, text.track) if text.track is not None else None


def length_km(text: CourseText) -> float | None:
    """Where a course ends: by its file, else by what is official."""
    track = track_of(text)
    return track.length_m / 1000 if track is not None else text.official_km


def new_form(about: Target, text: CourseText) -> CourseForm:
    """The form as it stands for a text."""
    form = CourseForm(data=values(text))
    _offer(about, form)
    return form


def sent_form(about: Target) -> CourseForm:
    """The form as it was sent."""
    form = CourseForm(request.form)
    _offer(about, form)
    return form


def _offer(about: Target, form: CourseForm) -> None:
    places = [(one.slug, languages.words(one.name)) for one in db.session.scalars(all_places())]
    known = {slug for slug, _name in places}
    chosen = {entry.form.place.data for entry in form.points} - known - {None, ""}
    gone = [(slug, slug) for slug in sorted(chosen) if _was_chosen(about, slug)]
    others = [one for one in courses_at_desk(about.year) if one != about.manuscript]
    taken = {one.latest.fields.get("code") for one in others}
    form.offer(places + gone, {code for code in taken if code})


def _was_chosen(about: Target, slug: str) -> bool:
    """Whether a place that was withdrawn since stands in the text."""
    return any(point.place == slug for point in about.text()[0].points)


def form_page(
    about: Target, form: CourseForm, opened: Opened, status: int = 200, **more: Any
) -> ResponseReturnValue:
    """The page with the form in it."""
    text = about.text()[0]
    page = render_template(
        "bureau/race/course_edit.html",
        about=about,
        version=about.version,
        form=form,
        opened=opened,
        track=track_of(text),
        figures=figures_of(draft.preview(db.session, text)),
        me=account(),
        **more,
    )
    return page, status
