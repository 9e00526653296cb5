"""A closed day is not missing, a missing day is not zero, and zero needs a word."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.staff.made import stored_account
from tests.visits.made import NOW, figure, form, place_id, take
from webapp.staff.models import Account
from webapp.visits import opening, refusals
from webapp.visits.daily import daily
from webapp.visits.daily_form import Refused
from webapp.visits.methods import FOREVER
from webapp.visits.missing import Gap
from webapp.visits.opening import EVERY_DAY, Calendar, OpeningSpan, Said
from webapp.visits.year import year_report

TODAY = date(2026, 11, 23)  # a Monday
MONDAY, TUESDAY = date(2026, 11, 16), date(2026, 11, 17)
MONDAYS = frozenset({0})
ALWAYS = Said(date(2026, 1, 1), FOREVER, EVERY_DAY, open=True)
ON_MONDAYS_CLOSED = Said(date(2026, 1, 1), FOREVER, MONDAYS, open=False)
WINTER = Said(date(2026, 11, 1), date(2027, 3, 31), EVERY_DAY, open=False)


def test_what_was_said_last_of_a_day_counts() -> None:
    calendar = Calendar((ALWAYS, ON_MONDAYS_CLOSED))
    assert (calendar.is_open(MONDAY), calendar.is_open(TUESDAY)) == (False, True)
    in_winter = Calendar((ALWAYS, ON_MONDAYS_CLOSED, WINTER))
    assert in_winter.is_open(TUESDAY) is False
    one_day = Said(MONDAY, MONDAY, EVERY_DAY, open=True)
    assert Calendar((*in_winter.said, one_day)).is_open(MONDAY) is True
    assert calendar.is_open(date(2025, 12, 31)) is None


def test_a_report_is_due_unless_the_place_is_closed() -> None:
    calendar = Calendar((ON_MONDAYS_CLOSED,))
    assert (calendar.expects(MONDAY), calendar.expects(TUESDAY)) == (False, True)
    assert list(calendar.closed_days(MONDAY, TODAY)) == [MONDAY, TODAY]
    assert list(Calendar((ALWAYS,)).closed_days(MONDAY, TODAY)) == []


@pytest.mark.parametrize(
    ("day", "visits", "needs"),
    [(TUESDAY, 0, True), (TUESDAY, 5, False), (MONDAY, 0, False), (MONDAY, 5, True)],
)
def test_zero_on_an_open_day_and_visitors_on_a_closed_one_need_a_word(
    day: date, visits: int, needs: bool
) -> None:
    assert Calendar((ALWAYS, ON_MONDAYS_CLOSED)).needs_a_word(day, visits) is needs
    assert Calendar().needs_a_word(day, visits) is False


SAID = st.builds(
    Said,
    st.dates(date(2026, 1, 1), date(2026, 3, 1)),
    st.dates(date(2026, 1, 1), date(2026, 3, 1)),
    st.frozensets(st.integers(0, 6)),
    st.booleans(),
)


@given(st.lists(SAID, max_size=4))
def test_closed_days_are_those_on_which_nothing_is_due(said: list[Said]) -> None:
    calendar = Calendar(tuple(said))
    first, last = date(2026, 1, 1), date(2026, 3, 1)
    closed = set(calendar.closed_days(first, last))
    days = [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1)]
    assert closed == {day for day in days if not calendar.expects(day)}


def close(
    session: Session, first: date, last: date, *weekdays: int, slug: str = "wudangzhao"
) -> OpeningSpan:
    clerk = stored_account(session)
    made = opening.say(
        session,
        place_id(session, slug),
        (first, last),
        weekdays or EVERY_DAY,
        is_open=False,
        note="冬季闭园",
        by=clerk,
        now=NOW,
    )
    session.commit()
    return made


def test_closed_days_are_not_missing(loaded: Session) -> None:
    take(loaded, form("2026-11-13,五当召,5", "2026-11-22,五当召,7"))
    made = close(loaded, date(2026, 11, 16), date(2026, 11, 18))
    (place,) = year_report(loaded, 2026, TODAY).places
    assert place.gaps == (
        Gap(date(2026, 11, 14), date(2026, 11, 15)),
        Gap(date(2026, 11, 19), date(2026, 11, 21)),
    )
    assert place.days_missing == 5
    rows = {row.day.day: (row.visits, row.status) for row in daily(loaded, MONDAY, TODAY, TODAY)}
    assert rows[16] == (None, None)
    assert rows[19] == (None, "missing")
    opening.withdraw(made, stored_account(loaded), NOW)
    loaded.commit()
    (place,) = year_report(loaded, 2026, TODAY).places
    assert place.days_missing == 8


def test_another_place_is_not_closed_with_it(loaded: Session) -> None:
    take(loaded, form("2026-11-20,青山村,5"))
    close(loaded, date(2026, 11, 1), FOREVER)
    (place,) = year_report(loaded, 2026, TODAY).places
    assert place.days_missing == 2


def test_a_file_says_why_nobody_came_or_somebody_did(loaded: Session) -> None:
    close(loaded, date(2026, 1, 1), FOREVER, 0)
    clerk: Account = stored_account(loaded)
    more = {"is_open": True, "note": None, "by": clerk, "now": NOW}
    opening.say(loaded, place_id(loaded), (TUESDAY, FOREVER), {1, 2, 3, 4, 5, 6}, **more)
    loaded.commit()
    header = "日期,景区,入园人次,备注"
    with pytest.raises(Refused) as refused:
        take(loaded, form("2026-11-17,五当召,0,", "2026-11-16,五当召,5,", header=header))
    assert [one.line for one in refused.value.problems] == [2, 3]
    assert "was open" in refused.value.problems[0].reason
    assert "was closed" in refused.value.problems[1].reason
    explained = ("2026-11-17,五当召,0,大雪封路", "2026-11-16,五当召,5,庙会加开")
    take(loaded, form(*explained, "2026-11-23,五当召,0,", header=header))
    assert figure(loaded, "2026-11-17") == 0
    assert take(loaded, form("2026-11-17,五当召,0,", header=header)).unchanged == 1


def test_hours_are_those_of_an_open_day() -> None:
    nine_to_five = (time(9), time(17))
    open_days = Said(date(2026, 1, 1), FOREVER, EVERY_DAY, True, *nine_to_five)
    calendar = Calendar((open_days, ON_MONDAYS_CLOSED))
    assert (calendar.hours(TUESDAY), calendar.hours(MONDAY)) == (nine_to_five, None)
    assert Calendar((ALWAYS,)).hours(TUESDAY) is None


@pytest.mark.parametrize("is_open", [True, False])
def test_hours_have_to_make_sense(loaded: Session, is_open: bool) -> None:
    clerk, hours = stored_account(loaded), (time(17), time(9)) if is_open else (time(9), time(17))
    more = {"is_open": is_open, "note": None, "by": clerk, "now": NOW, "hours": hours}
    with pytest.raises(refusals.BadValue):
        opening.say(loaded, 1, (MONDAY, TUESDAY), EVERY_DAY, **more)


@pytest.mark.parametrize(
    ("first", "last", "weekdays", "why"),
    [
        (TUESDAY, MONDAY, {0}, refusals.BadSpan),
        (MONDAY, TUESDAY, set(), refusals.BadValue),
        (MONDAY, TUESDAY, {7}, refusals.BadValue),
    ],
)
def test_what_is_said_has_to_make_sense(
    loaded: Session, first: date, last: date, weekdays: set[int], why: type[Exception]
) -> None:
    clerk = stored_account(loaded)
    more = {"is_open": True, "note": None, "by": clerk, "now": NOW}
    with pytest.raises(why):
        opening.say(loaded, 1, (first, last), weekdays, **more)
