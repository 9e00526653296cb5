"""The marks in the public calendar, as people read them."""

from datetime import datetime

from sqlalchemy import event as sql_event

from tests.holidays.test_calendar import Notices
from webapp.core import clock
from webapp.core.clock import LOCAL


class TheCalendar(Notices):
    content = True

    def setUp(self) -> None:
        super().setUp()
        standing = clock.fixed_at(datetime(2026, 11, 23, 9, tzinfo=LOCAL))
        standing.__enter__()
        self.addCleanup(standing.__exit__, None, None, None)

    def marks(self, month: str) -> dict[str, str]:
        """What is written at each marked day, by its number."""
        page = self.get(f"/en/events?month={month}")
        return {
            str(day.select("time")[0]["datetime"])[8:]: " ".join(mark.get_text().split())
            for day in page.soup.select(".day")
            for mark in day.select(".day-mark")
        }

    def test_marks_days_off_and_days_worked_with_a_word_each(self) -> None:
        self.enter()
        assert self.marks("2026-09") == {
            "20": "workday",
            "25": "day off Mid-Autumn Festival",
            "26": "day off Mid-Autumn Festival",
            "27": "day off Mid-Autumn Festival",
        }

    def test_says_the_holidays_of_the_month_for_those_who_see_no_grid(self) -> None:
        self.enter()
        page = self.get("/en/events?month=2026-10")
        assert page.texts(".month-holidays li") == [
            "day off National Day 1–7 October",
            "workday Sat 10 October",
        ]
        chinese = self.get("/events?month=2026-10").texts(".month-holidays li")
        assert chinese == ["休 国庆节 10月1日至7日", "班 10月10日周六"]

    def test_says_nothing_in_a_month_without_holidays(self) -> None:
        self.enter()
        assert not self.get("/en/events?month=2026-11").soup.select(".month-holidays, .day-mark")

    def test_of_2027_is_to_be_announced_and_has_only_the_statutory_days(self) -> None:
        self.enter()
        assert self.marks("2027-06") == {"09": "by law Dragon Boat Festival"}
        page = self.get("/events?month=2027-02")
        assert "2027年放假安排待公布" in page.words
        assert page.texts(".month-holidays li") == ["法定 春节 2月5日至8日"]
        assert "休" not in page.texts(".month")[0]
        assert "to be announced." in self.get("/en/events?month=2027-03").words

    def test_of_a_running_year_nobody_entered_does_not_say_it_is_to_be_announced(self) -> None:
        page = self.get("/en/events?month=2026-10")
        assert "The holiday arrangement of 2026 is not entered here yet" in page.words
        assert page.texts(".month-holidays li") == ["by law National Day 1–3 October"]
        assert not self.get("/en/events?month=2026-11").soup.select(".month-holidays")

    def test_changes_at_once_when_the_notice_is_entered(self) -> None:
        assert self.marks("2026-10")["01"] == "by law National Day"
        self.enter()
        assert self.marks("2026-10")["01"] == "day off National Day"

    def test_keeps_to_eight_queries(self) -> None:
        self.enter()
        self.get("/events")  # what is due is asked once for each content version
        asked: list[str] = []
        sql_event.listen(
            self.engine, "before_cursor_execute", lambda *said: asked.append(str(said[2]))
        )
        self.get("/events?month=2026-10")
        assert len([one for one in asked if not one.startswith("BEGIN")]) <= 8, asked
