"""The arithmetic of a year: share, pace, months, places, missing days."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event
from sqlalchemy.orm import Session

from tests.visits.made import form, take
from webapp.core import clock
from webapp.visits.chart import months_chart, tick_step
from webapp.visits.figures import Progress, progress
from webapp.visits.goals import YearGoal, goals_for
from webapp.visits.missing import Gap, gaps_between
from webapp.visits.models import GoalMetric
from webapp.visits.year import Month, year_report

TODAY = date(2026, 11, 23)
GOAL = YearGoal(GoalMetric.visits, 1_400_000, 2026, 2024, None, ())


def year(total: int | None, today: date = TODAY, goal: YearGoal | None = GOAL) -> Progress:
    return Progress(2026, today, total, None if total is None else today, 300, goal)


def test_pace_and_share_of_a_year_under_way() -> None:
    now = year(1_010_000)
    assert now.days_left == 39  # 8 of November, today among them, and 31 of December
    assert now.pace_needed == 10_000
    assert now.pace_so_far == 3367
    assert now.share == pytest.approx(0.7214, abs=1e-4)
    assert now.year_gone == pytest.approx(326 / 365)
    assert now.goal is not None and now.goal.carried


def test_the_pace_is_rounded_up_so_that_it_suffices() -> None:
    assert year(1_399_999).pace_needed == 1
    assert year(1_399_961).pace_needed == 1
    assert year(1_399_960).pace_needed == 2


def test_the_ends_of_a_year() -> None:
    assert year(0, date(2026, 1, 1)).days_left == 365
    assert year(0, date(2026, 12, 31)).days_left == 1
    assert year(5, date(2027, 1, 1)).days_left == 0
    assert year(5, date(2027, 1, 1)).pace_needed is None
    assert year(None, date(2025, 7, 1)).days_left == 365
    assert Progress(2028, date(2028, 1, 1), None, None, 0, GOAL).days_left == 366


def test_a_reached_goal_needs_nothing_more() -> None:
    assert year(1_500_000).pace_needed == 0
    assert year(1_500_000).still_needed == 0


def test_without_reports_or_goal_nothing_is_claimed() -> None:
    assert (year(None).share, year(None).pace_so_far) == (None, None)
    assert year(None).pace_needed == 35_898
    assert (year(5, goal=None).share, year(5, goal=None).pace_needed) == (None, None)


@given(st.integers(0, 3_000_000), st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_the_pace_reaches_the_goal_and_one_less_does_not(total: int, today: date) -> None:
    now = year(total, today)
    assert now.pace_needed is not None
    assert total + now.pace_needed * now.days_left >= 1_400_000
    if now.pace_needed:
        assert total + (now.pace_needed - 1) * now.days_left < 1_400_000


def test_the_goal_is_the_latest_one_set(loaded: Session) -> None:
    assert goals_for(loaded, 2023) == {}
    own = goals_for(loaded, 2024)[GoalMetric.visits]
    assert (own.value, own.carried) == (1_400_000, False)
    carried = goals_for(loaded, 2026)[GoalMetric.revenue]
    assert (carried.value, carried.set_for, carried.carried) == (500_000_000, 2024, True)


def test_gaps_are_runs_of_days_without_a_figure() -> None:
    days = [date(2026, 3, n) for n in (3, 4, 8, 10)]
    assert gaps_between(date(2026, 3, 2), date(2026, 3, 12), days) == [
        Gap(date(2026, 3, 2), date(2026, 3, 2)),
        Gap(date(2026, 3, 5), date(2026, 3, 7)),
        Gap(date(2026, 3, 9), date(2026, 3, 9)),
        Gap(date(2026, 3, 11), date(2026, 3, 12)),
    ]
    assert gaps_between(date(2026, 3, 3), date(2026, 3, 4), days) == []


@given(st.sets(st.dates(date(2026, 1, 1), date(2026, 2, 28))))
def test_gaps_and_figures_together_are_all_days(days: set[date]) -> None:
    first, last = date(2026, 1, 10), date(2026, 2, 20)
    gaps = gaps_between(first, last, days)
    inside = {day for day in days if first <= day <= last}
    assert sum(gap.days for gap in gaps) == (last - first).days + 1 - len(inside)


def test_a_year_by_month_and_place(loaded: Session) -> None:
    take(
        loaded,
        form(
            "2025-12-30,青山村,9",
            "2026-01-02,青山村,10",
            "2026-11-20,五当召,812",
            "2026-11-22,五当召,0",
            "2026-11-23,五当召,50",
        ),
    )
    report = year_report(loaded, 2026, TODAY)
    assert report.progress.total == 872
    assert report.progress.as_of == TODAY
    assert report.progress.days_reported == 4
    assert [month.total for month in report.months] == [10, *[None] * 9, 862, None]
    assert report.months[0].even_share == round(1_400_000 * 31 / 365)
    monastery, village = report.places
    assert (monastery.total, monastery.days_reported, monastery.days_missing) == (862, 3, 1)
    assert monastery.gaps == (Gap(date(2026, 11, 21), date(2026, 11, 21)),)
    assert village.gaps == (
        Gap(date(2026, 1, 1), date(2026, 1, 1)),
        Gap(date(2026, 1, 3), date(2026, 11, 22)),
    )
    assert report.chronicle.years == (2026, 2025)
    before = year_report(loaded, 2025, TODAY)
    assert (before.progress.total, before.progress.days_left) == (9, 0)
    assert [place.slug for place in before.places] == ["qingshan-village"]
    assert before.places[0].days_missing == 1


def test_a_place_that_stopped_reporting_is_missing_all_year(loaded: Session) -> None:
    take(loaded, form("2024-12-31,青山村,9"))
    (village,) = year_report(loaded, 2025, TODAY).places
    assert (village.total, village.days_missing) == (None, 365)


def test_takings_are_added_up_in_yuan(loaded: Session) -> None:
    header = "日期,景区,入园人次,门票收入元,其他收入元"
    take(
        loaded, form('2026-11-20,五当召,1,"1,000.5",20.25', "2026-11-21,五当召,1,,", header=header)
    )
    takings = year_report(loaded, 2026, TODAY).takings
    assert takings is not None
    assert (takings.yuan, takings.as_of) == (1020.75, date(2026, 11, 20))


def test_a_year_costs_a_handful_of_queries(loaded: Session) -> None:
    take(loaded, form(*(f"2026-{m:02}-{d:02},五当召,5" for m in range(1, 11) for d in (1, 9))))
    statements: list[str] = []
    engine = loaded.get_bind()
    event.listen(engine, "before_cursor_execute", lambda *a: statements.append(a[2]))
    year_report(loaded, 2026, TODAY)
    assert sum(one.startswith("SELECT") for one in statements) <= 7
    assert not [one for one in statements if "FROM entry" in one]


@given(st.integers(0, 3_000_000))
def test_the_scale_of_the_chart_is_round_and_reaches_the_highest_bar(most: int) -> None:
    step = tick_step(most)
    assert step * 4 >= most
    assert str(step).rstrip("0") in {"1", "2", "5"}


def test_the_bars_stand_on_the_baseline_in_proportion() -> None:
    months = [Month(date(2026, n, 1), n * 1000 if n < 11 else None, 30, 5000) for n in range(1, 13)]
    chart = months_chart(months)
    assert chart.ticks[-1][1] == 10_000
    for bar in chart.bars:
        assert round(bar.y + bar.height, 1) == chart.baseline
    assert chart.bars[9].height == pytest.approx(2 * chart.bars[4].height, abs=0.2)
    assert chart.bars[9].y == chart.ticks[-1][0]
    assert chart.bars[11].height == 0


def test_the_business_day_decides_what_today_is() -> None:
    before_five = datetime(2026, 11, 23, 4, 59, tzinfo=clock.LOCAL)
    with clock.fixed_at(before_five):
        assert clock.business_day(clock.now()) == date(2026, 11, 22)
        assert clock.next_business_day() - before_five == timedelta(minutes=1)


def test_progress_of_the_running_year(loaded: Session) -> None:
    take(loaded, form("2026-11-20,五当召,70000"))
    assert progress(loaded, 2026, TODAY).share == 0.05
    assert progress(loaded, 2026, date(2026, 11, 19)).total is None
