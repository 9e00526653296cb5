"""Results as a table of our own layout, as `layouts.ours` reads it back."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from webapp.core.tables import Row
from webapp.race.results import times
from webapp.race.results.models import Result

WORDS_OF_SEX = {"men": "男", "women": "女"}


def rows(
    found: Iterable[Result], year: int, revision: int, categories: Mapping[str, str], source: str
) -> Iterator[Row]:
    """One line a rider, in the order of `layouts.ours.COLUMNS`.

    Args:
        found: As the public reads them (`published.readable`).
        categories: Names by code.
        source: Who timed it, where a row does not say.
    """
    for one in found:
        yield (
            year,
            one.category,
            categories.get(one.category, one.category),
            one.rank,
            one.bib,
            one.name,
            WORDS_OF_SEX.get(one.sex.value, "") if one.sex else "",
            one.birth_year,
            one.team,
            one.nation,
            one.status.value,
            _time(one.gun_ms),
            _time(one.chip_ms),
            _time(one.gap_ms),
            one.laps,
            None if one.kmh is None else Decimal(f"{one.kmh:.1f}"),
            one.penalty_s or None,
            one.note,
            one.source or source,
            revision,
        )


def _time(milliseconds: int | None) -> str:
    return "" if milliseconds is None else times.format(milliseconds)
