"""月报: a month in the layout of Beijing's bureau, beside the same days of the year before."""

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from webapp.visits import comparisons
from webapp.visits.amounts import growth
from webapp.visits.due import Span
from webapp.visits.models import Metric
from webapp.visits.periods import NOTHING_DUE, Totals, totals, year_before


class Indicator(enum.Enum):
    """A line of the table, in its order."""

    revenue = "revenue"  # 营业收入
    ticket_revenue = "ticket_revenue"
    other_revenue = "other_revenue"
    visits = "visits"  # 接待人次
    full = "full"
    discount = "discount"
    free = "free"
    deduplicated = "deduplicated"  # level L1

    def in_(self, found: Totals) -> int | None:
        """What it comes to: person-times, or fen."""
        if self is Indicator.deduplicated:
            return found.deduplicated()
        if self is Indicator.revenue:
            return found.of(Metric.ticket_revenue, Metric.other_revenue)
        return found.of(Metric(self.value))

    @property
    def money(self) -> bool:
        """Whether it is fen."""
        return self in (Indicator.revenue, Indicator.ticket_revenue, Indicator.other_revenue)

    @property
    def part(self) -> bool:
        """Whether it is a part of the line above it (其中)."""
        return self in PARTS


PARTS = (
    Indicator.ticket_revenue,
    Indicator.other_revenue,
    Indicator.full,
    Indicator.discount,
    Indicator.free,
)


@dataclass(frozen=True)
class Line:
    """One indicator: the month and the year so far, each beside the year before (同期)."""

    indicator: Indicator
    month: int | None
    month_before: int | None
    year: int | None
    year_before: int | None

    @property
    def month_growth(self) -> Decimal | None:
        """Per cent, on the same days of the year before."""
        return growth(self.month, self.month_before)

    @property
    def year_growth(self) -> Decimal | None:
        """Per cent, on the same days of the year before."""
        return growth(self.year, self.year_before)


@dataclass(frozen=True)
class MonthTable:
    """A month.

    Attributes:
        month, before: Its figures, and those of the same days of the year before.
        paired, paired_year: Growth of the person-times in the month and in the year so far, in
            per cent, on those days alone that places have figures for in both years (同期).
    """

    lines: tuple[Line, ...]
    month: Totals
    before: Totals
    paired: Decimal | None
    paired_year: Decimal | None

    @property
    def first(self) -> date:
        """The month's first day."""
        return self.month.first

    @property
    def last(self) -> date:
        """The last day that is in it: of a month that is not over, the one asked for."""
        return self.month.last

    @property
    def missing(self) -> int:
        """Place-days that were due and have no figure."""
        return self.month.missing_at(None)

    @property
    def missing_before(self) -> int:
        """The same of the year before."""
        return self.before.missing_at(None)


def month_table(
    session: Session, span: Span, today: date, places: Iterable[int], firsts: Mapping[int, date]
) -> MonthTable:
    """The table of a month, or of its days so far.

    Args:
        today: The business day that is running.
        places: Those that are added up.
        firsts: Of these, the first day with admissions.
    """
    places = list(places)
    so_far = (date(span[0].year, 1, 1), span[1])
    spans = (span, year_before(*span), so_far, year_before(*so_far))
    due: list[Mapping[int, date]] = [firsts, firsts, NOTHING_DUE, NOTHING_DUE]
    found = [
        totals(session, one, today, places, first) for one, first in zip(spans, due, strict=True)
    ]
    lines = tuple(
        Line(indicator, *(indicator.in_(one) for one in found)) for indicator in Indicator
    )
    known = comparisons.load(session, Metric.visits, so_far, year_before(*so_far))
    days = {place: known[place] for place in places if place in known}
    return MonthTable(
        lines, found[0], found[1], *(_paired_growth(days, one) for one in (span, so_far))
    )


def _paired_growth(days: comparisons.Days, span: Span) -> Decimal | None:
    found = comparisons.same_dates(days, span).growth
    return None if found is None else comparisons.percent(found)
