"""The form of a daily report: numbers as people type them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as N_  # noqa: N812 - the name that Babel looks for
from wtforms import BooleanField, DateField, Field, Form, HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Regexp

from webapp.visits import cells
from webapp.visits.ledger import FIRST_YEAR, LAST_YEAR, MONEY, MOST_VISITS
from webapp.visits.models import Metric
from webapp.visits.report import ADMISSIONS, ASKED, Report

LONGEST_REASON = 400  # characters; with what is added to it a correction's reason holds 500
ANY_KEY = r"[0-9a-f-]{8,40}"


def _number(label: object) -> StringField:
    return StringField(label, [Length(max=40, message=N_("This is too long for a number."))])


class ReportForm(Form):
    """What a place counted. Hidden: which form it is, and what was shown when it was filled in."""

    key = HiddenField(validators=[Regexp(ANY_KEY)])
    place = HiddenField()
    seen = HiddenField()
    looked_at = HiddenField()
    day = DateField(N_("Day"), [InputRequired(N_("Which day is it about?"))])
    full = _number(N_("Full price"))
    discount = _number(N_("Discount"))
    free = _number(N_("Free"))
    ticket_revenue = _number(N_("Ticket revenue"))
    other_revenue = _number(N_("Other revenue"))
    closed = BooleanField(N_("Closed that day"))
    empty = BooleanField(N_("It was open, and nobody came"))
    reason = TextAreaField(
        N_("Why it is right"),
        [Length(max=LONGEST_REASON, message=N_("This is longer than %(max)d characters."))],
        filters=[lambda text: " ".join((text or "").split())],
    )

    def read(self, place_id: int, today: date, may_be_empty: bool) -> Report | None:
        """What it says; None when a message at a field says what is wrong."""
        if not self.validate():
            return None
        values = {metric: self._value(metric) for metric in ASKED}
        said = {metric: value for metric, value in values.items() if value is not None}
        report = Report(place_id, self.day.data, said, closed=self.closed.data)
        self._check_day(today)
        if not self.errors:
            self._check_sum(report, may_be_empty)
        return None if self.errors else report

    def fill_in(self, values: Mapping[Metric, int]) -> None:
        """Write what was reported into it."""
        for metric in ASKED:
            if metric in values:
                self[metric.value].data = written(metric, values[metric])

    def _value(self, metric: Metric) -> int | None:
        field = self[metric.value]
        try:
            return cells.read_value(field.data or "", metric)
        except cells.BadCell as bad:
            _say(field, _(str(bad)))
            return None

    def _check_day(self, today: date) -> None:
        if self.day.data > today:
            _say(self.day, _("This day lies in the future."))
        elif not FIRST_YEAR <= self.day.data.year <= LAST_YEAR:
            _say(self.day, _("The year cannot be right."))

    def _check_sum(self, report: Report, may_be_empty: bool) -> None:
        total = report.whole[Metric.visits]
        if total > MOST_VISITS:
            _say(self.full, _("Together these are more than 100,000; please check."))
        elif report.closed and total:
            _say(self.closed, _("Closed, and yet there were visitors? One of the two is wrong."))
        elif not report.closed and not any(metric in report.values for metric in ADMISSIONS):
            _say(self.full, _("How many came? Write 0 where there were none."))
        elif not report.closed and not total and not may_be_empty:
            _say(self.closed, _("As far as the desk knows it was closed. Tick it if so."))
        elif not report.closed and not total and not self.empty.data:
            _say(self.empty, _("Nobody at all? Tick this, or that it was closed."))


def written(metric: Metric, value: int) -> str:
    """A value as one types it: yuan with decimals only where there are some."""
    if metric not in MONEY:
        return str(value)
    return f"{value // 100}" if value % 100 == 0 else f"{value / 100:.2f}"


def _say(field: Field, text: Any) -> None:
    field.errors = [*field.errors, text]
