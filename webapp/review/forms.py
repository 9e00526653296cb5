"""The review's forms: nothing but reasons."""

from flask_babel import lazy_gettext as _
from wtforms import Form, TextAreaField
from wtforms.validators import Length

LONGEST_REASON = 500  # characters


class ReasonForm(Form):
    """Why something is returned or withdrawn."""

    reason = TextAreaField(
        _("Reason"),
        [Length(max=LONGEST_REASON, message=_("Please say it in at most %(max)d characters."))],
    )
