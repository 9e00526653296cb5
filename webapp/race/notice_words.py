"""Announcements of the race day in words."""

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import ngettext

from webapp.core import languages
from webapp.core.words import clock_time
from webapp.race.delays import Start, starts
from webapp.race.models import Edition, Notice, NoticeKind
from webapp.race.plan import Wave

KINDS = {
    NoticeKind.delay: "icon-clock",
    NoticeKind.stopped: "icon-cancelled",
    NoticeKind.information: "icon-expected",
}


def heading(notice: Notice, edition: Edition) -> str:
    """What an announcement says, in one line."""
    if notice.kind is NoticeKind.stopped:
        return _("The race is stopped")
    if notice.kind is NoticeKind.information:
        return languages.words(notice.text)
    late = ngettext("%(num)s minute late", "%(num)s minutes late", notice.minutes or 0)
    wave = next((one for one in edition.waves if one.code == notice.wave), None)
    if wave is None:
        return _("All starts are %(late)s", late=late)
    return _("%(wave)s starts %(late)s", wave=wave_name(wave, edition), late=late)


def more(notice: Notice) -> str:
    """What else was said; empty when the heading says it all."""
    return "" if notice.kind is NoticeKind.information else languages.words(notice.text)


def wave_name(wave: Wave, edition: Edition) -> str:
    """What a wave is called: its name, else the categories that start in it."""
    if wave.name.zh:
        return languages.words(wave.name)
    names = {one.code: languages.words(one.name) for one in edition.categories}
    known = [names[code] for code in wave.categories if code in names]
    return _(", ").join(known) or _("Wave %(code)s", code=wave.code)


def start_words(start: Start) -> str:
    """When a wave starts: 09:30 instead of 09:00."""
    now, planned = clock_time(start.at), clock_time(start.planned)
    if start.at == start.planned:
        return now
    return _("%(now)s instead of %(planned)s", now=now, planned=planned)


def start_lines(edition: Edition, notices: Iterable[Notice]) -> list[tuple[str, str, bool]]:
    """Each wave with its start as it stands, and whether that was moved."""
    found = starts(edition, notices)
    return [
        (wave_name(one.wave, edition), start_words(one), one.at != one.planned) for one in found
    ]
