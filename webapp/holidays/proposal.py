"""What can be proposed before an editor has entered the notice; it is never an arrangement.

The days of the year's notice as lunar_python knows them, or else the statutory days alone, by
article 2 of 全国年节及纪念日放假办法 in the wording in force since 2025-01-01.
"""

import enum
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from lunar_python import Lunar
from lunar_python.util import HolidayUtil

from webapp.holidays import names
from webapp.holidays.arrangement import Day
from webapp.holidays.models import DayOff

IN_FORCE_SINCE = 2025


class Basis(enum.Enum):
    """What a proposal rests on."""

    package = "package"  # a program library's copy of the notice
    law = "law"  # the statutory days, computed


@dataclass(frozen=True)
class Proposal:
    """Days to begin with; empty for years that nothing is known of."""

    basis: Basis
    days: tuple[Day, ...]


def propose(year: int) -> Proposal:
    """The best that is known of a year without its notice."""
    copied = _from_package(year)
    if copied:
        return Proposal(Basis.package, copied)
    return Proposal(Basis.law, statutory_days(year))


@lru_cache(maxsize=32)
def statutory_days(year: int) -> tuple[Day, ...]:
    """The 13 days that are holidays by law, earliest first; none before the law of 2025.

    元旦 1 January; 春节 New Year's Eve to the third of the first lunar month; 清明节 the day of
    that solar term; 劳动节 1 and 2 May; 端午节 the fifth of the fifth and 中秋节 the fifteenth of
    the eighth lunar month; 国庆节 1 to 3 October. Where two fall on one day, it bears both names.
    """
    if year < IN_FORCE_SINCE:
        return ()
    new_year = _lunar(year, 1, 1)
    spring = [new_year + timedelta(days=n) for n in range(-1, 3)]
    by_name = {
        "元旦": [date(year, 1, 1)],
        "春节": spring,
        "清明节": [_clear_and_bright(year)],
        "劳动节": [date(year, 5, 1), date(year, 5, 2)],
        "端午节": [_lunar(year, 5, 5)],
        "国庆节": [date(year, 10, day) for day in (1, 2, 3)],
        "中秋节": [_lunar(year, 8, 15)],
    }
    joined: dict[date, str] = {}
    for name, days in by_name.items():
        for day in days:
            joined[day] = f"{joined[day]}、{name}" if day in joined else name
    return tuple(Day(day, DayOff.off, joined[day]) for day in sorted(joined))


def _lunar(year: int, month: int, day: int) -> date:
    return _date(Lunar.fromYmd(year, month, day).getSolar())


def _clear_and_bright(year: int) -> date:
    """The day on which the solar term 清明 begins, Beijing time."""
    return _date(Lunar.fromYmd(year, 3, 1).getJieQiTable()["清明"])


def _date(solar: object) -> date:
    return date(solar.getYear(), solar.getMonth(), solar.getDay())  # type: ignore[attr-defined]


def _from_package(year: int) -> tuple[Day, ...]:
    """The notice of a year as lunar_python has copied it."""
    found = HolidayUtil.getHolidays(year)
    days = (
        Day(
            date.fromisoformat(one.getDay()),
            DayOff.work if one.isWork() else DayOff.off,
            names.usual(one.getName()),
        )
        for one in found
    )
    return tuple(sorted(days, key=lambda day: day.date))
