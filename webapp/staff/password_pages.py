"""One's own account: the password, and the link with which it is set for the first time."""

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.core import clock
from webapp.core.database import db
from webapp.staff import (
    back,
    links,
    lock,
    password_change,
    password_words,
    passwords,
    places_known,
    way_in,
)
from webapp.staff.lock import for_all_staff, with_an_old_password, without_signing_in, writes_later
from webapp.staff.models import Account
from webapp.staff.pages import bp, hashing
from webapp.staff.signing_in_forms import NewPassword, PasswordForm


@bp.get("/me")
@for_all_staff
def me() -> str:
    """One's own account."""
    person = lock.account()
    ends = passwords.expires(person, lock.current_policy())
    places = [one for one in places_known.all(db.session) if one.id in person.places]
    return render_template("bureau/me.html", owner=person, ends=ends, places=places)


@bp.get("/password")
@for_all_staff
@with_an_old_password
def password() -> str:
    """The form for a new password."""
    form = PasswordForm(data={"next": back.safe(request.args.get("next")) or ""})
    return way_in.password_page(form, lock.account(), expired=g.password_expired)


@bp.post("/password")
@for_all_staff
@with_an_old_password
@writes_later
def change_password() -> ResponseReturnValue:
    """Take a new password; every other session ends, this one begins anew."""
    form, account = PasswordForm(request.form), lock.account()
    if _alike(form) and _changed(form, account):
        answer = way_in.renewed(form, account)
        db.session.commit()
        flash(_("Your password is changed. You are signed out everywhere else."))
        return answer
    return way_in.password_page(form, account, expired=g.password_expired), 422


def _changed(form: PasswordForm, account: Account) -> bool:
    try:
        password_change.change(
            db.session,
            account,
            form.password.data or "",
            form.new_password.data or "",
            hashing(),
            clock.now(),
            lock.address(),
        )
    except password_change.WrongPassword:
        db.session.commit()
        form.password.errors = [_("This is not your present password.")]
    except password_change.NotTaken as not_taken:
        form.new_password.errors = [password_words.refused(one) for one in not_taken.refusals]
    else:
        return True
    return False


@bp.get("/welcome/<token>")
@without_signing_in
def welcome(token: str) -> ResponseReturnValue:
    """The form to set a password; looking at it, as the preview of a message does, is no use."""
    return _welcome_page(token, NewPassword())


@bp.post("/welcome/<token>")
@without_signing_in
@writes_later
def set_password(token: str) -> ResponseReturnValue:
    """Set the password; the link is used up."""
    form = NewPassword(request.form)
    if _alike(form):
        try:
            new = form.new_password.data or ""
            password_change.set_first(
                db.session, token, new, hashing(), clock.now(), lock.address()
            )
        except password_change.NotTaken as not_taken:
            form.new_password.errors = [password_words.refused(one) for one in not_taken.refusals]
        except password_change.LinkIsGone:
            return _welcome_page("", form)
        else:
            db.session.commit()
            flash(_("Your password is set. Sign in with it now."))
            return redirect(url_for("bureau.staff.sign_in"), 303)
    return _welcome_page(token, form, 422)


def _welcome_page(token: str, form: NewPassword, status: int = 200) -> ResponseReturnValue:
    person = links.find(db.session, token, clock.now())
    if person is None:
        return render_template("bureau/link_gone.html"), 404
    page = render_template(
        "bureau/welcome.html",
        form=form,
        token=token,
        owner=person,
        rules=password_words.rules(),
    )
    return page, status


def _alike(form: NewPassword) -> bool:
    if form.validate() and form.new_password.data != form.again.data:
        form.again.errors = [_("This is not the same as above: type it once more.")]
    return not form.errors
