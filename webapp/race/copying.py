"""An edition as the beginning of the next: everything that comes again, and no people."""

import re
from datetime import date

import msgspec

from webapp.core.translated import Translated
from webapp.race.draft import CategoryText, EditionText
from webapp.race.models import EditionStatus, NumberBasis
from webapp.review.paragraphs import NOTHING

_DIGITS = "零一二三四五六七八九"


def copied(text: EditionText, year: int, number: int, name: Translated = NOTHING) -> EditionText:
    """The same race in `year`, its date to be announced.

    Birthdays move by the years between; days of waves and of the timetable stay as far from the
    first day as they were. Riders, winners, remarks and documents belong to the old one alone.

    Args:
        name: Its name; without one the old one, its number and year moved on.
    """
    return EditionText(
        year=year,
        number=number,
        number_basis=NumberBasis.stated,
        name=name if name.zh else renamed(text, year, number),
        status=EditionStatus.planned,
        course=text.course,
        distance_km=text.distance_km,
        categories=tuple(_older(one, year - text.year) for one in text.categories),
        waves=text.waves,
        timetable=text.timetable,
        organisers=text.organisers,
        entry_note=text.entry_note,
        travel_note=text.travel_note,
    )


def renamed(text: EditionText, year: int, number: int) -> Translated:
    """The name of an edition with another number and year in it."""
    old = text.number or 0
    zh = text.name.zh.replace(f"第{in_chinese(old)}届", f"第{in_chinese(number)}届")
    zh = zh.replace(f"第{old}届", f"第{number}届")
    en = re.sub(rf"\b{re.escape(ordinal(old))}\b", ordinal(number), text.name.en)
    texts = text.name.texts() | {"zh": zh, "en": en}
    return Translated(**{code: _year_on(one, text.year, year) for code, one in texts.items()})


def _year_on(name: str, old: int, new: int) -> str:
    return re.sub(rf"(?<!\d){old}(?!\d)", str(new), name)


def in_chinese(number: int) -> str:
    """A number up to 99 as editions are counted: 十四, 二十一; digits beyond."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if not tens else ("" if tens == 1 else _DIGITS[tens]) + "十"
    return head + (_DIGITS[ones] if ones else "")


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 11th, 21st."""
    ends = {1: "st", 2: "nd", 3: "rd"}
    ending = "th" if number % 100 in (11, 12, 13) else ends.get(number % 10, "th")
    return f"{number}{ending}"


def _older(category: CategoryText, years: int) -> CategoryText:
    return msgspec.structs.replace(
        category,
        born_from=_moved(category.born_from, years, date(2000, 3, 1)),
        born_to=_moved(category.born_to, years, date(2000, 2, 28)),
    )


def _moved(day: date | None, years: int, instead: date) -> date | None:
    """A birthday in another year; where that has no 29 February, what still lets the same in."""
    if day is None:
        return None
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return instead.replace(year=day.year + years)
