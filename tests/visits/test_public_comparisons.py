"""A year beside the one before it: each growth has the name of its basis, or is not there."""

from datetime import date, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from tests.staff.made import stored_account
from tests.visits.made import NOW, form, take
from tests.visits.test_public import AtNow
from webapp.holidays.models import DayOff, HolidayDay, HolidayNotice
from webapp.visits.beside import the_year_before
from webapp.visits.comparisons import Basis

ADDRESS = "/en/visits/comparisons"


def days(first: date, many: int, place: str, value: int) -> list[str]:
    """Lines of a form: so many days in a row."""
    return [f"{first + timedelta(days=n)},{place},{value}" for n in range(many)]


def arrange(session: Session, clerk: int, first: date, length: int) -> None:
    """Let the notice of a year arrange its national holiday so, and nothing else."""
    notice = HolidayNotice(
        year=first.year,
        title="部分节假日安排",
        url="https://www.gov.cn/",
        entered_by_id=clerk,
        entered_at=NOW,
    )
    for day in range(length):
        off = {"kind": DayOff.off, "holiday": "国庆节"}
        notice.days.append(HolidayDay(day=first + timedelta(days=day), **off))
    session.add(notice)


class TheComparisons(AtNow):
    def lines(self) -> dict[str, list[str]]:
        page = self.get(ADDRESS)
        rows = page.soup.select(".compared tbody tr")
        cells = [row.select("th, td") for row in rows]
        words = [[" ".join(cell.get_text(" ").split()) for cell in row] for row in cells]
        return {row[0]: row[1:] for row in words}

    def test_are_not_there_without_figures_in_both_years(self) -> None:
        assert "There is nothing to compare yet" in self.get(ADDRESS).words
        take(self.session, form("2026-11-20,五当召,5"))
        assert "There is nothing to compare yet" in self.get(ADDRESS).words
        take(self.session, form("2025-12-20,五当召,5"))
        assert self.lines() == {}

    def test_by_the_same_dates_take_only_days_that_both_years_have(self) -> None:
        take(
            self.session,
            form(
                *days(date(2025, 11, 1), 10, "五当召", 100),
                *days(date(2026, 11, 1), 9, "五当召", 110),
                *days(date(2026, 11, 1), 9, "青山村", 500),
            ),
        )
        found = self.lines()
        assert found["Same dates"][:3] == ["990", "900", "+10.0%"]
        assert "Only days that a place has in both years: 9." in found["Same dates"][3]
        assert "9 days of places are left out." in found["Same dates"][3]
        assert found["Same places"][:3] == ["990", "900", "+10.0%"]
        assert "1 place is left out." in found["Same places"][3]
        assert "1 Jan 2026–9 Nov 2026 · 1 Jan 2025–9 Nov 2025" in found["Same places"][3]

    def test_are_named_in_the_language_of_the_page(self) -> None:
        take(self.session, form("2025-11-02,五当召,5", "2026-11-02,五当召,6"))
        self.get("/visits/comparisons")
        assert "Same dates" in self.get(ADDRESS).words
        self.get("/visits?year=2025")
        assert "同期" not in self.get(ADDRESS).words

    def test_around_the_spring_festival_follow_the_moon(self) -> None:
        take(
            self.session,
            form(
                *days(date(2025, 1, 22), 22, "五当召", 100),
                *days(date(2026, 2, 10), 22, "五当召", 90),
                "2026-11-02,五当召,1",
            ),
        )
        found = self.lines()["By the lunar calendar"]
        assert found[:3] == ["1,980", "2,200", "−10.0%"]
        assert "10 Feb 2026–3 Mar 2026 · 22 Jan 2025–12 Feb 2025" in found[3]

    def test_of_holidays_are_by_their_days_and_only_when_everybody_reported(self) -> None:
        clerk = stored_account(self.session).id
        self.session.execute(delete(HolidayDay))
        self.session.execute(delete(HolidayNotice))
        arrange(self.session, clerk, date(2025, 10, 1), 8)
        arrange(self.session, clerk, date(2026, 10, 1), 7)
        self.session.commit()
        before = days(date(2025, 10, 1), 8, "五当召", 700)
        now = days(date(2026, 10, 1), 7, "五当召", 770)
        take(self.session, form(*before, *now[:-1], "2026-11-02,五当召,1"))
        (name,) = [one for one in self.lines() if one.startswith("Per holiday day")]
        assert self.lines()[name][2] == "not comparable"
        take(self.session, form(now[-1]))
        found = self.lines()[name]
        assert found[:3] == ["5,390", "5,600", "+10.0%"]
        assert "Per day: 7 days beside 8." in found[3]


