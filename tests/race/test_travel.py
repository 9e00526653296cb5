"""The journey around the race: what fits when, and what stands in its way."""

from datetime import date, timedelta
from typing import Any

from icalendar import Calendar

from tests.events.made import a_place, stored
from tests.race.made import RACE_DAY, YEAR, a_closure, a_course, an_edition, on_the_day
from tests.staff.made import stored_account
from tests.support import TestCase
from webapp.core import clock
from webapp.core.translated import Statement, Translated
from webapp.places.models import Basis, Closure, PlaceKind
from webapp.staff.models import Role

TRAVEL = f"/race/{YEAR}/travel"


class TheJourney(TestCase):
    def setUp(self) -> None:
        standing = clock.fixed_at(on_the_day(6) - timedelta(days=10))
        standing.__enter__()
        self.addCleanup(standing.__exit__, None, None, None)

    def make(self, *others: Any, **more: Any) -> None:
        self.monastery = a_place(hours=Statement(zh="9:00–17:00", en="9–17"))
        inn = a_place(
            "inn",
            kind=PlaceKind.homestay,
            name=Translated(zh="沟口民宿", en="Valley inn"),
            lat=None,
            lon=None,
            basis=None,
            accuracy_m=None,
        )
        far = a_place(
            "far", name=Translated(zh="远处", en="Far"), lat=41.4, lon=111.9, basis=Basis.published
        )
        stored(self.session, self.monastery, inn, far, an_edition(**more))
        course = a_course()
        stored(self.session, course)
        stored(self.session, *others, a_closure(course_id=course.id, announced_by_id=None))

    def day(self, number: int) -> list[str]:
        return self.get(TRAVEL).texts(f"section:nth-of-type({number + 1}) > .stops > li")

    def test_the_day_before_has_a_bed_and_says_what_nobody_knows_of_it(self) -> None:
        self.make()
        (inn,) = self.day(0)
        assert "住宿 沟口民宿" in inn
        assert "位置待核实。" in inn
        assert "开放时间待核实" in inn

    def test_the_race_day_is_in_order_with_when_to_be_there_and_the_monastery_afterwards(
        self,
    ) -> None:
        self.make()
        stops = self.day(1)
        assert [stop.split(" ")[1] for stop in stops] == [
            "07:00–08:30",
            "08:20–08:50",
            "09:00",
            "09:45–12:10",
            "10:07–13:10",
            "12:00后",
            "14:00",
        ]
        watch = stops[3]
        assert "官牛犋" in watch
        assert "停在村口，走400米。" in watch
        assert "请在09:30前到达。" in watch
        assert "请在08:30前到达。" in stops[4]  # nobody said by when: before the road is closed
        assert "五当召" in stops[5]
        assert "当天部分时段道路封闭。 我能到吗？" in stops[5]

    def test_the_day_after_leads_to_what_is_near_and_open(self) -> None:
        self.make()
        (monastery,) = self.day(2)
        assert "游览 五当召" in monastery
        assert "道路" not in monastery
        assert "待核实" not in monastery

    def test_a_place_that_is_closed_then_is_said_to_be(self) -> None:
        by = stored_account(self.session, Role.editor)
        self.make()
        start = clock.at_local(RACE_DAY + timedelta(days=1))
        closed = Closure(
            place_id=self.monastery.id,
            reason=Translated(zh="修缮", en="Repairs"),
            starts_at=start,
            ends_at=start + timedelta(days=1),
            announced_by_id=by.id,
            announced_at=clock.now(),
        )
        stored(self.session, closed)
        assert "当天已公告暂停开放。" in self.day(2)[0]
        assert "暂停开放" not in self.day(1)[5]

    def test_only_what_was_chosen_goes_into_the_calendar(self) -> None:
        self.make()
        keys = [one["value"] for one in self.get(TRAVEL).soup.select("[name=stop]")]
        chosen = [keys[4], keys[-1]]
        answer = self.client.get(f"{TRAVEL}.ics", query_string={"stop": chosen})
        entries = Calendar.from_ical(answer.data).walk("VEVENT")
        assert [str(one["summary"]) for one in entries] == ["看比赛：官牛犋", "游览：五当召"]
        watch, see = entries
        assert watch.decoded("dtstart") == on_the_day(9, 45)
        assert "请在09:30前到达。" in watch["description"]
        assert see.decoded("dtstart") == date(2027, 8, 29)
        again = self.client.get(f"{TRAVEL}.ics", query_string={"stop": chosen})
        assert again.data == answer.data
        everything = Calendar.from_ical(self.client.get(f"{TRAVEL}.ics").data)
        assert len(everything.walk("VEVENT")) == len(keys)
        self.get(f"{TRAVEL}.ics?stop=nothing-of-ours", status=404)

    def test_a_race_of_two_days_has_two_race_days(self) -> None:
        self.make(ends_on=RACE_DAY + timedelta(days=1))
        heads = self.get(TRAVEL).texts(".travel-word")
        assert heads == ["赛前一天", "比赛日", "比赛日", "赛后一天"]

    def test_without_a_day_or_a_course_it_says_what_it_can(self) -> None:
        stored(self.session, a_place(), an_edition(held_on=None))
        assert "日期待定" in self.get(TRAVEL).one(".lead").get_text()
        self.get(f"{TRAVEL}.ics", status=404)
        self.get("/race/1999/travel", status=404)

    def test_after_the_race_it_says_so(self) -> None:
        self.make()
        with clock.fixed_at(on_the_day(12) + timedelta(days=3)):
            assert "已经结束" in self.get(TRAVEL).one(".lead").get_text()
