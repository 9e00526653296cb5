"""The calendar and the page of one event, as people read them."""

import json
from datetime import date, datetime, timedelta

from sqlalchemy import event as sql_event

from tests.events.made import TODAY, WRITTEN, a_date, a_place, an_event, stored
from tests.support import Page, TestCase
from webapp.core import clock
from webapp.core.clock import LOCAL
from webapp.core.sources import Source
from webapp.core.translated import Statement, Translated
from webapp.events import addresses
from webapp.events.models import DateStatus, EventKind, Precision, Rule
from webapp.places.models import Basis

LONG = Translated(zh="很长的名字" * 20, en="A very long name of an event " * 8)


class Calendar(TestCase):
    def setUp(self) -> None:
        standing = clock.fixed_at(datetime(2026, 11, 23, 9, tzinfo=LOCAL))
        standing.__enter__()
        self.addCleanup(standing.__exit__, None, None, None)

    def days(self, page: Page) -> list[str]:
        """The days of the month that are read aloud."""
        return [str(tag["datetime"]) for tag in page.soup.select(".day:not([aria-hidden]) time")]


class TheMonth(Calendar):
    def test_is_one_list_of_days_and_reads_only_those_with_something_on(self) -> None:
        """Points 10 and 15: one HTML is grid and agenda; nothing is read twice."""
        stored(self.session, an_event("fair", a_date("d", date(2026, 11, 28))))
        page = self.get("/en/events")
        assert len(page.soup.select("ol.days[role=list] > li.day")) == 30
        assert self.days(page) == ["2026-11-28"]
        assert len(page.soup.select(".days .event-link")) == 1
        assert page.soup.select("ol.weekdays[aria-hidden=true]")

    def test_shows_only_what_is_on_in_it(self) -> None:
        """Point 4: who has dates reads these dates."""
        stored(
            self.session,
            an_event("fair", a_date("d", date(2027, 3, 5))),
            an_event("obo", rule=Rule(5, 13)),
        )
        assert self.days(self.get("/en/events?month=2027-06")) == ["2027-06-17"]
        assert self.days(self.get("/en/events?month=2027-03")) == ["2027-03-05"]

    def test_follows_the_lunar_calendar_in_chinese(self) -> None:
        page = self.get("/events?month=2027-06")
        assert page.texts(".day-lunar")[16] == "十三"
        assert page.texts(".day-lunar")[4] == "五月"

    def test_turns_to_its_neighbours_and_keeps_the_kind(self) -> None:
        links = self.get("/en/events?month=2026-12&kind=temple").soup.select(".month-turn a")
        assert [a["href"] for a in links] == [
            "/en/events?month=2026-11&kind=temple",
            "/en/events?kind=temple",
            "/en/events?month=2027-01&kind=temple",
        ]

    def test_stops_at_the_first_known_month_and_at_the_end_of_next_year(self) -> None:
        stored(self.session, an_event("old", a_date("d", date(2012, 8, 28))))
        first = self.get("/events?month=2012-08").soup
        assert first.select(".month-turn a[rel=next]") and not first.select("a[rel=prev]")
        last = self.get("/events?month=2027-12").soup
        assert last.select(".month-turn a[rel=prev]") and not last.select("a[rel=next]")

    def test_out_of_reach_or_malformed_is_a_page_that_does_not_exist(self) -> None:
        for month in ("2026-10", "2028-01", "2027-13", "2027-6", "june", "2027-06-01", "-1"):
            self.get(f"/events?month={month}", 404)
        self.get("/en/events?kind=circus", 404)

    def test_says_so_when_it_is_empty_and_where_to_turn(self) -> None:
        stored(self.session, an_event("obo", rule=Rule(5, 13)))
        page = self.get("/en/events?month=2026-12")
        assert "We know of nothing on in this month." in page.words
        assert page.one(".month-empty a")["href"] == "/en/events?month=2027-06"

    def test_counts_the_days_of_what_lasts_several(self) -> None:
        fair = a_date("d", date(2026, 11, 28), ends_on=date(2026, 11, 30))
        stored(self.session, an_event("fair", fair))
        said = self.get("/en/events").texts(".days .event-facts")
        assert ["day 1 of 3" in said[0], "day 3 of 3" in said[2]] == [True, True]


