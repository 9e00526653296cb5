"""Closed roads where nobody looks for the race: on the map, at places, at events; and as data."""

from datetime import timedelta
from typing import Any

import icalendar
from sqlalchemy import event

from tests.events.made import a_date, a_place, an_event, stored
from tests.race.made import RACE_DAY, YEAR, a_closure, a_course, an_edition, on_the_day
from tests.support import TestCase
from webapp.core import clock
from webapp.core.translated import Translated
from webapp.race.models import Notice, NoticeKind
from webapp.race.roads.models import RoadClosure, RoadClosureKind

FEW = {"lat": 40.815, "lon": 110.31}
SHORT = "8月28日 周六 08:30–12:00 赛事封路"
CALENDAR = f"/race/{YEAR}.ics"
DATA = f"/api/v1/race/{YEAR}/closures"


class ClosedRoadsElsewhere(TestCase):
    def setUp(self) -> None:
        self.monastery = a_place(**FEW, signature=1)
        stored(self.session, an_edition(), self.monastery)
        village = a_place("village", name=Translated(zh="官牛犋", en="Guanniuju"), **FEW)
        far = a_place("far", name=Translated(zh="远处", en="Far away"), lat=40.6, lon=110.5)
        hall = a_place("hall", parent_id=self.monastery.id, lat=None, lon=None, basis=None)
        self.course = a_course()
        stored(self.session, village, far, hall, self.course)

    def close(self, **more: Any) -> RoadClosure:
        one = a_closure(course_id=self.course.id, **more)
        stored(self.session, one)
        return one

    def test_a_place_says_so_from_a_week_before_until_the_road_is_open(self) -> None:
        self.close()
        with clock.fixed_at(on_the_day(9) - timedelta(days=8)):
            assert not self.get("/places/wudangzhao").soup.select(".closure")
        with clock.fixed_at(on_the_day(9) - timedelta(days=7)):
            page = self.get("/places/wudangzhao")
            box = page.one(".closure.is-coming")
            assert box.get_text(" ", strip=True) == ("赛事封路 8月28日 周六 08:30–12:00 我能到吗？")
            asked = self.get(str(page.one(".closure a")["href"]))
            assert "10:15 这个时间到不了五当召。" in asked.one(".road-answer").get_text()
            assert self.get("/places").texts(".place-card .road-brief") == [SHORT]
            assert SHORT in self.get("/places").one("#row-wudangzhao").get_text()
            assert (
                self.get("/places/hall").one(".closure a")["href"] == page.one(".closure a")["href"]
            )
            assert not self.get("/places/far").soup.select(".closure")
        with clock.fixed_at(on_the_day(9)):
            assert not self.get("/en/places/wudangzhao").soup.select(".closure.is-coming")
            assert "Road closed for the race" in self.get("/en/places/wudangzhao").words
        with clock.fixed_at(on_the_day(12)):
            assert not self.get("/places/wudangzhao").soup.select(".closure")

    def test_the_map_draws_and_lists_the_roads_of_today_to_the_second(self) -> None:
        self.close()
        undrawn = Translated(zh="包固线", en="Baogu road")
        stored(self.session, a_closure(road=undrawn, from_km=None, starts_at=on_the_day(10)))
        with clock.fixed_at(on_the_day(9) - timedelta(days=1)):
            assert not self.get("/map").soup.select(".sheet-road, .map-roads")
        with clock.fixed_at(on_the_day(8)):
            page = self.get("/map")
            assert page.one(".sheet-road text").get_text() == "管制08:30–12:00"
            assert page.texts(".map-roads li") == [
                "青五线 柳树湾至五当召 全封闭 08:30–12:00",
                "包固线 柳树湾至五当召 全封闭 10:00–12:00",
            ]
            line = str(page.one(".map-roads [data-line]")["data-line"]).split()
            assert line[-1] == "40.8153,110.3086"
        with clock.fixed_at(on_the_day(8, 30)):
            assert "正在管制" in self.get("/map").texts(".map-roads li")[0]
        with clock.fixed_at(on_the_day(12)):
            assert not self.get("/map").soup.select(".sheet-road, .map-roads")

    def test_an_event_on_the_day_says_so_at_the_place_and_near_it(self) -> None:
        self.close()
        near = self.session.query(type(self.monastery)).filter_by(slug="village").one()
        eve = RACE_DAY - timedelta(days=1)
        stored(
            self.session,
            an_event("there", a_date("2027", RACE_DAY), place=self.monastery),
            an_event("near", a_date("2027", RACE_DAY), place=near),
            an_event("before", a_date("2027", eve), place=self.monastery),
        )
        with clock.fixed_at(on_the_day(9) - timedelta(days=20)):
            note = self.get("/events/there").one(".event-when .closure").get_text(" ", strip=True)
            assert note == "赛事封路 8月28日 周六 08:30–12:00 我能到吗？"
            said = self.get("/en/events/near").one(".event-when .closure").get_text()
            assert "A road near here is closed for the race" in said
            assert not self.get("/events/before").soup.select(".closure")
            cards = self.get("/events").soup.select(".event-card")
            assert sum(bool(one.select(".road-brief")) for one in cards) == 2

    def test_pages_ask_nothing_more_of_the_database_once_it_is_known(self) -> None:
        asked: list[str] = []
        event.listen(self.engine, "before_cursor_execute", lambda *cursor: asked.append(cursor[2]))
        counts = []
        for step in (lambda: None, self.close):
            step()
            with clock.fixed_at(on_the_day(9)):
                self.get("/privacy")
                for path in ("/", "/map", "/places", "/places/wudangzhao"):
                    asked.clear()
                    self.get(path)
                    counts.append(len([one for one in asked if not one.startswith("BEGIN")]))
        assert counts[:4] == counts[4:]

    def test_the_calendar_has_an_entry_for_each_closure_and_tells_what_changed(self) -> None:
        one = self.close()
        off = self.close(kind=RoadClosureKind.temporary, ended_at=on_the_day(7))
        text = self.get(CALENDAR).text
        assert text == self.get(CALENDAR).text
        assert "TZID:Asia/Shanghai" in text
        entries = {str(e["UID"]): e for e in icalendar.Calendar.from_ical(text).walk("VEVENT")}
        assert len(entries) == 1 + 3 + 2
        race = entries[f"wudangzhao-cup-{YEAR}@shiguai"]
        assert (race.decoded("DTSTART"), race.decoded("DTEND")) == (on_the_day(9), on_the_day(15))
        closed = entries[f"race-{YEAR}-closure-{one.id}@shiguai"]
        assert closed["SUMMARY"] == "全封闭：青五线 柳树湾至五当召"
        assert closed.decoded("DTSTART") == on_the_day(8, 30)
        assert str(closed["DTSTART"].params["TZID"]) == "Asia/Shanghai"
        assert entries[f"race-{YEAR}-closure-{off.id}@shiguai"]["STATUS"] == "CANCELLED"
        one.ends_at, one.edited_at = on_the_day(12, 30), on_the_day(10)
        late = {"kind": NoticeKind.delay, "minutes": 30, "text": Translated(zh="大雾")}
        account = self.staff()
        more = {"announced_by_id": account.id, "announced_at": on_the_day(8)}
        stored(self.session, Notice(edition_year=YEAR, **late, **more))
        again = icalendar.Calendar.from_ical(self.get(CALENDAR).text).walk("VEVENT")
        by_uid = {str(entry["UID"]): entry for entry in again}
        changed = by_uid[str(closed["UID"])]
        assert changed.decoded("DTEND") == on_the_day(12, 30)
        assert changed["SEQUENCE"] > closed["SEQUENCE"]
        assert changed.decoded("LAST-MODIFIED") > closed.decoded("LAST-MODIFIED")
        moved = by_uid[str(race["UID"])]
        assert moved.decoded("DTSTART") == on_the_day(9, 30)
        assert moved["SEQUENCE"] > race["SEQUENCE"]

    def test_the_open_data_has_lines_times_and_places(self) -> None:
        self.close()
        self.close(from_km=None, to_km=None, ended_at=on_the_day(7))
        answer = self.client.get(DATA)
        assert answer.mimetype == "application/geo+json"
        drawn, undrawn = answer.get_json()["features"]
        assert drawn["geometry"]["type"] == "LineString"
        assert drawn["geometry"]["coordinates"][-1] == [110.3086, 40.8153]
        said = drawn["properties"]
        assert (said["kind"], said["places"], said["course"]) == ("full", ["wudangzhao"], "main")
        assert said["starts"] == "2027-08-28T00:30:00Z"
        assert undrawn["geometry"] is None
        assert undrawn["properties"]["called_off"]
        tag = {"If-None-Match": answer.headers["ETag"]}
        assert self.client.get(DATA, headers=tag).status_code == 304
        self.get("/api/v1/race/1999/closures", 404)
        paths = self.client.get("/api/v1/openapi.json").get_json()["paths"]
        (year,) = paths["/api/v1/race/{year}/closures"]["get"]["parameters"]
        assert (year["name"], year["in"], year["required"]) == ("year", "path", True)
