"""How a reader wants the pages: words of a fixed list, kept in a cookie that only they set.

Pages are the same for everybody and never look at it: a script gives the words to the html
element before anything is painted, and without scripts `styles` answers instead of it.
"""

import re
from collections.abc import Iterable

from webapp.core.languages import TAGS

ELDER, LARGE, LARGER, CONTRAST, ALOUD = "elder", "s20", "s26", "high", "aloud"
EDITION = ".".join((ELDER, LARGE, CONTRAST, ALOUD))  # what the one switch asks for
DISPLAY = (ELDER, LARGE, LARGER, CONTRAST, ALOUD)
IN_LANGUAGE = tuple(f"in-{tag}" for tag in TAGS.values())  # the language that they chose
LONGEST = 100  # characters of a cookie that are looked at
# What people call the edition, wherever they have met one (C40, APP 3.1).
CALLED = re.compile(
    r"长辈|关怀|亲情版|老[年人]版|大字|大号字|适老|无障碍|朗读"
    r"|large.?print|elder|senior|text size",
    re.I,
)
# A rule holds where the html element has the word: [data-reader~=elder].
WORD = re.compile(r"\[data-reader~=\"?([\w-]+)\"?\]")


def words_of(text: str) -> list[str]:
    """The words that a cookie or a form asks for, in our order, and no others."""
    asked = text[:LONGEST].split(".")
    chosen = [word for word in DISPLAY if word in asked and not (word == LARGE and LARGER in asked)]
    language = next((word for word in IN_LANGUAGE if word in asked), None)
    return [*chosen, language] if language else chosen


def changed(before: str, asked: Iterable[str]) -> str:
    """The cookie after a form: what it asks for, and the language if it names none."""
    wanted = ".".join(asked)
    language = "" if any(word in IN_LANGUAGE for word in wanted.split(".")) else before
    kept = [word for word in words_of(language) if word in IN_LANGUAGE]
    return ".".join(words_of(".".join([wanted, *kept])))


def styles(sheet: str, chosen: list[str]) -> str:
    """The style sheet as it holds for a reader whose browser runs no script."""
    return WORD.sub(lambda found: ":root" if found[1] in chosen else found[0], sheet)


def is_called(question: str) -> bool:
    """Whether somebody who searches for this looks for the large-print edition."""
    return bool(CALLED.search(question))
