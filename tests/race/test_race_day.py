"""The race day by the clock: what every page's head says at each hour, and when it changes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import msgspec
import pytest
from bs4 import Tag
from sqlalchemy import event

from tests.events.made import stored
from tests.race.made import (
    MEN,
    RACE_DAY,
    RIDE,
    WOMEN,
    YEAR,
    a_closure,
    a_course,
    an_edition,
    on_the_day,
)
from tests.support import TestCase
from webapp.core import clock
from webapp.core.translated import Translated
from webapp.race import present, race_day
from webapp.race.day_data import Known
from webapp.race.models import Edition, EditionStatus, Notice, NoticeKind
from webapp.race.plan import Step, TimetableItem, Wave
from webapp.race.race_day import Day, Phase
from webapp.race.results.models import ResultSet, ResultState

SECOND = timedelta(seconds=1)
LIMITED = tuple(
    msgspec.structs.replace(one, limit_min=limit)
    for one, limit in ((MEN, 150), (WOMEN, 180), (RIDE, 240))
)


def a_delay(minutes: int, wave: str | None = None, **more: Any) -> Notice:
    values: dict[str, Any] = {"announced_at": on_the_day(8, 40), "announced_by_id": 1, **more}
    return Notice(
        id=1,
        edition_year=YEAR,
        kind=NoticeKind.delay,
        wave=wave,
        minutes=minutes,
        text=Translated(zh="大雾。", en="Fog."),
        **values,
    )


def the_day(known: Known | None = None, **more: Any) -> Day:
    made = race_day.make(an_edition(**more), known or Known(courses=(a_course(),)))
    assert made is not None
    return made


def phase_at(at: datetime, **more: Any) -> Phase:
    edition = an_edition(**more)
    return race_day.phase(edition, at, race_day.make(edition, Known(courses=(a_course(),))))


def test_the_day_begins_at_five_and_ends_with_its_last_event_to_the_second() -> None:
    assert the_day().ends == on_the_day(15)  # the award: an hour, for nobody says how long
    for at, expected in (
        (on_the_day(5) - SECOND, Phase.ahead),
        (on_the_day(5), Phase.race_day),
        (on_the_day(15) - SECOND, Phase.race_day),
        (on_the_day(15), Phase.after),
        (on_the_day(23) + timedelta(days=14), Phase.after),
        (on_the_day(0) + timedelta(days=15), Phase.past),
    ):
        assert phase_at(at) is expected, at


def test_a_long_limit_or_a_delay_makes_the_day_longer() -> None:
    longer = (msgspec.structs.replace(RIDE, limit_min=400),)
    assert the_day(categories=(MEN, WOMEN, *longer)).ends == on_the_day(15, 50)
    late = Known(notices=(a_delay(120),), courses=(a_course(),))
    assert the_day(late, categories=(MEN, WOMEN, *longer)).ends == on_the_day(17, 50)


def test_without_a_timetable_the_day_ends_at_midnight() -> None:
    assert the_day(timetable=()).ends == on_the_day(0) + timedelta(days=1)


def test_what_was_called_off_or_is_only_planned_has_no_race_day() -> None:
    for status in (EditionStatus.cancelled, EditionStatus.postponed, EditionStatus.planned):
        assert race_day.make(an_edition(status=status), Known()) is None
        assert phase_at(on_the_day(9), status=status) is Phase.undated


def test_it_is_run_from_the_first_start_to_the_last_limit() -> None:
    day = the_day(categories=LIMITED)
    assert day.finished_at == on_the_day(13, 10)
    assert [day.running(at) for at in (on_the_day(9) - SECOND, on_the_day(9))] == [False, True]
    assert [day.running(at) for at in (day.finished_at - SECOND, day.finished_at)] == [True, False]


def test_without_a_limit_the_slowest_expected_riders_tell_when_a_wave_is_in() -> None:
    day = the_day()
    assert [one.until for one in day.riding] == [on_the_day(11, 15), on_the_day(13, 10)]
    unknown = the_day(Known())  # no course: nobody knows
    assert unknown.riding[0].until is None and unknown.on_course(on_the_day(14))


def test_starts_of_waves_stand_for_the_item_of_the_timetable() -> None:
    late = Known(notices=(a_delay(15, "a"),), courses=(a_course(),))
    told = [(one.at, one.start.wave.code if one.start else "") for one in the_day(late).happenings]
    assert told == [
        (on_the_day(7), ""),
        (on_the_day(8, 20), ""),
        (on_the_day(9, 10), "b"),
        (on_the_day(9, 15), "a"),
        (on_the_day(14), ""),
    ]
    alone = the_day(waves=()).happenings
    assert [one.item.step for one in alone if one.item][2] is Step.start


def test_an_item_without_an_end_lasts_until_the_next_and_an_hour_at_most() -> None:
    items = tuple(TimetableItem(day=RACE_DAY, starts=time(hour)) for hour in (7, 12))
    short = TimetableItem(day=RACE_DAY, starts=time(12, 20))
    day = the_day(timetable=(*items, short), waves=())
    assert [one.until - one.at for one in day.happenings] == [
        timedelta(hours=1),
        timedelta(minutes=20),
        timedelta(hours=1),
    ]


def test_a_spectator_point_is_told_until_its_last_rider_and_what_is_reached_comes_first() -> None:
    course = a_course()
    early = course.points[2]
    later = msgspec.structs.replace(early, km=40.0, reach_by=None)
    day = the_day(Known(courses=(a_course(points=(early, later)),)), categories=LIMITED)
    kms = {at: [one.point.km for one in day.to_watch(on_the_day(*at))] for at in ((9, 0), (9, 31))}
    assert kms == {(9, 0): [30.0, 40.0], (9, 31): [40.0, 30.0]}
    assert day.to_watch(max(one.last for one in day.watching)) == []


def test_the_pages_change_at_every_instant_of_the_day_and_at_no_other() -> None:
    known = Known(closures=(a_closure(),), courses=(a_course(),))
    day = the_day(known, categories=LIMITED)
    at, instants = day.begins - SECOND, []
    while (following := day.next_change(at)) is not None:
        instants.append(clock.local(following).strftime("%H:%M"))
        at = following
    assert instants[:8] == ["05:00", "07:00", "08:20", "08:30", "08:50", "09:00", "09:10", "09:30"]
    assert instants[-1] == "15:00" and len(instants) == len(set(instants))


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2027, 1, 1), 2027),
        (RACE_DAY, 2027),
        (RACE_DAY + timedelta(days=14), 2027),
        (RACE_DAY + timedelta(days=15), 2028),
        (date(2028, 12, 31), 2028),
        (date(2029, 1, 1), None),
    ],
)
def test_the_edition_that_matters_is_the_one_on_or_just_over_then_the_next(
    today: date, expected: int | None
) -> None:
    undated = an_edition(2028, held_on=None)
    planned = an_edition(2024, held_on=None, status=EditionStatus.planned)
    chosen = present.chosen([undated, an_edition(), planned], today)
    assert (chosen.year if chosen else None) == expected


def test_several_days_are_one_race() -> None:
    second = RACE_DAY + timedelta(days=1)
    waves = (
        Wave(code="a", starts=time(9), categories=("men-elite",)),
        Wave(code="b", starts=time(9), categories=("ride",), day=second),
    )
    award = TimetableItem(day=second, starts=time(14), ends=time(15), step=Step.award)
    day = the_day(ends_on=second, waves=waves, timetable=(award,))
    assert day.ends == on_the_day(15) + timedelta(days=1)
    assert day.running(on_the_day(22)) and not day.on_course(on_the_day(22))
    assert replace(day, riding=()).finished_at == day.ends


class TheDay(TestCase):
    """One edition, and the clock going on; no page is told that time has passed."""

    def setUp(self) -> None:
        super().setUp()
        self.account = self.staff()
        edition = an_edition(categories=LIMITED)
        stored(self.session, edition)
        course = a_course()
        stored(self.session, course)
        stored(self.session, a_closure(course_id=course.id, announced_by_id=None))

    def at(self, hour: int, minute: int = 0, days: int = 0) -> Callable[..., Tag]:
        """Ask for pages at an hour, with whatever has been kept of them until then."""

        def ask(path: str = f"/en/race/{YEAR}") -> Tag:
            with clock.fixed_at(on_the_day(hour, minute) + timedelta(days=days)):
                return self.get(path).one("main")

        return ask

    def head(self, hour: int, minute: int = 0, days: int = 0) -> str:
        main = self.at(hour, minute, days)("/en/")
        found = main.select(".race-now, .race-strip")
        assert not found or found[0].select("[data-live]")  # kept, it says as of when
        return " ".join(found[0].get_text(" ", strip=True).split()) if found else ""

    def announce(self, minutes: int) -> None:
        stored(self.session, a_delay(minutes, announced_by_id=self.account.id))

    def test_the_home_page_goes_through_the_whole_day(self) -> None:
        assert self.head(12, days=-61) == ""
        assert "60 days to go" in self.head(12, days=-60)
        assert "tomorrow" in self.head(23, 59, days=-1)
        assert "today" in self.head(4, 59)
        dawn = self.head(5)
        assert "Today: the first start is at 09:00." in dawn and "Happening now" not in dawn
        call_up = self.head(8, 20)
        assert "Happening now 07:00–08:30 Registration" in call_up
        assert "08:20–08:50 Call-up" in call_up
        assert "None. The next one: Qingwu road, from 08:30." in call_up
        assert "Where to watch 09:45–" in call_up and "Guanniuju 30.0 km" in call_up
        assert "Be there by 09:30." in call_up
        assert "Qingwu road Liushuwan to Wudangzhao until 12:00" in self.head(8, 30)
        self.announce(15)
        late = self.head(8, 59)
        assert "All starts are 15 minutes late" in late and "Fog." in late
        assert "first start is at 09:15" in late
        assert "09:15 instead of 09:00 Start: Elite men" in late
        gun = self.head(9, 15)
        assert "The race is on." in gun
        assert "Elite men: started at 09:15, the last at the finish by 11:45" in gun
        assert "09:25 instead of 09:10 Start: Women, open, Ride" in gun
        assert "No longer reached" not in self.head(9, 29)
        assert "one had to be there by 09:30" in self.head(9, 30)
        assert "None any more: the roads are open." in self.head(12)
        award = self.head(14)
        assert "14:00 Award ceremony" in award and "Where to watch" not in award
        evening = self.head(20)
        assert "It was to be held on Saturday, 28 August 2027" in evening
        assert self.head(12, days=14) and self.head(12, days=15) == ""

    def test_the_edition_and_the_race_say_the_same(self) -> None:
        gun = self.at(9, 0)
        for path in (f"/en/race/{YEAR}", "/en/race"):
            head = gun(path).select(".race-now")[0].get_text(" ", strip=True)
            assert "The race is on." in head
            assert "Elite men: started at 09:00" in head
        assert gun().select(".race-now a[href$='/2027/roads']")

    def test_results_are_led_to_while_they_are_live_and_when_it_is_over(self) -> None:
        live = ResultSet(
            edition_year=YEAR, revision=1, state=ResultState.live, rows=(), made_at=on_the_day(10)
        )
        stored(self.session, live)
        assert "Live results" in self.head(10, 30)
        live.state = ResultState.provisional
        self.session.commit()
        over = self.head(20)
        assert "Held on Saturday, 28 August 2027." in over and over.endswith("Results")

    def test_a_race_that_is_called_off_has_no_race_day(self) -> None:
        edition = self.session.get_one(Edition, YEAR)
        edition.status = EditionStatus.cancelled
        self.session.commit()
        said = "Cancelled: it is not held on Saturday, 28 August 2027."
        assert [said in self.head(9, days=days) for days in (-61, -60, 0, 1)] == [
            False,
            True,
            True,
            False,
        ]
        assert "Happening now" not in self.head(9)
        page = self.at(9)()
        assert page.select("h1.is-struck") and not page.select(".race-now")
        assert said in page.get_text()

    def test_a_race_that_is_stopped_expects_nobody_anywhere(self) -> None:
        stop = a_delay(0, announced_by_id=self.account.id)
        stop.kind, stop.minutes = NoticeKind.stopped, None
        stored(self.session, stop)
        head = self.head(10)
        assert "The race is stopped." in head and "Fog." in head
        assert "Elite men: started at 09:00" in head
        assert "at the finish by" not in head and "Where to watch" not in head

    def test_no_page_asks_the_database_more_than_eight_times_on_the_day(self) -> None:
        asked: list[str] = []

        @event.listens_for(self.engine, "before_cursor_execute")
        def _note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
            if not statement.startswith("BEGIN"):
                asked.append(" ".join(statement.split())[:110])

        with clock.fixed_at(on_the_day(10)):
            self.get("/privacy")  # what is due is asked once for all
            for path in ("/", "/race", f"/race/{YEAR}"):
                asked.clear()
                page = self.get(path)
                assert len(asked) <= 8, "\n".join([path, *asked])
                assert not any("points" in one and "track" in one for one in asked)
                assert len(page.text.encode()) < 60_000
