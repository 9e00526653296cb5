"""How statuses, kinds and days of events are put into words; every surface takes them from here."""

import sys
from datetime import date
from typing import NamedTuple

from flask import Flask
from flask_babel import gettext as _
from flask_babel import lazy_gettext as N_  # noqa: N812 - the name that Babel looks for

from webapp.core import clock, dates, languages, words
from webapp.core.words import in_style
from webapp.events.lunar import day_name, lunar_day, lunar_label, month_name
from webapp.events.models import DateStatus, EventKind, Precision
from webapp.events.occurrence import Occurrence
from webapp.events.recurrence import Span


def init_app(app: Flask) -> None:
    """Give templates this module by the name `event_words`."""
    app.jinja_env.globals["event_words"] = sys.modules[__name__]


STATUS_WORDS = {
    DateStatus.confirmed: N_("Confirmed"),
    DateStatus.expected: N_("Expected"),
    DateStatus.tba: N_("Date to be announced"),
    DateStatus.postponed: N_("Postponed"),
    DateStatus.moved: N_("Moved"),
    DateStatus.cancelled: N_("Cancelled"),
}
KIND_WORDS = {
    EventKind.sport: N_("Sport"),
    EventKind.temple: N_("Temple festivals"),
    EventKind.folk: N_("Folk customs"),
    EventKind.winter: N_("Ice and snow"),
    EventKind.culture: N_("Culture"),
    EventKind.forum: N_("Talks and forums"),
    EventKind.promotion: N_("Shopping"),
    EventKind.series: N_("Series"),
}
MEANINGS = {
    DateStatus.confirmed: N_("The organiser or a published report has named this date."),
    DateStatus.tba: N_("No date has been published yet. We show it here once it is."),
    DateStatus.moved: N_("It takes place, but somewhere else."),
    DateStatus.cancelled: N_("It does not take place."),
}


def status_word(status: DateStatus) -> str:
    """The status in one word."""
    return str(STATUS_WORDS[status])


def kind_word(kind: EventKind) -> str:
    """The kind, as the filter names it."""
    return str(KIND_WORDS[kind])


def status_meaning(one: Occurrence) -> str:
    """What the status means for someone who wants to go."""
    if one.status is DateStatus.expected:
        return _expected_meaning(one)
    if one.status is DateStatus.postponed:
        return _postponed_meaning(one)
    return str(MEANINGS[one.status])


def _expected_meaning(one: Occurrence) -> str:
    if one.stored is None:
        return _("Worked out from the calendar, not announced. Ask the organiser before you go.")
    return _("Planned or usual, not announced. Ask the organiser before you go.")


def _postponed_meaning(one: Occurrence) -> str:
    if one.postponed_to is not None:
        return _("It does not take place on this day; there is a new date.")
    return _("It does not take place on this day; the new date is not known yet.")


def title(one: Occurrence) -> str:
    """The title; anything but a confirmed date is said in it, for places that show nothing else."""
    name = languages.words(one.event.title)
    if one.status is DateStatus.confirmed:
        return name
    return _("%(status)s: %(title)s", status=status_word(one.status), title=name)


def month_word(month: date) -> str:
    """A month with its year: 2027年6月, June 2027."""
    return in_style(month, dates.YEAR_MONTH)


def month_short(month: date) -> str:
    """A month without its year: 6月, June."""
    return in_style(month, dates.MONTH)


def days(one: Occurrence) -> str:
    """The days in full, to be read alone: 2027年6月17日 星期四."""
    if one.span is None:
        return _("Date to be announced")
    if one.precision is Precision.month:
        return _("%(month)s, day not known", month=month_word(one.span.first))
    if one.precision is Precision.year:
        return _("%(year)s, month and day not known", year=format_year(one.span.first))
    return span_words(one.span)


def span_words(span: Span) -> str:
    """Days in full, the end as short as it can be said."""
    first, last = span
    if first == last:
        return words.day(first)
    return dates.span(first, last, dates.DATE, dates.SPOKEN, languages.current())


def _range(first: str, last: str) -> str:
    return _("%(first)s to %(last)s", first=first, last=last)


def weekday(day: date) -> str:
    """The day of the week, short: 周四, Thu."""
    return in_style(day, dates.WEEKDAY_SHORT)


def format_year(day: date) -> str:
    """The year: 2023年, 2023."""
    return in_style(day, dates.YEAR)


class Block(NamedTuple):
    """A date as a block on a card: one big line, small ones under it."""

    big: str
    small: str
    year: str


def block(one: Occurrence) -> Block:
    """The date of a card; the year is said when it is not the present one."""
    if one.span is None:
        return Block(_("TBA"), "", "")
    first, last = one.span
    year = _years(one.span)
    if one.precision is Precision.year:
        return Block(str(first.year), _("day unknown"), "")
    if one.precision is Precision.month:
        return Block(month_short(first), _("day unknown"), year)
    if first == last:
        return Block(str(first.day), in_style(first, dates.MONTH_AND_WEEKDAY), year)
    if (first.year, first.month) == (last.year, last.month):
        return Block(f"{first.day}–{last.day}", in_style(first, dates.MONTH_SHORT), year)
    ends = (in_style(day, dates.NUMBERS) for day in one.span)
    return Block("–".join(ends), "", year)


def _years(span: Span) -> str:
    if span.first.year != span.last.year:
        return f"{span.first.year}–{format_year(span.last)}"
    return "" if span.first.year == clock.today().year else format_year(span.first)


def hours(one: Occurrence) -> str:
    """The hours on the clocks of Shiguai: 08:30–17:00; empty when they are not known."""
    if one.starts_at is None:
        return ""
    start = words.clock_time(one.starts_at)
    return f"{start}–{words.clock_time(one.ends_at)}" if one.ends_at else start


def lunar(one: Occurrence) -> str:
    """The lunar day of a known day, or of both ends: 农历五月十三."""
    if one.on_days is None or one.runs_for_a_while:
        return ""
    language = languages.current()
    first, last = (lunar_label(day, language) for day in one.on_days)
    if first == last:
        return first
    return _range(first, last.removeprefix("农历"))


def lunar_in_grid(day: date) -> str:
    """The lunar day as a wall calendar prints it: 十三, and the month's name on its first day."""
    found = lunar_day(day)
    return month_name(found) if found.day == 1 else day_name(found.day)


def where(one: Occurrence) -> str:
    """Where it takes place, in words: the other place when it moved."""
    if one.moved_to is not None:
        return languages.words(one.moved_to)
    parts = [one.event.place.name if one.event.place else None, one.event.where]
    return " · ".join(languages.words(part) for part in parts if part)


def as_text(one: Occurrence, address: str) -> str:
    """All that someone has to know, to be copied into a message."""
    lines = [title(one), days(one), lunar(one), hours(one), where(one), address]
    if one.reason is not None:
        lines.insert(1, languages.words(one.reason))
    return "\n".join(line for line in lines if line)
