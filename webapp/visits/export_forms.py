"""The form in which somebody says what to export."""

from datetime import date

import wtforms
from flask_babel import gettext as _
from flask_babel import lazy_gettext as N_  # noqa: N812 - the name that Babel looks for
from wtforms import DateField, Field, Form, SelectField, SelectMultipleField
from wtforms.validators import InputRequired

from webapp.core import languages
from webapp.visits import labels
from webapp.visits.exports import Asked, What
from webapp.visits.ledger import FIRST_YEAR
from webapp.visits.models import Metric
from webapp.visits.scope import CountedPlace

NEEDED = N_("This has to be filled in.")
FORMATS = ("xlsx", "csv")


def whats() -> dict[What, str]:
    """What can be exported, in words."""
    return {
        What.workbook: _("The whole workbook: 01 to 06"),
        What.days: _("Places by day"),
        What.holidays: _("Holidays"),
        What.months: _("Months, in the layout of the monthly report"),
        What.goals: _("Yearly goals"),
        What.corrections: _("Corrections"),
        What.entries: _("Ledger: every entry as it was received"),
    }


class ExportForm(Form):
    """What, from when to when, where, and as which file."""

    what = SelectField(N_("Which table"))
    first = DateField(N_("From"), [InputRequired(NEEDED)])
    last = DateField(N_("To"), [InputRequired(NEEDED)])
    place = SelectMultipleField(N_("Places"), coerce=int)
    metric = SelectMultipleField(N_("Metrics"))
    format = SelectField(N_("File format"))

    class Meta:
        """What WTForms itself says (of a day that is none) comes in the reader's language."""

        @property
        def locales(self) -> list[str]:  # noqa: D102
            return [languages.current()]

    def offer(self, places: list[CountedPlace]) -> "ExportForm":
        """Fill in what there is to choose from."""
        self.what.choices = [(what.value, words) for what, words in whats().items()]
        self.format.choices = [
            ("xlsx", _("Workbook (xlsx), for Excel and WPS")),
            ("csv", _("Text (csv), for other programs")),
        ]
        self.place.choices = [(one.id, languages.words(one.name)) for one in places]
        names = labels.metrics()
        self.metric.choices = [(metric.value, names[metric]) for metric in Metric]
        return self

    def validate_last(self, field: Field) -> None:
        """The days lie in order, in years that can be meant."""
        first = self.first.data
        if first is None or field.data is None:
            return
        if field.data < first:
            raise wtforms.ValidationError(_("This day lies before the first one."))
        if first.year < FIRST_YEAR:
            raise wtforms.ValidationError(
                _("There are no numbers from before %(y)s.", y=FIRST_YEAR)
            )

    def validate_format(self, field: Field) -> None:
        """A text file holds one table."""
        if field.data == "csv" and self.what.data == What.workbook.value:
            raise wtforms.ValidationError(
                _("A csv file holds one table. Choose which, or take the workbook as xlsx.")
            )

    @property
    def asked(self) -> Asked:
        """What was asked for, once it is valid."""
        first: date = self.first.data
        last: date = self.last.data
        metrics = tuple(Metric(value) for value in self.metric.data)
        return Asked(What(self.what.data), first, last, tuple(self.place.data), metrics)