class TheGroups(Calendar):
    def test_stand_apart_from_each_other(self) -> None:
        """Point 3, as it is read."""
        stored(
            self.session,
            an_event("show", a_date("d", date(2026, 9, 1), ends_on=date(2027, 3, 1))),
            an_event("fair", a_date("d", TODAY)),
            an_event("race", a_date("d", date(2026, 11, 29))),
            an_event("spring", a_date("d", date(2027, 4, 4))),
            an_event("obo", rule=Rule(5, 13)),
            an_event("cup", a_date("next", None, status=DateStatus.tba)),
            an_event("forum", a_date("2020", date(2020, 11, 20))),
        )
        page = self.get("/en/events")
        found = {
            str(section["aria-labelledby"]): [a.get_text() for a in section.select(".event-link")]
            for section in page.soup.select("section.section")
        }
        assert found["today"] == ["Event fair"]
        assert found["this-week"] == ["Event race"]
        assert found["running"] == ["Event show"]
        assert found["later"] == ["Event spring"]
        assert found["expected"] == ["Event obo"]
        assert found["to-be-announced"] == ["Event cup"]
        assert found["past"] == ["Event forum"]

    def test_an_event_is_there_at_midnight_and_a_minute_before_the_next(self) -> None:
        """Point 1, as it is read, through the page cache."""
        stored(self.session, an_event("fair", a_date("d", date(2026, 11, 25))))
        for day, hour, minute, there in (
            (24, 23, 59, 0),
            (25, 0, 0, 1),
            (25, 23, 59, 1),
            (26, 0, 0, 0),
        ):
            with clock.fixed_at(datetime(2026, 11, day, hour, minute, tzinfo=LOCAL)):
                page = self.get("/en/events")
            assert len(page.soup.select("section[aria-labelledby=today]")) == there

    def test_past_events_stand_by_year_the_latest_first(self) -> None:
        dates = [a_date(str(year), date(year, 8, 1)) for year in (2012, 2016)]
        stored(self.session, an_event("cup", *dates))
        assert self.get("/events").texts(".past-year h3") == ["2016", "2012"]

    def test_of_many_past_events_only_the_latest_are_listed(self) -> None:
        dates = [a_date(str(n), date(2020, 1, 1) + timedelta(days=n)) for n in range(50)]
        stored(self.session, an_event("market", *dates))
        page = self.get("/en/events")
        assert len(page.soup.select(".past-year li")) == 40
        assert "Turn the months back to find older ones." in page.words


class TheFilter(Calendar):
    def test_offers_no_kind_that_leads_nowhere(self) -> None:
        """Point 12."""
        stored(
            self.session,
            an_event("fair", a_date("d", TODAY), kind=EventKind.folk),
            an_event("cup", a_date("d", None, status=DateStatus.tba), kind=EventKind.sport),
            an_event("forum", a_date("d", date(2020, 11, 20)), kind=EventKind.forum),
        )
        assert self.get("/en/events").texts(".chips a") == ["All", "Sport", "Folk customs"]

    def test_means_the_same_on_the_page_in_the_feed_and_in_the_open_data(self) -> None:
        stored(
            self.session,
            an_event("fair", a_date("d", TODAY), kind=EventKind.folk),
            an_event("cup", a_date("d", TODAY), kind=EventKind.sport),
        )
        page = self.get("/en/events?kind=sport")
        assert set(page.texts(".event-link")) == {"Event cup"}
        feed = page.one("head link[type='text/calendar']")["href"]
        assert feed == "/en/events.ics?kind=sport"
        assert self.get(feed).text.count("BEGIN:VEVENT") == 1
        answer = json.loads(self.get("/api/v1/events?kind=sport").text)
        assert [one["event"] for one in answer["events"]] == ["cup"]
        for address in ("/events.ics?kind=circus", "/api/v1/events?kind=circus"):
            self.get(address, 404)


