"""The desk's pages of events: the list, the form, its preview."""

from flask import Flask, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from msgspec.structs import replace

from webapp import pictures
from webapp.core import clock, due
from webapp.core.database import db
from webapp.events import changes, draft, forms, labels, overview, pages, public, writing
from webapp.events.completeness import lacks
from webapp.events.draft import EventText
from webapp.events.overview import Show
from webapp.events.pages import ID, READERS, Target, bp
from webapp.events.subject import EventSubject
from webapp.events.writing import KIND, Opened
from webapp.pictures import Chosen
from webapp.review import drafts, editing, subjects, trail, words
from webapp.review.models import BEING_WRITTEN, Version
from webapp.review.refusals import ChangedMeanwhile, Incomplete, WrongState, WrongTimes
from webapp.staff import desk, lock
from webapp.staff.lock import account, allowed
from webapp.staff.models import Role

SUBJECT = EventSubject()
MOST = 50  # events on one page of the list


def init_app(app: Flask) -> None:
    """Add events to the desk and to the review."""
    subjects.register(SUBJECT)
    lock.add_to_desk(app, bp)
    desk.add_way(app, 20, "bureau.events.index", lambda: _("Events"))
    app.jinja_env.filters |= {
        "date_briefly": labels.date_briefly,
        "date_legend": forms.legend,
    }
    app.jinja_env.tests["date_over"] = forms.over


@bp.get("/")
@allowed(*READERS)
def index() -> str:
    """What is public and what is being written."""
    due.catch_up(clock.now())
    show, asked = _asked_show(), request.args.get("q", "")[:60]
    mine = account() if request.args.get("mine") else None
    rows = overview.rows(db.session, clock.today())
    found = overview.chosen(rows, show, asked, mine)
    start = max(0, request.args.get("from", 0, int))
    return render_template(
        "bureau/events/index.html",
        rows=found[start : start + MOST],
        show=show,
        shows=list(Show),
        asked=asked,
        mine=mine is not None,
        previous=max(0, start - MOST) if start else None,
        next=start + MOST if len(found) > start + MOST else None,
    )


def _asked_show() -> Show:
    try:
        return Show(request.args.get("show", Show.current.value))
    except ValueError:
        abort(404)


@bp.get("/new")
@bp.get(f"/public/<{ID}:event_id>")
@bp.get(f"/<{ID}:manuscript_id>")
@allowed(Role.editor)
def edit(manuscript_id: int | None = None, event_id: int | None = None) -> ResponseReturnValue:
    """The form: empty, with a copy of an event, or with the text that is being written."""
    due.catch_up(clock.now())
    about = pages.target(manuscript_id, event_id)
    if event_id is not None and about.manuscript is not None:
        return redirect(url_for(".edit", manuscript_id=about.manuscript.id))
    if about.version is not None and about.version.state not in BEING_WRITTEN:
        id = about.version.manuscript_id
        return redirect(url_for("bureau.review.manuscript", manuscript_id=id))
    text, made_of = about.text()
    if not about.address and (copy := request.args.get("copy", type=int)) is not None:
        text = changes.copied(draft.read(pages.event_with(copy)), clock.today())
    form = pages.new_form(text)
    if "date" in request.args:
        form.dates.append_entry()
    return pages.form_page(about, form, pictures.chosen(request, text.pictures), made_of)


@bp.post("/new")
@bp.post(f"/public/<{ID}:event_id>")
@bp.post(f"/<{ID}:manuscript_id>")
@allowed(Role.editor)
@pictures.takes_pictures
def save(manuscript_id: int | None = None, event_id: int | None = None) -> ResponseReturnValue:
    """Keep what was written, then do what the button says."""
    chosen = pictures.chosen(request)
    about, made_of = pages.target(manuscript_id, event_id), editing.opened()
    before = about.before(made_of)
    form = pages.sent_form(before)
    if not form.validate() or chosen.problems:
        return pages.form_page(about, form, chosen, made_of, 422, unkept=True)
    ids = chosen.take_in()
    if chosen.new.stored is not None:  # whatever becomes of the text, the picture is there
        db.session.commit()
        lock.start_writing()
        about = pages.target(manuscript_id, event_id)
    text = replace(form.text(before), pictures=ids)
    if not about.address and text == EventText():  # no draft of nothing
        pages.point_out(form, lacks(text))
        return pages.form_page(about, form, chosen, made_of, 422)
    return _keep(about, editing.answered(SUBJECT, about.manuscript, text, made_of), made_of, chosen)


def _keep(about: Target, text: EventText, made_of: Opened, chosen: Chosen) -> ResponseReturnValue:
    then = request.form.get("then", "")
    try:
        text = _confirmed(text, then)
        version = _stored(about, text, made_of)
    except ChangedMeanwhile as error:
        return _ask(about, error)
    except WrongState as error:
        assert about.manuscript is not None
        said = words.refusal(error, about.manuscript)
        form = pages.new_form(text)
        return pages.form_page(about, form, chosen, made_of, 409, refused=said, unkept=True)
    return _go_on(version, then)


