"""Yearly dates by a rule: computed, and therefore expected; never a fact."""

from datetime import date, timedelta
from typing import NamedTuple

from webapp.events.lunar import LunarDay, on_date
from webapp.events.models import DateStatus, Rule

STATUS = DateStatus.expected  # the only one that a computed date can have


class Span(NamedTuple):
    """Whole local days, both inclusive."""

    first: date
    last: date

    @property
    def length(self) -> int:
        """How many days it covers, at least 1."""
        return (self.last - self.first).days + 1

    def touches(self, first: date, last: date) -> bool:
        """Whether it shares a day with `first` to `last`."""
        return self.first <= last and self.last >= first


def in_year(rule: Rule, year: int) -> Span | None:
    """The days that `rule` names in `year` of its own calendar.

    Late days of a lunar year fall into the next Gregorian one. None when the year has no such
    day: no leap month of that number, a month of 29 days, a 29 February.
    """
    first = _day(rule, year, rule.month, rule.day)
    if first is None:
        return None
    if rule.end_month is None or rule.end_day is None:
        return Span(first, first)
    wraps = (rule.end_month, rule.end_day) < (rule.month, rule.day)
    last = _day(rule, year + wraps, rule.end_month, rule.end_day)
    return Span(first, last) if last and last >= first else None


def _day(rule: Rule, year: int, month: int, day: int) -> date | None:
    if rule.calendar == "lunar":
        return on_date(LunarDay(year, month, day, rule.leap))
    try:
        return date(year, month, day)
    except ValueError:
        return None


def nearest_year(rule: Rule, day: date) -> int | None:
    """The year of the rule whose computed date lies nearest to `day`.

    Tells which year a date that was really announced belongs to, when it differs from the rule.
    """
    years = {year: in_year(rule, year) for year in range(day.year - 1, day.year + 2)}
    near = {year: abs(span.first - day) for year, span in years.items() if span}
    best = min(near, key=lambda year: near[year], default=None)
    return best if best is not None and near[best] < timedelta(days=200) else None


def between(rule: Rule, first: date, last: date) -> list[tuple[int, Span]]:
    """Every computed span that touches `first` to `last`, with the year it is named after."""
    spans = ((year, in_year(rule, year)) for year in range(first.year - 1, last.year + 1))
    return [(year, span) for year, span in spans if span and span.touches(first, last)]
