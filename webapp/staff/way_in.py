"""What follows a password that was right: a second factor, a new password, then the desk."""

import segno
from flask import current_app, g, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from webapp.core import clock
from webapp.core.database import db
from webapp.staff import back, kept, password_words, passwords, second_factor, sessions
from webapp.staff.lock import TOKEN, current_policy
from webapp.staff.models import Account
from webapp.staff.signing_in_forms import CodeForm, Onward, PasswordForm

HALF = "half"  # the name of a half session's token in the signed cookie


def begin(account: Account, *, with_code: bool) -> None:
    """Start somebody's session; nothing is left in the cookie of what was there before."""
    leave()
    token = sessions.start(db.session, account, clock.now(), second_factor=with_code)
    session[TOKEN] = token


def begin_half(account: Account) -> None:
    """Let somebody set up a second factor, and nothing else."""
    leave()
    session[HALF] = sessions.start_half(db.session, account, clock.now())


def renewed(form: Onward, account: Account) -> ResponseReturnValue:
    """Begin a session anew after all of the account's were ended, and go on."""
    begin(account, with_code=account.totp_secret is not None)
    return onward(form, account)


def leave() -> None:
    """End the session, and the half one, that the browser has."""
    for name in (TOKEN, HALF):
        if name in session:
            sessions.end(db.session, session[name])
    session.clear()


def half() -> Account | None:
    """Who has given the password and has yet to set up a second factor."""
    token = session.get(HALF)
    return sessions.find_half(db.session, token, clock.now()) if token else None


def begun(form: Onward, account: Account) -> ResponseReturnValue:
    """Where somebody gets whose password was right."""
    if second_factor.wanted(account, current_policy()) and not account.totp_secret:
        begin_half(account)
        if form.kept.data:
            return second_factor_page(CodeForm(data=carried(form)), account, session[HALF])
        return redirect(url_for("bureau.staff.second_factor", next=form.next.data or None), 303)
    begin(account, with_code=account.totp_secret is not None)
    return onward(form, account)


def onward(form: Onward, account: Account) -> ResponseReturnValue:
    """Where somebody gets who is signed in."""
    g.account = account
    if passwords.expired(account, current_policy(), clock.now()):
        if form.kept.data:
            return password_page(PasswordForm(data=carried(form)), account, expired=True)
        return redirect(url_for("bureau.staff.password", next=form.next.data or None), 303)
    found = kept.read(form.kept.data)
    if found is not None:
        return still_here(found)
    return redirect(back.safe(form.next.data) or url_for("bureau.staff.desk"), 303)


def still_here(found: kept.Kept) -> str:
    """What had been typed, to be sent again with one press."""
    return render_template("bureau/still_here.html", kept=found)


def password_page(form: PasswordForm, account: Account, *, expired: bool) -> str:
    """The form for a new password."""
    ends = passwords.expires(account, current_policy())
    rules = password_words.rules()
    return render_template(
        "bureau/password.html", form=form, owner=account, expired=expired, ends=ends, rules=rules
    )


def second_factor_page(form: CodeForm, account: Account, token: str) -> str:
    """The QR code of a secret, and the field to confirm it."""
    if account.totp_secret is not None:
        return render_template("bureau/second_factor_set.html")
    secret = second_factor.new_secret(str(current_app.secret_key), token)
    groups = [secret[start : start + 4] for start in range(0, len(secret), 4)]
    drawn = qr_code(second_factor.address(account, secret))
    return render_template("bureau/second_factor.html", form=form, drawn=drawn, groups=groups)


def qr_code(text: str) -> Markup:
    """A text for the camera of a phone, black on white in the dark too."""
    code = segno.make(text, error="m")
    return Markup(code.svg_inline(scale=5, border=4, dark="#000", light="#fff"))  # noqa: S704


def carried(form: Onward) -> dict[str, str]:
    """What the next form has to carry on."""
    return {"next": form.next.data or "", "kept": form.kept.data or ""}
