"""How hard a password is to guess for somebody who tries words, names, dates and key runs first."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from webapp.staff.common_words import BRAND, ROWS, WORDS

__all__ = ["BRAND", "guessable", "holds", "parts"]

FEWEST_PARTS = 6  # a word, a year, a run of keys count as one part, like any other character
# What letters are disguised as; i and l look alike, and so are one.
DISGUISED = {"a": "@4", "b": "8", "e": "3€", "g": "69", "i": "1!|l", "o": "0", "s": "5$", "t": "7+"}
DISGUISES = {ord(sign): letter for letter, signs in DISGUISED.items() for sign in signs}
SHORTEST_WORD, SHORTEST_RUN = 3, 3
YEARS = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])?(?:0[1-9]|[12]\d|3[01])?")


def guessable(password: str, own: Iterable[str] = ()) -> bool:
    """Whether it is put together from few parts that are tried first.

    Args:
        own: Names that belong to the person.
    """
    return parts(password, own) < FEWEST_PARTS


def holds(password: str, words: Iterable[str]) -> bool:
    """Whether one of these words (of three letters or two Chinese characters) is in it."""
    text = "".join(map(_undisguised, password))
    return any(word in text for word in _names(words))


def parts(password: str, own: Iterable[str] = ()) -> int:
    """The smallest number of known parts and single characters that make up the password."""
    fewest = [0]
    pieces: dict[int, set[int]] = {}
    for start, end in _known(password, own):
        pieces.setdefault(end, set()).add(start)
    for end in range(1, len(password) + 1):
        starts = pieces.get(end, set()) | {end - 1}
        fewest.append(1 + min(fewest[start] for start in starts))
    return fewest[-1]


def _known(password: str, own: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where the known parts begin and end."""
    plain = "".join(map(_lower, password))
    words = _COMMON | set(_names(own))
    yield from _words_in("".join(map(_undisguised, password)), words)
    yield from _runs_in(plain)
    yield from _repeats_in(plain)
    for year in YEARS.finditer(plain):
        yield from ((year.start(), end) for end in range(year.start() + 4, year.end() + 1))


def _words_in(text: str, words: set[str]) -> Iterator[tuple[int, int]]:
    longest = max(map(len, words))
    for start in range(len(text)):
        for end in range(start + 2, min(start + longest, len(text)) + 1):
            if text[start:end] in words:
                yield start, end


def _runs_in(text: str) -> Iterator[tuple[int, int]]:
    for start in range(len(text) - SHORTEST_RUN + 1):
        for end in range(start + SHORTEST_RUN, len(text) + 1):
            if not any(text[start:end] in row for row in _ROWS):
                break
            yield start, end


def _repeats_in(text: str) -> Iterator[tuple[int, int]]:
    """The same character again and again; a piece that was there before."""
    for start in range(len(text)):
        for end in range(start + 2, len(text) + 1):
            piece = text[start:end]
            alike = len(set(piece)) == 1
            again = len(piece) >= SHORTEST_RUN and piece in text[:start]
            if not alike and not again and len(piece) >= SHORTEST_RUN:
                break
            if alike or again:
                yield start, end


def _names(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        meant = unicodedata.normalize("NFKC", word)
        for one in (meant, *re.split(r"[\W_]+", meant), re.sub(r"[\W_]", "", meant)):
            name = "".join(map(_undisguised, one))
            chinese = any("\u3400" <= character <= "\u9fff" for character in name)
            if len(name) >= (2 if chinese else SHORTEST_WORD):
                yield name


def _lower(character: str) -> str:
    lower = character.lower()
    return lower if len(lower) == 1 else character


def _undisguised(character: str) -> str:
    return _lower(character).translate(DISGUISES)


_COMMON = {"".join(map(_undisguised, word)) for word in WORDS if len(word) >= 2}
_ROWS = tuple(one for row in ROWS for one in (row, row[::-1]))
