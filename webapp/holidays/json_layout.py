"""An arrangement as JSON, in one of two layouts.

Ours says year, source and days:

    {"year": 2026, "source": {"title": "…", "url": "…", "published": "2025-11-04"},
     "days": [{"date": "2026-01-01", "kind": "off", "name": "元旦"}]}

The other is that of the public collection holiday-cn: `papers` with addresses, `isOffDay` true
or false instead of `kind`.
"""

import re
from datetime import date

import msgspec

from webapp.core.marking import N_
from webapp.holidays import names
from webapp.holidays.arrangement import Day, Source
from webapp.holidays.models import DayOff
from webapp.holidays.reading import NotUnderstood, Reading, Written


class _Day(msgspec.Struct):
    date: date
    name: str = ""
    kind: DayOff | None = None
    is_off_day: bool | None = msgspec.field(default=None, name="isOffDay")


class _Source(msgspec.Struct):
    title: str = ""
    url: str = ""
    published: date | None = None


class _Layout(msgspec.Struct):
    year: int
    days: list[_Day]
    source: _Source | None = None
    papers: list[str] = []


def read(text: str, year: int) -> Reading:
    """Every day that a JSON text says of the arrangement of `year`, and what is wrong with it."""
    reading = Reading()
    try:
        layout = msgspec.json.decode(text, type=_Layout)
    except (msgspec.DecodeError, RecursionError) as error:
        reading.problems.append(_broken(error).in_line(_line_of_error(text, str(error))))
        return reading
    lines = _lines_of_days(text)
    if len(lines) != len(layout.days):  # "date" in disguise: the line is then not known
        lines = [0] * len(layout.days)
    if layout.year != year:
        other = NotUnderstood(N_("This notice is for %(year)s."), year=layout.year)
        reading.problems.append(other.in_line(1))
    for line, stored in zip(lines, layout.days, strict=True):
        try:
            reading.days.append(Written(line, _day(stored)))
        except NotUnderstood as error:
            reading.problems.append(error.in_line(line))
    reading.source = _source(layout)
    return reading


def _day(stored: _Day) -> Day:
    kind = stored.kind
    if stored.is_off_day is not None:
        kind = DayOff.off if stored.is_off_day else DayOff.work
    if kind is None:
        raise NotUnderstood(N_("Is it off or work? The day says neither kind nor isOffDay."))
    name = names.usual(stored.name)
    if not names.fit(name):
        raise NotUnderstood(N_("“%(text)s” is no name of a holiday."), text=name[: names.LONGEST])
    if not name and kind is DayOff.off:
        raise NotUnderstood(N_("Which holiday is it? Write its name behind the days."))
    return Day(stored.date, kind, name)


def _source(layout: _Layout) -> Source:
    stored = layout.source or _Source(url=layout.papers[0] if layout.papers else "")
    return Source(stored.title, stored.url, stored.published)


def _broken(error: Exception) -> NotUnderstood:
    if not isinstance(error, msgspec.ValidationError):
        return NotUnderstood(N_("This is no JSON: a bracket, comma or quotation mark is wrong."))
    path = re.search(r"`\$\.?(.*)`", str(error))
    field = re.search(r"required field `(\w+)`", str(error))
    where = ".".join(found[1] for found in (path, field) if found) or "{ }"
    reason = N_("“%(where)s” is missing or not written as the layout asks.")
    return NotUnderstood(reason, where=where)


def _line_of_error(text: str, message: str) -> int:
    """The line that an error of msgspec means by a byte or by the number of a day."""
    lines = _lines_of_days(text)
    if (byte := re.search(r"\(byte (\d+)\)", message)) is not None:
        return text.encode()[: int(byte[1])].count(b"\n") + 1
    if (nth := re.search(r"\$\.days\[(\d+)\]", message)) and int(nth[1]) < len(lines):
        return lines[int(nth[1])]
    return text.count("\n") + 1 if "truncated" in message else 1


def _lines_of_days(text: str) -> list[int]:
    """The line on which each day says its date; nothing else in the layout is called so."""
    return [text.count("\n", 0, match.start()) + 1 for match in re.finditer(r'"date"\s*:', text)]
