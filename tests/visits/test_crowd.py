"""How full a place is: never negative, never an old green light, and steady at the edges."""

import json
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.staff.made import stored_account
from tests.visits.made import device, place_id, row
from webapp.core import clock
from webapp.settings import BadSetting, from_environment
from webapp.visits import capacity, count_rows, counts, crowd, devices, opening, refusals
from webapp.visits.capacity import Approved
from webapp.visits.count_rows import Count
from webapp.visits.crowd import LADDER, Crowd, Level, Passage, Steps, level_at, share_of
from webapp.visits.crowds import crowds, steps_of
from webapp.visits.methods import FOREVER
from webapp.visits.opening import EVERY_DAY

STEPS = Steps.of((60, 80, 90, 100), 15)
TEN = datetime(2026, 11, 23, 10, tzinfo=clock.LOCAL)
BOTH = Approved(at_once=100, a_day=1000)
LIMITS = Approved(at_once=100)


def passed(*pairs: tuple[int, int]) -> list[Passage]:
    """People in and out, every ten minutes; the last count ends at ten o'clock."""
    start = TEN - timedelta(minutes=10 * (len(pairs) - 1))
    return [Passage(start + timedelta(minutes=10 * n), *both) for n, both in enumerate(pairs)]


def follow(
    *pairs: tuple[int, int],
    approved: Approved = BOTH,
    now: datetime = TEN,
    counts_leaving: bool = True,
) -> Crowd:
    return crowd.follow(passed(*pairs), approved, STEPS, now, counts_leaving=counts_leaving)


@pytest.mark.parametrize(
    ("inside", "level"),
    [
        (0, Level.comfortable),
        (59, Level.comfortable),
        (60, Level.busy),
        (80, Level.crowded),
        (90, Level.nearly_full),
        (99, Level.nearly_full),
        (100, Level.full),
        (250, Level.full),
    ],
)
def test_the_ladder(inside: int, level: Level) -> None:
    found = follow((inside, 0))
    assert (found.level, found.in_park) == (level, inside)
    assert found.warns is (level in LADDER[2:])


def test_the_larger_share_counts() -> None:
    assert share_of(50, 900, BOTH) == Fraction(9, 10)
    assert share_of(95, 100, BOTH) == Fraction(95, 100)
    assert share_of(None, 100, LIMITS) is None
    assert share_of(7, 7, Approved()) is None
    assert follow((850, 850)).level is Level.crowded


def test_a_day_that_is_spent_is_told_from_a_place_that_is_crammed() -> None:
    assert (follow((100, 0)).level, follow((100, 0)).spent) == (Level.full, False)
    found = follow((500, 500), (500, 480))
    assert (found.level, found.in_park, found.spent) == (Level.full, 20, True)
    assert not follow((1000, 1000), approved=LIMITS).spent


def test_a_level_is_left_only_well_below_where_it_began() -> None:
    up_and_down = [(79, 0), (1, 0), (0, 2), (0, 2), (0, 1), (0, 1)]  # 79 80 78 76 75 74
    levels = [follow(*up_and_down[: n + 1], approved=LIMITS).level for n in range(6)]
    assert levels == [Level.busy, *[Level.crowded] * 4, Level.busy]


def test_a_long_way_down_passes_several_levels() -> None:
    assert follow((100, 0), (0, 30), approved=LIMITS).level is Level.busy
    assert follow((100, 0), (0, 46), approved=LIMITS).level is Level.comfortable


def test_more_leaving_than_came_is_nobody_and_a_measure_of_the_counters() -> None:
    found = follow((5, 9), (10, 0))
    assert (found.in_park, found.drift, found.admitted) == (10, 4, 15)


def test_old_counts_say_nothing() -> None:
    fresh = follow((10, 0), now=TEN + timedelta(minutes=15, seconds=-1))
    assert (fresh.level, fresh.until) == (Level.comfortable, TEN + timedelta(minutes=15))
    old = follow((10, 0), now=TEN + timedelta(minutes=15))
    assert (old.level, old.share, old.measured_at) == (Level.unknown, None, TEN)
    assert follow().level is Level.unknown


def test_gates_that_do_not_count_who_leaves_tell_only_of_the_day() -> None:
    found = follow((950, 0), counts_leaving=False)
    assert (found.in_park, found.level) == (None, Level.nearly_full)
    assert follow((5, 0), approved=LIMITS, counts_leaving=False).level is Level.unknown


