"""The desk's form of a place: new places, saving, handing in, and the preview."""

from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from msgspec.structs import replace

from webapp import pictures
from webapp.core import clock, due
from webapp.core.database import db
from webapp.core.translated import Translated
from webapp.pictures import Chosen
from webapp.places import draft, forms, pages, public
from webapp.places.draft import PlaceText
from webapp.places.forms import PlaceForm
from webapp.places.models import Place, PlaceKind
from webapp.places.pages import ID, KIND, READERS, bp
from webapp.places.subject import PlaceSubject
from webapp.review import drafts, editing, sheet, words, writing
from webapp.review.models import BEING_WRITTEN, Manuscript, Version
from webapp.review.refusals import ChangedMeanwhile, Incomplete, Refused
from webapp.review.writing import Opened
from webapp.staff import lock
from webapp.staff.lock import account, allowed
from webapp.staff.models import Role

SUBJECT = PlaceSubject()


def _empty() -> PlaceText:
    nothing = Translated(zh="")
    return PlaceText(nothing, PlaceKind.scenic, nothing, clock.today())


@dataclass(frozen=True)
class Target:
    """What a form is about: a manuscript, or something new."""

    manuscript: Manuscript | None = None

    @property
    def address(self) -> dict[str, Any]:
        """What `url_for` needs to name it."""
        return {"manuscript": self.manuscript.id} if self.manuscript else {}

    def text(self) -> tuple[PlaceText, Opened]:
        """What a form opened now shows, and what it is made of."""
        if self.manuscript is None:
            return _empty(), Opened(0, 0)
        version = self.manuscript.open_version or self.manuscript.standing
        fields = sheet.public_text(db.session, version)
        return writing.typed(fields, PlaceText, _empty()), Opened.of(version)

    def before(self, opened: Opened) -> PlaceText:
        """What a form showed that was opened then."""
        if self.manuscript is None:
            return _empty()
        fields = writing.text_at(self.manuscript, opened, db.session)
        return writing.typed(fields, PlaceText, self.text()[0])

    def keep(self, text: PlaceText, opened: Opened) -> Version:
        """Save `text`. Raises what `writing.keep` raises."""
        who, now = account(), clock.now()
        if self.manuscript is None:
            return writing.start(db.session, KIND, text, who, now)
        return writing.keep(db.session, self.manuscript, text, who, now, opened)


def _target(manuscript: int | None) -> Target:
    return Target(pages.manuscript_called(manuscript) if manuscript is not None else None)


@bp.post("/<slug>/edit")
@allowed(Role.editor)
def begin(slug: str) -> ResponseReturnValue:
    """Go to the form of a public place; its manuscript is made when nobody has worked on it yet."""
    place = pages.place_called(slug)
    manuscript = drafts.manuscript_for(db.session, KIND, place.id, clock.now())
    db.session.commit()
    return redirect(url_for(".edit", manuscript=manuscript.id), 303)


@bp.get("/new", endpoint="new")
@bp.get(f"/<{ID}:manuscript>/edit")
@allowed(Role.editor)
def edit(manuscript: int | None = None) -> ResponseReturnValue:
    """The form: empty, or with the text that is being written."""
    due.catch_up(clock.now())
    about = _target(manuscript)
    version = about.manuscript.open_version if about.manuscript else None
    if version is not None and version.state not in BEING_WRITTEN:
        return redirect(url_for("bureau.review.manuscript", manuscript_id=version.manuscript_id))
    text, opened = about.text()
    return _form_page(about, _filled_in(text), pictures.chosen(request, text.pictures), opened)


@bp.post("/new")
@bp.post(f"/<{ID}:manuscript>/edit")
@allowed(Role.editor)
@pictures.takes_pictures
def save(manuscript: int | None = None) -> ResponseReturnValue:
    """Keep what was written, then do what the button says."""
    chosen = pictures.chosen(request)
    about, opened, form = _target(manuscript), editing.opened(), PlaceForm(request.form)
    if not form.validate() or chosen.problems:
        return _form_page(about, form, chosen, opened, 422, unkept=True)
    ids = chosen.take_in()
    if chosen.new.stored is not None:  # whatever becomes of the text, the picture is there
        db.session.commit()
        lock.start_writing()
        about = _target(manuscript)
    text = replace(form.text(about.before(opened), clock.today()), pictures=ids)
    text = editing.answered(SUBJECT, about.manuscript, text, opened)
    try:
        version = editing.stored(about, text, opened)
    except ChangedMeanwhile as error:
        return _ask(about, error)
    except Refused as error:
        assert about.manuscript is not None
        said = words.refusal(error, about.manuscript)
        return _form_page(about, form, chosen, opened, 409, more=[said], unkept=True)
    return _go_on(version, request.form.get("then", ""))


