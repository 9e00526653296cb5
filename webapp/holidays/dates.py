"""Days as notices write them: 2月15日（农历腊月二十八、周日）至23日, 2026-02-14, one or several."""

import re
from datetime import date, timedelta

from webapp.core.marking import N_
from webapp.holidays.reading import NotUnderstood

WEEKDAYS = "一二三四五六日"
LONGEST_RUN = 31  # days; more is a slip of the pen


def _date(suffix: str) -> str:
    """A pattern for one date with named groups; year and month may be left out."""
    return (
        rf"(?:(?P<year{suffix}>\d{{4}})[年/.-])?(?:(?P<month{suffix}>\d\d?)[月/.-])?"
        rf"(?P<day{suffix}>\d\d?)(?!\d)[日号]?"
        rf"(?P<note{suffix}>\([^()]*\)|(?:周|星期)[{WEEKDAYS}天])?"
    )


def _nameless(pattern: str) -> str:
    return re.sub(r"\?P<\w+>", "?:", pattern)


# A single hyphen is no “to”: 2-15-16 could then be read in two ways, and many of them for ever.
SPAN = rf"{_date('1')}(?:(?:\.\.+|--|[至到~—–]+){_date('2')})?"
SPANS = rf"{_nameless(SPAN)}(?:[、和,]{_nameless(SPAN)})*"
_SPAN = re.compile(SPAN, re.ASCII)


def read_days(text: str, year: int) -> list[date]:
    """The days that a text matching `SPANS` means, in its order.

    Args:
        year: The year of dates that name none; a month left out is that of the date before.

    Raises:
        NotUnderstood: a day does not exist, its weekday is another, or a span runs backwards.
    """
    days: list[date] = []
    before = None
    for match in _SPAN.finditer(text):
        first = _read(match, "1", before, year)
        before = last = _read(match, "2", first, first.year) if match["day2"] else first
        length = (last - first).days + 1
        if length < 1:
            raise NotUnderstood(N_("%(last)s is before %(first)s."), first=first, last=last)
        if length > LONGEST_RUN:
            raise NotUnderstood(N_("%(n)s days in a row are no holiday."), n=length)
        days += [first + timedelta(days=n) for n in range(length)]
    return days


def _read(match: re.Match[str], which: str, before: date | None, year: int) -> date:
    number = {part: match[f"{part}{which}"] for part in ("year", "month", "day")}
    if number["month"] is None and (before is None or number["year"]):
        raise NotUnderstood(N_("“%(text)s” does not say the month."), text=match[0])
    month = int(number["month"] or (before.month if before else 0))
    try:
        found = date(int(number["year"] or year), month, int(number["day"]))
    except ValueError as error:
        reason = N_("There is no such day as “%(text)s”.")
        raise NotUnderstood(reason, text=match[0]) from error
    _check_weekday(found, match[f"note{which}"] or "")
    return found


def _check_weekday(day: date, note: str) -> None:
    """Whether the weekday that a note in brackets names is that of the day."""
    named = re.search(rf"(?:周|星期)([{WEEKDAYS}天])", note)
    if named and WEEKDAYS.index(named[1].replace("天", "日")) != day.weekday():
        raise NotUnderstood(N_("%(day)s is no %(weekday)s."), day=day, weekday="星期" + named[1])
