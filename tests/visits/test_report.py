"""What is unusual about a day's report."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.staff.made import stored_account
from tests.visits.made import NOW, form, place_id, take
from webapp.holidays.models import DayOff, HolidayDay, HolidayNotice
from webapp.visits import unusual
from webapp.visits.models import Metric
from webapp.visits.unusual import Doubt, Past, findings

YUAN = 100


def past(*visits: int, yuan: int = 0, before: int | None = None) -> Past:
    """Comparable days with these visits, each visit bringing `yuan`."""
    days = [{Metric.visits: n, Metric.ticket_revenue: n * yuan * YUAN} for n in visits]
    return Past(days, {} if before is None else {Metric.visits: before})


def doubts(visits: int, tickets: int = 0, known: Past | None = None, **more: Any) -> list[Doubt]:
    """The doubts about so many visits, and ticket revenue in yuan."""
    values = {Metric.visits: visits, Metric.ticket_revenue: tickets * YUAN}
    found = findings(values, known or Past(), **more)
    return [one.doubt for one in found]


USUAL = (400, 500, 500, 600)


@pytest.mark.parametrize(
    ("visits", "said"),
    [
        (500, []),
        (1500, []),
        (1501, [Doubt.much_more]),
        (3499, [Doubt.much_more]),
        (3500, [Doubt.digit_too_many]),
        (5000, [Doubt.digit_too_many]),
        (72, []),
        (71, [Doubt.digit_too_few]),
        (0, []),
    ],
)
def test_a_slip_of_the_pen_shows_beside_the_median(visits: int, said: list[Doubt]) -> None:
    assert doubts(visits, known=past(*USUAL)) == said


def test_money_slips_too() -> None:
    known = past(*USUAL, yuan=60)
    assert doubts(500, 30_000, known) == []
    assert doubts(500, 300_000, known) == [Doubt.digit_too_many]
    assert Doubt.digit_too_few in doubts(500, 3, known)  # 3 万元 written as 3


def test_three_days_are_not_enough_to_know_what_is_usual() -> None:
    assert doubts(90_000, known=past(5, 5, 5)) == []


def test_a_copy_of_the_day_before_is_asked_about_but_not_a_second_zero() -> None:
    assert doubts(512, known=past(*USUAL, before=512)) == [Doubt.same_again]
    assert doubts(0, known=past(*USUAL, before=0)) == []


@pytest.mark.parametrize(("visits", "said"), [(1200, []), (1201, [Doubt.over_capacity])])
def test_more_than_a_fifth_above_the_capacity(visits: int, said: list[Doubt]) -> None:
    assert doubts(visits, capacity=1000) == said
    assert doubts(visits) == []


def test_visitors_of_a_closed_place_and_an_open_one_without() -> None:
    assert doubts(5, is_open=False) == [Doubt.closed]
    assert doubts(0, is_open=False) == []
    assert doubts(0, is_open=True) == [Doubt.nobody]
    assert doubts(5, is_open=True) == doubts(5) == doubts(0) == []


@pytest.mark.parametrize(
    ("tickets", "said"),
    [
        (0, []),
        (1_999, [Doubt.spending]),
        (2_000, []),
        (200_000, []),
        (200_100, [Doubt.spending]),
    ],
)
def test_a_visit_brings_twenty_to_two_thousand_yuan(tickets: int, said: list[Doubt]) -> None:
    assert doubts(100, tickets) == said


def test_a_place_where_little_is_spent_is_not_asked_every_day() -> None:
    known = past(*USUAL, yuan=5)
    assert doubts(500, 2_500, known) == []
    assert Doubt.spending in doubts(500, 500, known)


def test_money_without_visitors() -> None:
    assert doubts(0, 800) == [Doubt.takings_alone]


def reported(session: Session, *days: tuple[date, int]) -> None:
    take(session, form(*(f"{day},五当召,{visits}" for day, visits in days)))


def test_days_off_are_compared_with_days_off(loaded: Session) -> None:
    sunday = date(2026, 11, 22)
    reported(
        loaded,
        *((sunday - timedelta(days=n), 900 if n % 7 in (0, 1) else 90) for n in range(1, 40)),
    )
    place = place_id(loaded)
    assert unusual.past_of(loaded, place, sunday).usual(Metric.visits) == 900
    assert unusual.past_of(loaded, place, sunday - timedelta(days=2)).usual(Metric.visits) == 90
    assert unusual.past_of(loaded, place, sunday).before == {Metric.visits: 900}


def test_a_workday_that_the_notice_makes_free_counts_as_one(loaded: Session) -> None:
    friday, entered = date(2026, 11, 20), {"entered_at": NOW}
    reported(
        loaded,
        *((friday - timedelta(days=n), 900 if n % 7 in (5, 6) else 90) for n in range(1, 40)),
    )
    place = place_id(loaded)
    assert unusual.past_of(loaded, place, friday).usual(Metric.visits) == 90
    free = HolidayDay(day=friday, kind=DayOff.off, holiday="庙会")
    from_notice = HolidayNotice(
        year=2026, title="通知", url="https://x.cn/", days=[free], **entered
    )
    from_notice.entered_by_id = stored_account(loaded).id
    loaded.add(from_notice)
    loaded.commit()
    assert unusual.past_of(loaded, place, friday).usual(Metric.visits) == 900


def test_days_without_visitors_say_nothing_of_a_usual_day(loaded: Session) -> None:
    day = date(2026, 11, 20)
    reported(
        loaded, *((day - timedelta(days=n), 0 if n in (1, 2, 3, 4) else 90) for n in range(1, 30))
    )
    assert unusual.past_of(loaded, place_id(loaded), day).usual(Metric.visits) == 90
