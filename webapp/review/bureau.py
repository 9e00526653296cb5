"""The desk's pages of the review: what waits, one manuscript with its history, and deciding."""

from collections.abc import Callable
from functools import partial

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy.exc import NoResultFound

from webapp.core import clock, due
from webapp.core.database import db
from webapp.review import drafts, pages, sheet, trail, waiting, words, workflow
from webapp.review.forms import ReasonForm
from webapp.review.models import State, Version, to_confirm
from webapp.review.pages import bp
from webapp.review.refusals import ReasonMissing, Refused, WrongState
from webapp.review.subjects import SUBJECTS
from webapp.staff import lock
from webapp.staff.lock import account, allowed
from webapp.staff.models import Role
from webapp.staff.role_words import moment

READERS = (Role.editor, Role.reviewer, Role.operator, Role.auditor)
# What concerns whoever looks comes first.
REVIEWERS = ("urgent", "submitted", "returned", "approved", "draft", "published")
WRITERS = ("returned", "draft", "submitted", "urgent", "approved", "published")
MANUSCRIPT = "/<int(max=2147483647):manuscript_id>"
VERSION = f"{MANUSCRIPT}/<int(max=2147483647):number>"


@bp.get("/")
@allowed(*READERS)
def index() -> str:
    """What waits to be reviewed, confirmed, changed or shown, and what went out last."""
    due.catch_up(clock.now())
    found = waiting.open_versions(db.session)
    lists = {
        "submitted": found[State.submitted],
        "urgent": to_confirm(db.session),
        "returned": found[State.returned],
        "approved": found[State.approved],
        "draft": found[State.draft],
        "published": waiting.recently_published(db.session),
    }
    mine = {name: _known(waiting.of(account(), versions)) for name, versions in lists.items()}
    everybody = [version for versions in mine.values() for version in versions]
    return render_template(
        "bureau/review/index.html",
        lists=mine,
        people=waiting.people(db.session, everybody),
        order=REVIEWERS if account().holds(Role.reviewer) else WRITERS,
        title_of=sheet.title_of,
        me=account(),
    )


@bp.get(f"{MANUSCRIPT}")
@allowed(*READERS)
def manuscript(manuscript_id: int) -> str:
    """One manuscript: where it stands, what is new in it, its history."""
    due.catch_up(clock.now())
    return pages.page(pages.found(manuscript_id))


@bp.post("/of/<kind>/<int(max=2147483647):record_id>")
@allowed(Role.reviewer)
def open_record(kind: str, record_id: int) -> ResponseReturnValue:
    """The manuscript of a public record that nobody at the desk has worked on yet."""
    if kind not in SUBJECTS:
        abort(404)
    try:
        found = drafts.manuscript_for(db.session, kind, record_id, clock.now())
    except NoResultFound:
        abort(404)
    db.session.commit()
    return redirect(url_for(".manuscript", manuscript_id=found.id), 303)


@bp.post(f"{VERSION}/publish")
@allowed(Role.reviewer)
def publish(manuscript_id: int, number: int) -> ResponseReturnValue:
    """Put a submitted version before the public, at once or when its time comes."""
    version = pages.version_of(manuscript_id, number)
    who, now, seen = account(), clock.now(), pages.seen()
    return _do("publish", version, partial(workflow.publish, db.session, version, who, now, seen))


@bp.post(f"{VERSION}/return")
@allowed(Role.reviewer)
def return_(manuscript_id: int, number: int) -> ResponseReturnValue:
    """Give a version back to its authors, with a reason."""
    version = pages.version_of(manuscript_id, number)
    form, seen = ReasonForm(request.form, prefix="return-"), pages.seen()

    def act() -> None:
        reason = form.reason.data or ""
        workflow.return_(db.session, version, account(), reason, clock.now(), seen)

    return _do("return", version, act, form)


@bp.post(f"{VERSION}/withdraw")
@allowed(Role.reviewer)
def withdraw(manuscript_id: int, number: int) -> ResponseReturnValue:
    """Take the public version from the public, with a reason."""
    version = pages.version_of(manuscript_id, number)
    form = ReasonForm(request.form, prefix="withdraw-")

    def act() -> None:
        if version.state is not State.published:
            raise WrongState(version.state)
        reason = form.reason.data or ""
        workflow.withdraw(db.session, version.manuscript, account(), reason, clock.now())

    return _do("withdraw", version, act, form)


@bp.post(f"{VERSION}/confirm")
@allowed(Role.reviewer)
def confirm(manuscript_id: int, number: int) -> ResponseReturnValue:
    """Say that a change made at once was right."""
    version = pages.version_of(manuscript_id, number)
    act = partial(workflow.confirm_urgent, db.session, version, account(), clock.now())
    return _do("confirm", version, act)


@bp.post(f"{VERSION}/take-back")
@allowed(Role.editor, Role.operator)
def take_back(manuscript_id: int, number: int) -> ResponseReturnValue:
    """Go on writing what was submitted."""
    version = pages.writable(manuscript_id, number)
    return _do("take back", version, partial(drafts.take_back, db.session, version, account()))


@bp.post(f"{VERSION}/drop")
@allowed(Role.editor, Role.operator)
def drop(manuscript_id: int, number: int) -> ResponseReturnValue:
    """Give up a version."""
    version = pages.writable(manuscript_id, number)
    return _do("drop", version, partial(drafts.drop, db.session, version, account()))


@bp.post(f"{VERSION}/restore")
@allowed(Role.editor)
def restore(manuscript_id: int, number: int) -> ResponseReturnValue:
    """Begin a new draft with the text of an old version."""
    version = pages.version_of(manuscript_id, number)
    act = partial(drafts.restore, db.session, version, account(), clock.now())
    return _do("restore", version, act)


def _do(
    action: str, version: Version, act: Callable[[], object], form: ReasonForm | None = None
) -> ResponseReturnValue:
    """Change a manuscript or say why not; then back to its page."""
    manuscript = version.manuscript
    before = trail.snapshot(manuscript)
    if form is not None and not form.validate():
        return pages.page(manuscript, form, action), 422
    try:
        act()
    except ReasonMissing as error:
        assert form is not None
        form.reason.errors = (words.refusal(error, manuscript),)
        return pages.page(manuscript, form, action), 422
    except Refused as error:
        flash(words.refusal(error, manuscript), "error")
    else:
        changes = trail.differences(before, trail.snapshot(manuscript))
        lock.record(action, manuscript.audit_name, before=changes[0], after=changes[1])
        db.session.commit()
        flash(_said(action, version))
    return redirect(url_for(".manuscript", manuscript_id=manuscript.id), 303)


def _said(action: str, version: Version) -> str:
    """What has been done, for the head of the next page."""
    manuscript = version.manuscript
    if action == "publish" and version.state is State.approved and version.publish_at:
        return _("Approved. It goes out on %(moment)s.", moment=moment(version.publish_at))
    if action == "publish" and manuscript.record_id is not None:
        address = drafts.subject_of(manuscript).public_address(db.session, manuscript.record_id)
        link = Markup('<a href="{}">{}</a>').format(address, _("See it as the public does"))
        return Markup("{} {}").format(_("Published."), link)
    return words.done(action)


def _known(versions: list[Version]) -> list[Version]:
    return [one for one in versions if one.manuscript.kind in SUBJECTS]
