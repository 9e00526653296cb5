"""Days in four languages: each in its own words, and traditional Mongolian by our own hand."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.core import dates
from webapp.core.dates import Style, span, written

FRIDAY = date(2026, 7, 24)
STYLES = {name: style for name, style in vars(dates).items() if isinstance(style, Style)}
# What a style may leave in a language that is not its own: Babel prints “M07” and “Fri” for mvf.
FOREIGN = {
    "zh": re.compile(r"[A-Za-z\u0400-\u04ff\u1800-\u18af]"),
    "en": re.compile(r"[一-鿿\u0400-\u04ff\u1800-\u18af]"),
    "mn": re.compile(r"[A-Za-z一-鿿\u1800-\u18af]"),
    "mvf": re.compile(r"[A-Za-z一-鿿\u0400-\u04ff]"),
}


@pytest.mark.parametrize(
    ("style", "zh", "en", "mn", "mvf"),
    [
        (
            dates.DAY,
            "2026年7月24日 星期五",
            "Friday, 24 July 2026",
            "2026 оны 7-р сарын 24, баасан гараг",
            "2026 ᠣᠨ\u202fᠤ 7 ᠰᠠᠷ\u180eᠠ\u202fᠶᠢᠨ 24 ᠡᠳᠦᠷ ᠭᠠᠷᠠᠭ\u202fᠤᠨ ᠲᠠᠪᠤ",
        ),
        (
            dates.YEAR_MONTH,
            "2026年7月",
            "July 2026",
            "2026 оны 7-р сар",
            "2026 ᠣᠨ\u202fᠤ 7 ᠰᠠᠷ\u180eᠠ",
        ),
        (dates.WEEKDAY_SHORT, "周五", "Fri", "Ба", "ᠲᠠᠪᠤ"),
        (dates.YEAR, "2026年", "2026", "2026 он", "2026 ᠣᠨ"),
    ],
)
def test_a_day_is_said_in_each_language(style: Style, zh: str, en: str, mn: str, mvf: str) -> None:
    assert [written(FRIDAY, style, code) for code in FOREIGN] == [zh, en, mn, mvf]


def test_no_day_of_a_year_has_letters_of_another_language() -> None:
    year = [date(2027, 1, 1) + timedelta(days) for days in range(365)]
    for code, foreign in FOREIGN.items():
        for name, style in STYLES.items():
            found = {text for day in year if foreign.search(text := written(day, style, code))}
            assert not found, (code, name)


@pytest.mark.parametrize(
    ("last", "mn", "mvf"),
    [
        (24, "7-р сарын 24", "7 ᠰᠠᠷ\u180eᠠ\u202fᠶᠢᠨ 24 ᠡᠳᠦᠷ"),
        (26, "7-р сарын 24–26", "7 ᠰᠠᠷ\u180eᠠ\u202fᠶᠢᠨ 24–26 ᠡᠳᠦᠷ"),
        (
            33,
            "7-р сарын 24 – 8-р сарын 2",
            "7 ᠰᠠᠷ\u180eᠠ\u202fᠶᠢᠨ 24 ᠡᠳᠦᠷ – 8 ᠰᠠᠷ\u180eᠠ\u202fᠶᠢᠨ 2 ᠡᠳᠦᠷ",
        ),
    ],
)
def test_days_in_a_row_name_their_month_once(last: int, mn: str, mvf: str) -> None:
    end = FRIDAY + timedelta(days=last - 24)
    said = [span(FRIDAY, end, dates.MONTH_DAY, dates.SHORT, code) for code in ("mn", "mvf")]
    assert said == [mn, mvf]


DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@given(DAYS, st.integers(0, 800), st.sampled_from([dates.DATE, dates.MONTH_DAY]))
def test_days_in_a_row_keep_to_their_letters_and_name_both_ends(
    first: date, more: int, style: Style
) -> None:
    last = first + timedelta(days=more)
    for code, foreign in FOREIGN.items():
        text = span(first, last, style, dates.SPOKEN, code)
        assert not foreign.search(text)
        numbers = re.findall(r"\d+", text)
        assert {str(first.day), str(last.day)} <= set(numbers), text
        if style is dates.DATE:
            assert {str(first.year), str(last.year)} <= set(numbers), text
