"""What is on when: ranges, groups, order, and what the other pages ask for."""

import random
from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.events.made import MORNING, TODAY, a_date, a_place, an_event, stored
from webapp.core import clock
from webapp.core.clock import LOCAL
from webapp.events import schedule
from webapp.events.models import DateStatus, Event, Precision, Rule
from webapp.events.occurrence import Occurrence

OBO = Rule(5, 13)


def keys(occurrences: list[Occurrence]) -> list[str]:
    return [one.uid for one in occurrences]


def test_an_event_stays_on_its_whole_own_day(session: Session) -> None:
    """Point 1: people look in the morning for an afternoon event, and at night for what was."""
    stored(session, an_event("fair", a_date("d", TODAY)))
    for hour, minute in ((0, 0), (23, 59)):
        now = datetime(2026, 11, 23, hour, minute, tzinfo=LOCAL)
        assert keys(schedule.now_and_next(session, now).now) == ["fair-d"]
    tomorrow = datetime(2026, 11, 24, 0, 0, tzinfo=LOCAL)
    assert not schedule.now_and_next(session, tomorrow).now


def test_an_end_at_midnight_does_not_reach_into_the_next_day() -> None:
    """Point 1, the cousin: an evening until 00:00 is over when the next day begins."""
    evening = clock.at_local(TODAY) + timedelta(hours=20)
    midnight = clock.at_local(TODAY + timedelta(days=1))
    night = a_date("n", TODAY, ends_on=None, starts_at=evening, ends_at=midnight)
    events = [an_event("concert", night)]
    assert keys(schedule.groups(events, TODAY).today) == ["concert-n"]
    assert keys(schedule.groups(events, TODAY + timedelta(days=1)).past) == ["concert-n"]


def test_an_event_without_an_end_is_found_by_its_range() -> None:
    """Point 2: where no end is known, the end is the start."""
    events = [an_event("fair", a_date("d", date(2027, 3, 5), ends_on=None))]
    assert schedule.between(events, date(2027, 3, 5), date(2027, 3, 5))
    assert schedule.between(events, date(2027, 3, 1), date(2027, 3, 31))
    assert not schedule.between(events, date(2027, 3, 6), date(2027, 3, 31))
    assert not schedule.between(events, date(2027, 3, 1), date(2027, 3, 4))


def test_what_runs_for_weeks_does_not_sit_on_top_of_today() -> None:
    """Point 3: today, this week and running for a while are separate groups."""
    events = [
        an_event("exhibition", a_date("x", date(2026, 9, 1), ends_on=date(2027, 3, 1))),
        an_event("fair", a_date("d", TODAY)),
        an_event("race", a_date("s", date(2026, 11, 29))),
        an_event("next-week", a_date("m", date(2026, 11, 30))),
        an_event("winter", a_date("w", date(2026, 12, 20), ends_on=date(2027, 2, 20))),
        an_event("two-weeks", a_date("t", date(2026, 11, 20), ends_on=date(2026, 12, 3))),
    ]
    found = schedule.groups(events, TODAY)
    assert keys(found.today) == ["two-weeks-t", "fair-d"]
    assert keys(found.this_week) == ["race-s"]
    assert keys(found.running) == ["exhibition-x"]
    assert keys(found.later) == ["next-week-m", "winter-w"]


def test_only_what_touches_the_days_of_a_stay_is_found() -> None:
    """Point 4: visitors ask for the dates of their stay, not for the whole list."""
    events = [
        an_event("before", a_date("b", date(2027, 6, 14))),
        an_event("into", a_date("i", date(2027, 6, 13), ends_on=date(2027, 6, 15))),
        an_event("over", a_date("o", date(2027, 6, 1), ends_on=date(2027, 7, 1))),
        an_event("obo", rule=OBO),
        an_event("after", a_date("a", date(2027, 6, 21))),
    ]
    found = schedule.between(events, date(2027, 6, 15), date(2027, 6, 20))
    assert keys(found) == ["over-o", "into-i", "obo-2027"]


def test_an_event_with_four_dates_goes_on_after_the_first_has_passed() -> None:
    """Point 5: several dates are one event, each with a name of its own."""
    dates = [
        a_date(k, TODAY + timedelta(days=n)) for k, n in zip("abcd", (-7, 0, 7, 14), strict=True)
    ]
    found = schedule.groups([an_event("market", *dates)], TODAY)
    assert keys(found.past) == ["market-a"]
    assert keys(found.today) == ["market-b"]
    assert keys(found.later) == ["market-c", "market-d"]


def test_the_order_never_changes_by_chance() -> None:
    """A stable tie-break: whatever order the rows come in, one order comes out."""
    events = [an_event(slug, a_date("d", TODAY)) for slug in ("b", "c", "a")]
    events.append(an_event("early", a_date("d", TODAY, starts_at=MORNING)))
    expected = ["a-d", "b-d", "c-d", "early-d"]
    for seed in range(6):
        random.Random(seed).shuffle(events)
        assert keys(schedule.between(events, TODAY, TODAY)) == expected


