"""The forms with which somebody signs in and looks after their own account."""

from flask_babel import lazy_gettext as _
from wtforms import Form, HiddenField, PasswordField, StringField
from wtforms.validators import Length

from webapp.staff.kept import FIELD
from webapp.staff.passwords import LONGEST
from webapp.staff.signing_in import LONGEST_NAME

# Longer than any password that is taken: its end must not be cut off unnoticed.
WIDEST = 4 * LONGEST
CODE = {"autocomplete": "one-time-code", "inputmode": "numeric", "autocapitalize": "none"}
NAME = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}


class Onward(Form):
    """Where to go afterwards, and what had been typed before."""

    next = HiddenField()
    kept = HiddenField(name=FIELD)


class SignInForm(Onward):
    """Name and password, and the code for those who use one."""

    name = StringField(_("Account name"), render_kw=NAME | {"maxlength": LONGEST_NAME})
    password = PasswordField(
        _("Password"), render_kw={"autocomplete": "current-password", "maxlength": WIDEST}
    )
    code = StringField(_("Code from your app"), render_kw=CODE | {"maxlength": 20})


class NewPassword(Form):
    """A password for the first time."""

    new_password = PasswordField(
        _("New password"),
        [Length(max=WIDEST)],
        render_kw={"autocomplete": "new-password", "maxlength": WIDEST},
    )
    again = PasswordField(
        _("The new password again"),
        render_kw={"autocomplete": "new-password", "maxlength": WIDEST},
    )


class PasswordForm(NewPassword, Onward):
    """A password instead of the present one."""

    password = PasswordField(
        _("Present password"), render_kw={"autocomplete": "current-password", "maxlength": WIDEST}
    )


class CodeForm(Onward):
    """A code that shows that the app knows the secret."""

    code = StringField(_("Code from your app"), render_kw=CODE | {"maxlength": 20})
