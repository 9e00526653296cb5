"""Each comparison names its basis; what the ministry published follows from the rules."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.visits.made import form, place_id, take
from webapp.visits import comparisons
from webapp.visits.comparisons import Basis, Comparison, growth_per_day, percent
from webapp.visits.models import Metric

# What the Ministry of Culture and Tourism published (亿 person-times or yuan), with the holidays'
# lengths: value, days, base, days of the base, growth as printed. Sources: reference B6; the bases
# of 2019 and 2022 are from the releases of those years.
PUBLISHED = {
    "国庆 2024, spending": ("7008.17", 7, "7534.3", 8, "6.3"),
    "国庆 2024, spending against 2019": ("7008.17", 7, "6497.1", 7, "7.9"),
    "中秋国庆 2023, person-times": ("8.26", 8, "4.22", 7, "71.3"),
    "中秋国庆 2023, spending": ("7534.3", 8, "2872.1", 7, "129.5"),
    "中秋国庆 2023, spending against 2019": ("7534.3", 8, "6497.1", 7, "1.5"),
    "春节 2024, spending": ("6326.87", 8, "3758.43", 7, "47.3"),
    "五一 2023, spending against 2019": ("1480.56", 5, "1176.7", 4, "0.66"),
}


def printed(value: str, days: int, base: str, base_days: int, growth: str) -> Decimal:
    found = growth_per_day(Decimal(value), days, Decimal(base), base_days)
    assert found is not None
    return percent(found, len(growth.partition(".")[2]))


@pytest.mark.parametrize("name", PUBLISHED)
def test_what_the_ministry_published_follows_to_the_printed_decimal(name: str) -> None:
    assert printed(*PUBLISHED[name]) == Decimal(PUBLISHED[name][-1])


def test_a_growth_of_rounded_numbers_is_within_their_rounding() -> None:
    """国庆 2024: 7.65 亿 in 7 days on 8.26 in 8, published +5.9 %.

    The printed numbers give 5.85 %, that is 5.8; what they were rounded from gives 5.7 to 6.0.
    """
    half = Decimal("0.005")
    now, before = Decimal("7.65"), Decimal("8.26")
    ends = [
        growth_per_day(now + one, 7, before + other, 8)
        for one, other in product((-half, half), repeat=2)
    ]
    lowest, highest = (percent(end) for end in (min(ends), max(ends)) if end is not None)  # type: ignore[type-var]
    assert lowest <= Decimal("5.9") <= highest
    assert printed("7.65", 7, "8.26", 8, "5.8") == Decimal("5.8")


def test_one_published_figure_needs_a_factor_that_was_never_published() -> None:
    """五一 2023: 2.74 亿 person-times in 5 days are 119.09 % of 2019's 1.95 in 4, it says.

    By day they are 112.4 %; the base must have been counted anew, by about 0.944.
    """
    plain = growth_per_day(Decimal("2.74"), 5, Decimal("1.95"), 4)
    assert plain is not None and percent(plain) == Decimal("12.4")
    counted_anew = growth_per_day(Decimal("2.74"), 5, Decimal("1.95"), 4, Decimal("0.9439"))
    assert counted_anew is not None and percent(counted_anew) == Decimal("19.1")


def test_person_times_against_2019_imply_one_base_for_two_years() -> None:
    """国庆 2023 (+4.1 %) and 2024 (+10.2 %) both stand on 6.94 亿, though 7.82 was published."""
    of_2023 = Decimal("8.26") / 8 * 7 / Decimal("1.041")
    of_2024 = Decimal("7.65") / Decimal("1.102")
    assert round(of_2023, 2) == round(of_2024, 2) == Decimal("6.94")


def test_the_raw_growth_of_a_longer_holiday_is_another_number() -> None:
    raw = growth_per_day(Decimal("6326.87"), 1, Decimal("3758.43"), 1)
    assert raw is not None and percent(raw) == Decimal("68.3")


def test_percents_are_rounded_half_up() -> None:
    assert percent(Decimal("0.0585"), 1) == Decimal("5.9")
    assert percent(Decimal("-0.0585"), 1) == Decimal("-5.9")
    assert percent(Decimal("0.00658"), 2) == Decimal("0.66")


MAY = date(2026, 5, 1), date(2026, 5, 3)


def days(first: date, *values: int | None) -> dict[date, int]:
    found = {first + timedelta(days=n): value for n, value in enumerate(values)}
    return {day: value for day, value in found.items() if value is not None}


def test_the_same_dates_are_compared_where_both_years_have_them() -> None:
    figures = {
        1: days(MAY[0], 10, 20, None) | days(date(2025, 5, 1), 5, None, 7),
        2: days(MAY[0], 100) | days(date(2025, 5, 1), 80),
    }
    found = comparisons.same_dates(figures, MAY)
    assert (found.value, found.base, found.place_days, found.left_out) == (110, 85, 2, 2)
    assert found.growth == Decimal(110) / 85 - 1
    assert comparisons.same_dates(figures, MAY, years=2).growth is None


def test_the_twenty_ninth_of_february_has_no_counterpart() -> None:
    leap = date(2028, 2, 28), date(2028, 2, 29)
    figures = {1: days(leap[0], 10, 20) | days(date(2027, 2, 28), 5, 5)}
    found = comparisons.same_dates(figures, leap)
    assert (found.value, found.base, found.days) == (10, 5, 1)


def test_holidays_of_different_length_are_compared_by_day() -> None:
    before = date(2025, 5, 1), date(2025, 5, 5)
    figures = {1: days(MAY[0], 30, 30, 30) | days(before[0], 20, 20, 20, 20, 20)}
    found = comparisons.per_holiday_day(figures, MAY, before)
    assert (found.value, found.days, found.base, found.base_days) == (90, 3, 100, 5)
    assert found.growth == Decimal("0.5")
    halved = comparisons.per_holiday_day(figures, MAY, before, Decimal("0.5"))
    assert (halved.growth, halved.factor) == (Decimal(2), Decimal("0.5"))


def test_only_places_counted_in_both_are_the_same_places() -> None:
    before = date(2025, 5, 1), date(2025, 5, 3)
    figures = {
        1: days(MAY[0], 10, 10) | days(before[0], 5),
        2: days(MAY[0], 900),
        3: days(before[0], 700),
        4: days(date(2024, 1, 1), 5),
    }
    found = comparisons.same_places(figures, MAY, before)
    assert (found.value, found.base, found.left_out) == (20, 5, 2)
    assert found.growth == 3


def test_spring_festivals_are_laid_upon_each_other() -> None:
    assert comparisons.new_year(2026) == date(2026, 2, 17)
    assert comparisons.new_year(2027) == date(2027, 2, 6)
    assert comparisons.lunar_day(date(2026, 2, 16)) == -1
    week = date(2027, 2, 6), date(2027, 2, 7)
    figures = {1: days(week[0], 30, 40) | days(date(2026, 2, 17), 20, 15)}
    found = comparisons.lunar(figures, week, 2026)
    assert (found.basis, found.value, found.base) == (Basis.lunar, 70, 35)
    assert found.growth == 1


def test_without_anything_to_compare_there_is_no_growth() -> None:
    nothing = comparisons.same_places({}, MAY, MAY)
    assert nothing == Comparison(Basis.same_places, 0, 0, 3, 3, 0, 0)
    assert nothing.growth is None
    zero = {1: days(MAY[0], 5) | days(date(2025, 5, 1), 0)}
    assert comparisons.same_dates(zero, MAY).growth is None


@given(st.dictionaries(st.dates(date(2025, 1, 1), date(2026, 12, 31)), st.integers(1, 1000)))
def test_a_year_compared_with_itself_did_not_grow(values: dict[date, int]) -> None:
    twice = values | {day.replace(year=2024): v for day, v in values.items() if day.year == 2025}
    found = comparisons.same_dates({1: twice}, (date(2025, 1, 1), date(2025, 12, 31)))
    of_2025 = [value for day, value in values.items() if day.year == 2025]
    assert (found.value, found.base) == (sum(of_2025), sum(of_2025))
    assert found.growth == (0 if of_2025 else None)


def test_figures_are_loaded_by_place_and_day(loaded: Session) -> None:
    take(loaded, form("2026-05-01,五当召,10", "2025-05-01,五当召,5", "2025-04-30,五当召,9"))
    found = comparisons.load(loaded, Metric.visits, MAY, (date(2025, 5, 1), date(2025, 5, 3)))
    assert found == {place_id(loaded): {date(2026, 5, 1): 10, date(2025, 5, 1): 5}}
