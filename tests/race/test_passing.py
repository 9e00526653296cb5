"""The clock on the course, and delays that move it."""

from datetime import UTC, datetime, timedelta

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from tests.race.made import MEN, RIDE, WOMEN, YEAR, an_edition, on_the_day
from webapp.core.translated import Translated
from webapp.race import delays
from webapp.race.courses import passing
from webapp.race.models import Notice, NoticeKind


def a_delay(minutes: int, wave: str | None = None, at: int = 0, **more: object) -> Notice:
    announced = datetime(2027, 8, 28, 0, at, tzinfo=UTC)
    text = Translated(zh="推迟")
    kind = NoticeKind.delay
    values = {"kind": kind, "wave": wave, "minutes": minutes, "text": text, **more}
    return Notice(id=at, edition_year=YEAR, announced_at=announced, **values)


def times(km: float, lap_km: float = 45.0, *notices: Notice) -> dict[str, tuple[str, str]]:
    edition = an_edition()
    found = passing.windows(edition.categories, delays.starts(edition, notices), "main", km, lap_km)
    return {
        one.category.code: tuple(f"{at:%H:%M}" for at in _local(one.first, one.last))  # type: ignore[misc]
        for one in found
    }


def _local(*instants: datetime) -> list[datetime]:
    return [at.astimezone(on_the_day(0).tzinfo) for at in instants]


def test_each_category_has_the_window_of_its_first_and_last_rider() -> None:
    assert times(30.0) == {
        "men-elite": ("09:45", "10:30"),  # 40 and 20 km/h from 09:00
        "women-open": ("10:10", "11:10"),  # 30 and 15 km/h from 09:10
        "ride": ("10:22", "12:10"),  # 25 and 10 km/h
    }


def test_nobody_comes_after_the_time_limit() -> None:
    assert times(45.0)["ride"] == ("10:58", "13:10")  # not 13:40: 240 minutes after 09:10


def test_a_delay_moves_its_wave_alone_and_the_last_word_holds() -> None:
    assert times(30.0, 45.0, a_delay(15, "a"))["men-elite"] == ("10:00", "10:45")
    assert times(30.0, 45.0, a_delay(15, "a"))["women-open"] == ("10:10", "11:10")
    late = (a_delay(15, at=1), a_delay(30, "b", at=2))
    assert times(30.0, 45.0, *late)["men-elite"] == ("10:00", "10:45")
    assert times(30.0, 45.0, *late)["women-open"] == ("10:40", "11:40")
    ended = a_delay(15, ended_at=datetime(2027, 8, 28, 1, tzinfo=UTC))
    assert times(30.0, 45.0, ended) == times(30.0)


def test_on_laps_the_window_goes_from_the_first_passage_to_the_last() -> None:
    laps = msgspec.structs.replace(MEN, laps=3)
    edition = an_edition(categories=(laps,))
    (window,) = passing.windows(edition.categories, delays.starts(edition), "main", 5.0, 10.0)
    assert window.first == on_the_day(9) + timedelta(minutes=7.5)
    assert window.last == on_the_day(9) + timedelta(minutes=75)  # 25 km at 20 km/h


def test_what_nobody_has_said_is_not_guessed() -> None:
    slow = msgspec.structs.replace(MEN, slowest_kmh=None)
    elsewhere = msgspec.structs.replace(WOMEN, course="short")
    without_wave = msgspec.structs.replace(RIDE, code="children")
    edition = an_edition(categories=(slow, elsewhere, without_wave))
    assert passing.windows(edition.categories, delays.starts(edition), "main", 5.0, 45.0) == []
    undated = an_edition(held_on=None)
    assert delays.starts(undated) == []
    assert passing.whole([]) is None


@given(km=st.floats(0, 45), further=st.floats(0, 45))
def test_further_along_the_course_nobody_comes_earlier(km: float, further: float) -> None:
    edition = an_edition()
    starts = delays.starts(edition)
    near = passing.windows(edition.categories, starts, "main", min(km, further), 45.0)
    far = passing.windows(edition.categories, starts, "main", max(km, further), 45.0)
    by_code = {one.category.code: one for one in far}
    for one in near:
        assert one.first <= one.last
        assert one.first <= by_code[one.category.code].first
        assert one.last <= by_code[one.category.code].last
