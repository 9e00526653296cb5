"""The small language of bib ranges, as RaceDB has it: `1-99,120-129,-50-60,181,-87`.

A piece is a number or a range; one that begins with a minus takes its numbers out again, wherever
it stands. Full-width digits and signs are read like ordinary ones.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from unicodedata import normalize

from webapp.core.marking import N_

LARGEST = 99_999
PIECE = re.compile(r"(-?)\s*([0-9]{1,9})(?:\s*-\s*([0-9]{1,9}))?")
PARTING = re.compile(r"[,;、，；\n]")
DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−－~～至", "-"))


class BadRange(Exception):
    """A piece of a range that cannot be read.

    Attributes:
        piece: As it was written.
        reason: An English msgid with `%(piece)s`.
    """

    def __init__(self, piece: str, reason: str) -> None:
        super().__init__(f"{reason % {'piece': piece}}")
        self.piece, self.reason = piece, reason


@dataclass(frozen=True)
class Bibs:
    """A set of numbers: spans that are in, both ends included, without those that are out."""

    spans: tuple[tuple[int, int], ...] = ()
    out: tuple[tuple[int, int], ...] = ()

    def __contains__(self, bib: int) -> bool:
        return _within(bib, self.spans) and not _within(bib, self.out)

    def __iter__(self) -> Iterator[int]:
        """The numbers in ascending order, each once."""
        after = 0
        for first, last in sorted(self.spans):
            for bib in range(max(first, after + 1), last + 1):
                if not _within(bib, self.out):
                    yield bib
            after = max(after, last)


def _within(bib: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(first <= bib <= last for first, last in spans)


def parse(text: str) -> Bibs:
    """Read ranges; an empty text means none.

    Raises:
        BadRange: a piece is not one; it names the piece.
    """
    spans: list[tuple[int, int]] = []
    out: list[tuple[int, int]] = []
    for written in PARTING.split(text):
        piece = written.strip()
        if not piece:
            continue
        minus, span = _piece(piece)
        (out if minus else spans).append(span)
    return Bibs(tuple(spans), tuple(out))


def _piece(piece: str) -> tuple[bool, tuple[int, int]]:
    found = PIECE.fullmatch(normalize("NFKC", piece).translate(DASHES).strip())
    if not found:
        raise BadRange(piece, N_("“%(piece)s” is no bib or range; write 1-99 or 120 or -50-60."))
    minus, first, last = found[1], int(found[2]), int(found[3] or found[2])
    if not first or last > LARGEST or first > LARGEST:
        raise BadRange(piece, N_("“%(piece)s”: bibs run from 1 to 99999."))
    if last < first:
        raise BadRange(piece, N_("“%(piece)s” ends before it begins."))
    return bool(minus), (first, last)


def written(numbers: Collection[int]) -> str:
    """Numbers in the language, as short as it goes: 1-3,7."""
    spans: list[tuple[int, int]] = []
    for bib in sorted(set(numbers)):
        if spans and bib == spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], bib)
        else:
            spans.append((bib, bib))
    return ",".join(str(a) if a == b else f"{a}-{b}" for a, b in spans)


def next_free(bibs: Bibs, taken: Collection[int]) -> int | None:
    """The lowest number that nobody has; None when all are taken."""
    return next(free(bibs, taken), None)


def free(bibs: Bibs, taken: Collection[int]) -> Iterator[int]:
    """The numbers that nobody has, in ascending order; `taken` may grow meanwhile."""
    return (bib for bib in bibs if bib not in taken)


def overlaps(ranges: Mapping[str, Bibs]) -> list[tuple[str, str, str]]:
    """Pairs of categories that claim the same numbers, and which."""
    numbers = {code: set(bibs) for code, bibs in ranges.items()}
    found = []
    for one, other in combinations(numbers, 2):
        if both := numbers[one] & numbers[other]:
            found.append((one, other, written(both)))
    return found
