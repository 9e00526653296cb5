"""The lunar calendar, held to the conversions that five libraries agree on (C113)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.events.lunar import LunarDay, lunar_day, lunar_label, on_date


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)))
def test_a_date_and_its_lunar_day_lead_to_each_other(day: date) -> None:
    assert on_date(lunar_day(day)) == day


def test_the_leap_months_are_those_of_c113() -> None:
    leap = {
        (year, month)
        for year in range(2024, 2032)
        for month in range(1, 13)
        if on_date(LunarDay(year, month, 1, leap=True))
    }
    assert leap == {(2025, 6), (2028, 5), (2031, 3)}


def test_the_next_leap_seventh_and_eighth_months_are_those_of_c113() -> None:
    def years(month: int) -> list[int]:
        return [y for y in range(2025, 2064) if on_date(LunarDay(y, month, 1, leap=True))]

    assert years(7) == [2044, 2063]
    assert years(8) == [2052]


def test_a_day_that_a_short_month_lacks_has_no_date() -> None:
    assert on_date(LunarDay(2026, 7, 30)) is None
    assert on_date(LunarDay(2026, 7, 29)) == date(2026, 9, 10)


@pytest.mark.parametrize(
    ("day", "chinese", "english"),
    [
        (date(2027, 6, 17), "农历五月十三", "13th day of the 5th lunar month"),
        (date(2026, 9, 5), "农历七月廿四", "24th day of the 7th lunar month"),
        (date(2026, 2, 17), "农历正月初一", "1st day of the 1st lunar month"),
        (date(2025, 7, 25), "农历闰六月初一", "1st day of the leap 6th lunar month"),
        (date(2027, 1, 30), "农历腊月廿三", "23rd day of the 12th lunar month"),
        (date(2026, 6, 14), "农历四月廿九", "29th day of the 4th lunar month"),
        (date(2027, 6, 4), "农历四月三十", "30th day of the 4th lunar month"),
        (date(2026, 10, 19), "农历九月初十", "10th day of the 9th lunar month"),
        (date(2026, 10, 29), "农历九月二十", "20th day of the 9th lunar month"),
    ],
)
def test_labels_read_as_people_say_them(day: date, chinese: str, english: str) -> None:
    assert lunar_label(day, "zh") == chinese
    assert lunar_label(day, "en") == english
