"""Days on which a place's people and its gates say different things."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, aliased

from webapp.visits.formulas import calibrated
from webapp.visits.ledger import not_superseded
from webapp.visits.models import Basis, Entry, Figure, Metric


@dataclass(frozen=True)
class Disagreement:
    """A place's day with two values: one is its figure, the other checks it.

    Attributes:
        reported: Person-times that people reported, or corrected the day to.
        counted: Person-times through the gates, with their factors.
        used: Which of them the figure rests on.
    """

    place_id: int
    day: date
    reported: int
    counted: int
    used: Basis

    @property
    def share(self) -> float | None:
        """How far the other value is from the one that is used, as a part of it; None of zero."""
        mine, other = self.reported, self.counted
        if self.used is Basis.gates:
            mine, other = other, mine
        return None if not mine else (other - mine) / mine


def disagreements(
    session: Session, first: date, last: date, least: float = 0.0
) -> list[Disagreement]:
    """The days between these with two different values, newest first.

    Args:
        least: Leave out those that differ by a smaller part: 0.05 for 5 %.
    """
    used = aliased(Figure)
    same_day = and_(Entry.place_id == Figure.place_id, Entry.business_day == Figure.business_day)
    rows = session.execute(
        select(Figure.place_id, Figure.business_day, Entry.value, calibrated(), used.basis)
        .join(Entry, and_(same_day, Entry.metric == Metric.visits))
        .join(
            used,
            and_(
                used.place_id == Figure.place_id,
                used.business_day == Figure.business_day,
                used.metric == Metric.visits,
            ),
        )
        .where(
            Figure.metric == Metric.in_,
            Figure.business_day.between(first, last),
            Entry.value.is_not(None),
            not_superseded(),
        )
        .order_by(Figure.business_day.desc(), Figure.place_id)
    )
    found = [
        Disagreement(place_id, day, reported or 0, counted, basis)
        for place_id, day, reported, counted, basis in rows
        if reported != counted
    ]
    return [one for one in found if one.share is None or abs(one.share) >= least]
