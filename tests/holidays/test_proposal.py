"""What may be proposed: the package's copy of 2026 (C112), later the statutory days alone."""

import pytest

from tests.holidays.made import DAYS_2026
from webapp.holidays import names, proposal
from webapp.holidays.arrangement import as_lines
from webapp.holidays.proposal import Basis, Proposal, propose, statutory_days


def test_the_package_knows_the_arrangement_of_2026_as_published() -> None:
    assert propose(2026) == Proposal(Basis.package, tuple(DAYS_2026))


def test_no_package_knows_2027_so_only_the_law_is_left() -> None:
    proposed = propose(2027)
    assert proposed.basis is Basis.law
    assert as_lines(proposed.days).splitlines() == [
        "2027-01-01 休 元旦",
        "2027-02-05..2027-02-08 休 春节",
        "2027-04-05 休 清明节",
        "2027-05-01..2027-05-02 休 劳动节",
        "2027-06-09 休 端午节",
        "2027-09-15 休 中秋节",
        "2027-10-01..2027-10-03 休 国庆节",
    ]


def test_the_law_gives_thirteen_days_all_off_in_the_notices_since() -> None:
    """The notice of 2025 is the first under the law in force since 2025-01-01."""
    for year in (2025, 2026):
        off = {day.date for day in propose(year).days if day.kind.value == "off"}
        assert len(statutory_days(year)) == 13
        assert {day.date for day in statutory_days(year)} <= off


@pytest.mark.parametrize(
    ("year", "new_year", "mid_autumn"),
    [
        (2025, "2025-01-29", "2025-10-06"),
        (2026, "2026-02-17", "2026-09-25"),
        (2027, "2027-02-06", "2027-09-15"),
        (2028, "2028-01-26", "2028-10-03"),
        (2029, "2029-02-13", "2029-09-22"),
        (2030, "2030-02-03", "2030-09-12"),
    ],
)
def test_the_moving_days_are_those_of_c113(year: int, new_year: str, mid_autumn: str) -> None:
    def of(name: str) -> list[str]:
        days = statutory_days(year)
        return [str(day.date) for day in days if name in names.parts(day.holiday)]

    assert (of("春节")[1], of("中秋节")) == (new_year, [mid_autumn])


def test_two_holidays_on_one_day_share_it() -> None:
    """15th of the eighth month 2028 is 3 October (C113)."""
    assert as_lines(statutory_days(2028)).splitlines()[-1] == "2028-10-03 休 国庆节、中秋节"


def test_before_the_law_of_2025_nothing_is_computed() -> None:
    assert statutory_days(2024) == ()
    assert proposal.propose(1999) == Proposal(Basis.law, ())
