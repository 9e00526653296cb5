"""Readable addresses for Chinese titles: by pinyin, short, and never taken twice."""

import re
import unicodedata
from collections.abc import Callable
from itertools import count

from pypinyin import lazy_pinyin
from pypinyin.seg.mmseg import seg

LONGEST = 80
PATTERN = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def slug(title: str, taken: Callable[[str], bool], fallback: str = "new") -> str:
    """An address for `title`: its pinyin, syllables of one word together, at most 80 characters.

    Args:
        taken: Tells whether an address is in use; then a number is added.
        fallback: For a title without a single letter, digit or Chinese character.
    """
    wanted = spelled(title) or fallback
    for number in count(1):
        ending = f"-{number}" if number > 1 else ""
        found = shortened(wanted, LONGEST - len(ending)) + ending
        if not taken(found):
            return found
    raise AssertionError("there is always a next number")


def spelled(title: str) -> str:
    """Lower-case ASCII words of `title`, joined by hyphens; empty when it has none."""
    runs = re.findall(r"[\u3400-\u9fff]+|[A-Za-z0-9\u00c0-\u024f]+", title)
    return "-".join(word for run in runs for word in _words(run) if word)


def _words(run: str) -> list[str]:
    if "\u3400" <= run[0] <= "\u9fff":
        return [_ascii("".join(lazy_pinyin(word, errors="ignore"))) for word in seg.cut(run)]
    return [_ascii(run)]


def _ascii(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]", "", plain.lower())


def shortened(address: str, longest: int) -> str:
    """`address` cut to `longest` characters, between words where that is possible."""
    if len(address) <= longest:
        return address
    cut = address[: longest + 1].rpartition("-")[0]
    return cut or address[:longest]


def is_slug(text: str) -> bool:
    """Whether `text` can be an address as it stands."""
    return len(text) <= LONGEST and PATTERN.fullmatch(text) is not None
