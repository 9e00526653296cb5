"""Signing in and out, and one's own account."""

from flask import redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from webapp.core.database import db
from webapp.staff import sessions
from webapp.staff.lock import TOKEN, for_all_staff, without_signing_in
from webapp.staff.pages import bp


@bp.get("/sign-in")
@without_signing_in
def sign_in() -> str:
    """The form to sign in."""
    return render_template("bureau/sign_in.html")


@bp.post("/sign-out")
@for_all_staff
def sign_out() -> ResponseReturnValue:
    """End the session at once."""
    sessions.end(db.session, session.pop(TOKEN))
    db.session.commit()
    return redirect(url_for("bureau.staff.sign_in"), 303)


@bp.get("/me")
@for_all_staff
def me() -> str:
    """One's own account."""
    return render_template("bureau/me.html")
