"""What the desk's pages of the review are made of: finding a manuscript, showing it."""

from flask import Blueprint, abort, render_template, request
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest

from webapp.core import clock
from webapp.core.database import db
from webapp.review import drafts, sheet, waiting
from webapp.review.forms import ReasonForm
from webapp.review.models import Manuscript, Version
from webapp.review.subjects import SUBJECTS
from webapp.staff.lock import account
from webapp.staff.models import Role

bp = Blueprint("review", __name__, url_prefix="/review")


def page(manuscript: Manuscript, form: ReasonForm | None = None, refused: str = "") -> str:
    """The page of a manuscript; `form` was refused, of the action `refused`."""
    compared = _asked_for(manuscript) or sheet.compared(db.session, manuscript)
    subject = drafts.subject_of(manuscript)
    forms = {"return": ReasonForm(prefix="return-"), "withdraw": ReasonForm(prefix="withdraw-")}
    if form is not None:
        forms[refused] = form
    public = manuscript.public_version is not None and manuscript.record_id
    return render_template(
        "bureau/review/manuscript.html",
        manuscript=manuscript,
        title=sheet.title_of(sheet.in_focus(manuscript)),
        version=sheet.in_focus(manuscript),
        compared=compared,
        possible=sheet.possible(account(), manuscript),
        own_work=sheet.own_work(account(), manuscript),
        unconfirmed=sheet.to_confirm(manuscript),
        people=waiting.people(db.session, manuscript.versions),
        me=account(),
        reviewer=Role.reviewer,
        subject=subject,
        public_address=subject.public_address(db.session, public) if public else "",
        forms=forms,
        refused=refused,
        now=clock.now(),
    )


def _asked_for(manuscript: Manuscript) -> sheet.Compared | None:
    """The two versions that the address names."""
    older, newer = request.args.get("from"), request.args.get("to")
    if older is None and newer is None:
        return None
    return sheet.side_by_side(numbered(manuscript, older), numbered(manuscript, newer))


def numbered(manuscript: Manuscript, number: str | None) -> Version:
    """The version with this number; answers 400 when it is none, 404 when there is no such."""
    if number is None or not (number.isascii() and number.isdigit() and len(number) <= 10):
        raise BadRequest(_("Versions are compared by their numbers, such as from=1&to=2."))
    found = [one for one in manuscript.versions if one.number == int(number)]
    return found[0] if found else abort(404)


def found(manuscript_id: int) -> Manuscript:
    """The manuscript, if there is one and it is this account's business."""
    manuscript = db.session.get(Manuscript, manuscript_id)
    if manuscript is None or manuscript.kind not in SUBJECTS:
        abort(404)
    if not waiting.of(account(), manuscript.versions):
        abort(404)
    return manuscript


def version_of(manuscript_id: int, number: int) -> Version:
    """One version of a manuscript that is this account's business."""
    return numbered(found(manuscript_id), str(number))


def writable(manuscript_id: int, number: int) -> Version:
    """A version that this account may go on with: an operator has to be its author."""
    version = version_of(manuscript_id, number)
    if not account().holds(Role.editor) and account().id not in version.authors:
        abort(403)
    return version


def seen() -> int:
    """How often the version had been saved when the reviewer's page was made."""
    text = request.form.get("seen", "")
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise BadRequest(_("This form is not whole. Go back, reload the page, send it again."))
    return int(text)
