"""The desk's pages of pictures: all of them, one, uploading, changing what is said, deleting."""

from itertools import islice

from flask import (
    Blueprint,
    Flask,
    Response,
    abort,
    flash,
    jsonify,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.core import clock
from webapp.core.database import db
from webapp.pictures import adding, choosing, forms, processing, subject, uses, words
from webapp.pictures.choosing import OFFERED, Slot, takes_pictures
from webapp.pictures.forms import TextsForm
from webapp.pictures.models import Picture, newest
from webapp.pictures.public import address
from webapp.pictures.shown_use import shown_use
from webapp.review import drafts, pages, subjects
from webapp.review.models import Manuscript, Version
from webapp.review.refusals import NotAsSeen
from webapp.staff import desk, lock
from webapp.staff.lock import allowed
from webapp.staff.models import Role

bp = Blueprint("pictures", __name__, url_prefix="/pictures")
READERS = (Role.editor, Role.operator, Role.reviewer, Role.auditor)
UPLOADERS = (Role.editor, Role.operator)
A_PAGE = 24
MOST_PAGES = 10_000
PICTURE = "/<int(max=2147483647):id>"
# By name for telephones that grey out what they do not know, by ending for those that know no HEIC.
ACCEPTED = "image/jpeg,image/png,image/webp,image/heic,image/heif,.heic,.heif"


def init_app(app: Flask) -> None:
    """Add the pages, and tell templates what a picture may be."""
    lock.add_to_desk(app, bp)
    subjects.register(subject.PictureSubject())
    desk.add_way(app, 40, "bureau.pictures.index", lambda: _("Pictures"))
    app.jinja_env.globals["picture_limits"] = {
        "accept": ACCEPTED,
        "bytes": processing.MOST_BYTES,
        "megabytes": processing.MOST_BYTES // words.MEGABYTE,
        "chosen": choosing.MOST,
        "too_heavy": words.too_heavy,
    }


@bp.get("/")
@allowed(*READERS)
def index() -> str:
    """All pictures or one's own, the newest first; `?q=` looks in what is said of them."""
    asked, mine = request.args.get("q", "")[:60], request.args.get("mine") == "1"
    page = _page_number()
    found = newest(db.session, asked, lock.account() if mine else None)
    shown = list(islice(found, (page - 1) * A_PAGE, page * A_PAGE + 1))
    return render_template(
        "bureau/pictures/index.html",
        pictures=shown[:A_PAGE],
        asked=asked,
        mine=mine,
        page=page,
        more=len(shown) > A_PAGE,
    )


def _page_number() -> int:
    text = request.args.get("page", "1")
    if not (text.isascii() and text.isdigit() and 0 < int(text[:9]) <= MOST_PAGES):
        abort(404)
    return int(text)


@bp.get("/choices")
@allowed(*UPLOADERS)
def choices() -> Response:
    """Pictures to choose from while somebody types, for our own script."""
    found = islice(newest(db.session, request.args.get("q", "")[:60]), OFFERED)
    return _as_choices(list(found))


def _as_choices(pictures: list[Picture], *, ticked: bool = False) -> Response:
    piece = render_template("bureau/pictures/_choices.html", pictures=pictures, ticked=ticked)
    return jsonify(choices=piece)


@bp.get("/new")
@allowed(*UPLOADERS)
def new() -> str:
    """The form to upload a picture."""
    return render_template("bureau/pictures/new.html", slot=Slot())


@bp.post("/new")
@allowed(*UPLOADERS)
@takes_pictures
def upload() -> ResponseReturnValue:
    """Take a picture in; our own script asks for it as a choice of the form it is wanted in."""
    slot, as_choice = choosing.slot(request), request.form.get("answer") == "choice"
    if not slot.in_use:
        slot.form.validate()
        slot.problem = _("Choose a picture first.")
    if slot.problems and as_choice:
        return jsonify(problems=slot.problems), 422
    if slot.problems:
        return render_template("bureau/pictures/new.html", slot=slot), 422
    lock.start_writing()
    picture = slot.take_in() or abort(400)
    db.session.commit()
    if as_choice:
        return _as_choices([picture], ticked=True)
    was_here = _("This picture was here before; what is said of it stayed as it was.")
    flash(was_here if slot.was_here else _("The picture is stored."))
    return redirect(url_for(".page", id=picture.id), 303)


@bp.post("/receive")
@allowed(*UPLOADERS)
@takes_pictures
def receive() -> ResponseReturnValue:
    """Keep the files of a picture while its form is still being filled in; for our own script."""
    slot = choosing.slot(request)
    if slot.stored is None:
        return jsonify(problem=slot.problem or _("Choose a picture first.")), 422
    return jsonify(kept=slot.stored.name, shown=address(slot.stored, 480))


@bp.get(PICTURE)
@allowed(*READERS)
def page(id: int) -> str:
    """One picture: how the public sees it, where it is used, what is said of it."""
    picture = _picture(id)
    waiting = subject.proposed(db.session, picture)
    texts = drafts.typed(waiting) if waiting else adding.texts_of(picture)
    return _page(picture, forms.of_texts(texts))


@bp.post(PICTURE)
@allowed(Role.editor)
def change(id: int) -> ResponseReturnValue:
    """Say something else of a picture."""
    picture, form = _picture(id), TextsForm(request.form)
    if not form.validate():
        return _page(picture, form), 422
    if subject.are_reviewed(db.session, picture):
        return _proposed(picture, form)
    before = adding.texts_of(picture)
    if form.texts != before:
        adding.change(picture, form.texts)
        lock.record("change picture", f"picture {id}", before=before, after=form.texts)
        db.session.commit()
    flash(_("Stored."))
    return redirect(url_for(".page", id=id), 303)


def _proposed(picture: Picture, form: TextsForm) -> ResponseReturnValue:
    """Hand the new words to the reviewers, or say that a colleague was faster."""
    before, account, now = adding.texts_of(picture), lock.account(), clock.now()
    if form.texts == before and subject.proposed(db.session, picture) is None:
        flash(_("Nothing has changed."))
        return redirect(url_for(".page", id=picture.id), 303)
    try:
        subject.propose(db.session, picture, form.texts, account, now, pages.seen())
    except NotAsSeen:
        told = _("A colleague has changed these words meanwhile. Read theirs before you store.")
        form.alt_zh.errors = [told]
        return _page(picture, form), 409
    lock.record("submit", f"picture {picture.id}", before=before, after=form.texts)
    db.session.commit()
    flash(_("Handed in. Readers see the new words once a colleague has published them."))
    return redirect(url_for(".page", id=picture.id), 303)


@bp.get("/words/<int(max=2147483647):manuscript_id>")
@allowed(Role.editor)
def of_manuscript(manuscript_id: int) -> ResponseReturnValue:
    """From the review to the form of the picture's words."""
    found = db.session.get(Manuscript, manuscript_id)
    if found is None or found.kind != subject.KIND:
        abort(404)
    return redirect(url_for(".page", id=found.record_id))


@bp.get("/words/versions/<int(max=2147483647):version_id>")
@allowed(Role.editor, Role.reviewer, Role.auditor)
def preview(version_id: int) -> str:
    """The picture with the words of one version."""
    version = db.session.get(Version, version_id)
    if version is None or version.manuscript.kind != subject.KIND:
        abort(404)
    picture, texts = _picture(version.manuscript.record_id or 0), drafts.typed(version)
    return render_template(
        "bureau/pictures/preview.html", picture=picture, texts=texts, preview=version
    )


@bp.post(f"{PICTURE}/delete")
@allowed(Role.editor)
def delete(id: int) -> ResponseReturnValue:
    """Delete a picture that no text shows or ever showed."""
    picture = _picture(id)
    before = adding.texts_of(picture)
    try:
        adding.remove(db.session, picture, uses.used_ids(db.session))
    except adding.StillUsed:
        flash(_("A text shows this picture, or an earlier version of one does. It stays."), "error")
        return redirect(url_for(".page", id=id), 303)
    lock.record("delete picture", f"picture {id}", before=before)
    db.session.commit()
    flash(_("The picture is deleted."))
    return redirect(url_for(".index"), 303)


def _picture(id: int) -> Picture:
    return db.session.get(Picture, id) or abort(404)


def _page(picture: Picture, form: TextsForm) -> str:
    used = uses.uses(db.session, picture.id)
    return render_template(
        "bureau/pictures/page.html",
        picture=picture,
        form=form,
        used=[shown_use(db.session, use) for use in used],
        waiting=subject.proposed(db.session, picture),
        reviewed=subject.are_reviewed(db.session, picture),
    )