@bp.post("/new/autosave")
@bp.post(f"/<{ID}:manuscript>/autosave")
@allowed(Role.editor)
@pictures.takes_pictures
def autosave(manuscript: int | None = None) -> ResponseReturnValue:
    """Keep what was written while somebody is writing; the form sends it every few seconds."""
    chosen = pictures.chosen(request)
    about, opened, form = _target(manuscript), editing.opened(), PlaceForm(request.form)
    if not form.validate() or chosen.problem:
        return editing.unreadable()
    text = replace(form.text(about.before(opened), clock.today()), pictures=chosen.ids)
    try:
        version = editing.stored(about, text, opened, by_itself=True)
    except ChangedMeanwhile as error:
        return editing.changed_meanwhile(error)
    except Refused as error:
        assert about.manuscript is not None
        return editing.refused(words.refusal(error, about.manuscript))
    db.session.commit()
    return editing.saved_by_itself(version, manuscript=version.manuscript_id)


@bp.get(f"/preview/<{ID}:version>")
@allowed(*READERS)
def preview(version: int) -> str:
    """A version as the public will see it, or saw it."""
    found = pages.version_called(version)
    text = writing.typed(found.fields, PlaceText, _empty())
    place = draft.preview(db.session, found.manuscript.record_id, text, found.saved_at)
    edits = lock.may_open("bureau.places.edit")
    return render_template(
        "places/page.html",
        preview=found,
        preview_edit=url_for(".edit", manuscript=found.manuscript_id) if edits else "",
        **public.shown(place),
    )


def _go_on(version: Version, then: str) -> ResponseReturnValue:
    manuscript = version.manuscript
    if then == "submit":
        return _submit(version)
    db.session.commit()
    if then == "preview":
        return redirect(url_for(".preview", version=version.id), 303)
    if then == "position":
        return redirect(url_for(".position_of_draft", manuscript=manuscript.id), 303)
    flash(_("Saved."))
    return redirect(url_for(".edit", manuscript=manuscript.id), 303)


def _submit(version: Version) -> ResponseReturnValue:
    manuscript = version.manuscript
    try:
        drafts.submit(db.session, version, account(), clock.now())
    except Incomplete as error:
        db.session.commit()  # what is there is kept all the same
        text: PlaceText = drafts.typed(version)
        form = _filled_in(text)
        for name in error.names:
            form[f"{name}_zh"].errors = [_("This has to be filled in.")]
        chosen = Chosen(text.pictures)
        return _form_page(Target(manuscript), form, chosen, Opened.of(version), 422, kept=True)
    lock.record("submit", manuscript.audit_name, after={"version": version.number})
    db.session.commit()
    flash(_("Submitted. A colleague reads it before the public does."))
    return redirect(url_for("bureau.review.manuscript", manuscript_id=manuscript.id), 303)


def _ask(about: Target, error: ChangedMeanwhile) -> ResponseReturnValue:
    text = writing.typed(error.merged.fields, PlaceText, _empty())
    save, form = url_for(".save", **about.address), _filled_in(text)
    return editing.ask_to_join(SUBJECT, error, text.name, form, text.pictures, save)


def _filled_in(text: PlaceText) -> PlaceForm:
    return PlaceForm(data=forms.values(text, clock.today()))


def _form_page(
    about: Target, form: PlaceForm, chosen: Chosen, opened: Opened, status: int = 200, **more: Any
) -> ResponseReturnValue:
    manuscript = about.manuscript
    record = manuscript.record_id if manuscript else None
    page = render_template(
        "bureau/places/edit.html",
        about=about,
        version=manuscript.open_version if manuscript else None,
        place=db.session.get(Place, record) if record else None,
        form=form,
        chosen=chosen,
        opened=opened,
        me=account(),
        **more,
    )
    return page, status
