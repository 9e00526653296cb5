"""Who came where: ranks, gaps and mean speeds by category, worked out anew from the times.

FIN < REL < PUL, LAP < DNF < OTL < DNS < DSQ. What a file states is never taken instead; where it
differs `checking` says so.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from webapp.race.plan import Category
from webapp.race.results.models import Result, Status
from webapp.race.results.same_time import USUAL_MS, group_times
from webapp.review.paragraphs import NOTHING

ORDER = {
    Status.finished: 0,
    Status.relegated: 1,
    Status.pulled: 2,
    Status.lapped: 2,
    Status.did_not_finish: 3,
    Status.over_time_limit: 4,
    Status.did_not_start: 5,
    Status.disqualified: 6,
}
CROSSED = (Status.finished, Status.relegated)
STOPPED = (Status.lapped, Status.pulled)
LAST = 10**12  # later than anybody: who has no time comes after those who have
Key = tuple[int | str, ...]


def rank(
    rows: Iterable[Result],
    categories: Sequence[Category],
    lap_km: Mapping[str, float],
    same_time_ms: int | None = USUAL_MS,
) -> tuple[Result, ...]:
    """All rows, category by category in the order they are placed, with what follows from them.

    The order of `rows` does not matter. Riders who tie share a rank. Without a single time in a
    category the ranks that the file states are all there is, and are kept.

    Args:
        lap_km: Length of a lap, by category; without it there is no speed.
        same_time_ms: See `same_time`.
    """
    known = {category.code: category for category in categories}
    places = {code: at for at, code in enumerate(known)}
    by_category: dict[str, list[Result]] = defaultdict(list)
    for row in rows:
        by_category[row.category].append(row)
    found: list[Result] = []
    for code in sorted(by_category, key=lambda one: (places.get(one, len(places)), one)):
        category = known.get(code) or Category(code=code, name=NOTHING)
        found += _ranked(by_category[code], category, lap_km.get(code), same_time_ms)
    return tuple(found)


def crossing(row: Result) -> int | None:
    """When a rider crossed the line: milliseconds from the gun, or net where there is no other."""
    return row.gun_ms if row.gun_ms is not None else row.chip_ms


def speed(row: Result, category: Category, lap_km: float | None) -> float | None:
    """Mean speed from the gun, in kilometres an hour to one decimal."""
    time = crossing(row)
    if lap_km is None or not time or row.status not in (*CROSSED, *STOPPED):
        return None
    if row.status in STOPPED and row.laps is None:
        return None  # nobody knows how far they came
    return round(lap_km * _laps(row, category) * 3_600_000 / time, 1)


def _laps(row: Result, category: Category) -> int:
    return row.laps if row.laps is not None else category.laps


def _ranked(
    rows: Sequence[Result], category: Category, lap_km: float | None, same_time_ms: int | None
) -> list[Result]:
    counted = [
        replace(row, time_ms=time, rank=None, gap_ms=None, kmh=speed(row, category, lap_km))
        for row, time in _counted(rows, same_time_ms if category.ranked else None)
    ]
    if not category.ranked:
        return sorted(counted, key=lambda row: (ORDER[row.status], *_who(row)))
    untimed = all(crossing(row) is None for row in rows if row.status in CROSSED)
    if untimed:
        stated = [
            replace(row, rank=row.stated_rank) if row.status in CROSSED else row for row in counted
        ]
        return sorted(stated, key=lambda row: (ORDER[row.status], row.rank or LAST, *_who(row)))
    groups = same_time_ms is not None
    ordered = sorted(counted, key=lambda row: (*_place(row, category, groups), *_who(row)))
    return _with_gaps(_with_ranks(ordered, category, groups), category)


def _counted(
    rows: Sequence[Result], same_time_ms: int | None
) -> Iterable[tuple[Result, int | None]]:
    """Each row with the time that counts."""
    timed = sorted(
        (time, at)
        for at, row in enumerate(rows)
        if row.status in CROSSED and (time := crossing(row)) is not None
    )
    given = group_times([time for time, _ in timed], same_time_ms)
    by_row = {at: time for (_, at), time in zip(timed, given, strict=True)}
    for at, row in enumerate(rows):
        time = by_row.get(at)
        if time is None and row.status in STOPPED:
            time = crossing(row)
        yield row, None if time is None else time + row.penalty_s * 1000


def _place(row: Result, category: Category, groups: bool) -> Key:
    """What decides about the place; equal for riders who tie."""
    order = ORDER[row.status]
    if not _placed(row):
        return (order, 1)
    on_the_line = (crossing(row) or 0) if groups else 0
    time = row.time_ms if row.time_ms is not None else LAST
    return (order, 0, -_laps(row, category), time, on_the_line)


def _placed(row: Result) -> bool:
    """Whether a row has a rank: finishers with a time, and those stopped of whom laps are known."""
    if row.status in CROSSED:
        return crossing(row) is not None
    return row.status in STOPPED and row.laps is not None


def _with_ranks(ordered: Sequence[Result], category: Category, groups: bool) -> list[Result]:
    found: list[Result] = []
    before: tuple[Key, int] | None = None
    at = 0
    for row in ordered:
        if not _placed(row):
            found.append(row)
            continue
        at += 1
        place = _place(row, category, groups)
        number = before[1] if before and before[0] == place else at
        before = (place, number)
        found.append(replace(row, rank=number))
    return found


def _with_gaps(ranked: Sequence[Result], category: Category) -> list[Result]:
    """Gaps to the first, of those who rode as far; who was relegated has none."""
    first = ranked[0] if ranked and ranked[0].status is Status.finished else None
    if first is None or first.time_ms is None:
        return list(ranked)
    best, laps = first.time_ms, _laps(first, category)
    return [
        replace(row, gap_ms=row.time_ms - best)
        if row.status is Status.finished
        and row.time_ms is not None
        and _laps(row, category) == laps
        else row
        for row in ranked
    ]


def _who(row: Result) -> Key:
    return (row.bib if row.bib is not None else LAST, row.name, row.team)
