"""Rows of the live page: who came in when, in words, each with what sorts it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import msgspec

from webapp.race.delays import Start
from webapp.race.results import words
from webapp.race.results.models import Result
from webapp.race.results.ranking import CROSSED, ORDER, crossing

MANY = 100_000  # more than any rank or bib


class LiveRow(msgspec.Struct, frozen=True, omit_defaults=True):
    """A rider, as the page shows them and a message carries them.

    Attributes:
        key: Names the row for ever: the bib, else the name.
        rank: As it is shown; empty where there is none.
        time: Or, where there is none, how the race ended.
        at: Sorts arrivals: when the rider crossed the line, in milliseconds; None: has not.
        sort: Sorts a category.
    """

    key: str
    category: str
    group: str
    sort: int
    bib: int | None = None
    name: str = ""
    team: str = ""
    rank: str = ""
    time: str = ""
    gap: str = ""
    at: int | None = None


def starts_by_category(starts: Iterable[Start]) -> dict[str, datetime]:
    """When each category started; of several waves the earliest."""
    found: dict[str, datetime] = {}
    for start in starts:
        for code in start.wave.categories:
            found.setdefault(code, start.at)
    return found


def live_rows(
    rows: Sequence[Result], names: Mapping[str, str], starts: Mapping[str, datetime]
) -> list[LiveRow]:
    """The rows as they are shown, in the order they are placed.

    Args:
        rows: As the public reads them (`published.readable`).
        names: Of the categories, by code.
        starts: When each category started. A gun time counts from there.
    """
    return [
        LiveRow(
            key=str(row.bib) if row.bib is not None else row.name,
            category=row.category,
            group=names.get(row.category, row.category),
            sort=_sort(row),
            bib=row.bib,
            name=row.name,
            team=row.team,
            rank=str(row.rank or "") if row.status in CROSSED else "",
            time=words.time(row.time_ms) if row.status in CROSSED else words.status(row.status),
            gap=words.gap(row),
            at=_at(row, starts.get(row.category)),
        )
        for row in rows
    ]


def arrivals(rows: Iterable[LiveRow]) -> list[LiveRow]:
    """Who has crossed the line, the last one first."""
    arrived = [row for row in rows if row.at is not None]
    return sorted(arrived, key=lambda row: (-(row.at or 0), -row.sort))


def _at(row: Result, start: datetime | None) -> int | None:
    time = crossing(row)
    if time is None or row.status not in CROSSED:
        return None
    return time + (int(start.timestamp() * 1000) if start else 0)


def _sort(row: Result) -> int:
    rank = min(row.rank or MANY - 1, MANY - 1)
    bib = min(row.bib if row.bib is not None else MANY - 1, MANY - 1)
    return (ORDER[row.status] * MANY + rank) * MANY + bib
