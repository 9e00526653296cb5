"""月报: a month in the layout of Beijing's bureau, beside the same days of the year before."""

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from webapp.visits.amounts import growth
from webapp.visits.models import Metric
from webapp.visits.periods import Totals, totals, year_before


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
        missing, missing_before: Place-days that were due and have no figure.
    """

    lines: tuple[Line, ...]
    month: Totals
    before: Totals
    missing: int
    missing_before: int

    @property
    def first(self) -> date:
        """The month's first day."""
        return self.month.first

    @property
    def last(self) -> date:
        """The last day that is in it: of a month that is not over, the one asked for."""
        return self.month.last


def month_table(
    session: Session,
    first: date,
    last: date,
    today: date,
    places: Iterable[int],
    firsts: Mapping[int, date],
) -> MonthTable:
    """The table of the days from the first of a month to `last`, within that month.

    Args:
        today: The business day that is running.
        places: Those that are added up.
        firsts: Place to its first day with admissions.
    """
    places = list(places)
    spans = ((first, last), (date(first.year, 1, 1), last))
    found = [
        totals(session, *span, today, places) for one in spans for span in (one, year_before(*one))
    ]
    lines = tuple(
        Line(indicator, *(indicator.in_(one) for one in found)) for indicator in Indicator
    )
    due = {place: day for place, day in firsts.items() if place in places}
    month, before = found[0], found[1]
    return MonthTable(lines, month, before, month.missing(due, today), before.missing(due, today))
