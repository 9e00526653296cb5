"""The form by which a figure is corrected or taken away."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as N_  # noqa: N812 - the name that Babel looks for
from wtforms import BooleanField, Form, HiddenField, StringField
from wtforms.validators import Length

from webapp.core.words import number
from webapp.review import fields
from webapp.visits import cells
from webapp.visits.corrections import ALONE_SHARE, LONGEST_REASON
from webapp.visits.ledger import MONEY
from webapp.visits.models import Metric


class CorrectionForm(Form):
    """What a figure is to be. Hidden: what stood when the form was shown."""

    seen = HiddenField()
    value = StringField(
        N_("The right value"),
        [Length(max=40, message=N_("This is too long for a number."))],
        render_kw={"inputmode": "decimal", "autocomplete": "off"},
    )
    gone = BooleanField(N_("No value at all: what was reported is taken back"))
    reason = fields.long_line(N_("Reason"), LONGEST_REASON)

    def read(self, metric: Metric) -> tuple[bool, int | None]:
        """Whether it can be taken, and the value; None retracts."""
        good = self.validate()
        value = self._value(metric)
        if not self.reason.data:
            self.reason.errors = [_("Write why: at least a few words.")]
        if value is None and not self.gone.data and not self.value.errors:
            self.value.errors = [_("Write the right value, or tick that there is none.")]
        if value is not None and self.gone.data:
            self.gone.errors = [_("Either a value or none: clear one of the two.")]
        return good and not self.errors, value

    def _value(self, metric: Metric) -> int | None:
        try:
            return cells.read_value(self.value.data or "", metric)
        except cells.BadCell as bad:
            self.value.errors = [_(str(bad))]
            return None


class RefusalForm(Form):
    """Why a correction is refused."""

    why = fields.long_line(N_("Why not"), LONGEST_REASON)

    def good(self) -> bool:
        """Whether it says why; else a message at the field."""
        self.validate()
        if not self.why.data:
            self.why.errors = [_("Write why not: whoever asked for it reads it.")]
        return not self.errors


def alone(metric: Metric, value: int) -> str:
    """Between which values one person may change a figure."""
    step = value // ALONE_SHARE
    low, high = _plain(metric, value - step), _plain(metric, value + step)
    return _(
        "Between %(low)s and %(high)s it counts at once. Further off, or taken away, it counts "
        "once a second person approves it.",
        low=low,
        high=high,
    )


def _plain(metric: Metric, value: int) -> Any:
    return f"{value / 100:,.2f}" if metric in MONEY else number(value)
