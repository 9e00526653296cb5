"""The desk's pages on which an edition is written."""

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.core import clock, due
from webapp.core.database import db
from webapp.race import draft, pages, public, writing
from webapp.race.codes_in_use import codes_in_use
from webapp.race.completeness import lacks
from webapp.race.draft import EditionText
from webapp.race.forms import ROWS
from webapp.race.pages import ID, READERS, YEAR, Target, bp
from webapp.race.subject import EditionSubject
from webapp.race.writing import Opened
from webapp.review import drafts, editing, trail, words
from webapp.review.models import BEING_WRITTEN, Version
from webapp.review.refusals import ChangedMeanwhile, Incomplete, WrongState
from webapp.staff import lock
from webapp.staff.lock import account, allowed
from webapp.staff.models import Role

SUBJECT = EditionSubject()


@bp.get(f"/<{YEAR}>/edit")
@allowed(Role.editor)
def edit(year: int) -> ResponseReturnValue:
    """The form with the text that is being written."""
    due.catch_up(clock.now())
    about = pages.target(year)
    if about.version is not None and about.version.state not in BEING_WRITTEN:
        id = about.version.manuscript_id
        return redirect(url_for("bureau.review.manuscript", manuscript_id=id))
    text, made_of = about.text()
    form = pages.new_form(text)
    if (name := request.args.get("add", "")) in ROWS:
        form[name].append_entry()
        pages.offer(form, text)
    return pages.form_page(about, form, made_of, added=name)


@bp.post(f"/<{YEAR}>/edit")
@allowed(Role.editor)
def save(year: int) -> ResponseReturnValue:
    """Keep what was written, then do what the button says."""
    about, made_of = pages.target(year), editing.opened()
    before = about.before(made_of)
    form = pages.sent_form(before)
    if not form.validate():
        return pages.form_page(about, form, made_of, 422, unkept=True)
    text = editing.answered(SUBJECT, about.manuscript, form.text(before), made_of)
    try:
        version = stored(about, text, made_of)
    except ChangedMeanwhile as error:
        again = pages.new_form(writing.typed(error.merged.fields))
        return editing.ask_to_join(
            SUBJECT, error, text.name, again, (), url_for(".save", year=year)
        )
    except WrongState as error:
        assert about.manuscript is not None
        said = words.refusal(error, about.manuscript)
        form = pages.new_form(text)
        return pages.form_page(about, form, made_of, 409, refused=said, unkept=True)
    return _go_on(version, year)


def stored(
    about: Target, text: EditionText, made_of: Opened, *, by_itself: bool = False
) -> Version:
    """Save, and note what changed in the audit trail; the caller commits.

    What a form saves by itself is noted once for each person and version: every such save is
    kept beside the version anyway.

    Raises:
        WrongState, ChangedMeanwhile.
    """
    known = about.version is not None and account().id in about.version.authors
    before = dict(about.version.fields) if about.version else drafts.plain(about.text()[0])
    version = about.keep(text, made_of)
    more = trail.changes(before, version.fields)
    if more["after"] and not (by_itself and known):
        lock.record("save", version.manuscript.audit_name, **more)
    return version


def _go_on(version: Version, year: int) -> ResponseReturnValue:
    then = request.form.get("then", "")
    if then == "submit":
        return _submit(version, year)
    db.session.commit()
    if then == "preview":
        return redirect(url_for(".preview", year=year, number=version.number), 303)
    flash(_("Saved."))
    kind, _dash, name = then.partition("-")
    if kind == "add" and name in ROWS:
        return redirect(url_for(".edit", year=year, add=name, _anchor="added"), 303)
    return redirect(url_for(".edit", year=year), 303)


def _submit(version: Version, year: int) -> ResponseReturnValue:
    manuscript, text = version.manuscript, drafts.typed(version)
    try:
        drafts.submit(db.session, version, account(), clock.now())
    except Incomplete:
        db.session.commit()  # what is there is kept all the same
        form = pages.new_form(text)
        pages.point_out(form, lacks(text, codes_in_use(db.session, year)))
        about = pages.target(year)
        return pages.form_page(about, form, Opened.of(version), 422, kept=version)
    public_version = manuscript.public_version
    more = trail.changes(public_version.fields if public_version else {}, version.fields)
    lock.record("submit", manuscript.audit_name, **more)
    db.session.commit()
    flash(_("Submitted. A colleague reads it before the public does."))
    return redirect(url_for("bureau.review.manuscript", manuscript_id=manuscript.id), 303)


@bp.post(f"/<{YEAR}>/autosave")
@allowed(Role.editor)
def autosave(year: int) -> ResponseReturnValue:
    """Keep what was written while somebody is writing; the form sends it every few seconds."""
    about, made_of = pages.target(year), editing.opened()
    before = about.before(made_of)
    form = pages.sent_form(before)
    if not form.validate():
        return editing.unreadable()
    try:
        version = stored(about, form.text(before), made_of, by_itself=True)
    except ChangedMeanwhile as error:
        return editing.changed_meanwhile(error)
    except WrongState as error:
        assert about.manuscript is not None
        return editing.refused(words.refusal(error, about.manuscript))
    db.session.commit()
    return editing.saved_by_itself(version, year=year)


@bp.get(f"/<{YEAR}>/versions/<{ID}:number>")
@allowed(*READERS)
def preview(year: int, number: int) -> str:
    """One version as the public will see it, or saw it."""
    about = pages.target(year)
    known = about.manuscript.versions if about.manuscript else ()
    version = next((one for one in known if one.number == number), None)
    if version is None:
        abort(404)
    text = writing.typed(version.fields)
    edition = draft.preview(about.edition, text, version.saved_at)
    address = url_for(".edit", year=year) if lock.may_open("bureau.race.edit") else ""
    return public.shown(edition, preview=version, preview_edit=address)