class TheChart(AtNow):
    """两年的数: 五当召 in both years, 青山村 in this one alone."""

    def setUp(self) -> None:
        super().setUp()
        take(
            self.session,
            form(
                *days(date(2025, 11, 1), 30, "五当召", 100),
                *days(date(2026, 11, 1), 9, "五当召", 110),
                *days(date(2026, 11, 1), 9, "青山村", 500),
                "2026-03-05,青山村,70",
                "2026-11-23,五当召,999",
            ),
        )

    def november(self, query: str = "") -> str:
        return self.get(f"/en/visits{query}").texts("table.months tbody tr")[10]

    def test_names_the_basis_that_was_chosen(self) -> None:
        page = self.get("/en/visits")
        assert page.texts(".bases a[aria-current]") == ["Same dates"]
        assert page.texts(".before-mark") == ["Same dates 2025"]
        assert "Same dates 2025" in page.one(".chart title").text
        assert "November: 6,489 (Same dates 900)" in page.one(".chart desc").text
        links = [one["href"] for one in page.soup.select(".bases a")]
        for link, name in zip(links, page.texts(".bases a"), strict=True):
            assert self.get(link).texts(".bases a[aria-current]") == [name]
        assert self.get("/visits?basis=same-places").texts(".before-mark") == ["同店 2025"]

    def test_sets_only_days_of_both_years_beside_each_other(self) -> None:
        assert self.november() == "November 6,489 compared 990 900 +10.0% 115,068 19"

    def test_sets_only_places_of_both_years_beside_each_other(self) -> None:
        # All days up to yesterday: 22 of last year's November, nine of this one's.
        line = self.november("?basis=same-places")
        assert line == "November 6,489 compared 990 2,200 −55.0% 115,068 19"

    def test_lays_new_year_upon_new_year(self) -> None:
        """1 November 2026 is as far from 正月初一 as 13 October 2025."""
        take(
            self.session,
            form("2025-10-13,五当召,55", "2024-12-14,五当召,20", "2026-01-02,五当召,30"),
        )
        page = self.get("/en/visits?basis=lunar")
        months = page.texts("table.months tbody tr")
        assert months[10].startswith("November 6,489 compared 110 55 +100.0%")
        assert months[0].startswith("January 30 20 +50.0%")

    def test_says_where_there_is_no_base(self) -> None:
        assert "March 70 no base" in self.get("/en/visits").texts("table.months tbody tr")[2]
        before = self.get("/en/visits?year=2025")
        assert "There are no figures of 2024" in before.words
        assert not before.soup.select(".bases, .before-mark")

    def test_is_not_there_for_a_basis_that_nobody_knows(self) -> None:
        self.get("/visits?basis=x", 404)

    def test_of_holidays_is_by_the_day(self) -> None:
        self.session.execute(delete(HolidayDay))
        self.session.execute(delete(HolidayNotice))
        page = self.get("/en/visits?basis=comparable")
        assert "No holiday of 2026 is over yet" in page.words
        clerk = stored_account(self.session).id
        for first, length in ((date(2025, 11, 1), 3), (date(2026, 11, 1), 2)):
            arrange(self.session, clerk, first, length)
        self.session.commit()
        (chart,) = self.get("/en/visits?basis=comparable").texts(".holiday-chart")
        assert "Per holiday day not comparable" in chart
        assert "did not report on all of these days" in chart
        take(self.session, form(*days(date(2025, 11, 1), 3, "青山村", 400)))
        (chart,) = self.get("/en/visits?basis=comparable").texts(".holiday-chart")
        assert "Per holiday day +22.0%" in chart
        assert "2026 · 2 days 610 a day 2025 · 3 days 500 a day" in chart


def test_a_leap_day_has_no_counterpart_and_shifts_what_follows(loaded: Session) -> None:
    take(loaded, form("2023-02-28,五当召,5", "2023-03-01,五当召,7", "2024-02-28,五当召,6"))
    take(loaded, form("2024-02-29,五当召,90", "2024-03-01,五当召,8", "2025-03-01,五当召,9"))
    take(loaded, form("2025-02-28,五当召,4"))
    leap, today = (date(2024, 1, 1), date(2024, 3, 1)), date(2026, 11, 23)
    found = the_year_before(loaded, leap, Basis.same_dates, today).months
    assert {n: (one.value, one.base) for n, one in found.items()} == {2: (6, 5), 3: (8, 7)}
    after = (date(2025, 1, 1), date(2025, 3, 1))
    found = the_year_before(loaded, after, Basis.same_dates, today).months
    assert {n: (one.value, one.base) for n, one in found.items()} == {2: (4, 6), 3: (9, 8)}
