"""How full a place is stands on the map, in lists and on its page, and never longer than true."""

from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import event

from tests.staff.made import stored_account
from tests.support import Page, TestCase
from tests.visits.made import device, place_id, row
from webapp.core import clock
from webapp.core.translated import Translated
from webapp.places import closures
from webapp.places.models import Place
from webapp.staff.models import Role
from webapp.visits import capacity, opening
from webapp.visits.capacity import Approved
from webapp.visits.methods import FOREVER

TEN = datetime(2026, 11, 23, 10, tzinfo=clock.LOCAL)
YEAR = (date(2026, 1, 1), FOREVER)
MONASTERY = "/en/places/wudangzhao"
ROW = "#row-wudangzhao .crowd"


class CrowdTestCase(TestCase):
    content = True

    def setUp(self) -> None:
        self.at(TEN)
        self.clerk = stored_account(self.session)
        self.token = device(self.session)
        self.approve("wudangzhao", 100)
        self.number = 0

    def at(self, instant: datetime) -> None:
        """Let it be this time from now on."""
        fixed = clock.fixed_at(instant)
        fixed.__enter__()
        self.addCleanup(fixed.__exit__, None, None, None)

    def approve(self, slug: str, at_once: int, a_day: int | None = None) -> None:
        approved, document = Approved(at_once, a_day), "石文旅〔2026〕1号"
        number = place_id(self.session, slug)
        capacity.approve(self.session, number, approved, YEAR, document, self.clerk, TEN)
        self.session.commit()

    def count(self, came: int, left: int = 0, ends: datetime = TEN, **more: Any) -> None:
        """Let a gate send what passed in the ten minutes up to an instant."""
        token = more.pop("token", self.token)
        span = {"from": (ends - timedelta(minutes=10)).isoformat(), "to": ends.isoformat()}
        self.number += 1
        rows = [
            row(f"{self.number}{metric}", value, metric=metric, **span, **more)
            for metric, value in (("in", came), ("out", left))
        ]
        headers = {"Authorization": f"Bearer {token}"}
        answer = self.client.post("/api/v1/visits/counts", json=rows, headers=headers)
        assert answer.json["accepted"] == 2, answer.json

    def close(self) -> None:
        """Announce that it is closed."""
        self.session.rollback()
        place = self.session.get_one(Place, place_id(self.session))
        by = stored_account(self.session, Role.reviewer, name="closer")
        reason = Translated(zh="道路积雪", en="Snow on the road")
        closures.announce(self.session, place, reason, TEN, None, by, TEN)
        self.session.commit()

    def line(self, page: Page) -> list[str]:
        return page.texts(".place-title .crowd")


