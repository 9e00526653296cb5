"""The plan of an edition and its race day in words, and where its pages lie."""

from datetime import date, timedelta
from typing import Any

from flask import current_app, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as N_  # noqa: N812 - the name that Babel looks for
from flask_babel import ngettext

from webapp.core import clock, dates, languages
from webapp.core.words import clock_time, in_style, short_day
from webapp.race import notice_words
from webapp.race.courses import words as course_words
from webapp.race.delays import Start
from webapp.race.models import Edition
from webapp.race.parts import Parts
from webapp.race.plan import Category, Document, Step, TimetableItem
from webapp.race.plan_words import word
from webapp.race.race_day import Day, Happening, Riding, Watching
from webapp.race.results.models import ResultState

ICONS = {
    Step.register: "icon-ticket",
    Step.briefing: "icon-list",
    Step.call_up: "icon-crowd",
    Step.start: "icon-route",
    Step.award: "icon-confirmed",
    Step.other: "icon-clock",
}
LABELS: tuple[tuple[str, str, Any], ...] = (
    ("course", "race_courses.page", N_("Course")),
    ("roads", "race_roads.page", N_("Road closures")),
    ("start_list", "race_riders.page", N_("Start list")),
    ("results", "race_results.page", N_("Results")),
    ("travel", "race_travel.page", N_("Travel with the race")),
)


def link(endpoint: str, year: int) -> str:
    """Where a page of an edition lies; empty when this service has no such page."""
    return url_for(endpoint, year=year) if endpoint in current_app.view_functions else ""


def part_links(parts: Parts | None, *names: str) -> list[tuple[str, str]]:
    """Label and address of each page there is of an edition beside its own.

    Args:
        names: Only these of them, as `Parts` names them; all without.
    """
    if parts is None:
        return []
    wanted = [one for one in LABELS if getattr(parts, one[0]) and (not names or one[0] in names)]
    found = [(str(label), link(endpoint, parts.year)) for _name, endpoint, label in wanted]
    return [(label, address) for label, address in found if address]


def results_link(day: Day) -> tuple[str, str] | None:
    """Label and address of the results as they stand; None before there are any."""
    state, year = day.known.results, day.edition.year
    if state is None:
        return None
    live = link("race_results.live", year) if state is ResultState.live else ""
    address = live or link("race_results.page", year)
    if not address:
        return None
    return (_("Live results") if state is ResultState.live else _("Results")), address


def happening(one: Happening, edition: Edition) -> str:
    """What happens: 检录, or who starts."""
    if one.start is not None:
        name = notice_words.wave_name(one.start.wave, edition)
        return _("Start: %(wave)s", wave=name)
    return item_name(one.item) if one.item else ""


def planned(start: Start | None) -> str:
    """Of a start that was moved, when it was planned; else empty."""
    if start is None or start.at == start.planned:
        return ""
    return _("instead of %(time)s", time=clock_time(start.planned))


def item_name(item: TimetableItem) -> str:
    """What an item of the timetable is: its own words, else what kind of step it is."""
    return languages.words(item.what) if item.what.zh else word(item.step)


def hours(one: Happening) -> str:
    """When: 08:20–08:50; of a start, as it stands now."""
    if one.start is not None:
        return clock_time(one.at)
    return item_hours(one.item) if one.item else ""


def item_hours(item: TimetableItem) -> str:
    """From when, and until when where that is said."""
    begins = item.starts.strftime("%H:%M")
    return f"{begins}–{item.ends.strftime('%H:%M')}" if item.ends else begins


def other_day(one: Happening) -> str:
    """Its day when that is not today; else empty."""
    day = clock.local(one.at).date()
    return "" if day == clock.today() else short_day(day)


def riding(one: Riding, day: Day) -> str:
    """A wave on the course: since when, and until when at the latest unless it was stopped."""
    name = notice_words.wave_name(one.start.wave, day.edition)
    since = clock_time(one.start.at)
    if one.until is None or day.stopped:
        return _("%(wave)s: started at %(time)s", wave=name, time=since)
    return _(
        "%(wave)s: started at %(time)s, the last at the finish by %(until)s",
        wave=name,
        time=since,
        until=clock_time(one.until),
    )


def watching(one: Watching) -> str:
    """When riders pass a spectator point: 09:45–11:40."""
    first, last = clock_time(one.first), clock_time(one.last)
    return first if first == last else f"{first}–{last}"


def getting_there(one: Watching) -> str:
    """Until when one gets to a spectator point; empty when nobody says."""
    if one.reach_by is None:
        return ""
    if one.reach_by <= clock.now():
        return _(
            "No longer reached: one had to be there by %(time)s.", time=clock_time(one.reach_by)
        )
    return _("Be there by %(time)s.", time=clock_time(one.reach_by))


point_name = course_words.point_name
kilometre = course_words.kilometre


def born(category: Category) -> str:
    """Who may ride by age: 1987年1月1日至2009年12月31日出生; empty when everybody may."""
    first, last = category.born_from, category.born_to
    if first and last:
        return _("%(first)s to %(last)s", first=_birthday(first), last=_birthday(last))
    if first:
        return _("on %(day)s or later", day=_birthday(first))
    return _("on %(day)s or earlier", day=_birthday(last)) if last else ""


def _birthday(day: date) -> str:
    return in_style(day, dates.DATE_SHORT)


def limit(minutes: int) -> str:
    """A time limit: 4小时, 3小时30分."""
    whole, rest = divmod(timedelta(minutes=minutes), timedelta(hours=1))
    left = rest // timedelta(minutes=1)
    said = [ngettext("%(num)s hour", "%(num)s hours", whole)] if whole else []
    if left:
        said.append(ngettext("%(num)s minute", "%(num)s minutes", left))
    return " ".join(said)


def document_name(document: Document) -> str:
    """What a document is called: its title, else what it is."""
    return languages.words(document.title) if document.title.zh else word(document.kind)
