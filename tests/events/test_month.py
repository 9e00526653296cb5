"""One month of the calendar, and how far it can be turned."""

from datetime import date, timedelta

import pytest

from tests.events.made import a_date, an_event
from webapp.events import month, schedule
from webapp.events.models import Event, Precision
from webapp.events.month import NoSuchMonth, Reach

JUNE = date(2027, 6, 1)
REACH = Reach.of(date(2012, 8, 28), date(2026, 11, 23))


def june(*events: Event) -> month.Month:
    return month.make(JUNE, REACH, schedule.between(events, JUNE, date(2027, 6, 30)))


def test_a_month_has_all_its_days() -> None:
    assert [day.date.day for day in june().days] == list(range(1, 31))
    assert [day.isoweekday() for day in june().week] == [1, 2, 3, 4, 5, 6, 7]


def test_several_days_are_counted_and_cut_at_the_edges_of_the_month() -> None:
    fair = an_event("fair", a_date("d", date(2027, 5, 31), ends_on=date(2027, 6, 2)))
    entries = [(day.date.day, e.nth, e.of) for day in june(fair).days for e in day.entries]
    assert entries == [(1, 2, 3), (2, 3, 3)]


def test_what_runs_for_weeks_is_said_once_and_not_on_each_day() -> None:
    shown = june(an_event("x", a_date("d", date(2027, 4, 1), ends_on=date(2027, 8, 1))))
    assert [one.uid for one in shown.running] == ["x-d"]
    assert not any(day.entries for day in shown.days)


def test_what_is_known_to_the_month_only_is_on_no_day() -> None:
    shown = june(an_event("x", a_date("d", JUNE, precision=Precision.month)))
    assert [one.uid for one in shown.sometime] == ["x-d"]
    assert not any(day.entries for day in shown.days)
    assert not shown.empty


def test_the_calendar_turns_from_the_first_known_month_to_the_end_of_next_year() -> None:
    assert (REACH.first, REACH.last) == (date(2012, 8, 1), date(2027, 12, 1))
    assert month.make(REACH.first, REACH, []).previous is None
    assert month.make(REACH.last, REACH, []).next is None
    assert (june().previous, june().next) == (date(2027, 5, 1), date(2027, 7, 1))


def test_without_a_known_date_it_begins_this_month() -> None:
    assert Reach.of(None, date(2026, 11, 23)).first == date(2026, 11, 1)


@pytest.mark.parametrize(
    "text",
    [
        "2012-07",
        "2028-01",
        "2027-13",
        "2027-00",
        "2027-6",
        "2027",
        "0000-01",
        "june",
        "２０２７-06",
    ],
)
def test_a_month_out_of_reach_or_malformed_is_no_month(text: str) -> None:
    with pytest.raises(NoSuchMonth):
        REACH.read(text)


def test_months_follow_each_other_over_the_years() -> None:
    day = date(2026, 12, 15)
    assert month.following(day) == date(2027, 1, 1)
    assert month.preceding(date(2027, 1, 31)) == date(2026, 12, 1)
    assert month.last_day(date(2028, 2, 1)) + timedelta(days=1) == date(2028, 3, 1)
