"""Signing in and out, also in the middle of something."""

from flask import Flask, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import exists, select

from webapp.core import clock
from webapp.core.database import db
from webapp.staff import back, kept, lock, signing_in, upkeep, way_in
from webapp.staff.lock import without_signing_in, writes_later
from webapp.staff.models import Account
from webapp.staff.pages import bp, hashing
from webapp.staff.signing_in_forms import SignInForm

WAIT_S = int(signing_in.COUNTED_FOR.total_seconds())


def init_app(app: Flask) -> None:
    """Tell the lock what to answer when somebody's session has ended."""
    app.extensions["sign_in_again"] = sign_in_again
    app.extensions["send_again"] = send_again


@bp.get("/sign-in")
@without_signing_in
def sign_in() -> ResponseReturnValue:
    """The form to sign in."""
    if lock.signed_in():
        return redirect(url_for("bureau.staff.desk"))
    return _page(SignInForm(data={"next": back.safe(request.args.get("next")) or ""}))


@bp.post("/sign-in")
@without_signing_in
@writes_later
def try_to_sign_in() -> ResponseReturnValue:
    """Let somebody in, or say the one thing that is said to everybody else."""
    form, policy, now = SignInForm(request.form), lock.current_policy(), clock.now()
    attempt = signing_in.Attempt(
        form.name.data or "", form.password.data or "", form.code.data or "", lock.address()
    )
    try:
        account = signing_in.sign_in(db.session, attempt, hashing(), policy, now)
    except signing_in.TooManyFailures:
        words = _(
            "Too many sign-ins from your network have failed. Please try again in 15 minutes."
        )
        response = make_response(_page(form, words), 429)
        response.headers["Retry-After"] = str(WAIT_S)
        return response
    if account is None:
        db.session.commit()
        return _page(form, _not_right()), 401
    for job in (upkeep.forget_sessions, upkeep.forget_links, upkeep.forget_audit):
        job(db.session, now)
    answer = way_in.begun(form, account)
    db.session.commit()
    return answer


@bp.post("/sign-out")
@without_signing_in
def sign_out() -> ResponseReturnValue:
    """End the session at once."""
    if lock.signed_in():
        lock.record("sign out", f"account {lock.account().id}")
    way_in.leave()
    db.session.commit()
    return redirect(url_for("bureau.staff.sign_in"), 303)


def sign_in_again() -> ResponseReturnValue:
    """The form to sign in, in answer to another form whose sender is not signed in any more."""
    words = _("You were signed out because nothing was done for a while. Please sign in again.")
    return _page(SignInForm(data={"kept": _kept()}), words), 401


def send_again() -> ResponseReturnValue:
    """The form once more, for somebody who has signed in anew since it was opened."""
    found = kept.read(_kept())
    return (way_in.still_here(found) if found else _page(SignInForm())), 400


def _kept() -> str:
    """What the form held, if it came from a page of ours: nobody else's words are kept."""
    if not lock.sent_from_our_page():
        return ""
    if kept.FIELD in request.form:
        return request.form[kept.FIELD]
    path = request.script_root + request.full_path.rstrip("?")
    fields = request.form.items(multi=True)
    return kept.written(kept.of(path, fields, files=any(request.files.values())))


def _page(form: SignInForm, words: str = "") -> str:
    found = kept.read(form.kept.data)
    return render_template(
        "bureau/sign_in.html", form=form, words=words, kept=found, asks_for_code=_asks_for_code()
    )


def _asks_for_code() -> bool:
    """Whether anybody signs in with a code; the same form for everybody tells nothing of one."""
    with_app = select(exists().where(Account.totp_secret.is_not(None)))
    return bool(lock.current_policy().second_factor) or bool(db.session.scalar(with_app))


def _not_right() -> str:
    return _(
        "That did not work. Check the account name and the password, and the code if you use one. "
        "After five tries an account is locked for 15 minutes; "
        "the administrator can help you in again."
    )
