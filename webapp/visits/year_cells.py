"""A year's figures by place and month, added up by the database in one query."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, case, extract, func, select
from sqlalchemy.orm import Session

from webapp.visits.figures import within
from webapp.visits.ledger import MONEY
from webapp.visits.models import Basis, Figure, Metric, Status


@dataclass(frozen=True)
class Cell:
    """A place's month, as the database adds it up; money in fen."""

    metric: Metric
    place_id: int
    month: int
    last: date  # with a figure
    total: int
    days: int
    days_over: int  # without the day that is running
    by_gates: int
    verified: int
    sealed: int
    advance: int

    @property
    def preliminary(self) -> int:
        """How many of its days have none of the other statuses."""
        return self.days - self.verified - self.sealed - self.advance

    def of(self, status: Status) -> int:
        """How many of its days have a status: the fields are named as they are."""
        return int(getattr(self, status.value))


def cells_of(session: Session, year: int, today: date) -> list[Cell]:
    """Admissions of both levels and money, each with how firm its days are."""
    return [
        Cell(metric, place_id, int(number), last, int(total), days, *map(int, more))
        for metric, place_id, number, last, total, days, *more in session.execute(
            _statement(year, today)
        )
    ]


@lru_cache(16)
def _statement(year: int, today: date) -> Select[*tuple[Any, ...]]:
    month = extract("month", Figure.business_day)
    counted = (
        Figure.business_day < today,
        Figure.basis == Basis.gates,
        *(Figure.status == status for status in (Status.verified, Status.sealed, Status.advance)),
    )
    return (
        select(
            Figure.metric,
            Figure.place_id,
            month,
            func.max(Figure.business_day),
            func.sum(Figure.value),
            func.count(),
            *(func.sum(case((condition, 1), else_=0)) for condition in counted),
        )
        .where(Figure.metric.in_((Metric.visits, Metric.deduplicated, *MONEY)), within(year, today))
        .group_by(Figure.metric, Figure.place_id, month)
    )
