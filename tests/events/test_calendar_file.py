"""The calendar files: what a phone that subscribes is told."""

from datetime import date, datetime

import icalendar

from tests.events.made import TODAY, WRITTEN, a_date, a_place, an_event, stored
from tests.support import TestCase
from webapp.core import clock
from webapp.core.clock import LOCAL
from webapp.core.translated import Translated
from webapp.events.models import DateStatus, Precision, Rule
from webapp.places.models import Basis


class Files(TestCase):
    def setUp(self) -> None:
        standing = clock.fixed_at(datetime(2026, 11, 23, 9, tzinfo=LOCAL))
        standing.__enter__()
        self.addCleanup(standing.__exit__, None, None, None)

    def calendar(self, address: str) -> icalendar.Calendar:
        calendar = icalendar.Calendar.from_ical(self.get(address).response.data)
        assert isinstance(calendar, icalendar.Calendar)
        return calendar

    def entries(self, address: str = "/en/events.ics") -> dict[str, icalendar.Event]:
        return {str(one["UID"]): one for one in self.calendar(address).walk("VEVENT")}


class TheFeed(Files):
    def test_is_a_published_calendar_in_utf8_with_crlf_and_folded_lines(self) -> None:
        title = Translated(zh="五当召嘛呢法会和旅游文化节" * 6, en="Assembly")
        stored(self.session, an_event("fair", a_date("d"), title=title))
        page = self.get("/events.ics")
        assert page.headers["Content-Type"] == "text/calendar; charset=utf-8"
        assert "Content-Disposition" not in page.headers
        lines = page.response.data.split(b"\r\n")
        assert max(map(len, lines)) <= 75
        assert not any(b"\n" in line for line in lines)
        assert b"METHOD:PUBLISH" in lines
        assert title.zh in str(self.entries("/events.ics")["fair-d@shiguai"]["SUMMARY"])

    def test_holds_several_days_as_whole_days_and_not_as_one_long_bar(self) -> None:
        """Point 8: a multi-day event is no bar of 72 hours; a calendar leaves out the end."""
        begin = datetime(2026, 12, 4, 9, tzinfo=LOCAL)
        end = datetime(2026, 12, 6, 17, tzinfo=LOCAL)
        days = {"starts_on": begin.date(), "ends_on": end.date()}
        stored(
            self.session,
            an_event("forum", a_date("d", **days)),
            an_event("timed", a_date("d", **days, starts_at=begin, ends_at=end)),
            an_event("day", a_date("d", TODAY)),
        )
        found = self.entries()
        for uid in ("forum-d@shiguai", "timed-d@shiguai"):
            assert found[uid].decoded("DTSTART") == date(2026, 12, 4)
            assert found[uid].decoded("DTEND") == date(2026, 12, 7)
        assert found["day-d@shiguai"].decoded("DTEND") == date(2026, 11, 24)

    def test_holds_hours_in_the_zone_of_shiguai(self) -> None:
        begin = datetime(2026, 12, 4, 5, 30, tzinfo=LOCAL)
        row = a_date("d", begin.date(), starts_at=begin, ends_at=begin.replace(hour=7, minute=0))
        stored(self.session, an_event("dawn", row))
        text = self.get("/en/events.ics").text
        assert "DTSTART;TZID=Asia/Shanghai:20261204T053000" in text
        assert "DTEND;TZID=Asia/Shanghai:20261204T070000" in text
        [zone] = self.calendar("/en/events.ics").walk("VTIMEZONE")
        assert zone["TZID"] == "Asia/Shanghai"
        assert "TZOFFSETTO:+0800" in text

    def test_keeps_the_hours_of_a_night_that_crosses_midnight(self) -> None:
        begin = datetime(2026, 12, 4, 22, tzinfo=LOCAL)
        end = datetime(2026, 12, 5, 2, tzinfo=LOCAL)
        row = a_date("d", begin.date(), starts_at=begin, ends_at=end)
        stored(self.session, an_event("night", row))
        assert "DTEND;TZID=Asia/Shanghai:20261205T020000" in self.get("/en/events.ics").text

    def test_names_kind_place_and_address(self) -> None:
        """Point 8: categories are there; points 17 and 18: only exact positions, unshifted."""
        sharp, vague = a_place("sharp"), a_place("vague", basis=Basis.approximate)
        stored(self.session, sharp, vague)
        stored(
            self.session,
            an_event("here", a_date("d"), place_id=sharp.id),
            an_event("about", a_date("d"), place_id=vague.id),
        )
        found = self.entries()
        here, about = found["here-d@shiguai"], found["about-d@shiguai"]
        assert here["CATEGORIES"].cats == ["Folk customs"]
        assert here["LOCATION"] == "Wudangzhao"
        assert here["GEO"].to_ical() == "40.79;110.31"
        assert "GEO" not in about
        assert here["URL"] == "https://shiguai.example/en/events/here"

    def test_leaves_out_what_has_no_day(self) -> None:
        stored(
            self.session,
            an_event("cup", a_date("next", None, status=DateStatus.tba)),
            an_event("ice", a_date("2021", date(2021, 1, 1), precision=Precision.month)),
        )
        assert self.entries() == {}

    def test_gives_the_same_bytes_and_the_same_etag_until_something_changes(self) -> None:
        row = a_date("d", TODAY)
        stored(self.session, an_event("fair", row))
        first, again = self.get("/events.ics"), self.get("/events.ics")
        assert first.response.data == again.response.data
        self.get("/events.ics", 304, headers={"If-None-Match": first.headers["ETag"]})
        assert self.entries()["fair-d@shiguai"].decoded("DTSTAMP") == WRITTEN
        row.status, row.sequence = DateStatus.cancelled, 1
        row.changed_at = datetime(2026, 11, 23, 8, tzinfo=LOCAL)
        self.session.commit()
        changed = self.entries()["fair-d@shiguai"]
        assert (changed["SEQUENCE"], changed["STATUS"]) == (1, "CANCELLED")
        assert changed.decoded("LAST-MODIFIED") == row.changed_at
        assert self.get("/events.ics").headers["ETag"] != first.headers["ETag"]

    def test_speaks_the_language_of_its_address_under_the_same_names(self) -> None:
        stored(self.session, an_event("obo", rule=Rule(5, 13)))
        english, chinese = self.entries("/en/events.ics"), self.entries("/events.ics")
        assert list(english) == list(chinese) == ["obo-2026@shiguai", "obo-2027@shiguai"]
        assert english["obo-2027@shiguai"]["SUMMARY"] == "Expected: Event obo"
        assert "活动obo" in chinese["obo-2027@shiguai"]["SUMMARY"]


class OneFile(Files):
    def test_is_a_download_that_is_not_called_a_subscription(self) -> None:
        """Point 8: "subscribe" is for the feed, "add" for the file of one event."""
        stored(self.session, an_event("fair", a_date("d", TODAY)), an_event("cup", a_date("d")))
        page = self.get("/en/events/fair.ics")
        assert page.headers["Content-Disposition"] == 'attachment; filename="fair.ics"'
        assert list(self.entries("/en/events/fair.ics")) == ["fair-d@shiguai"]
        assert "Add to my calendar" in self.get("/en/events/fair").words
        assert "Subscribe" not in self.get("/en/events/fair").words
        feed = self.get("/en/events").one(".subscribe a.button")
        assert feed["href"] == "webcal://shiguai.example/en/events.ics"
        assert "Subscribe" in feed.get_text()
