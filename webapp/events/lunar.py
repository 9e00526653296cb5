"""The lunar calendar (农历): which day a date is in it, and on which date one of its days falls."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from lunar_python import LunarYear, Solar

MONTHS = "正二三四五六七八九十冬腊"
DIGITS = "一二三四五六七八九十"
# In Mongolian the months and days are counted; the second is a leap month.
NUMBERED = {
    "mn": ("билгийн тооллын {leap}{month}-р сарын {day}", "илүү "),
    "mvf": (
        "ᠪᠢᠯᠢᠭ\u202fᠦᠨ ᠲᠣᠭᠠᠯᠠᠯ\u202fᠤᠨ {leap}{month} ᠰᠠᠷ\u180eᠠ\u202fᠶᠢᠨ {day}",
        "ᠢᠯᠡᠭᠦᠦ ",
    ),
}


@dataclass(frozen=True)
class LunarDay:
    """A day of the lunar calendar; `year` is the Gregorian year in which its new year falls."""

    year: int
    month: int
    day: int
    leap: bool = False


@dataclass(frozen=True)
class _Month:
    year: int
    month: int
    leap: bool
    first: date
    length: int


@lru_cache(maxsize=64)
def _months_around(year: int) -> tuple[_Month, ...]:
    """The months of a lunar year, with the last two of the year before; 14 to 15 in all."""
    return tuple(
        _Month(
            year=month.getYear(),
            month=abs(month.getMonth()),
            leap=month.isLeap(),
            first=_date(month.getFirstJulianDay()),
            length=month.getDayCount(),
        )
        for month in LunarYear.fromYear(year).getMonths()
    )


def _date(julian_day: float) -> date:
    solar = Solar.fromJulianDay(julian_day)
    return date(solar.getYear(), solar.getMonth(), solar.getDay())


def lunar_day(day: date) -> LunarDay:
    """The lunar day that begins on the calendar day `day`."""
    for year in (day.year, day.year - 1):
        for month in _months_around(year):
            if month.first <= day < month.first + timedelta(days=month.length):
                number = (day - month.first).days + 1
                return LunarDay(month.year, month.month, number, month.leap)
    raise AssertionError(f"no lunar month holds {day}")


def on_date(wanted: LunarDay) -> date | None:
    """The date of a lunar day; None when that year has no such month or the month no such day.

    A regular month is never answered by the leap month of the same number, nor the other way.
    """
    for month in _months_around(wanted.year):
        if (month.year, month.month, month.leap) == (wanted.year, wanted.month, wanted.leap):
            fits = 1 <= wanted.day <= month.length
            return month.first + timedelta(days=wanted.day - 1) if fits else None
    return None


def lunar_label(day: date, language: str) -> str:
    """The lunar day in words: 农历五月十三, or “13th day of the 5th lunar month”."""
    found = lunar_day(day)
    if language == "zh":
        return "农历" + month_name(found) + day_name(found.day)
    if language in NUMBERED:
        pattern, leap = NUMBERED[language]
        return pattern.format(month=found.month, day=found.day, leap=leap if found.leap else "")
    leap = "leap " if found.leap else ""
    return f"{_ordinal(found.day)} day of the {leap}{_ordinal(found.month)} lunar month"


def month_name(day: LunarDay) -> str:
    """The month in Chinese: 五月, 闰六月, 正月, 腊月."""
    return ("闰" if day.leap else "") + MONTHS[day.month - 1] + "月"


def day_name(number: int) -> str:
    """The day of a lunar month in Chinese: 初一, 十三, 廿四, 三十."""
    if number % 10 == 0:
        return {10: "初十", 20: "二十", 30: "三十"}[number]
    return "初十廿"[number // 10] + DIGITS[number % 10 - 1]


def _ordinal(number: int) -> str:
    teen = 10 <= number % 100 <= 20
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"
