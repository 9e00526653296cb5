"""What the layouts share: rows as they were read, and why a file is none."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from webapp.core.marking import N_
from webapp.race.results.models import Problem, Result

MOST_ROWS = 5_000


class NotResults(Exception):
    """The file as a whole cannot be read; the message (an English msgid) says why."""


class UnknownHeadings(NotResults):
    """A table whose headings nobody has explained yet."""

    def __init__(self, headings: Sequence[str], samples: Sequence[Sequence[str]]) -> None:
        super().__init__(N_("The headings of this table are not known yet. Say what they mean."))
        self.headings = tuple(headings)
        self.samples = tuple(tuple(sample) for sample in samples)


@dataclass(frozen=True)
class Claim:
    """A category that a file counts a rider in, and what it states there."""

    category: str
    rank: int | None = None
    gap_ms: int | None = None


@dataclass(frozen=True)
class ReadRow:
    """One row.

    Attributes:
        line: Of the file; of JSON which row, from 1.
        result: As the file has it; `category` is not ours yet.
        claims: Its categories in the file's own words, the best one first.
    """

    line: int
    result: Result
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True)
class Read:
    """What was read of a file.

    Attributes:
        left_aside: Headings of columns that mean nothing here.
        formulas: How many cells hold one; what they showed is taken.
        running: The timer says that they still ride.
    """

    rows: Sequence[ReadRow]
    problems: Sequence[Problem]
    left_aside: tuple[str, ...] = ()
    formulas: int = 0
    running: bool = False


def json_of(content: bytes) -> Any:
    """The value of a JSON file in UTF-8, with or without its mark.

    Raises:
        NotResults: it is damaged.
    """
    try:
        return msgspec.json.decode(content.removeprefix(b"\xef\xbb\xbf").strip())
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise NotResults(N_("This JSON file is damaged or not complete.")) from error


def at_most(rows: Sequence[Any]) -> None:
    """Refuse more rows than a race has riders.

    Raises:
        NotResults: there are.
    """
    if len(rows) > MOST_ROWS:
        raise NotResults(N_("The file has more than 5,000 rows."))
