"""The bureau's short tables: 02假日汇总, 03月报, 04年度目标."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeVar

from flask_babel import format_date
from flask_babel import gettext as _

from webapp.core import languages
from webapp.core.tables import Cell, Column, Row, Table
from webapp.holidays import names
from webapp.visits import figures, labels, revenue
from webapp.visits.amounts import share, wan, yuan
from webapp.visits.goals import YearGoal, goals_for
from webapp.visits.holiday_table import HolidayLine, holiday_lines
from webapp.visits.ledger import MONEY
from webapp.visits.missing import ONE_DAY
from webapp.visits.models import GoalMetric, Metric
from webapp.visits.month_table import Indicator, Line, MonthTable, month_table
from webapp.visits.periods import months_of, totals
from webapp.visits.scope import Scope

Number = TypeVar("Number", int, Decimal)


def holidays(scope: Scope) -> Table:
    """02假日汇总: each holiday, all places together and one by one."""
    columns = [
        *(
            Column(_("Calendar year"), 8),
            Column(_("Holiday"), 20),
            Column(_("From")),
            Column(_("To")),
        ),
        *(Column(_("Number of days"), 8), Column(_("Place"), 26), Column(_("Admissions"))),
        *(
            Column(_("Admissions in ten thousands")),
            Column(_("Daily mean")),
            Column(_("Missing place-days")),
        ),
        *(Column(_("Revenue (yuan)"), 16), Column(_("Revenue in ten thousands of yuan"))),
        Column(_("of which tickets (yuan)"), 16),
        *(Column(_("Same holiday, year before"), 16), Column(_("Its days"), 8)),
        Column(_("Comparable growth in per cent (per day)"), 16),
        Column(_("Revenue of the same holiday, year before (yuan)"), 16),
        Column(_("Comparable growth of revenue in per cent (per day)"), 16),
    ]
    spans = (scope.first, scope.last, scope.today)
    lines = holiday_lines(scope.session, *spans, scope.places, scope.firsts)
    rows = [_holiday(line, scope) for line in lines]
    return Table(_("02 Holidays"), columns, rows)


def _holiday(line: HolidayLine, scope: Scope) -> Row:
    mean = None if line.visits is None or line.missing else round(line.visits / line.days)
    return [
        *(line.run.first.year, languages.words(names.translated(line.run.holiday))),
        *(line.run.first, line.last, line.days),
        _("All places") if line.place is None else scope.places[line.place],
        *(line.visits, wan(line.visits), mean, line.missing),
        *(yuan(line.takings), wan(yuan(line.takings)), yuan(line.tickets)),
        *(line.visits_before, line.before.length if line.before else None, line.growth),
        *(yuan(line.takings_before), line.takings_growth),
    ]


def months(scope: Scope) -> Table:
    """03月报: each month in Beijing's layout, with the numbers in 万 beside them."""
    columns = [
        *(Column(_("Month")), Column(_("Indicator"), 26), Column(_("Unit"), 10)),
        *(Column(_("This month"), 16), Column(_("This month in ten thousands"))),
        *(Column(_("Year before"), 16), Column(_("Growth in per cent (same days)"))),
        *(Column(_("1 January to date"), 16), Column(_("To date in ten thousands"))),
        *(
            Column(_("Year before, to date"), 16),
            Column(_("Growth to date in per cent (same days)")),
        ),
        Column(_("Growth in per cent (days counted in both years)"), 16),
        Column(_("Growth to date in per cent (days counted in both years)"), 16),
        *(Column(_("Last day counted")), Column(_("Missing place-days"))),
        Column(_("Missing, year before")),
    ]
    rows: list[Row] = []
    for table in month_tables(scope):
        rows += [_month(line, table) for line in table.lines]
    return Table(_("03 Months"), columns, rows)


def month_tables(scope: Scope) -> Iterator[MonthTable]:
    """The table of every month of the range, as far as its days are over.

    On the first day of the only month nothing is in it: it ends before it begins.
    """
    running = [(scope.first, scope.last_over)] if scope.first <= scope.today else []
    for span in months_of(scope.first, scope.last_over) or running:
        yield month_table(scope.session, span, scope.today, scope.places, scope.firsts)


