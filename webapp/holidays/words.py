"""Holidays put into words, for the calendar and for the desk."""

import sys
from collections.abc import Sequence
from datetime import date, datetime

from flask import Flask
from flask_babel import gettext as _
from flask_babel import lazy_gettext as N_  # noqa: N812 - the name that Babel looks for
from markupsafe import Markup, escape

from webapp.core import clock, dates, languages
from webapp.core.words import clock_time, in_style, short_day
from webapp.core.words import day as day_word
from webapp.holidays import names
from webapp.holidays.arrangement import Day, Run
from webapp.holidays.calendar import Sheet
from webapp.holidays.reading import Problem

MARKS = {"off": N_("day off"), "work": N_("workday"), "law": N_("by law")}


def init_app(app: Flask) -> None:
    """Give templates this module by the name `holiday_words`."""
    app.jinja_env.globals["holiday_words"] = sys.modules[__name__]


def mark_word(style: str) -> str:
    """What a calendar writes at a day: 休, 班, or 法定 while the notice is not there."""
    return str(MARKS[style])


def not_known(sheet: Sheet) -> str:
    """What there is to say about a notice that is not there; empty when it is.

    Of the running year, whose notice came out last autumn, only in months with a holiday.
    """
    if sheet.known:
        return ""
    if sheet.year <= clock.today().year:
        if not sheet.holidays:
            return ""
        return _(
            "The holiday arrangement of %(year)s is not entered here yet;"
            " only the statutory days are marked.",
            year=sheet.year,
        )
    if sheet.holidays:
        return _(
            "Holiday arrangement of %(year)s to be announced; only the statutory days are marked.",
            year=sheet.year,
        )
    return _("Holiday arrangement of %(year)s to be announced.", year=sheet.year)


def run_days(run: Run) -> str:
    """Days in a row without their year: 2月15日至23日, 15–23 February."""
    style, language = dates.MONTH_DAY, languages.current()
    return dates.span(run.first, run.last, style, dates.SHORT, language)


def dated(run: Run, year: int) -> str:
    """Days in a row with their weekdays: 2月15日 周日至2月23日 周一; of another year with it."""
    text = short_day(run.first)
    if run.first.year != year:
        text = f"{text} ({run.first.year})"
    if run.length > 1:
        text = _("%(first)s to %(last)s", first=text, last=short_day(run.last))
    return text


def day_told(told: Day | None) -> Markup:
    """What an arrangement says of a day: 休 春节; an ordinary day when it does not have it."""
    if told is None:
        return escape(_("ordinary day"))
    return escape(f"{mark_word(told.kind.value)} ") + name(told.holiday)


def taken(days: Sequence[date]) -> str:
    """Why a notice cannot be stored whose days belong to another year's."""
    return _(
        "These days already belong to the notice of another year: %(days)s",
        days=", ".join(day_word(day) for day in days),
    )


def moment(instant: datetime) -> str:
    """An instant on the clocks of Shiguai: 2026年11月23日 星期一 16:05."""
    return f"{day_word(clock.local(instant).date())} {clock_time(instant)}"


def numbers(lines: Sequence[int]) -> str:
    """Numbers of lines: 1, 2, 4."""
    return ", ".join(map(str, lines))


def workdays(days: Sequence[date]) -> str:
    """Days worked instead, each with its weekday: 2月14日周六、2月28日周六."""
    between = "、" if languages.current() == "zh" else ", "
    return between.join(in_style(day, dates.WORKDAY) for day in days)


def name(holiday: str) -> Markup:
    """A holiday as it is stored, for this reader."""
    return languages.marked(names.translated(holiday))


def problem(found: Problem) -> str:
    """What is wrong with a text, in the reader's language: the line first, if it is in one."""
    said = {key: _in_words(key, value) for key, value in found.details.items()}
    reason = _(found.reason, **said)
    if not found.line:
        return reason
    return _("Line %(line)s: %(reason)s", line=found.line, reason=reason)


def _in_words(key: str, value: object) -> str:
    if isinstance(value, date):
        return day_word(value)
    return languages.words(names.translated(str(value))) if key == "name" else str(value)
