"""What somebody should look at before results go out; nothing is changed here."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from webapp.core.marking import N_
from webapp.race.plan import Category
from webapp.race.results import times
from webapp.race.results.models import Problem, Result, Status
from webapp.race.results.ranking import CROSSED, crossing
from webapp.race.riders.models import Rider, RiderState

FASTEST_KMH = 65.0  # mean speed that nobody rides here
FASTER_BY = 1.3  # than the category's expected fastest
SLOWEST_KMH = 3.0
GAP_MS = 1000  # files cut gaps off to seconds


def find(
    rows: Sequence[Result], riders: Iterable[Rider], categories: Iterable[Category]
) -> list[Problem]:
    """Everything that is odd about ranked rows, those of one rider together.

    Args:
        riders: The start list; empty when there is none.
    """
    listed = {
        rider.bib: rider
        for rider in riders
        if rider.bib is not None and rider.state is RiderState.confirmed
    }
    known = {category.code: category for category in categories}
    return [
        *_twice(rows),
        *(problem for row in rows for problem in _of_row(row, known.get(row.category), listed)),
        *_missing(rows, listed),
    ]


def disagreements(row: Result) -> Iterator[Problem]:
    """Where the file states another figure than the one that follows from the times."""
    if row.stated_rank is not None and row.stated_rank != row.rank and row.status in CROSSED:
        reason = N_("the file says rank %(stated)s, the times say %(found)s")
        yield _told(row, reason, stated=row.stated_rank, found=row.rank or "–")
    gaps = (row.stated_gap_ms, row.gap_ms)
    if gaps[0] is not None and gaps[1] is not None and abs(gaps[0] - gaps[1]) > GAP_MS:
        reason = N_("the file says a gap of %(stated)s, the times say %(found)s")
        stated, found = times.format(gaps[0]), times.format(gaps[1])
        yield _told(row, reason, stated=stated, found=found)
    if row.stated_kmh is not None and row.kmh is not None and _differ(row.stated_kmh, row.kmh):
        reason = N_("the file says %(stated)s km/h, length and time say %(found)s km/h")
        yield _told(row, reason, stated=row.stated_kmh, found=row.kmh)


def _differ(stated: float, found: float) -> bool:
    """Whether two speeds differ by more than rounding."""
    return abs(stated - found) > (0.5 if stated == int(stated) else 0.11)


def _twice(rows: Iterable[Result]) -> Iterator[Problem]:
    counted = Counter(row.bib for row in rows if row.bib is not None)
    for bib, count in counted.items():
        if count > 1:
            reason = N_("bib %(bib)s has %(count)s results")
            yield Problem(reason=reason, bib=bib, details={"bib": bib, "count": count})


def _of_row(
    row: Result, category: Category | None, listed: Mapping[int, Rider]
) -> Iterator[Problem]:
    if category is None:
        yield _told(row, N_("the category “%(name)s” is none of this edition"), name=row.category)
    if listed and row.bib is not None:
        yield from _against_list(row, listed.get(row.bib))
    time = crossing(row)
    if row.status is Status.finished and time is None and (category is None or category.ranked):
        yield _told(row, N_("finished, but without a time"))
    if row.gun_ms is not None and row.chip_ms is not None and row.chip_ms > row.gun_ms:
        yield _told(row, N_("the rider would have started before the gun: the net time is longer"))
    yield from _speed(row, category)
    yield from disagreements(row)


def _against_list(row: Result, rider: Rider | None) -> Iterator[Problem]:
    if rider is None:
        yield _told(row, N_("this bib is not on the start list"))
    elif rider.category != row.category:
        reason = N_("the start list has this bib in another category (%(name)s)")
        yield _told(row, reason, name=rider.category)


def _speed(row: Result, category: Category | None) -> Iterator[Problem]:
    if row.kmh is None:
        return
    expected = category.fastest_kmh if category else None
    if row.kmh > FASTEST_KMH:
        yield _told(row, N_("%(kmh)s km/h on average is impossibly fast"), kmh=row.kmh)
    elif expected and row.kmh > expected * FASTER_BY:
        yield _told(row, N_("%(kmh)s km/h on average is far more than expected"), kmh=row.kmh)
    elif row.kmh < SLOWEST_KMH:
        yield _told(row, N_("%(kmh)s km/h on average is impossibly slow"), kmh=row.kmh)


def _missing(rows: Iterable[Result], listed: Mapping[int, Rider]) -> Iterator[Problem]:
    there = {row.bib for row in rows}
    for bib, rider in listed.items():
        if bib not in there:
            yield Problem(
                reason=N_("on the start list, but not in the results: %(name)s"),
                bib=bib,
                details={"name": rider.name},
            )


def _told(row: Result, reason: str, **details: str | int | float) -> Problem:
    return Problem(reason=reason, bib=row.bib, column=row.name, details=details)