def indicators() -> dict[Indicator, str]:
    """What the lines of the month's table are called."""
    metrics = labels.metrics()
    return {
        Indicator.revenue: _("Operating revenue"),
        Indicator.ticket_revenue: _("of which tickets"),
        Indicator.other_revenue: _("of which other"),
        Indicator.visits: _("Person-times received"),
        Indicator.full: _("of which full price"),
        Indicator.discount: _("of which discount"),
        Indicator.free: _("of which free"),
        Indicator.deduplicated: f"{metrics[Metric.deduplicated]} (L1)",
    }


def _month(line: Line, table: MonthTable) -> Row:
    money, visits = line.indicator.money, line.indicator is Indicator.visits
    month, before, year, year_before = (
        yuan(value) if money else value
        for value in (line.month, line.month_before, line.year, line.year_before)
    )
    return [
        *(f"{table.first:%Y-%m}", indicators()[line.indicator]),
        _("yuan") if money else _("person-times"),
        *(month, wan(month), before, line.month_growth),
        *(year, wan(year), year_before, line.year_growth),
        *((table.paired, table.paired_year) if visits else (None, None)),
        *(table.last, table.missing, table.missing_before),
    ]


def goals(scope: Scope) -> Table:
    """04年度目标: how far each year's goals are reached at all places, month by month."""
    columns = [
        *(Column(_("Calendar year"), 8), Column(_("Metric"), 22), Column(_("Unit"), 10)),
        *(Column(_("Goal"), 16), Column(_("Goal in ten thousands")), Column(_("Goal set for"), 10)),
        *(
            Column(_("Reached, all places"), 16),
            Column(_("Reached in ten thousands")),
            Column(_("Reached in per cent")),
        ),
        *(Column(_("Needed each day until the end"), 16), Column(_("Last day counted"))),
        *(Column(str(format_date(date(2026, month, 1), "LLL")), 14) for month in range(1, 13)),
    ]
    years = range(scope.first.year, scope.last.year + 1)
    rows = [row for year in years for row in _goals(scope, year)]
    return Table(_("04 Yearly goals"), columns, rows)


def _goals(scope: Scope, year: int) -> Iterator[Row]:
    goals = goals_for(scope.session, year)
    last = min(date(year, 12, 31), scope.last_over)
    months = [
        totals(scope.session, span, scope.today, scope.everywhere)
        for span in months_of(date(year, 1, 1), last)
    ]
    goal = goals.get(GoalMetric.visits)
    sums = [month.of(Metric.visits) for month in months]
    reached = _sum(sums)
    pace = figures.Progress(year, max(last + ONE_DAY, date(year, 1, 1)), reached, last, 0, goal)
    until = last if months else None  # None on New Year's Day: no day of the year is over
    yield [
        *(year, _("Person-times received"), _("person-times"), *_told(goal)),
        *(reached, wan(reached), share(reached, goal.value if goal else None), pace.pace_needed),
        until,
        *_twelve(sums),
    ]
    yield [year, _("Tourism revenue"), _("yuan"), *_tourism(scope, year, goals, last)]
    fen = [yuan(month.of(*MONEY)) for month in months]
    taken = _sum(fen)
    yield [
        *(year, _("Operating revenue of the places"), _("yuan"), None, None, None),
        *(taken, wan(taken), None, None, until),
        *_twelve(fen),
    ]


def _tourism(
    scope: Scope, year: int, goals: Mapping[GoalMetric, YearGoal], last: date
) -> Iterator[Cell]:
    """旅游收入: what surveys estimate; it is never what the places take in, nor told by month."""
    goal, found = goals.get(GoalMetric.revenue), revenue.through(scope.session, year, last)
    yield from _told(goal)
    total = found.total if found else None
    yield from (total, wan(total), share(total, goal.value if goal else None))
    yield from (found.pace_needed(goal), found.through) if found and goal else (None, None)
    yield from _twelve(())


def _told(goal: YearGoal | None) -> Row:
    return [goal.value, wan(goal.value), goal.set_for] if goal else [None] * 3


def _twelve(months: Sequence[Cell]) -> Row:
    return [*months, *[None] * (12 - len(months))]


def _sum(values: Sequence[Number | None]) -> Number | None:
    known = [value for value in values if value is not None]
    return sum(known[1:], known[0]) if known else None
