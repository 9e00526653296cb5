"""The forms of a month's seal and of the totals it is checked against."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as N_  # noqa: N812 - the name that Babel looks for
from wtforms import BooleanField, Form, StringField
from wtforms.validators import InputRequired, Length

from webapp.review import fields
from webapp.visits import labels
from webapp.visits.amount_cell import read_amount
from webapp.visits.formulas import REPORTED
from webapp.visits.models import Metric

NEEDED = N_("This has to be filled in.")


def _amount(label: Any) -> StringField:
    rules = [InputRequired(NEEDED), Length(max=40, message=N_("This is too long for a number."))]
    return StringField(label, rules, render_kw={"inputmode": "decimal", "autocomplete": "off"})


class SealForm(Form):
    """Whoever seals says that they have looked."""

    looked = BooleanField(
        N_("I have looked at the checks above. From now on only corrections change this month."),
        [InputRequired(N_("Tick it once you have looked at the checks."))],
    )


class CheckTotalForm(Form):
    """A total known from elsewhere."""

    place = fields.Choice(N_("Place"), choices=[])
    metric = fields.Choice(N_("What it counts"), choices=[])
    first = fields.Day(N_("First day"), [InputRequired(NEEDED)])
    last = fields.Day(N_("Last day"), [InputRequired(NEEDED)])
    value = _amount(N_("Total"))
    tolerance = _amount(N_("How far off figures may be"))
    source = fields.line(N_("Where it is known from"), 200)

    def offer(self, places: list[tuple[str, str]]) -> None:
        """Fill the choices in."""
        self.place.choices = [("", _("all together")), *places]
        names = labels.metrics()
        self.metric.choices = [(one.value, names[one]) for one in REPORTED]

    def read(self, month: date) -> tuple[Metric, int, int] | None:
        """Metric, value and tolerance; None when a message at a field says what is wrong."""
        good = self.validate()
        if not self.source.data:
            self.source.errors = [_("Say where it is known from: the ticket system, the bank.")]
        if good and self.first.data > self.last.data:
            self.last.errors = [_("It ends before it begins.")]
        elif good and (self.last.data.year, self.last.data.month) != (month.year, month.month):
            self.last.errors = [_("Its last day has to lie in this month.")]
        if self.errors:
            return None
        metric = Metric(self.metric.data)
        value = read_amount(self.value, metric)
        tolerance = read_amount(self.tolerance, metric)
        return None if value is None or tolerance is None else (metric, value, tolerance)
