"""The forms of how a place is counted: who goes first, factors, re-entry, opening days."""

from datetime import date, time
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as N_  # noqa: N812 - the name that Babel looks for
from wtforms import DecimalField, Form, SelectMultipleField
from wtforms.validators import InputRequired, NumberRange

from webapp.review import fields
from webapp.visits import capacity, decision_words
from webapp.visits.method_changes import LEAST_FACTOR, LONGEST_REASON, MOST_FACTOR, MOST_REENTRY
from webapp.visits.methods import FOREVER, Precedence

NEEDED = N_("This has to be filled in.")
Span = tuple[date, date]


class Fraction(DecimalField):
    """A number with decimals; what cannot be read is said in our words."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_("This is no number such as 1.05.")) from None


def decimal(label: Any, least: Decimal, most: Decimal, message: Any) -> Fraction:
    """A number with decimals, between these."""
    rules = [InputRequired(NEEDED), NumberRange(least, most, message)]
    return Fraction(label, rules, places=None, render_kw={"inputmode": "decimal"})


class WithReason(Form):
    """Something that is kept with its reason."""

    reason = fields.long_line(N_("Reason"), LONGEST_REASON)

    def good(self) -> bool:
        """Whether everything can be read; else messages at the fields say what cannot."""
        self.validate()
        if not self.reason.data:
            self.reason.errors = [_("Write why: at least a few words.")]
        return not self.errors


class PrecedenceForm(WithReason):
    """Whose figure a place's days have."""

    precedence = fields.choice_of(
        Precedence, N_("Goes first"), lambda one: decision_words.precedences()[one], None
    )
    since = fields.Day(N_("From this day on"), [InputRequired(NEEDED)])


class RangeForm(WithReason):
    """Something that holds for some days."""

    first = fields.Day(N_("First day"), [InputRequired(NEEDED)])
    last = fields.day(N_("Last day"))

    @property
    def span(self) -> Span:
        """First and last day; without a last one it holds until further notice."""
        return self.first.data, self.last.data or FOREVER


class FactorForm(RangeForm):
    """校准系数."""

    gate = fields.Choice(N_("Gate"), choices=[])
    factor = decimal(
        N_("Factor"),
        Decimal(LEAST_FACTOR) / 1000,
        Decimal(MOST_FACTOR) / 1000,
        N_("A factor lies between 0.8 and 1.4; beyond, the counter is broken."),
    )

    def offer(self, gates: list[str]) -> None:
        """Fill the choices in."""
        self.gate.choices = [("", _("every gate of the place")), *((one, one) for one in gates)]


class ReentryForm(RangeForm):
    """同日重复入园."""

    repeated = fields.Number(N_("How many of them had been in that day"), [InputRequired(NEEDED)])
    sample = fields.Number(N_("How many people were asked"), [InputRequired(NEEDED)])

    def thousandths(self) -> int | None:
        """Repeated entries for each 1000 first ones; None with a message at the field."""
        asked: int = self.sample.data
        repeated: int = self.repeated.data
        if not 1 <= asked <= 1_000_000:
            self.sample.errors = [_("Between 1 and a million people.")]
        elif not 0 <= repeated < asked:
            self.repeated.errors = [_("Fewer than were asked, and not below 0.")]
        elif repeated * 1000 > MOST_REENTRY * (asked - repeated):
            self.repeated.errors = [_("More than half of them? That cannot be right.")]
        else:
            return round(repeated * 1000 / (asked - repeated))
        return None


class EndForm(WithReason):
    """When something stops to hold."""

    last = fields.Day(N_("Last day on which it holds"), [InputRequired(NEEDED)])


class OpeningForm(Form):
    """开放日历: what is said of a place's days."""

    open = fields.Choice(N_("On these days it is"), choices=[])
    first = fields.Day(N_("First day"), [InputRequired(NEEDED)])
    last = fields.day(N_("Last day"))
    weekdays = SelectMultipleField(N_("Weekdays"), choices=[])
    opens = fields.hour(N_("Opens at"))
    closes = fields.hour(N_("Closes at"))
    note = fields.line(N_("Remark"), 200)

    def offer(self, weekdays: list[str]) -> None:
        """Fill the choices in."""
        self.open.choices = [("closed", _("closed")), ("open", _("open"))]
        self.weekdays.choices = [(str(n), name) for n, name in enumerate(weekdays)]

    def good(self) -> bool:
        """Whether everything can be read; else messages at the fields say what cannot."""
        self.validate()
        opens, closes = self.opens.data, self.closes.data
        if self.open.data == "closed" and (opens or closes):
            self.opens.errors = [_("A place that is closed has no hours.")]
        elif (opens is None) != (closes is None) and not self.errors:
            self.closes.errors = [_("Both hours or none.")]
        elif opens and closes and opens >= closes:
            self.closes.errors = [_("It closes before it opens.")]
        return not self.errors

    @property
    def hours(self) -> tuple[time, time] | None:
        """When it opens and closes; None when nothing is said of it."""
        return (self.opens.data, self.closes.data) if self.opens.data else None

    @property
    def span(self) -> Span:
        """First and last day; without a last one it holds until further notice."""
        return self.first.data, self.last.data or FOREVER


class CapacityForm(Form):
    """承载量核定: the two numbers of a document."""

    at_once = fields.number(N_("At once (people)"), 1, capacity.MOST)
    a_day = fields.number(N_("On a day (person-times)"), 1, capacity.MOST)
    document = fields.line(N_("Number of the document"), 100)
    first = fields.Day(N_("Valid from"), [InputRequired(NEEDED)])
    last = fields.day(N_("Valid until"))

    def good(self) -> bool:
        """Whether everything can be read; else messages at the fields say what cannot."""
        self.validate()
        if not self.document.data:
            self.document.errors = [_("Which document says so?")]
        if self.at_once.data is None and self.a_day.data is None and not self.errors:
            self.at_once.errors = [_("Write at least one of the two numbers.")]
        return not self.errors

    @property
    def span(self) -> Span:
        """First and last day; without a last one it holds until further notice."""
        return self.first.data, self.last.data or FOREVER