PASSAGES = st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), max_size=30)


@given(PASSAGES, st.randoms())
def test_nobody_is_never_fewer_than_nobody_in_any_order_of_arrival(
    pairs: list[tuple[int, int]], chance: Any
) -> None:
    found = follow(*pairs)
    shuffled = passed(*pairs)
    chance.shuffle(shuffled)
    assert crowd.follow(shuffled, BOTH, STEPS, TEN, counts_leaving=True) == found
    if pairs:
        assert found.in_park is not None and found.in_park >= 0
        came, left = (sum(side) for side in zip(*pairs, strict=True))
        assert found.in_park == came - left + found.drift


@given(st.fractions(0, 2), st.sampled_from(LADDER))
def test_the_level_is_never_lower_than_the_share_and_at_most_one_step_is_held(
    share: Fraction, before: Level
) -> None:
    plain = level_at(share, Level.comfortable, STEPS.shares)
    held = level_at(share, before, STEPS.shares)
    assert LADDER.index(plain) <= LADDER.index(held)
    assert level_at(share - crowd.HYSTERESIS, held, STEPS.shares) in LADDER
    assert LADDER.index(held) <= max(
        LADDER.index(plain), LADDER.index(level_at(share + crowd.HYSTERESIS, plain, STEPS.shares))
    )


def send(session: Session, token: str, *rows: dict[str, Any], now: datetime = TEN) -> None:
    session.rollback()
    gate = devices.gate_of(session, token)
    assert gate is not None
    session.rollback()
    decoded = count_rows.decode(json.dumps(rows).encode())
    assert all(isinstance(one, Count) for one in decoded)
    counts.store(session, gate, b"", decoded, now)
    session.commit()


def quarter(key: str, metric: str, value: int, hour: str = "2026-11-23T09:45") -> dict[str, Any]:
    begins = datetime.fromisoformat(f"{hour}:00+08:00")
    ends = begins + timedelta(minutes=15)
    span = {"from": begins.isoformat(), "to": ends.isoformat()}
    return row(key, value, metric=metric, **span)


@pytest.fixture
def token(loaded: Session) -> str:
    """Of a gate of 五当召, of which 100 people at once are approved."""
    clerk = stored_account(loaded)
    span = (date(2026, 1, 1), FOREVER)
    capacity.approve(loaded, place_id(loaded), BOTH, span, "石文旅〔2026〕1号", clerk, TEN)
    loaded.commit()
    return device(loaded)


def of_the_monastery(session: Session, now: datetime = TEN, *shut: int) -> Crowd:
    session.rollback()
    place = place_id(session)
    return crowds(session, [place], shut, STEPS, now)[place]


def test_a_place_fills_and_empties_with_its_gates(loaded: Session, token: str) -> None:
    other = device(loaded, gate="后门")
    assert of_the_monastery(loaded).level is Level.unknown
    send(loaded, token, quarter("a", "in", 70), quarter("b", "out", 0))
    found = of_the_monastery(loaded)
    assert (found.level, found.in_park, found.admitted) == (Level.busy, 70, 70)
    send(loaded, other, quarter("c", "out", 20) | {"gate": "后门"})
    assert of_the_monastery(loaded).in_park == 50
    assert of_the_monastery(loaded, TEN + timedelta(minutes=16)).level is Level.unknown


def test_a_new_day_begins_with_nobody(loaded: Session, token: str) -> None:
    send(loaded, token, quarter("a", "in", 90), quarter("b", "out", 1))
    tomorrow = datetime(2026, 11, 24, 5, 15, tzinfo=clock.LOCAL)
    early = quarter("c", "in", 2, "2026-11-24T05:00"), quarter("d", "out", 0, "2026-11-24T05:00")
    send(loaded, token, *early, now=tomorrow)
    assert of_the_monastery(loaded, tomorrow).in_park == 2


