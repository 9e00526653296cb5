"""One year's official notice as an editor hands it in: read, checked, and what looks odd about it.

Days of the December before may belong to a notice: those for 2019 and 2023 begin on 29 and
31 December. The January after never did; it belongs to the next notice.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from urllib.parse import urlsplit

from webapp.core.marking import N_
from webapp.holidays import json_layout, names, proposal, sentences
from webapp.holidays.arrangement import Day, Source, runs
from webapp.holidays.models import DayOff
from webapp.holidays.reading import Problem, Unreadable, Written

LONGEST_TEXT = 20_000  # characters; a notice has under a thousand
SATURDAY = 5


@dataclass(frozen=True)
class Notice:
    """An arrangement that can be stored.

    Attributes:
        days: Earliest first, none twice.
        source: As far as the text itself names it.
        left_aside: Numbers of the lines of the text that say no days.
    """

    year: int
    days: tuple[Day, ...]
    source: Source
    left_aside: tuple[int, ...]


def read(text: str, year: int) -> Notice:
    """The arrangement of `year` out of a pasted text: sentences, a table, or JSON.

    Raises:
        Unreadable: with every line that cannot be read or cannot be true.
    """
    if len(text) > LONGEST_TEXT:
        raise Unreadable([Problem(0, N_("The text is too long for a notice."))])
    layout = json_layout if text.lstrip().startswith(("{", "[")) else sentences
    reading = layout.read(text, year)
    problems = [*reading.problems, *_untrue(reading.days, year)]
    if not problems and not reading.days:
        problems.append(Problem(0, N_("There is no day in it.")))
    if problems:
        raise Unreadable(problems)
    days = sorted((written.day for written in reading.days), key=lambda day: day.date)
    return Notice(year, tuple(days), reading.source, tuple(reading.left_aside))


def _untrue(days: Sequence[Written], year: int) -> Iterable[Problem]:
    """Days that cannot be as they are written."""
    seen: dict[date, int] = {}
    for line, day in ((written.line, written.day) for written in days):
        about = {"day": day.date}
        if not date(year - 1, 12, 1) <= day.date <= date(year, 12, 31):
            reason = N_("%(day)s does not belong to the notice for %(year)s.")
            yield Problem(line, reason, about | {"year": year})
        if day.kind is DayOff.work and day.date.weekday() < SATURDAY:
            reason = N_("%(day)s is worked anyway: only a Saturday or Sunday can be a work day.")
            yield Problem(line, reason, about)
        if day.date in seen:
            reason = N_("%(day)s is there twice: line %(line)s has it too.")
            yield Problem(line, reason, about | {"line": seen[day.date]})
        seen.setdefault(day.date, line)


def doubts(days: Sequence[Day], year: int, source: Source) -> list[Problem]:
    """What a notice may well say, but hardly ever does: for somebody to look at again."""
    return [*_unusual_names(days), *_gaps(days), *_missing(days, year), *_unofficial(source)]


def _unusual_names(days: Sequence[Day]) -> Iterable[Problem]:
    for name in dict.fromkeys(day.holiday for day in days):
        if name and not names.known(name):
            yield Problem(0, N_("“%(name)s” is none of the statutory holidays."), {"name": name})


def _gaps(days: Sequence[Day]) -> Iterable[Problem]:
    """Holidays whose days off do not follow each other, the weekend between them counted in."""
    worked = {day.date for day in days if day.kind is DayOff.work}
    free = [run for run in runs(days) if run.kind is DayOff.off]
    for name in dict.fromkeys(run.holiday for run in free):
        for one, next_one in pairwise(run for run in free if run.holiday == name):
            between = (next_one.first - one.last).days - 1
            gap = [one.last + timedelta(days=n + 1) for n in range(between)]
            if any(day.weekday() < SATURDAY or day in worked for day in gap):
                reason = N_("%(name)s has a gap: off until %(last)s, then again from %(first)s.")
                details = {"name": name, "last": one.last, "first": next_one.first}
                yield Problem(0, reason, details)


def _missing(days: Sequence[Day], year: int) -> Iterable[Problem]:
    """Statutory days that are not off."""
    off = {day.date for day in days if day.kind is DayOff.off}
    statutory = proposal.statutory_days(year)
    for run in runs(day for day in statutory if day.date not in off):
        reason = N_("By law %(first)s belongs to %(name)s, but it is not off here.")
        if run.length > 1:
            reason = N_("By law %(first)s to %(last)s belong to %(name)s, but are not off here.")
        yield Problem(0, reason, {"first": run.first, "last": run.last, "name": run.holiday})
    if statutory and {day.date for day in statutory} == {day.date for day in days}:
        yield Problem(0, N_("These are the statutory days alone. A notice arranges more days."))


def _unofficial(source: Source) -> Iterable[Problem]:
    host = urlsplit(source.url).hostname or ""
    if host and not f".{host}".endswith(".gov.cn"):
        reason = N_("The address is not one of gov.cn, where notices are published.")
        yield Problem(0, reason)
