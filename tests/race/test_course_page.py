"""The page of a course: what riders and spectators read on it."""

import json
from typing import Any

from tests.events.made import a_place, stored
from tests.race.made import (
    RACE_DAY,
    YEAR,
    a_closure,
    a_course,
    a_track,
    an_edition,
    on_the_day,
)
from tests.support import TestCase
from webapp.core import clock
from webapp.core.translated import Translated
from webapp.race.courses.models import Climb
from webapp.race.models import Edition

CLIMB = Climb(
    foot_km=30.0,
    top_km=34.0,
    ascent_m=200.0,
    mean_percent=5.0,
    steepest_percent=8.2,
    category="3",
)


class TheCourse(TestCase):
    def setUp(self) -> None:
        standing = clock.fixed_at(on_the_day(6))
        standing.__enter__()
        self.addCleanup(standing.__exit__, None, None, None)

    def make(self, *others: Any, **more: Any) -> Edition:
        edition = an_edition()
        stored(self.session, a_place(), edition)
        course = a_course(**more)
        stored(self.session, course)
        stored(self.session, *others, a_closure(course_id=course.id, announced_by_id=None))
        return edition

    def test_says_who_passes_a_point_when_and_what_is_closed_there(self) -> None:
        self.make()
        page = self.get(f"/race/{YEAR}/course")
        village = page.one("#point-3").get_text(" ", strip=True)
        for said in (
            "官牛犋",
            "30.0公里",
            "海拔1,300米",
            "停在村口，走400米。",
            "请在09:30前到达。",
        ):
            assert said in village
        assert "男子精英组 09:45 – 10:30" in village
        assert "青五线" in village
        assert "全封闭 08:30–12:00" in village
        assert "全封闭" not in page.one("#point-1").get_text()

    def test_official_figures_win_and_the_measured_ones_stand_beside_them(self) -> None:
        self.make(official_km=45.5, official_ascent_m=480, track=a_track(climbs=(CLIMB,)))
        page = self.get(f"/race/{YEAR}/course")
        facts = page.one(".course-facts").get_text(" ", strip=True)
        assert "45.5公里 官方数据；下图路线实测45.0公里。" in facts
        assert "480米 官方数据；按规则elev-v1计算为450米。" in facts
        climbs = page.one(".climbs tbody").get_text(" ", strip=True)
        assert climbs == "3级爬坡 30.0 34.0 200米 5.0 % 8.2 %"

    def test_a_line_without_heights_says_so_and_guesses_nothing(self) -> None:
        self.make(track=a_track(heights=(), ascent_m=None, descent_m=None))
        page = self.get(f"/race/{YEAR}/course")
        assert "这条赛道的海拔数据没有查到。" in page.one(".course-axis").get_text()
        assert "待核实" in page.one(".course-facts").get_text()
        assert not page.texts(".profile")
        assert page.texts(".course-table tbody tr:first-child td") == ["—", "09:00 – 09:10"]

    def test_every_kilometre_stands_in_a_table_for_those_who_see_no_drawing(self) -> None:
        self.make()
        rows = self.get(f"/en/race/{YEAR}/course").texts(".course-table tbody tr")
        assert len(rows) == 46
        assert rows[30] == "30.0 1,300 m 09:45 – 12:10"

    def test_the_script_is_told_the_same(self) -> None:
        self.make()
        page = self.get(f"/race/{YEAR}/course")
        axis = json.loads(page.one(".course-axis script").string or "")
        assert axis["length"] == 45.0
        assert axis["heights"][-1] == [45.0, 1450]
        assert axis["closed"] == [[20.0, 45.0, "全封闭 08:30–12:00"]]
        men = axis["riders"][0]
        assert (men["start"], men["fast"]) == (on_the_day(9).timestamp() * 1000, 90_000)

    def test_several_courses_are_chosen_by_name(self) -> None:
        short = a_course(
            a_track("short.gpx", 12.0), code="short", name=Translated(zh="短赛道", en="Short")
        )
        self.make(short)
        page = self.get(f"/race/{YEAR}/course?course=short")
        assert page.one(".chips [aria-current]").get_text() == "短赛道"
        assert "12.0公里" in page.one(".course-facts").get_text()
        self.get(f"/race/{YEAR}/course?course=nowhere", status=404)

    def test_without_a_course_it_says_so_and_an_unknown_year_is_not_found(self) -> None:
        stored(self.session, an_edition())
        page = self.get(f"/race/{YEAR}/course")
        assert "还没有公布赛道" in page.one("main").get_text()
        self.get("/race/1999/course", status=404)
        self.get(f"/race/{YEAR}/course.gpx", status=404)

    def test_the_file_for_the_bicycle_computer_is_named_after_the_race(self) -> None:
        self.make()
        answer = self.client.get(f"/race/{YEAR}/course.gpx")
        assert answer.mimetype == "application/gpx+xml"
        assert f"wudangzhao-cup-{YEAR}-main.gpx" in answer.headers["Content-Disposition"]
        assert answer.text.count("<trkpt") == 91
        assert "官牛犋" in answer.text

    def test_a_race_without_a_day_shows_its_course_without_times(self) -> None:
        stored(self.session, an_edition(held_on=None))
        stored(self.session, a_course())
        page = self.get(f"/race/{YEAR}/course")
        assert not page.texts(".station-times")
        assert str(RACE_DAY.year) in page.one("h1").get_text()
