"""A withdrawn event: nobody sees it, anywhere; its address says that it was taken down."""

from datetime import timedelta

from tests.events.made import MORNING, TODAY, WRITTEN, a_date, a_place, an_event, stored
from tests.support import TestCase
from webapp.core import clock
from webapp.core.search_key import search_key
from webapp.core.translated import Translated
from webapp.events import addresses
from webapp.events.models import DateStatus, Event

TITLE = Translated(zh="撤下的庙会", en="The fair that was taken down")
PAGES = (
    "/",
    "/events",
    "/events?month=2026-11",
    "/places/wudangzhao",
    "/places",
    "/map",
    "/search?q=chexia",
    "/site-map",
    "/sitemap.xml",
    "/events.ics",
    "/api/v1/events",
)


class AWithdrawnEvent(TestCase):
    def a_fair(self, **more: object) -> Event:
        fair = an_event(
            "fair",
            a_date("2026", TODAY + timedelta(days=1)),
            title=TITLE,
            search_key=search_key([TITLE]),
            place=a_place(),
            **more,
        )
        stored(self.session, fair)
        return fair

    def test_is_shown_nowhere(self) -> None:
        fair = self.a_fair()
        with clock.fixed_at(MORNING):
            before = [address for address in PAGES if not self.shows(address)]
            assert before == []
            fair.withdrawn_at = WRITTEN
            self.session.commit()
            assert [address for address in PAGES if self.shows(address)] == []

    def shows(self, address: str) -> bool:
        text = self.client.get(address).text
        return TITLE.zh in text or "/events/fair" in text

    def test_its_addresses_are_gone(self) -> None:
        fair = self.a_fair()
        addresses.change_address(self.session, fair, "moved")
        fair.withdrawn_at = WRITTEN
        self.session.commit()
        for address in ("/events/moved", "/events/moved.ics", "/events/fair", "/events/fair.ics"):
            page = self.get(address, 410)
        assert TITLE.zh not in page.text
        self.get("/events/never-was", 404)

    def test_its_address_is_not_given_again(self) -> None:
        self.a_fair(withdrawn_at=WRITTEN)
        assert addresses.new_address(self.session, "fair") == "fair-2"

    def test_the_calendar_no_longer_reaches_back_to_it(self) -> None:
        self.a_fair(withdrawn_at=WRITTEN)
        long_ago = an_event(
            "long-ago", a_date("1990", TODAY.replace(year=1990)), withdrawn_at=WRITTEN
        )
        stored(self.session, long_ago)
        with clock.fixed_at(MORNING):
            self.get("/events?month=1990-11", 404)


class ACancelledEvent(TestCase):
    def test_stays_with_its_reason_and_goes_out_as_cancelled(self) -> None:
        date = a_date(
            "2026",
            TODAY + timedelta(days=1),
            status=DateStatus.cancelled,
            reason=Translated(zh="大风蓝色预警"),
        )
        stored(self.session, an_event("fair", date, title=TITLE))
        with clock.fixed_at(MORNING):
            assert "大风蓝色预警" in self.get("/events").words
            feed = self.get("/events.ics").text
        assert "STATUS:CANCELLED" in feed
        assert "大风蓝色预警" in feed


class WhoRunsIt(TestCase):
    def test_is_told_beside_who_holds_it(self) -> None:
        fair = an_event(
            "fair",
            a_date(starts_on=TODAY + timedelta(days=1)),
            organiser=Translated(zh="石拐区文旅局"),
            run_by=Translated(zh="吉忽伦图苏木"),
        )
        stored(self.session, fair)
        with clock.fixed_at(MORNING):
            page = self.get("/events/fair")
            item = self.client.get("/api/v1/events").get_json()["events"][0]
        assert "Run by 吉忽伦图苏木" in page.words or "承办 吉忽伦图苏木" in page.words
        assert page.text.count('"name":"吉忽伦图苏木"') + page.text.count('"name": "吉忽伦图苏木"')
        assert (item["organiser"], item["run_by"]) == (
            {"zh": "石拐区文旅局"},
            {"zh": "吉忽伦图苏木"},
        )
