"""On which days a place owes a report: since its first day with admissions, while it is open.

Of a sealed month it stays as it was settled with the seal, whatever is learnt of the place's first
day or said of its opening afterwards: so a missing day there only comes and goes with a revision.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import msgspec
from sqlalchemy import JSON, cast, null, select, type_coerce, union_all
from sqlalchemy.orm import Session

from webapp.visits import opening
from webapp.visits.decisions import Seal, SealedDue
from webapp.visits.opening import NOTHING_SAID, ONE_DAY, Calendar

Span = tuple[date, date]  # first and last day, both included


@dataclass(frozen=True)
class Due:
    """What some places owe.

    Attributes:
        calendars: Of each place, all that was said of its opening.
        settled: Sealed months, each with what its seal says; none of those that say nothing.
    """

    calendars: Mapping[int, Calendar]
    settled: Mapping[Span, Collection[SealedDue]]

    def on(self, place_id: int, day: date, begun: date | None) -> bool:
        """Whether a place owes a report of a day.

        Args:
            begun: Its first day with admissions; None when it has none.
        """
        settled = self._settled(day)
        if settled is not None:
            return any(one.place_id == place_id and one.covers(day) for one in settled)
        return begun is not None and begun <= day and self.is_open(place_id, day)

    def is_open(self, place_id: int, day: date) -> bool:
        """Whether nobody has said that a place is closed."""
        return self.calendars.get(place_id, NOTHING_SAID).expects(day)

    def not_on(self, place_id: int, first: date, last: date) -> Iterator[date]:
        """The days between these on which a place owes nothing; it has begun to report."""
        if not self.settled:
            yield from self.calendars.get(place_id, NOTHING_SAID).closed_days(first, last)
            return
        for number in range((last - first).days + 1):
            day = first + number * ONE_DAY
            if not self.on(place_id, day, first):
                yield day

    def _settled(self, day: date) -> Collection[SealedDue] | None:
        return next((due for (a, b), due in self.settled.items() if a <= day <= b), None)


def load(session: Session, place_ids: Collection[int], first: date, last: date) -> Due:
    """What these places owe between two days; in one query, for pages have few to spend."""
    said = opening.said_of(place_ids)
    kinds = [column.type for column in said.selected_columns]
    empty = [cast(null(), kind) for kind in kinds[5:]]
    seals = select(
        cast(Seal.chain_number, kinds[0]),
        cast(null(), kinds[1]),
        Seal.first,
        Seal.last,
        type_coerce(Seal.due, JSON),
        *empty,
    ).where(Seal.last >= first, Seal.first <= last, Seal.due.is_not(None))
    both = union_all(said, seals)
    rows = session.execute(both.order_by(both.selected_columns.id)).all()
    settled = {
        (row.first, row.last): msgspec.convert(row.weekdays, tuple[SealedDue, ...])
        for row in rows
        if row.place_id is None
    }
    spans = (row for row in rows if row.place_id is not None)
    return Due(opening.calendars_in(spans, place_ids), settled)


def settle(
    session: Session, begun: Mapping[int, date], first: date, last: date
) -> tuple[SealedDue, ...]:
    """What a seal is to say of the days of its month.

    Args:
        begun: Of each place, its first day with admissions.
    """
    there = {place_id: max(first, day) for place_id, day in begun.items() if day <= last}
    said = opening.calendars(session, list(there))
    return tuple(
        SealedDue(place_id, *span)
        for place_id, since in sorted(there.items())
        for span in _runs(since, last, said[place_id].closed_days(since, last))
    )


def _runs(first: date, last: date, without: Iterable[date]) -> Iterator[Span]:
    """The runs of days between two that lie around those in `without`, earliest first."""
    for day in sorted(without):
        if first < day:
            yield first, day - ONE_DAY
        first = day + ONE_DAY
    if first <= last:
        yield first, last
