"""Setting up the second factor, also in the middle of signing in."""

from flask import current_app, flash, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.core import audit, clock
from webapp.core.database import db
from webapp.staff import back, lock, sessions, way_in
from webapp.staff import second_factor as rules
from webapp.staff.lock import TOKEN, without_signing_in
from webapp.staff.models import Account
from webapp.staff.pages import bp
from webapp.staff.signing_in_forms import CodeForm


def _person() -> Account | None:
    """Whoever is signed in, or has only this left to do before they are."""
    return lock.signed_in() or way_in.half()


@bp.get("/second-factor")
@without_signing_in
def second_factor() -> ResponseReturnValue:
    """The QR code for an app, or that there is one already."""
    person = _person()
    if person is None:
        return redirect(url_for("bureau.staff.sign_in"))
    form = CodeForm(data={"next": back.safe(request.args.get("next")) or ""})
    return way_in.second_factor_page(form, person, _token())


@bp.post("/second-factor")
@without_signing_in
def set_up_second_factor() -> ResponseReturnValue:
    """Take the app's code as the proof that it knows the secret."""
    form, person = CodeForm(request.form), _person()
    if person is None:
        return redirect(url_for("bureau.staff.sign_in"), 303)
    if person.totp_secret is not None:
        return redirect(url_for("bureau.staff.second_factor"), 303)
    secret = rules.new_secret(str(current_app.secret_key), _token())
    if not rules.set_up(person, secret, form.code.data or "", clock.now()):
        form.code.errors = [
            _("This is not the code that the app shows now. Check the phone's clock, try again.")
        ]
        return way_in.second_factor_page(form, person, _token()), 422
    audit.record(
        db.session,
        "set up second factor",
        f"account {person.id}",
        by=person,
        address=lock.address(),
    )
    sessions.end_all(db.session, person)
    answer = way_in.renewed(form, person)
    db.session.commit()
    flash(_("From now on you sign in with a code from your app as well."))
    return answer


def _token() -> str:
    return str(session.get(way_in.HALF) or session[TOKEN])
