"""Days as each language writes them: one style, one pattern a language.

The three languages that Unicode's locale data knows are written by Babel. For traditional Mongolian
it has nothing (a full date comes out as “2026 M07 24, Fri”), so that one is written here, after
C69 of the requirements: `2026 ᠣᠨ ᠤ 7 ᠰᠠᠷ᠎ᠠ ᠶᠢᠨ 24 ᠡᠳᠦᠷ`, with U+202F before each suffix, Western
digits, and the weekdays of Inner Mongolia, which counts them. It awaits review by a native reader.
"""

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from babel.dates import format_date

ONLY_HERE = "mvf"  # the language that Babel cannot write


class Style(NamedTuple):
    """How much of a day is said: Unicode's letters (y, M, d, E), for mvf fields of `_parts`."""

    zh: str
    en: str
    mn: str
    mvf: str


_Y = "{y} ᠣᠨ\u202fᠤ "
_M = "{m} ᠰᠠᠷ\u180eᠠ"
_OF_M = "{m} ᠰᠠᠷ\u180eᠠ\u202fᠶᠢᠨ "
_DAY_ENDS = " ᠡᠳᠦᠷ"
_D = "{d}" + _DAY_ENDS

DAY = Style(
    "y年M月d日 EEEE",
    "EEEE, d MMMM y",
    "y 'оны' M-'р' 'сарын' d, EEEE 'гараг'",
    f"{_Y}{_OF_M}{_D} {{weekday}}",
)
DATE = Style("y年M月d日", "d MMMM y", "y 'оны' M-'р' 'сарын' d", f"{_Y}{_OF_M}{_D}")
DATE_SHORT = DATE._replace(en="d MMM y")
MONTH_DAY = Style("M月d日", "d MMMM", "M-'р' 'сарын' d", f"{_OF_M}{_D}")
MONTH_DAY_SHORT = MONTH_DAY._replace(en="d MMM")
SHORT_DAY = Style("M月d日 EEE", "EEE d MMM", "M-'р' 'сарын' d, EEE", f"{_OF_M}{_D} {{weekday}}")
WORKDAY = Style("M月d日EEE", "EEE d MMMM", "M-'р' 'сарын' d, EEE", f"{_OF_M}{_D} {{weekday}}")
YEAR_MONTH = Style("y年M月", "LLLL y", "y 'оны' M-'р' 'сар'", f"{_Y}{_M}")
MONTH = Style("M月", "LLLL", "M-'р' 'сар'", _M)
MONTH_SHORT = MONTH._replace(en="LLL")
MONTH_AND_WEEKDAY = Style("M月 EEE", "MMM · EEE", "M-'р' 'сар' · EEE", f"{_M} · {{weekday}}")
YEAR = Style("y年", "y", "y 'он'", "{y} ᠣᠨ")
WEEKDAY_SHORT = Style("EEE", "EEE", "EEE", "{short}")
BEFORE_TIME = {"zh": " ", "en": ", ", "mn": ", ", "mvf": "᠂ "}  # between a day and its hour
NUMBERS = Style("M.d", "d MMM", "M.d", "{m}.{d}")  # both ends of days on a card

_WEEKDAYS = ("ᠨᠢᠭᠡᠨ", "ᠬᠣᠶᠠᠷ", "ᠭᠤᠷᠪᠠ", "ᠳᠥᠷᠪᠡ", "ᠲᠠᠪᠤ", "ᠵᠢᠷᠭᠤᠭ\u180eᠠ", "ᠡᠳᠦᠷ")
_WEEKDAY = "ᠭᠠᠷᠠᠭ\u202fᠤᠨ "


@lru_cache(8192)  # pages name the same days again and again, and Babel is slow
def written(day: date, style: Style, language: str) -> str:
    """A day in a style, for readers of `language`."""
    if language == ONLY_HERE:
        return style.mvf.format_map(_parts(day))
    return str(format_date(day, getattr(style, language), locale=language))


def _parts(day: date) -> dict[str, int | str]:
    short = _WEEKDAYS[day.weekday()]
    return {
        "y": day.year,
        "m": day.month,
        "d": day.day,
        "short": short,
        "weekday": _WEEKDAY + short,
    }


class Between(NamedTuple):
    """What stands between two days: in Chinese; in English between days and between months."""

    zh: str
    days: str
    months: str


SPOKEN = Between("至", " to ", " to ")
SHORT = Between("至", "–", " – ")
LEDGER = Between("—", "–", " – ")


def span(first: date, last: date, style: Style, between: Between, language: str) -> str:
    """Days in a row, with what they share said once: 2月15日至23日, 15–23 February.

    Args:
        style: With the year (`DATE`) or without.
    """
    start, end = written(first, style, language), written(last, style, language)
    if first == last:
        return end
    near = first.year == last.year
    if near and first.month == last.month:
        return _in_a_month(start, end, last.day, between, language)
    if language == "en":
        shown = written(first, MONTH_DAY, language) if near and style is DATE else start
        return f"{shown}{between.months}{end}"
    if near and style is DATE:
        end = written(last, MONTH_DAY, language)
    return f"{start}{between.zh if language == 'zh' else ' – '}{end}"


def _in_a_month(start: str, end: str, last: int, between: Between, language: str) -> str:
    if language == "zh":
        return f"{start}{between.zh}{last}日"
    if language == "en":
        return f"{start.split(' ')[0]}{between.days}{end}"
    return f"{start.removesuffix(_DAY_ENDS)}–{last}{_DAY_ENDS if language == ONLY_HERE else ''}"
