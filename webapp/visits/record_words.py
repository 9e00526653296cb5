"""How firm figures are and what was decided about them, in words for everybody."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from flask import Flask
from flask_babel import gettext as _
from jinja2 import pass_context
from jinja2.runtime import Context

from webapp.core import clock, dates, languages
from webapp.core.words import day, in_style, number
from webapp.holidays import names
from webapp.visits import labels
from webapp.visits.amounts import yuan
from webapp.visits.comparisons import Basis, Span, percent
from webapp.visits.decision_words import method_changes
from webapp.visits.ledger import MONEY
from webapp.visits.methods import MethodChange
from webapp.visits.models import Metric, Status


def init_app(app: Flask) -> None:
    """Give the words to the templates."""
    app.jinja_env.filters |= {
        "of_status": of_status,
        "status_of_days": status_of_days,
        "metric_of_entries": metric_of_entries,
        "method_change": method_change,
        "in_units": in_units,
        "day_of": day_of,
        "basis_name": basis_name,
        "growth": growth,
        "days_between": days_between,
        "holiday_name": holiday_name,
        "correction_reason": correction_reason,
    }


def of_status(firmness: Mapping[Status, int], status: str) -> int:
    """How many days of places have a status."""
    return firmness.get(Status(status), 0)


@pass_context
def status_of_days(_context: Context, status: str) -> str:
    """What a status is called."""
    return labels.statuses()[Status(status)]


def metric_of_entries(metric: Metric) -> str:
    """What a metric is called, with its unit where it is money."""
    return labels.metrics()[metric]


def method_change(change: MethodChange) -> str:
    """What made a version another one."""
    return method_changes()[change]


def in_units(value: int, metric: Metric) -> str:
    """A figure as people write it: money in yuan."""
    return f"{yuan(value):,}" if metric in MONEY else number(value)


@pass_context
def correction_reason(_context: Context, reason: str) -> str:
    """Why a figure was corrected, in the reader's language where nobody wrote it."""
    return labels.reason(reason)


@pass_context
def basis_name(_context: Context, basis: Basis | str) -> str:
    """What a comparison rests on.

    With a context, for without one a template asks once for all languages, when it is compiled.
    """
    return {
        Basis.same_dates: _("Same dates"),
        Basis.per_holiday_day: _("Per holiday day"),
        Basis.same_places: _("Same places"),
        Basis.lunar: _("By the lunar calendar"),
    }[Basis(basis)]


def growth(part: Decimal) -> str:
    """By how much it grew, with its sign: +5.9%, −3.0%."""
    return f"{percent(part):+}%".replace("-", "−")


def days_between(span: Span) -> str:
    """Two days and what lies between them: 1 Jan 2026 – 22 Nov 2026."""
    return "–".join(in_style(day, dates.DATE_SHORT) for day in span)


def holiday_name(holiday: str) -> str:
    """What a holiday is called."""
    return languages.words(names.translated(holiday))


def day_of(instant: datetime) -> str:
    """The day on which something happened, in Shiguai."""
    return day(clock.local(instant).date())
