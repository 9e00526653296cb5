"""Whether a day's admissions are the sum of their kinds: full price, discount and free.

Where the admissions rest on what people said (a report, a correction) they have to be that sum,
as soon as all three kinds are known: else the day is not verified and its month not sealed, until
one of the four has been corrected. Where they rest on the gates nothing is hindered: gates count
people and tickets are sold, so the two hardly ever agree; that is said all the same.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session, aliased

from webapp.visits.models import Basis, Figure, Metric

KINDS = (Metric.full, Metric.discount, Metric.free)
CONNECTED = (Metric.visits, *KINDS)


@dataclass(frozen=True)
class Unequal:
    """A place's day whose figures do not add up.

    Attributes:
        visits: Its admissions, person-times.
        kinds: What full price, discount and free come to.
        basis: What the admissions rest on.
    """

    place_id: int
    day: date
    visits: int
    kinds: int
    basis: Basis

    @property
    def hinders(self) -> bool:
        """Whether the day cannot be verified, nor its month be sealed."""
        return self.basis is Basis.report


@dataclass(frozen=True)
class Sums:
    """A day's admissions, and what their kinds come to; None while one of them is not known."""

    visits: int | None
    kinds: int | None

    @property
    def agree(self) -> bool:
        """Whether they are the same, as far as both are known."""
        return self.visits is None or self.kinds is None or self.visits == self.kinds


def sums_of(values: Mapping[Metric, int | None]) -> Sums:
    """The sums of some values of a day."""
    known = [value for metric in KINDS if (value := values.get(metric)) is not None]
    return Sums(values.get(Metric.visits), sum(known) if len(known) == len(KINDS) else None)


def unequal(
    session: Session, first: date, last: date, places: Collection[int] | None = None
) -> list[Unequal]:
    """The days between these that do not add up, earliest first; at these places when told."""
    full, discount, free = (aliased(Figure) for _kind in KINDS)
    kinds = full.value + discount.value + free.value
    found = (
        select(Figure.place_id, Figure.business_day, Figure.value, kinds, Figure.basis)
        .join(full, _beside(full, Metric.full))
        .join(discount, _beside(discount, Metric.discount))
        .join(free, _beside(free, Metric.free))
        .where(Figure.metric == Metric.visits, Figure.business_day.between(first, last))
        .where(Figure.value != kinds)
        .order_by(Figure.business_day, Figure.place_id)
    )
    if places is not None:
        found = found.where(Figure.place_id.in_(places))
    return [Unequal(*row) for row in session.execute(found)]


def unequal_on(session: Session, place_id: int, day: date) -> Unequal | None:
    """The same of one place's day; None where it adds up."""
    return next(iter(unequal(session, day, day, [place_id])), None)


def _beside(kind: type[Figure], metric: Metric) -> ColumnElement[bool]:
    return and_(
        kind.place_id == Figure.place_id,
        kind.metric == metric,
        kind.business_day == Figure.business_day,
    )