days = st.dates(date(2026, 1, 1), date(2028, 12, 31))


@given(st.lists(st.tuples(days, st.integers(0, 400), st.sampled_from(Precision))), days)
def test_every_occurrence_is_in_exactly_one_group(
    made: list[tuple[date, int, Precision]], today: date
) -> None:
    rows = [
        a_date(str(n), first, ends_on=first + timedelta(days=more), precision=precision)
        for n, (first, more, precision) in enumerate(made)
    ]
    rows.append(a_date("tba", None, status=DateStatus.tba))
    found = schedule.groups([an_event("all", *rows)], today)
    listed = [one for group in vars(found).values() for one in group]
    assert sorted(keys(listed)) == sorted(f"all-{row.key}" for row in rows)


def test_a_year_without_a_stored_date_is_computed_and_expected() -> None:
    events = [an_event("obo", rule=OBO)]
    [one] = schedule.between(events, date(2027, 1, 1), date(2027, 12, 31))
    assert (one.uid, one.status, one.stored) == ("obo-2027", DateStatus.expected, None)
    assert one.span == (date(2027, 6, 17), date(2027, 6, 17))


def test_a_stored_date_a_few_days_off_speaks_for_its_year() -> None:
    """The monastery moves the day: there are not two of them."""
    events = [an_event("obo", a_date("announced", date(2027, 6, 20)), rule=OBO)]
    found = schedule.between(events, date(2027, 1, 1), date(2027, 12, 31))
    assert keys(found) == ["obo-announced"]


def test_a_cancelled_year_without_a_day_is_not_computed_again() -> None:
    events = [an_event("obo", a_date("2027", None, status=DateStatus.cancelled), rule=OBO)]
    assert not schedule.between(events, date(2027, 1, 1), date(2027, 12, 31))
    assert keys(schedule.undated(events)) == ["obo-2027"]


def test_a_computed_day_that_has_passed_is_not_told_as_history() -> None:
    """Nothing proves that it took place."""
    found = schedule.groups([an_event("obo", rule=OBO)], TODAY)
    assert keys(found.past) == []
    assert keys(found.expected) == ["obo-2027"]


def test_a_month_known_without_its_day_is_not_news_of_today() -> None:
    row = a_date("m", date(2026, 11, 1), precision=Precision.month, ends_on=None)
    events = [an_event("ice", row)]
    assert keys(schedule.groups(events, TODAY).later) == ["ice-m"]
    assert schedule.between(events, date(2026, 11, 30), date(2026, 11, 30))


def test_a_kind_that_is_all_past_is_not_offered() -> None:
    """Point 12: an empty kind leads nowhere."""
    old = an_event("forum", a_date("2020", date(2020, 11, 20)))
    assert schedule.kinds_offered([old], TODAY) == []
    awaited = an_event("fair", a_date("next", None, status=DateStatus.tba))
    assert schedule.kinds_offered([old, awaited], TODAY) == [awaited.kind]


def test_the_home_page_gets_what_is_on_then_what_is_next(session: Session) -> None:
    awaited = a_date("next", None, status=DateStatus.tba)
    stored(
        session,
        an_event("fair", a_date("d", TODAY)),
        an_event("later", a_date("l", date(2027, 1, 9))),
        an_event("cup", awaited),
        an_event("obo", rule=OBO),
    )
    found = schedule.now_and_next(session, MORNING)
    assert keys(found.now) == ["fair-d"]
    assert keys(found.next) == ["later-l", "obo-2027", "cup-next"]
    assert keys(schedule.upcoming(session, TODAY, 2)) == ["fair-d", "later-l"]


def test_a_place_gets_its_own_events_and_its_pin_the_next_status(session: Session) -> None:
    here, there, quiet = a_place("here"), a_place("there"), a_place("quiet")
    stored(session, here, there, quiet)
    off = a_date("1", TODAY, status=DateStatus.cancelled)
    stored(
        session,
        an_event("fair", off, a_date("2", date(2026, 12, 1)), place_id=here.id),
        an_event("cup", a_date("next", None, status=DateStatus.tba), place_id=there.id),
    )
    assert keys(schedule.at_place(session, here.id, TODAY)) == ["fair-1", "fair-2"]
    assert schedule.at_place(session, quiet.id, TODAY) == []
    assert schedule.statuses_by_place(session, TODAY) == {
        here.id: DateStatus.cancelled,
        there.id: DateStatus.tba,
    }


def test_the_starting_content_has_the_aobao_gathering_on_its_lunar_day(loaded: Session) -> None:
    """One look over the content as it is loaded."""
    events = loaded.query(Event).all()
    june = schedule.between(events, date(2027, 6, 1), date(2027, 6, 30))
    assert ("aobao-worship-2027", date(2027, 6, 17)) in [
        (one.uid, one.span.first) for one in june if one.span
    ]
    assert {one.status for one in june} == {DateStatus.expected}
