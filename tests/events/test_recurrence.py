"""Yearly dates by a rule: right in leap years, none rather than a wrong one, never a fact."""

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.events import recurrence
from webapp.events.lunar import LunarDay, lunar_day
from webapp.events.models import DateStatus, Rule
from webapp.events.recurrence import in_year

# Reference C113: lunar day, then its date in the lunar years 2025 to 2030.
C113 = {
    (1, 1): "2025-01-29 2026-02-17 2027-02-06 2028-01-26 2029-02-13 2030-02-03",
    (1, 15): "2025-02-12 2026-03-03 2027-02-20 2028-02-09 2029-02-27 2030-02-17",
    (4, 15): "2025-05-12 2026-05-31 2027-05-20 2028-05-09 2029-05-27 2030-05-16",
    (7, 24): "2025-09-15 2026-09-05 2027-08-25 2028-09-12 2029-09-02 2030-08-22",
    (8, 1): "2025-09-22 2026-09-11 2027-09-01 2028-09-19 2029-09-08 2030-08-29",
    (8, 15): "2025-10-06 2026-09-25 2027-09-15 2028-10-03 2029-09-22 2030-09-12",
    (9, 9): "2025-10-29 2026-10-18 2027-10-08 2028-10-26 2029-10-16 2030-10-05",
    (10, 25): "2025-12-14 2026-12-03 2027-11-22 2028-12-10 2029-11-30 2030-11-20",
    (12, 23): "2026-02-10 2027-01-30 2028-01-19 2029-02-06 2030-01-26 2031-01-16",
}


@pytest.mark.parametrize(("month", "day"), C113)
def test_lunar_rules_fall_on_the_dates_of_c113(month: int, day: int) -> None:
    computed = [in_year(Rule(month, day), year) for year in range(2025, 2031)]
    assert [str(span.first) for span in computed if span] == C113[month, day].split()


def test_a_rule_over_several_days_has_the_lengths_of_c113() -> None:
    rule = Rule(7, 24, end_month=8, end_day=1)
    spans = [in_year(rule, year) for year in range(2025, 2031)]
    assert [span.length for span in spans if span] == [8, 7, 8, 8, 7, 8]


def test_a_rule_for_a_regular_month_never_falls_into_the_leap_month() -> None:
    assert in_year(Rule(5, 13), 2028) == (date(2028, 6, 5), date(2028, 6, 5))
    assert in_year(Rule(6, 4), 2025) == (date(2025, 6, 28), date(2025, 6, 28))


def test_a_rule_for_a_leap_month_has_a_date_only_where_there_is_one() -> None:
    leap = Rule(5, 13, leap=True)
    assert in_year(leap, 2028) == (date(2028, 7, 5), date(2028, 7, 5))
    assert in_year(leap, 2027) is None


@given(st.integers(1950, 2090), st.integers(1, 12), st.integers(1, 30))
def test_a_computed_lunar_date_is_that_lunar_day_or_none(year: int, month: int, day: int) -> None:
    span = in_year(Rule(month, day), year)
    assert span is None or lunar_day(span.first) == LunarDay(year, month, day, leap=False)


def test_a_thirtieth_that_a_year_lacks_gives_no_date() -> None:
    assert in_year(Rule(7, 30), 2026) is None
    assert in_year(Rule(7, 29, end_month=7, end_day=30), 2026) is None


def test_a_gregorian_rule_keeps_its_day_and_may_run_over_new_year() -> None:
    season = Rule(12, 20, calendar="gregorian", end_month=1, end_day=5)
    assert in_year(season, 2026) == (date(2026, 12, 20), date(2027, 1, 5))
    assert in_year(Rule(2, 29, calendar="gregorian"), 2027) is None


def test_what_is_computed_is_only_ever_expected() -> None:
    assert recurrence.STATUS is DateStatus.expected


def test_half_an_end_is_no_rule() -> None:
    with pytest.raises(msgspec.ValidationError, match="belong together"):
        msgspec.convert({"month": 5, "day": 13, "end_month": 5}, Rule)


def test_a_range_finds_the_late_days_of_the_lunar_year_before() -> None:
    found = recurrence.between(Rule(12, 23), date(2027, 1, 1), date(2027, 12, 31))
    assert found == [(2026, (date(2027, 1, 30), date(2027, 1, 30)))]


def test_an_announced_day_belongs_to_the_nearest_computed_year() -> None:
    assert recurrence.nearest_year(Rule(12, 23), date(2027, 1, 28)) == 2026
    assert recurrence.nearest_year(Rule(5, 13), date(2027, 7, 10)) == 2027