def _confirmed(text: EventText, then: str) -> EventText:
    """With the day that a rule computes, when the button says so."""
    name, _dash, year = then.partition("-")
    if name != "confirm" or not (year.isascii() and year.isdigit() and len(year) == 4):
        return text
    try:
        return changes.confirmed(text, int(year))
    except changes.NoSuchDay:
        flash(_("The rule names no day in that year, or it has a date already."), "error")
        return text


def _stored(about: Target, text: EventText, made_of: Opened, *, by_itself: bool = False) -> Version:
    """Save, and note what changed in the audit trail; the caller commits.

    What a form saves by itself is noted once for each person and version: every such save is
    kept beside the version anyway, with its time and its author.
    """
    known = about.version is not None and account().id in about.version.authors
    before = dict(about.version.fields) if about.version else drafts.plain(about.text()[0])
    version = about.keep(text, made_of)
    action = "save" if about.manuscript else "create"
    more = trail.changes(before, version.fields)
    if (more["after"] and not (by_itself and known)) or about.manuscript is None:
        lock.record(action, version.manuscript.audit_name, **more)
    return version


def _go_on(version: Version, then: str) -> ResponseReturnValue:
    if then == "submit":
        return _submit(version)
    db.session.commit()
    if then == "preview":
        return redirect(url_for(".preview", version_id=version.id), 303)
    flash(_("Saved."))
    address = url_for(".edit", manuscript_id=version.manuscript_id)
    return redirect(f"{address}?date=1#new-date" if then == "date" else address, 303)


def _submit(version: Version) -> ResponseReturnValue:
    manuscript, text = version.manuscript, drafts.typed(version)
    try:
        drafts.submit(db.session, version, account(), clock.now())
    except (Incomplete, WrongTimes) as error:
        db.session.commit()  # what is there is kept all the same
        form = pages.new_form(text)
        pages.point_out(form, lacks(text))
        if isinstance(error, WrongTimes):
            form.unpublish_at.errors = [_("It would be taken down before anybody could see it.")]
        chosen, about = pictures.Chosen(text.pictures), pages.of_manuscript(manuscript)
        return pages.form_page(about, form, chosen, Opened.of(version), 422, kept=version)
    public = manuscript.public_version
    more = trail.changes(public.fields if public else {}, version.fields)
    lock.record("submit", manuscript.audit_name, **more)
    db.session.commit()
    flash(_("Submitted. A colleague reads it before the public does."))
    return redirect(url_for("bureau.review.manuscript", manuscript_id=manuscript.id), 303)


def _ask(about: Target, error: ChangedMeanwhile) -> ResponseReturnValue:
    text = writing.typed(error.merged.fields)
    save, form = url_for(".save", **about.address), pages.new_form(text)
    return editing.ask_to_join(SUBJECT, error, text.title, form, text.pictures, save)


@bp.post("/new/autosave")
@bp.post(f"/public/<{ID}:event_id>/autosave")
@bp.post(f"/<{ID}:manuscript_id>/autosave")
@allowed(Role.editor)
@pictures.takes_pictures
def autosave(manuscript_id: int | None = None, event_id: int | None = None) -> ResponseReturnValue:
    """Keep what was written while somebody is writing; the form sends it every few seconds."""
    chosen = pictures.chosen(request)
    about, made_of = pages.target(manuscript_id, event_id), editing.opened()
    before = about.before(made_of)
    form = pages.sent_form(before)
    if not form.validate() or chosen.problem:
        return editing.unreadable()
    text = replace(form.text(before), pictures=chosen.ids)
    try:
        version = _stored(about, text, made_of, by_itself=True)
    except ChangedMeanwhile as error:
        return editing.changed_meanwhile(error)
    except WrongState as error:
        assert about.manuscript is not None
        return editing.refused(words.refusal(error, about.manuscript))
    db.session.commit()
    return editing.saved_by_itself(version, manuscript_id=version.manuscript_id)


@bp.get(f"/versions/<{ID}:version_id>/preview")
@allowed(*READERS)
def preview(version_id: int) -> str:
    """One version as the public will see it, or saw it."""
    version = db.session.get(Version, version_id)
    if version is None or version.manuscript.kind != KIND:
        abort(404)
    about = pages.of_manuscript(version.manuscript)
    event = draft.preview(db.session, about.event, writing.typed(version.fields), version.saved_at)
    edits = lock.may_open("bureau.events.edit")
    address = url_for(".edit", manuscript_id=version.manuscript_id) if edits else ""
    return public.shown(event, preview=version, preview_edit=address)
