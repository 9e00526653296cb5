"""What an export is about: days, places, metrics, and the moment it is made."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.core.translated import Translated
from webapp.places.models import Place
from webapp.visits.models import Entry, Figure, Metric


@dataclass(frozen=True)
class Scope:
    """What an export is about.

    Attributes:
        session: Sees one moment of the database, whatever is written meanwhile.
        first, last: Business days, both included; none after `today`.
        today: The business day that is running.
        places: The number and name of each place that is wanted.
        everywhere: The numbers of all places that are counted.
        firsts: The first day with admissions of each that is wanted and has any.
        metrics: Those that are wanted, in their order.
    """

    session: Session
    first: date
    last: date
    today: date
    places: Mapping[int, str]
    everywhere: Collection[int]
    firsts: Mapping[int, date]
    metrics: tuple[Metric, ...]

    @property
    def last_over(self) -> date:
        """The last business day in it that is over: sums of months and years go as far."""
        return min(self.last, self.today - timedelta(days=1))


@dataclass(frozen=True)
class CountedPlace:
    """A place that the ledger knows; `first` is its first day with admissions."""

    id: int
    name: Translated
    first: date | None


def counted_places(session: Session) -> list[CountedPlace]:
    """Every place that the ledger knows, withdrawn ones too."""
    first = select(func.min(Figure.business_day)).where(
        Figure.place_id == Place.id, Figure.metric == Metric.visits
    )
    any_entry = select(Entry.id).where(Entry.place_id == Place.id).exists()
    rows = session.execute(
        select(Place.id, Place.name, first.correlate(Place).scalar_subquery())
        .where(any_entry)
        .order_by(Place.id)
    )
    return [CountedPlace(*row) for row in rows]
