"""How firm figures are and what was decided about them, in words for everybody."""

from collections.abc import Mapping
from datetime import datetime

from flask import Flask

from webapp.core import clock
from webapp.core.words import day, number
from webapp.visits import labels
from webapp.visits.amounts import yuan
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
    }


def of_status(firmness: Mapping[Status, int], status: str) -> int:
    """How many days of places have a status."""
    return firmness.get(Status(status), 0)


def status_of_days(status: str) -> str:
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


def day_of(instant: datetime) -> str:
    """The day on which something happened, in Shiguai."""
    return day(clock.local(instant).date())
