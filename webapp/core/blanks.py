"""Blanks in what people write, and letters nobody sees that Mongolian words are written with.

U+202F and U+180E hold a suffix or a last letter to its word; U+200C, U+200D and U+180B to U+180F
say which form a letter takes. Python's `split` takes the first for a blank, and its `isprintable`
knows only the last ones: both would break the words.
"""

import re

BLANKS = re.compile(r"[^\S\u202f]+")
OF_WORDS = frozenset("\u202f\u180e\u200c\u200d")


def single(text: str) -> str:
    """`text` with one blank wherever there were some, and none around it."""
    return BLANKS.sub(" ", text).strip()


def words(text: str) -> list[str]:
    """The words between blanks."""
    return single(text).split(" ")


def seen(text: str) -> str:
    """`text` in one line, without what nobody sees: marks that turn a line around, and others."""
    kept = (c if _is_of_words(c) else " " for c in text if _is_of_words(c) or c.isspace())
    return single("".join(kept))


def _is_of_words(letter: str) -> bool:
    return letter.isprintable() or letter in OF_WORDS
