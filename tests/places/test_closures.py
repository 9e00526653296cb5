"""A place that is closed for a while: seen everywhere at once, and no longer than it lasts."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tests.events.made import a_date, an_event
from tests.places.factories import a_place
from tests.staff.made import stored_account
from tests.support import Page, TestCase
from webapp.core import clock
from webapp.core.clock import LOCAL
from webapp.core.translated import Translated
from webapp.places import closures
from webapp.places.models import Closure, Place
from webapp.staff.models import Role

MORNING = datetime(2026, 11, 23, 9, tzinfo=LOCAL)
SNOW = Translated(zh="道路积雪", en="Snow on the road")


def closed_on(start: datetime, end: datetime | None, **more: Any) -> Closure:
    return Closure(reason=SNOW, starts_at=start, ends_at=end, **more)


def test_of_two_closures_the_longer_one_is_told() -> None:
    short = closed_on(MORNING, MORNING + timedelta(hours=2))
    long = closed_on(MORNING, None)
    later = closed_on(MORNING + timedelta(days=1), None)
    assert closures.in_force([short, long, later], MORNING) is long
    assert closures.in_force([later], MORNING) is None
    assert closures.in_force([short], MORNING + timedelta(hours=2)) is None


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ((23, 9), (25, 0), (24, 24)),
        ((23, 0), (25, 12), (23, 24)),
        ((23, 9), (24, 9), None),
        ((23, 0), None, None),
    ],
)
def test_only_days_that_are_shut_all_day_are_told_to_search_engines(
    start: tuple[int, int], end: tuple[int, int] | None, days: tuple[int, int] | None
) -> None:
    begin, last = (
        datetime(2026, 11, one[0], one[1], tzinfo=LOCAL) if one else None for one in (start, end)
    )
    assert begin is not None
    told = closures.whole_days(closed_on(begin, last))
    assert told == (days and tuple(date(2026, 11, day) for day in days))


class AClosedPlace(TestCase):
    def setUp(self) -> None:
        self.editor = stored_account(self.session, Role.editor)
        self.temple = a_place("五当召", slug="temple", lat=40.79, lon=110.31, signature=1)
        self.hall = a_place("大殿", slug="hall", parent=self.temple)
        self.session.add_all([self.temple, self.hall])
        self.session.flush()
        dates = a_date("today", date(2026, 11, 24)), a_date("later", date(2026, 12, 24))
        event = an_event("fair", *dates, place_id=self.temple.id)
        self.session.add(event)
        self.session.commit()

    def close(self, start: datetime = MORNING, end: datetime | None = None) -> Closure:
        with clock.fixed_at(MORNING):
            made = closures.announce(
                self.session, self.place(), SNOW, start, end, self.editor, MORNING
            )
            self.session.commit()
        return made

    def place(self) -> Place:
        return self.temple

    def at(self, moment: datetime, address: str) -> Page:
        with clock.fixed_at(moment):
            return self.get(address)

    def test_is_seen_at_once_on_every_page_that_was_kept(self) -> None:
        surfaces = {
            "/places/temple": ".closure",
            "/places/hall": ".closure",
            "/places": "#row-temple .place-status.is-closed",
            "/map": "#row-temple .place-status.is-closed",
            "/": ".place-card .place-status.is-closed",
            "/events/fair": ".closure",
            "/events": ".event-card .is-closed",
            "/search?q=temple": ".place-row .is-closed",
        }
        self.temple.search_key = "temple"
        self.session.commit()
        for address, sign in surfaces.items():
            assert not self.at(MORNING, address).soup.select(sign), address
        self.close()
        for address, sign in surfaces.items():
            page = self.at(MORNING, address)
            assert any("关闭" in text or "closed" in text for text in page.texts(sign)), address
            assert "道路积雪" in page.words, address
        english = self.at(MORNING, "/en/places/temple")
        assert "Snow on the road" in english.words
        closures.reopen(self.session.get_one(Closure, 1), MORNING)
        self.session.commit()
        for address, sign in surfaces.items():
            assert not self.at(MORNING, address).soup.select(sign), address

    def test_begins_and_ends_to_the_second(self) -> None:
        start, end = MORNING + timedelta(hours=1), MORNING + timedelta(hours=3)
        self.close(start, end)
        second = timedelta(seconds=1)
        moments = {start - second: False, start: True, end - second: True, end: False}
        for moment, closed in moments.items():
            for address in ("/places/temple", "/map", "/places", "/", "/api/v1/places"):
                text = self.at(moment, address).text
                signs = ("is-closed", '"closed":{', 'class="closure"')
                assert any(sign in text for sign in signs) is closed, (moment, address)

    def test_is_announced_on_its_page_before_it_begins(self) -> None:
        self.close(MORNING + timedelta(days=2))
        page = self.at(MORNING, "/places/temple")
        assert "道路积雪" in page.one(".closure.is-coming").get_text()
        assert page.texts(".place-open .place-status") == ["开放"] or page.soup.select(
            ".place-open [data-status=open]"
        )

    def test_is_marked_on_the_drawn_map_by_a_sign_and_in_words(self) -> None:
        self.close()
        page = self.at(MORNING, "/en/map")
        pin = page.one("a.pin[data-place=temple]")
        assert pin["data-status"] == "closed"
        assert pin.select(".pin-closed")
        assert "Temporarily closed" in pin.select("title")[0].get_text()
        assert page.one("#row-temple")["data-status"] == "closed"

    def test_is_told_to_programs(self) -> None:
        until = MORNING + timedelta(days=1)
        self.close(MORNING, until)
        with clock.fixed_at(MORNING):
            found = {f["id"]: f for f in self.client.get("/api/v1/places").json["features"]}
        closed = found["temple"]["properties"]["closed"]
        assert datetime.fromisoformat(closed["until"]) == until
        assert closed["reason"] == {"zh": "道路积雪", "en": "Snow on the road"}
        assert found["hall"]["properties"]["closed"] == closed

    def test_is_told_to_search_engines_by_whole_days_only(self) -> None:
        self.close(MORNING, datetime(2026, 11, 26, tzinfo=LOCAL))
        days = "specialOpeningHoursSpecification"
        page = self.at(MORNING, "/places/temple")
        assert '"validFrom": "2026-11-24"' in page.text
        assert '"validThrough": "2026-11-25"' in page.text
        closures.reopen(self.session.get_one(Closure, 1), MORNING)
        self.close(MORNING, None)
        assert days not in self.at(MORNING, "/places/temple").text

    def test_is_told_on_the_events_that_fall_into_it_and_not_on_later_ones(self) -> None:
        self.close(MORNING, datetime(2026, 11, 26, tzinfo=LOCAL))
        page = self.at(MORNING, "/events/fair")
        assert page.soup.select("#date-today .is-closed")
        assert not page.soup.select("#date-later .is-closed")
        assert "至11月25日" in page.one(".closure").get_text() or "25" in page.words

    def test_does_not_lead_there_at_the_head_of_its_page(self) -> None:
        assert self.at(MORNING, "/places/temple").soup.select(".place-title a[href='#directions']")
        self.close()
        page = self.at(MORNING, "/places/temple")
        assert not page.soup.select(".place-title a[href='#directions']")


class AWithdrawnPlace(TestCase):
    def setUp(self) -> None:
        self.temple = a_place("五当召", slug="temple", lat=40.79, lon=110.31, signature=1)
        self.hall = a_place("大殿", slug="hall", parent=self.temple)
        self.village = a_place("村", slug="village", lat=40.78, lon=110.3)
        self.temple.search_key = self.hall.search_key = "x"
        self.session.add_all([self.temple, self.hall, self.village])
        self.session.flush()
        self.session.add(an_event("fair", a_date(), place_id=self.temple.id))
        self.temple.withdrawn_at = MORNING
        self.session.commit()

    def test_is_gone_from_every_page(self) -> None:
        self.get("/places/temple", 404)
        self.get("/places/temple.qr.svg", 404)
        self.get("/map?place=temple", 404)
        addresses = ["/places", "/map", "/", "/search?q=x", "/site-map", "/places/hall"]
        for address in [*addresses, "/places/village", "/events", "/events/fair"]:
            assert "/places/temple" not in self.get(address).text, address
        for address in ("/sitemap.xml", "/api/v1/places", "/api/v1/events?from=2026-01-01"):
            assert "temple" not in self.client.get(address).text.replace("/places/temple?", "")

    def test_is_still_named_by_the_events_that_were_there(self) -> None:
        assert "五当召" in self.get("/events/fair").words

    def test_gives_its_parts_no_position(self) -> None:
        assert "hall" in self.get("/places").text
        assert not self.get("/places/hall").soup.select(".place-apps")
