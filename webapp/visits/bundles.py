"""Corrections that came together and wait for a second person: they are decided as one.

Whoever corrects a day's report changes several figures at once. Were they approved one by one, the
day would stop adding up between two of them, and for good when one is refused.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.visits.adding_up import CONNECTED, Sums, sums_of
from webapp.visits.decisions import Correction, CorrectionState
from webapp.visits.models import Figure, Metric

Key = tuple[int, date, int | None, datetime]  # place, business day, asker, instant


@dataclass(frozen=True)
class Bundle:
    """What one person asked for at once about one place's day; at least one correction."""

    corrections: tuple[Correction, ...]

    @property
    def first(self) -> Correction:
        """It stands for all of them: place, day, person, instant and reason are the same."""
        return self.corrections[0]


@dataclass(frozen=True)
class Line:
    """A figure now, and as it would be."""

    metric: Metric
    old_value: int | None
    new_value: int | None

    @property
    def changes(self) -> bool:
        """Whether it would be another one."""
        return self.old_value != self.new_value


@dataclass(frozen=True)
class Outlook:
    """What approving a bundle would do to its day.

    Attributes:
        lines: Where it changes admissions or one of their kinds: all of these that are known.
        others: What else it changes.
        before, after: What the kinds of admission come to; both None where it leaves them alone.
    """

    lines: Sequence[Line]
    others: Sequence[Line]
    before: Sums | None
    after: Sums | None


def bundled(corrections: Iterable[Correction]) -> list[Bundle]:
    """Corrections put together that came together; in the order of the first of each."""
    found: dict[Key, list[Correction]] = defaultdict(list)
    for one in corrections:
        found[one.place_id, one.business_day, one.asked_by_id, one.asked_at].append(one)
    return [Bundle(tuple(some)) for some in found.values()]


def waiting_with(session: Session, correction: Correction) -> list[Correction]:
    """A correction with those that came with it, as far as they wait, as the database has them.

    Empty when it waits no more.
    """
    found = session.scalars(
        select(Correction)
        .where(
            Correction.place_id == correction.place_id,
            Correction.business_day == correction.business_day,
            Correction.asked_by_id.is_not_distinct_from(correction.asked_by_id),
            Correction.asked_at == correction.asked_at,
            Correction.state == CorrectionState.waiting,
        )
        .order_by(Correction.id)
        .execution_options(populate_existing=True)
    ).all()
    return list(found) if correction in found else []


def outlooks(session: Session, bundles: Collection[Bundle]) -> dict[int, Outlook]:
    """What approving each bundle would do, by the number of its first correction."""
    figures = _admissions(session, bundles)
    return {
        one.first.id: _outlook(one, figures[one.first.place_id, one.first.business_day])
        for one in bundles
    }


def _admissions(
    session: Session, bundles: Collection[Bundle]
) -> Mapping[tuple[int, date], dict[Metric, int | None]]:
    found: dict[tuple[int, date], dict[Metric, int | None]] = defaultdict(dict)
    for row in session.execute(
        select(Figure.place_id, Figure.business_day, Figure.metric, Figure.value).where(
            Figure.place_id.in_({one.first.place_id for one in bundles}),
            Figure.business_day.in_({one.first.business_day for one in bundles}),
            Figure.metric.in_(CONNECTED),
        )
    ):
        found[row.place_id, row.business_day][row.metric] = row.value
    return found


def _outlook(bundle: Bundle, figures: Mapping[Metric, int | None]) -> Outlook:
    old = {one.metric: one.old_value for one in bundle.corrections}
    new = {one.metric: one.new_value for one in bundle.corrections}
    if not old.keys() & set(CONNECTED):
        return Outlook((), _lines(old, new), None, None)
    before, after = {**figures, **old}, {**figures, **new}
    lines = _lines(before, after)
    return Outlook(
        [one for one in lines if one.metric in CONNECTED],
        [one for one in lines if one.metric not in CONNECTED],
        sums_of(before),
        sums_of(after),
    )


def _lines(old: Mapping[Metric, int | None], new: Mapping[Metric, int | None]) -> list[Line]:
    return [Line(metric, old[metric], new[metric]) for metric in Metric if metric in new]
