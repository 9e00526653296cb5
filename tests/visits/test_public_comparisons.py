"""A year beside the one before it: each growth has the name of its basis, or is not there."""

from datetime import date, timedelta

from sqlalchemy import delete

from tests.staff.made import stored_account
from tests.visits.made import NOW, form, take
from tests.visits.test_public import AtNow
from webapp.holidays.models import DayOff, HolidayDay, HolidayNotice

ADDRESS = "/en/visits/comparisons"


def days(first: date, many: int, place: str, value: int) -> list[str]:
    """Lines of a form: so many days in a row."""
    return [f"{first + timedelta(days=n)},{place},{value}" for n in range(many)]


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

    def holiday(self, first: date, length: int) -> None:
        """Let the notice of a year arrange its national holiday so, and nothing else."""
        notice = HolidayNotice(
            year=first.year,
            title="部分节假日安排",
            url="https://www.gov.cn/",
            entered_by_id=self.clerk,
            entered_at=NOW,
        )
        for day in range(length):
            off = {"kind": DayOff.off, "holiday": "国庆节"}
            notice.days.append(HolidayDay(day=first + timedelta(days=day), **off))
        self.session.add(notice)

    def test_of_holidays_are_by_their_days_and_only_when_everybody_reported(self) -> None:
        self.clerk = stored_account(self.session).id
        self.session.execute(delete(HolidayDay))
        self.session.execute(delete(HolidayNotice))
        self.holiday(date(2025, 10, 1), 8)
        self.holiday(date(2026, 10, 1), 7)
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
