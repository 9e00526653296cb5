"""Closing and opening roads: what each tap does, and that two are one."""

from datetime import timedelta

import pytest

from tests.race.made import a_closure, on_the_day
from webapp.core.translated import Translated
from webapp.race.roads import ahead, closing, reach
from webapp.race.roads.ahead import ClosedRoad
from webapp.race.roads.closing import ChangedMeanwhile, EndsTooEarly, NotNow, Phase, stamp
from webapp.race.roads.models import RoadClosureKind

TEN = on_the_day(10)
MINUTE = timedelta(minutes=1)


def test_an_opened_road_is_open_from_that_second_and_for_the_second_tap_too() -> None:
    one = a_closure()
    seen = stamp(one)
    assert closing.open_now(one, seen, TEN)
    assert reach.ends(one) == TEN
    assert closing.phase(one, TEN) is Phase.over
    assert not closing.open_now(one, seen, TEN + MINUTE)
    assert reach.ends(one) == TEN


def test_what_was_opened_a_moment_ago_can_be_taken_back_for_ten_minutes() -> None:
    one = a_closure(ended_at=TEN)
    with pytest.raises(NotNow):
        closing.take_back(one, TEN + 11 * MINUTE)
    assert closing.take_back(one, TEN + 10 * MINUTE)
    assert closing.phase(one, TEN + 10 * MINUTE) is Phase.on
    assert one.edited_at == TEN + 10 * MINUTE
    assert not closing.take_back(one, TEN + 10 * MINUTE)
    late = a_closure(ended_at=on_the_day(11, 55))
    assert not closing.can_be_taken_back(late, on_the_day(12))


def test_two_taps_on_longer_add_half_an_hour_and_not_a_whole_one() -> None:
    one = a_closure()
    seen, until = stamp(one), on_the_day(12, 30)
    assert closing.extend(one, until, seen, TEN)
    assert not closing.extend(one, until, seen, TEN)
    assert one.ends_at == until
    with pytest.raises(ChangedMeanwhile):
        closing.extend(one, on_the_day(15), stamp(one), TEN)
    with pytest.raises(NotNow):
        closing.extend(one, on_the_day(13), stamp(one), on_the_day(12, 45))


def test_whoever_taps_on_an_old_page_changes_nothing() -> None:
    one = a_closure()
    seen = stamp(one)
    closing.extend(one, on_the_day(12, 30), seen, TEN)
    with pytest.raises(ChangedMeanwhile):
        closing.open_now(one, seen, TEN)
    with pytest.raises(ChangedMeanwhile):
        closing.change(one, seen, (on_the_day(9), on_the_day(11)), None, TEN)
    assert closing.phase(one, TEN) is Phase.on


def test_what_begins_soon_can_begin_now_and_what_is_far_away_not() -> None:
    one = a_closure()
    with pytest.raises(NotNow):
        closing.close_now(one, stamp(one), on_the_day(8, 30) - timedelta(days=2))
    assert closing.close_now(one, stamp(one), on_the_day(8))
    assert (one.starts_at, one.ends_at) == (on_the_day(8), on_the_day(12))
    assert not closing.close_now(one, "old", on_the_day(8, 1))


def test_times_change_only_to_what_lies_ahead() -> None:
    one = a_closure()
    with pytest.raises(EndsTooEarly):
        closing.change(one, stamp(one), (on_the_day(8), on_the_day(9)), None, TEN)
    other = Translated(zh="走包固线。")
    assert closing.change(one, stamp(one), (one.starts_at, one.ends_at), other, TEN)
    assert (one.detour, one.edited_at) == (other, TEN)
    assert not closing.change(one, "old", (one.starts_at, one.ends_at), other, TEN)


def test_a_day_is_told_as_its_worst_with_overlapping_hours_as_one() -> None:
    roads = [
        ClosedRoad(a_closure(**more), ())
        for more in (
            {"kind": RoadClosureKind.temporary, "ends_at": on_the_day(10)},
            {"starts_at": on_the_day(9), "ends_at": on_the_day(11)},
            {"starts_at": on_the_day(13), "ends_at": on_the_day(14)},
            {"starts_at": on_the_day(15), "ends_at": on_the_day(16), "ended_at": TEN},
        )
    ]
    (day,) = ahead.days(roads, on_the_day(8))
    assert day.kind is RoadClosureKind.full
    assert [(one.hour, other.hour) for one, other in day.spans] == [(8, 11), (13, 14)]
    assert day.on(TEN)
    assert not day.on(on_the_day(12))
    assert ahead.told([day], day.day - timedelta(days=7)) == [day]
    assert ahead.told([day], day.day - timedelta(days=8)) == []
