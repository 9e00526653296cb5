"""The page of closed roads, as somebody behind a barrier reads it."""

from datetime import date
from typing import Any

from tests.events.made import a_place, stored
from tests.race.made import RACE_DAY, YEAR, a_closure, an_edition, on_the_day
from tests.support import TestCase
from webapp.core import clock
from webapp.core.translated import Translated
from webapp.race.roads.models import RoadClosureKind

ROADS = f"/race/{YEAR}/roads"


class ClosedRoads(TestCase):
    def make(self, *closures: Any) -> None:
        village = a_place("qingshan-village", name=Translated(zh="青山村", en="Qingshan"))
        stored(self.session, a_place(), village, an_edition())
        stored(self.session, *closures)

    def test_answers_whether_one_reaches_the_monastery_at_half_past_ten(self) -> None:
        self.make(a_closure())
        page = self.get(f"{ROADS}?to=wudangzhao&at=10:30")
        answer = page.one(".road-answer").get_text(" ", strip=True)
        assert answer.startswith("10:30 这个时间到不了五当召。 08:30前可通过，12:00后恢复通行。")
        page = self.get(f"{ROADS}?to=qingshan-village&at=10:30")
        assert "可以到达青山村" in page.one(".road-answer").get_text()
        page = self.get(f"/en{ROADS}?to=wudangzhao&at=12:10")
        assert "opens shortly before" in page.one(".road-answer").get_text()

    def test_names_the_detour(self) -> None:
        self.make(a_closure(detour=Translated(zh="走包固线。", en="By the Baogu road.")))
        page = self.get(f"{ROADS}?to=wudangzhao&at=10:30")
        assert "可以绕行。" in page.one(".road-answer").get_text()
        assert "绕行：走包固线。" in page.one(".road-closures").get_text()

    def test_lists_closures_in_the_order_of_the_day_with_what_they_cut_off(self) -> None:
        early = a_closure(
            kind=RoadClosureKind.temporary,
            road=Translated(zh="包固线", en="Baogu road"),
            starts_at=on_the_day(8),
            ends_at=on_the_day(9),
            places=("qingshan-village", "wudangzhao"),
        )
        self.make(a_closure(), early)
        page = self.get(ROADS)
        assert [text.split()[0] for text in page.texts(".road-closure")] == [
            "08:00–09:00",
            "08:30–12:00",
        ]
        assert page.texts(".road-places li") == [
            "五当召 临时管制 08:00–09:00 全封闭 08:30–12:00",
            "青山村 临时管制 08:00–09:00",
        ]

    def test_says_what_is_closed_now_and_what_was_opened_before_its_time(self) -> None:
        opened = a_closure(
            road=Translated(zh="包固线", en="Baogu road"), ended_at=on_the_day(9, 40)
        )
        off = a_closure(road=Translated(zh="包脑线", en="Baonao road"), ended_at=on_the_day(7))
        self.make(a_closure(), opened, off)
        with clock.fixed_at(on_the_day(10)):
            page = self.get(ROADS)
        said = page.texts(".road-closure")
        assert "正在管制" in said[0]
        assert "已于09:40放行" in said[1]
        assert "已取消管制" in said[2]
        assert page.one("#at")["value"] == "10:00"

    def test_closures_on_two_days_are_asked_for_by_day(self) -> None:
        eve = date(2027, 8, 27)
        before = a_closure(
            starts_at=clock.at_local(eve), ends_at=clock.at_local(RACE_DAY), detour=None
        )
        self.make(a_closure(), before)
        page = self.get(f"{ROADS}?to=wudangzhao&at=06:00&day=2027-08-27")
        assert "到不了" in page.one(".road-answer").get_text()
        page = self.get(f"{ROADS}?to=wudangzhao&at=06:00&day=2027-08-28")
        assert "可以到达" in page.one(".road-answer").get_text()

    def test_what_nobody_can_ask_is_refused_in_words(self) -> None:
        self.make(a_closure())
        for query in (
            "to=nowhere&at=10:30",
            "to=nowhere",
            "to=wudangzhao&at=",
            "to=wudangzhao&at=25:00",
        ):
            self.get(f"{ROADS}?{query}", status=400)
        for query in ("to=wudangzhao&at=10:30&day=x", "to=wudangzhao&at=10:30%2B05:00"):
            assert "10:30" in self.get(f"{ROADS}?{query}", status=400).one("main").get_text()

    def test_without_closures_it_says_so(self) -> None:
        self.make()
        assert "没有公布交通管制。" in self.get(ROADS).one("main").get_text()
        self.get("/race/1999/roads", status=404)
