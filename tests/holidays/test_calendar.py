"""Asking for the days, and whether a year's notice is there."""

from datetime import UTC, date, datetime

import pytest

from tests.holidays.made import DAYS_2026, TABLE_2026, TITLE, URL
from tests.support import TestCase
from webapp.holidays import calendar, notice, store
from webapp.holidays.arrangement import Source
from webapp.holidays.models import DayOff, HolidayNotice
from webapp.staff.models import Role

AT = datetime(2026, 11, 23, tzinfo=UTC)
TODAY = AT.date()
SOURCE = Source(TITLE, URL, date(2025, 11, 4))


class Notices(TestCase):
    def setUp(self) -> None:
        self.editor = self.staff(Role.editor)

    def enter(self, text: str = TABLE_2026, year: int = 2026) -> store.Stored:
        days = notice.read(text, year).days
        done = store.replace(self.session, year, days, SOURCE, self.editor.id, AT)
        self.session.commit()
        return done


class TheDays(Notices):
    def test_are_those_of_the_notice_and_no_others(self) -> None:
        self.enter()
        found = calendar.days_of(self.session, date(2026, 2, 10), date(2026, 2, 16))
        assert [(day.day, found[day].kind, found[day].holiday) for day in found] == [
            (14, DayOff.work, "春节"),
            (15, DayOff.off, "春节"),
            (16, DayOff.off, "春节"),
        ]

    def test_are_known_only_once_the_notice_is_there(self) -> None:
        assert not calendar.notice_known(self.session, 2026)
        self.enter()
        assert calendar.notice_known(self.session, 2026)
        assert not calendar.notice_known(self.session, 2027)

    def test_the_missing_notice_is_next_years_from_1_november(self) -> None:
        self.enter()
        asked = (date(2026, 10, 31), date(2026, 11, 1), date(2026, 12, 31), date(2027, 1, 1))
        found = [calendar.missing_notice(self.session, day) for day in asked]
        assert found == [None, 2027, 2027, 2027]

    def test_this_years_is_missing_too_until_somebody_enters_it(self) -> None:
        assert calendar.missing_notice(self.session, date(2026, 6, 1)) == 2026
        self.enter("2026-12-31..2027-01-01 休 元旦", 2027)
        assert calendar.missing_notice(self.session, date(2026, 11, 23)) == 2026


class Storing(Notices):
    def test_says_what_there_is_now_for_the_audit_trail(self) -> None:
        done = self.enter()
        assert (done.before, done.changed) == (None, True)
        assert done.after["days"] == TABLE_2026.splitlines()
        assert done.after["published_on"] == "2025-11-04"

    def test_the_same_again_changes_nothing(self) -> None:
        self.enter()
        done = self.enter()
        assert not done.changed
        stored = self.session.get_one(HolidayNotice, 2026)
        assert store.days_in(stored) == DAYS_2026

    def test_replaces_the_year_as_a_whole(self) -> None:
        self.enter()
        done = self.enter("2026-05-01..2026-05-03 休 劳动节\n2026-05-09 班 劳动节")
        assert done.before is not None and len(done.before["days"]) == 13
        self.session.expire_all()
        stored = self.session.get_one(HolidayNotice, 2026)
        assert [str(day.date)[5:] for day in store.days_in(stored)] == [
            "05-01",
            "05-02",
            "05-03",
            "05-09",
        ]

    def test_keeps_the_year_beside_it(self) -> None:
        self.enter("2026-12-31..2027-01-02 休 元旦", 2027)
        self.enter()
        assert len(store.days_in(self.session.get_one(HolidayNotice, 2027))) == 3

    def test_takes_no_day_from_another_year(self) -> None:
        self.enter("2026-12-31..2027-01-02 休 元旦", 2027)
        with pytest.raises(store.OfAnotherYear, match="2026-12-31"):
            self.enter(TABLE_2026 + "\n2026-12-30..2026-12-31 休 元旦")
        assert self.session.get(HolidayNotice, 2026) is None


class AMonth(Notices):
    def sheet(self, first: date, last: date, today: date = TODAY) -> calendar.Sheet:
        found = calendar.sheet(self.session, first, last, today)
        assert found is not None
        return found

    def test_of_a_known_year_has_its_days_and_whole_holidays(self) -> None:
        self.enter()
        shown = self.sheet(date(2026, 2, 1), date(2026, 2, 28))
        assert shown.known
        assert [run.dates[0].day for run in shown.holidays] == [15]
        assert shown.worked == [date(2026, 2, 14), date(2026, 2, 28)]
        assert shown.marks[date(2026, 2, 17)].name.en == "Spring Festival"

    def test_shows_a_holiday_whole_that_began_in_the_month_before(self) -> None:
        self.enter("2026-12-31..2027-01-02 休 元旦", 2027)
        shown = self.sheet(date(2027, 1, 1), date(2027, 1, 31))
        assert [(run.first, run.length) for run in shown.holidays] == [(date(2026, 12, 31), 3)]
        assert min(shown.marks) == date(2027, 1, 1)

    def test_of_a_year_without_notice_has_the_statutory_days_as_no_more_than_that(self) -> None:
        shown = self.sheet(date(2027, 2, 1), date(2027, 2, 28))
        assert (shown.known, shown.worked) == (False, [])
        assert {mark.kind for mark in shown.marks.values()} == {None}
        assert [day.day for day in shown.marks] == [5, 6, 7, 8]

    def test_of_a_year_gone_by_that_nobody_entered_says_nothing(self) -> None:
        assert calendar.sheet(self.session, date(2025, 10, 1), date(2025, 10, 31), TODAY) is None