class ACard(Calendar):
    def test_has_its_date_first_and_whole_however_long_the_title(self) -> None:
        """Point 11."""
        stored(self.session, an_event("fair", a_date("d", date(2026, 12, 5)), title=LONG))
        card = self.get("/en/events?month=2027-01").one(".event-card")
        first = card.find(True)
        assert first is not None and "event-date" in first["class"]
        assert first.get_text(" ", strip=True) == "5 Dec · Sat"

    def test_says_the_year_when_it_is_not_this_one(self) -> None:
        stored(self.session, an_event("fair", a_date("d", date(2027, 1, 8))))
        assert self.get("/en/events").texts(".event-date") == ["8 Jan · Fri 2027"]
        assert self.get("/events").texts(".event-date") == ["8 1月 周五 2027年"]

    def test_marks_a_title_that_is_not_in_the_readers_language(self) -> None:
        """Point 16: one language at a time, with an honest fallback."""
        title = Translated(zh="转九曲")
        stored(self.session, an_event("jiuqu", a_date("d", TODAY), title=title))
        link = self.get("/en/events").soup.select(".event-card .event-link")[0]
        assert (link.get_text(), link.span["lang"]) == ("转九曲", "zh-Hans")
        assert self.get("/events").soup.select(".event-card .event-link span") == []