class TheCrowd(CrowdTestCase):
    def test_stands_on_the_place_page_with_the_people_inside_and_when_that_was(self) -> None:
        self.count(70, 10)
        assert self.line(self.get(MONASTERY)) == ["Rather busy 60 people inside updated 10:00"]

    def test_stands_in_the_list_and_on_the_map_with_a_sign(self) -> None:
        self.count(70, 10)
        for address in ("/en/places", "/en/map"):
            page = self.get(address)
            assert page.texts(ROW) == ["Rather busy updated 10:00"]
            assert len(page.soup.select(f"{ROW} .crowd-bar.is-on")) == 2
        title = page.one('.sheet [data-place="wudangzhao"] title').text
        assert title.endswith("· Rather busy")
        assert page.soup.select('.sheet [data-place="wudangzhao"] .crowd-sign')
        assert page.one("#row-wudangzhao")["data-crowd"] == "Rather busy"

    def test_is_said_of_no_place_that_has_no_gate_or_no_approved_number(self) -> None:
        self.approve("qingshan-village", 50)
        device(self.session, "huawu-renjian", "正门")
        page = self.get("/en/places")
        assert len(page.soup.select(".crowd")) == 1
        assert not self.get("/en/places/qingshan-village").soup.select(".crowd")
        assert not self.get("/en/places/huawu-renjian").soup.select(".crowd")

    def test_is_unknown_before_anything_was_counted(self) -> None:
        assert self.line(self.get(MONASTERY)) == ["Crowd unknown"]

    def test_becomes_unknown_at_its_second_though_the_page_was_kept(self) -> None:
        self.count(30)
        self.at(TEN + timedelta(minutes=14, seconds=59))
        assert self.line(self.get(MONASTERY))[0].startswith("Plenty of room")
        self.at(TEN + timedelta(minutes=15))
        assert self.line(self.get(MONASTERY)) == ["Crowd unknown last counted 10:00"]
        assert self.get("/en/map").texts(ROW) == ["Crowd unknown last counted 10:00"]

    def test_moves_with_the_next_batch(self) -> None:
        self.count(30)
        assert self.line(self.get(MONASTERY))[0].startswith("Plenty of room")
        self.at(TEN + timedelta(minutes=10))
        self.count(50, 0, TEN + timedelta(minutes=10))
        assert self.line(self.get(MONASTERY)) == ["Crowded 80 people inside updated 10:10"]

    def test_names_nobody_inside_when_the_gates_do_not_agree(self) -> None:
        self.count(10, 30, TEN - timedelta(minutes=10))
        self.count(60, 0)
        assert self.line(self.get(MONASTERY)) == ["Rather busy updated 10:00"]

    def test_is_closed_outside_the_hours_and_after_the_bell(self) -> None:
        more: dict[str, Any] = {"is_open": True, "note": None, "by": self.clerk, "now": TEN}
        hours = (time(8), time(17))
        place = place_id(self.session)
        opening.say(self.session, place, YEAR, opening.EVERY_DAY, hours=hours, **more)
        self.session.commit()
        late = TEN.replace(hour=16, minute=55)
        self.at(late)
        self.count(30, 0, late)
        assert self.line(self.get(MONASTERY))[0].startswith("Plenty of room")
        self.at(TEN.replace(hour=17))
        assert self.line(self.get(MONASTERY)) == ["Closed now"]

    def test_gives_way_to_what_closes_the_place(self) -> None:
        self.count(95)
        assert self.get(MONASTERY).soup.select(".crowd-banner")
        self.close()
        for address in (MONASTERY, "/en/places", "/en/map"):
            page = self.get(address)
            assert not page.soup.select(".crowd, .crowd-banner, .crowd-sign")
            assert "Temporarily closed" in page.words


class TheBanner(CrowdTestCase):
    def banner(self) -> list[str]:
        return self.get(MONASTERY).texts(".crowd-banner .closure-head")

    def test_is_absent_while_there_is_room(self) -> None:
        self.count(79)
        assert self.banner() == []

    def test_stands_from_four_fifths_on_and_says_how_far_it_is(self) -> None:
        self.count(80)
        assert self.banner() == ["Crowded 80 % of the approved capacity, updated 10:00"]
        self.count(10)
        assert self.banner() == ["Nearly full 90 % of the approved capacity, updated 10:00"]
        assert "Admission may stop at any moment." in self.get(MONASTERY).words
        self.count(11)
        assert self.banner() == ["Full 101 % of the approved capacity, updated 10:00"]

    def test_counts_the_day_as_well_as_the_moment(self) -> None:
        self.approve("wudangzhao", 100, a_day=200)
        self.count(90, 80)
        self.count(95, 90)
        assert self.banner() == ["Nearly full 92 % of the approved capacity, updated 10:00"]
        self.approve("wudangzhao", 1000, 50)
        assert "Expect not to be let in any more today." in self.get(MONASTERY).words

    def test_leads_to_open_sights_nearby_that_are_not_crowded_themselves(self) -> None:
        self.count(80)
        first, *others = self.instead()
        assert others
        self.approve(first, 10)
        token = device(self.session, first, "正门")
        self.count(10, 0, place=first, gate="正门", token=token)
        assert first not in self.instead()

    def instead(self) -> list[str]:
        page = self.get(MONASTERY)
        links = page.soup.select(".crowd-banner li > a")
        return [str(link["href"]).rsplit("/", 1)[-1] for link in links]


class PagesWithCrowds(CrowdTestCase):
    def test_still_ask_the_database_at_most_eight_times(self) -> None:
        asked: list[str] = []

        @event.listens_for(self.engine, "before_cursor_execute")
        def _note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
            if not statement.startswith("BEGIN"):
                asked.append(" ".join(statement.split())[:110])

        for slug in ("wudangzhao", "qingshan-village", "huawu-renjian"):
            self.approve(slug, 100)
        device(self.session, "qingshan-village", "村口")
        self.count(80)
        self.get("/privacy")  # what is due is asked once for all
        for address in ("/places", "/map", "/places/wudangzhao", "/places/qingshan-village"):
            asked.clear()
            self.get(address)
            with self.subTest(address):
                assert len(asked) <= 8, "\n".join([f"{len(asked)} queries", *asked])