def test_gates_that_counted_who_left_last_time_are_believed_before_anybody_leaves(
    loaded: Session, token: str
) -> None:
    day = timedelta(days=1)
    send(loaded, token, quarter("a", "in", 40), quarter("b", "out", 40))
    send(loaded, token, quarter("c", "in", 100, "2026-11-25T09:45"), now=TEN + 2 * day)
    assert of_the_monastery(loaded, TEN + 2 * day).level is Level.full
    # On that day nobody was counted as leaving: whether anybody is, cannot be told the next.
    send(loaded, token, quarter("d", "in", 90, "2026-11-26T09:45"), now=TEN + 3 * day)
    assert of_the_monastery(loaded, TEN + 3 * day).in_park is None


def test_a_closed_place_is_closed_however_many_are_inside(loaded: Session, token: str) -> None:
    send(loaded, token, quarter("a", "in", 70), quarter("b", "out", 0))
    assert of_the_monastery(loaded, TEN, place_id(loaded)).level is Level.closed
    clerk, span = stored_account(loaded), (date(2026, 1, 1), FOREVER)
    hours = (time(8), time(10))
    more: dict[str, Any] = {"is_open": True, "note": None, "by": clerk, "now": TEN}
    opening.say(loaded, place_id(loaded), span, EVERY_DAY, hours=hours, **more)
    loaded.commit()
    assert of_the_monastery(loaded, TEN - timedelta(seconds=1)).level is Level.busy
    tomorrow = datetime(2026, 11, 24, 5, tzinfo=clock.LOCAL)
    assert of_the_monastery(loaded, TEN) == Crowd(Level.closed, until=tomorrow)
    seven = TEN - timedelta(hours=3)
    assert of_the_monastery(loaded, seven).until == TEN - timedelta(hours=2)
    assert of_the_monastery(loaded, TEN - timedelta(minutes=1)).until == TEN
    more["is_open"] = False
    opening.say(loaded, place_id(loaded), span, EVERY_DAY, **more)
    loaded.commit()
    assert of_the_monastery(loaded, TEN - timedelta(seconds=1)).level is Level.closed


def test_without_an_approved_number_it_is_unknown(loaded: Session) -> None:
    send(loaded, device(loaded), quarter("a", "in", 70), quarter("b", "out", 0))
    assert of_the_monastery(loaded).level is Level.unknown


def test_the_thresholds_are_settings() -> None:
    assert steps_of({"CROWD_STEPS": (60, 80, 90, 100), "CROWD_STALE_MINUTES": 15}) == STEPS
    read = from_environment({"CROWD_STEPS": "50,70,85,95", "CROWD_STALE_MINUTES": "10"})
    assert steps_of(read).shares[0] == Fraction(1, 2)
    for wrong in ("60,80,90", "60,90,80,100", "0,80,90,100", "a,b,c,d"):
        with pytest.raises(BadSetting):
            from_environment({"CROWD_STEPS": wrong})


def test_what_was_approved_last_for_a_day_counts(loaded: Session, token: str) -> None:
    clerk, place = stored_account(loaded), place_id(loaded)
    winter = (date(2026, 11, 1), date(2027, 3, 31))
    made = capacity.approve(loaded, place, LIMITS, winter, "石文旅〔2026〕9号", clerk, TEN)
    loaded.commit()
    day = date(2026, 11, 23)
    assert capacity.approved_for(loaded, [place], day) == {place: LIMITS}
    assert capacity.approved_for(loaded, [place], date(2026, 10, 31)) == {place: BOTH}
    assert capacity.approved_for(loaded, [place], date(2025, 12, 31)) == {}
    capacity.withdraw(made, clerk, TEN)
    loaded.commit()
    assert capacity.approved_for(loaded, [place], day) == {place: BOTH}


@pytest.mark.parametrize(
    ("approved", "first", "document", "why"),
    [
        (Approved(), date(2026, 1, 1), "1号", refusals.BadValue),
        (Approved(at_once=0), date(2026, 1, 1), "1号", refusals.BadValue),
        (Approved(a_day=1_000_001), date(2026, 1, 1), "1号", refusals.BadValue),
        (BOTH, date(2027, 1, 2), "1号", refusals.BadSpan),
        (BOTH, date(2026, 1, 1), " ", refusals.NoReason),
    ],
)
def test_an_approval_has_to_make_sense(
    loaded: Session, approved: Approved, first: date, document: str, why: type[Exception]
) -> None:
    clerk = stored_account(loaded)
    with pytest.raises(why):
        capacity.approve(loaded, 1, approved, (first, date(2027, 1, 1)), document, clerk, TEN)