class AnEvent(Calendar):
    def test_says_first_when_then_whether_it_holds_then_the_rest(self) -> None:
        place = a_place()
        stored(self.session, place)
        row = a_date("2027", date(2027, 6, 17), sources=("mani",))
        source = Source(key="mani", title=Translated(zh="报道", en="A report"), kind="news")
        more = {"organiser": Translated(zh="五当召", en="The monastery"), "place_id": place.id}
        stored(self.session, source, an_event("obo", row, **more))
        page = self.get("/en/events/obo")
        assert page.one("h1").get_text() == "Event obo"
        assert page.texts(".event-day time") == ["Thursday, 17 June 2027"]
        assert page.texts(".event-lunar") == ["13th day of the 5th lunar month"]
        assert "农历五月十三" in self.get("/events/obo").texts(".event-lunar")
        assert page.one(".event-list a")["href"] == "/en/places/wudangzhao"
        said = dict(zip(page.texts(".event-list dt"), page.texts(".event-list dd"), strict=True))
        assert said["Cost"] == said["Time of day"] == "to be verified"
        assert said["Organiser"] == "The monastery"
        assert "A report" in page.words and "The story." in page.words

    def test_says_what_is_unknown_in_the_readers_language(self) -> None:
        stored(self.session, an_event("fair", a_date("d", TODAY)))
        assert "to be verified" not in self.get("/events/fair").words
        assert "to be verified" in self.get("/en/events/fair").words

    def test_says_its_hours_and_its_price_when_they_are_known(self) -> None:
        begin = datetime(2026, 12, 1, 8, 30, tzinfo=LOCAL)
        row = a_date(
            "d", date(2026, 12, 1), starts_at=begin, ends_at=begin.replace(hour=17, minute=0)
        )
        stored(self.session, an_event("fair", row, price=Statement(zh="免费", en="Free")))
        page = self.get("/en/events/fair")
        said = dict(zip(page.texts(".event-list dt"), page.texts(".event-list dd"), strict=True))
        assert (said["Time of day"], said["Cost"]) == ("08:30–17:00", "Free")

    def test_lists_all_its_dates_each_with_an_address_of_its_own(self) -> None:
        """Point 5, as it is read."""
        days = {"a": date(2026, 11, 1), "b": date(2026, 11, 23), "c": date(2027, 1, 5)}
        rows = [a_date(key, day) for key, day in days.items()]
        stored(self.session, an_event("market", *rows))
        page = self.get("/en/events/market")
        assert [row["id"] for row in page.soup.select(".date-row")] == [
            "date-b",
            "date-c",
            "date-a",
        ]
        assert page.texts(".event-day time") == ["Monday, 23 November 2026"]

    def test_that_is_known_to_the_year_only_says_no_more(self) -> None:
        row = a_date("2023", date(2023, 1, 1), ends_on=date(2023, 12, 31), precision=Precision.year)
        stored(self.session, an_event("cup", row))
        page = self.get("/en/events/cup")
        assert page.texts(".event-day") == ["2023, month and day not known"]
        data = json.loads(page.one("script[type='application/ld+json']").get_text())
        assert (data[0]["startDate"], "endDate" in data[0]) == ("2023", False)

    def test_that_is_over_says_so_and_offers_no_calendar_entry(self) -> None:
        stored(self.session, an_event("forum", a_date("d", date(2020, 11, 20))))
        page = self.get("/en/events/forum")
        assert "This is over. No further date is known." in page.words
        assert not page.soup.select(".take-along")

    def test_can_be_taken_along_where_a_calendar_file_does_not_open(self) -> None:
        """Point 9: in-app browsers do nothing with a calendar file; text and a hint always work."""
        stored(self.session, an_event("obo", rule=Rule(5, 13)))
        page = self.get("/en/events/obo")
        text = page.one("pre.as-text").get_text()
        assert text.splitlines() == [
            "Expected: Event obo",
            "Thursday, 17 June 2027",
            "13th day of the 5th lunar month",
            "https://shiguai.example/en/events/obo",
        ]
        assert page.one("button[data-copy]")["data-copy"] == text
        assert page.one(".take-along a.button")["href"] == "/en/events/obo.ics"
        assert "WeChat" in page.words

    def test_tells_search_engines_and_chats_what_it_is(self) -> None:
        stored(self.session, an_event("obo", rule=Rule(5, 13)))
        page = self.get("/en/events/obo")
        title = page.one("meta[property='og:title']")["content"]
        assert "Expected: Event obo" in title
        about = page.one("meta[property='og:description']")["content"]
        assert about.startswith("Thursday, 17 June 2027")
        [data] = json.loads(page.one("script[type='application/ld+json']").get_text())
        assert (data["startDate"], data["@type"]) == ("2027-06-17", "Event")

    def test_gives_search_engines_only_positions_that_are_exact_and_unshifted(self) -> None:
        """Points 17 and 18: no pin for an area, and never a shifted one."""
        sharp, vague = a_place("sharp"), a_place("vague", basis=Basis.approximate)
        stored(self.session, sharp, vague)
        stored(self.session, an_event("here", a_date("d", TODAY), place_id=sharp.id))
        stored(self.session, an_event("about", a_date("d", TODAY), place_id=vague.id))

        def location(slug: str) -> dict[str, object]:
            page = self.get(f"/events/{slug}")
            [data] = json.loads(page.one("script[type='application/ld+json']").get_text())
            return dict(data["location"])

        geo = location("here")["geo"]
        assert geo == {"@type": "GeoCoordinates", "latitude": 40.79, "longitude": 110.31}
        assert "geo" not in location("about")

    def test_leads_from_its_old_addresses_to_the_new_one(self) -> None:
        fair = an_event("fair", a_date("d", TODAY))
        stored(self.session, fair)
        addresses.change_address(self.session, fair, "autumn-fair")
        self.session.commit()
        for old, new in (
            ("/events/fair", "/events/autumn-fair"),
            ("/en/events/fair", "/en/events/autumn-fair"),
            ("/events/fair.ics", "/events/autumn-fair.ics"),
        ):
            self.assertRedirects(self.client.get(old), new)
        assert "UID:fair-d@" in self.get("/events/autumn-fair.ics").text
        self.get("/events/no-such-event", 404)
        self.get("/events/no-such-event.ics", 404)


class TheBudget(Calendar):
    def fill(self) -> None:
        place = a_place()
        stored(self.session, place)
        rows = []
        for n in range(60):
            dates = [
                a_date(str(2020 + k), date(2020 + k, 1 + n % 12, 1 + n % 28)) for k in range(8)
            ]
            rows.append(an_event(f"event-{n}", *dates, place_id=place.id, changed_at=WRITTEN))
        stored(self.session, *rows)

    def test_the_calendar_asks_the_database_at_most_eight_times(self) -> None:
        """Point 13: slow pages make people click again."""
        self.fill()
        asked: list[str] = []
        sql_event.listen(self.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
        self.get("/privacy")  # what is due is asked once for all
        for address in ("/events", "/events/event-7", "/events.ics", "/api/v1/events"):
            asked.clear()
            self.get(address)
            questions = [one for one in asked if one.lower().startswith("select")]
            assert len(questions) <= 8, address
