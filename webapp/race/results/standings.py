"""Results by category, and one rider among the others."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from webapp.core.search_key import fold
from webapp.core.translated import Translated
from webapp.race.plan import Category
from webapp.race.results.models import Result, Status
from webapp.race.results.ranking import CROSSED

FIRST = 20  # of each category on the page of all of them
FITS = 25  # a category of so many is shown whole
PODIUM = 3
EVERYTHING = "all"  # instead of a category: all of them, whole


@dataclass(frozen=True)
class Standing:
    """A category.

    Attributes:
        rows: Those that are shown, in the order they are placed.
        total: How many rows it has.
        finished: How many of them came to the finish.
        podium: The first three places; empty where nobody is ranked.
    """

    category: Category
    rows: Sequence[Result]
    total: int
    finished: int
    podium: Sequence[Result]


@dataclass(frozen=True)
class Neighbour:
    """Who came directly before or after a rider, and by how many milliseconds."""

    row: Result
    gap_ms: int


def standings(
    categories: Sequence[Category], rows: Sequence[Result], category: str = "", sought: str = ""
) -> list[Standing]:
    """Categories in the edition's order, then those that the edition does not know.

    Args:
        category: Only this one, whole; EVERYTHING: all of them, whole; empty: the first of each.
        sought: Only who has this bib; of anything else, this in their name as it is shown.
    """
    fits = _finder(sought)
    found = []
    for one in _known_and_not(categories, rows):
        theirs = [row for row in rows if row.category == one.code]
        shown = [row for row in theirs if fits(row)]
        if not theirs or category not in ("", EVERYTHING, one.code) or (sought and not shown):
            continue
        if not category and not sought and len(shown) > FITS:
            shown = shown[:FIRST]
        done = sum(row.status in CROSSED for row in theirs)
        podium = [] if sought or not one.ranked else _podium(theirs)
        found.append(Standing(one, shown, len(theirs), done, podium))
    return found


def codes(categories: Sequence[Category], rows: Sequence[Result]) -> Mapping[str, Category]:
    """Every category that has a result, by code."""
    with_rows = {row.category for row in rows}
    known = _known_and_not(categories, rows)
    return {one.code: one for one in known if one.code in with_rows}


def overall(categories: Sequence[Category], rows: Sequence[Result], row: Result) -> tuple[int, int]:
    """A rider's place by time among all who finished the same laps of the same course, of how many.

    (0, 0) where it says no more than the place in the category, or where there is none.
    """
    known = {one.code: (one.course, one.laps) for one in categories if one.ranked}
    mine = known.get(row.category)
    times = [
        other.time_ms
        for other in rows
        if other.status is Status.finished
        and other.time_ms is not None
        and other.category in known
        and known[other.category] == mine
    ]
    others = any(
        known.get(other.category) == mine and other.category != row.category for other in rows
    )
    if mine is None or not others or row.time_ms is None or row.status is not Status.finished:
        return 0, 0
    return 1 + sum(time < row.time_ms for time in times), len(times)


def neighbours(rows: Sequence[Result], row: Result) -> tuple[Neighbour | None, Neighbour | None]:
    """Who of the category came directly before and after, of those who rode as far."""
    theirs = [one for one in rows if one.category == row.category and one.gap_ms is not None]
    if row not in theirs:
        return None, None
    at = theirs.index(row)
    before = theirs[at - 1] if at else None
    after = theirs[at + 1] if at + 1 < len(theirs) else None
    return _beside(before, row), _beside(after, row)


def _beside(other: Result | None, row: Result) -> Neighbour | None:
    if other is None or other.gap_ms is None or row.gap_ms is None:
        return None
    return Neighbour(other, abs(other.gap_ms - row.gap_ms))


def _known_and_not(categories: Sequence[Category], rows: Sequence[Result]) -> list[Category]:
    known = {one.code for one in categories}
    others = dict.fromkeys(row.category for row in rows if row.category not in known)
    return [
        *categories,
        *(Category(code=code, name=Translated(zh=code)) for code in others),
    ]


def _podium(rows: Sequence[Result]) -> list[Result]:
    return [row for row in rows if row.rank and row.rank <= PODIUM and row.status in CROSSED]


def _finder(sought: str) -> Callable[[Result], bool]:
    words = fold(sought)
    if words.isdigit():  # else 7 would find who is called 17 where names are missing
        return lambda row: words == str(row.bib)
    return lambda row: words in fold(row.name)
