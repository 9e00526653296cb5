"""The desk's pages of courses: the list, the form, its preview."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.core import clock, due
from webapp.core.database import db
from webapp.race.courses import draft, figures, manuscripts
from webapp.race.courses.draft import CourseText
from webapp.race.courses.forms import CourseForm
from webapp.race.courses.manuscripts import ID, READERS, Target, bp, form_page, target
from webapp.race.courses.models import Course
from webapp.race.courses.subject import KIND, CourseSubject
from webapp.review import drafts, editing, words, writing
from webapp.review.models import BEING_WRITTEN, Version
from webapp.review.refusals import ChangedMeanwhile, Incomplete, Refused
from webapp.review.writing import Opened
from webapp.staff import lock
from webapp.staff.lock import account, allowed
from webapp.staff.models import Role

SUBJECT = CourseSubject()


@bp.get("/")
@allowed(*READERS)
def index(year: int) -> str:
    """The courses of an edition: public, and being written."""
    due.catch_up(clock.now())
    target(year)
    found = [Target(year, one) for one in manuscripts.courses_at_desk(year)]
    texts = [about.text()[0] for about in found]
    return render_template(
        "bureau/race/courses.html",
        year=year,
        rows=list(zip(found, texts, map(_figures, texts), strict=True)),
        untouched=manuscripts.without_manuscript(year),
    )


def _figures(text: CourseText) -> figures.Figures:
    return figures.figures_of(draft.preview(db.session, text))


@bp.post(f"/public/<{ID}:course>")
@allowed(Role.editor)
def begin(year: int, course: int) -> ResponseReturnValue:
    """Go to the form of a public course that nobody has worked on at the desk yet."""
    found = db.session.get(Course, course)
    if found is None or found.edition_year != year:
        abort(404)
    manuscript = drafts.manuscript_for(db.session, KIND, course, clock.now())
    db.session.commit()
    return redirect(url_for(".edit", year=year, manuscript=manuscript.id), 303)


@bp.get("/new", endpoint="new")
@bp.get(f"/<{ID}:manuscript>/edit")
@allowed(Role.editor)
def edit(year: int, manuscript: int | None = None) -> ResponseReturnValue:
    """The form: empty, or with the text that is being written."""
    due.catch_up(clock.now())
    about = target(year, manuscript)
    if about.version is not None and about.version.state not in BEING_WRITTEN:
        return redirect(url_for("bureau.review.manuscript", manuscript_id=manuscript))
    text, opened = about.text()
    return form_page(about, manuscripts.new_form(about, text), opened)


@bp.post("/new")
@bp.post(f"/<{ID}:manuscript>/edit")
@allowed(Role.editor)
def save(year: int, manuscript: int | None = None) -> ResponseReturnValue:
    """Keep what was written, then do what the button says."""
    about, opened = target(year, manuscript), editing.opened()
    form, before = manuscripts.sent_form(about), about.before(opened)
    if not form.valid(manuscripts.length_km(about.text()[0])):
        return form_page(about, form, opened, 422, unkept=True)
    text = form.text(before)
    text = editing.answered(SUBJECT, about.manuscript, text, opened)
    try:
        version = editing.stored(about, text, opened)
    except ChangedMeanwhile as error:
        return _ask(about, error)
    except Refused as error:
        assert about.manuscript is not None
        said = words.refusal(error, about.manuscript)
        return form_page(about, form, opened, 409, more=[said], unkept=True)
    return _go_on(Target(year, version.manuscript), version, request.form.get("then", ""))


@bp.post("/new/autosave")
@bp.post(f"/<{ID}:manuscript>/autosave")
@allowed(Role.editor)
def autosave(year: int, manuscript: int | None = None) -> ResponseReturnValue:
    """Keep what was written while somebody is writing; the form sends it every few seconds."""
    about, opened = target(year, manuscript), editing.opened()
    form = manuscripts.sent_form(about)
    if not form.valid(manuscripts.length_km(about.text()[0])):
        return editing.unreadable()
    try:
        version = editing.stored(about, form.text(about.before(opened)), opened, by_itself=True)
    except ChangedMeanwhile as error:
        return editing.changed_meanwhile(error)
    except Refused as error:
        assert about.manuscript is not None
        return editing.refused(words.refusal(error, about.manuscript))
    db.session.commit()
    return editing.saved_by_itself(version, year=year, manuscript=version.manuscript_id)


def _go_on(about: Target, version: Version, then: str) -> ResponseReturnValue:
    if then == "submit":
        return _submit(about, version)
    db.session.commit()
    if then == "preview":
        return redirect(url_for(".preview", year=about.year, version=version.id), 303)
    if then == "file":
        return redirect(url_for(".file", **about.address), 303)
    flash(_("Saved."))
    if then == "point":
        address = url_for(".edit", **about.address, point=1, _anchor="new-point")
        return redirect(address, 303)
    return redirect(url_for(".edit", **about.address), 303)


def _submit(about: Target, version: Version) -> ResponseReturnValue:
    try:
        drafts.submit(db.session, version, account(), clock.now())
    except Incomplete as error:
        db.session.commit()  # what is there is kept all the same
        form = manuscripts.new_form(about, drafts.typed(version))
        more = _point_out(form, error.names)
        return form_page(about, form, Opened.of(version), 422, kept=True, more=more)
    lock.record("submit", version.manuscript.audit_name, after={"version": version.number})
    db.session.commit()
    flash(_("Submitted. A colleague reads it before the public does."))
    return redirect(url_for("bureau.review.manuscript", manuscript_id=version.manuscript_id), 303)


def _point_out(form: CourseForm, names: tuple[str, ...]) -> list[str]:
    """Say at its field what is missing; what has no field of its own is told above the form."""
    said = {
        "track": _("Add a GPX file, or say at least how long the course officially is."),
        "edition_year": _("The edition has to be public before its course can be."),
    }
    for name, field in (("name", form.name_zh), ("code", form.code)):
        if name in names:
            field.errors = [_("This has to be filled in.")]
    return [text for name, text in said.items() if name in names]


def _ask(about: Target, error: ChangedMeanwhile) -> ResponseReturnValue:
    text = writing.typed(error.merged.fields, CourseText, about.empty())
    form = manuscripts.new_form(about, text)
    save_at = url_for(".save", **about.address)
    return editing.ask_to_join(SUBJECT, error, text.name, form, (), save_at)
