"""Texts of several paragraphs, written in one box each, whose paragraphs know their sources.

Each line is a paragraph, and the English ones stand in the order of the Chinese. What nobody has
changed keeps its sources and its mark that it is to be verified.
"""

from collections.abc import Iterable, Sequence
from itertools import zip_longest

import msgspec

from webapp.core.translated import Statement, Translated

NOTHING = Translated(zh="")  # a text that is not there: drafts may lack any
UNTRANSLATED = "—"  # in English, stands for a paragraph that is there in Chinese alone


def split(text: str) -> list[str]:
    """The paragraphs of a text: its lines that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def joined(parts: Iterable[str]) -> str:
    """Paragraphs as one text, in the one way in which it is kept."""
    return "\n\n".join(parts)


def text_of(story: Sequence[Statement]) -> Translated:
    """Statements as the text that `statements` would make them of."""
    english = [one.en or UNTRANSLATED for one in story]
    while english and english[-1] == UNTRANSLATED:
        english.pop()
    return Translated(zh=joined(one.zh for one in story), en=joined(english))


def statements(text: Translated, before: Sequence[Statement]) -> tuple[Statement, ...]:
    """The paragraphs, each with the English of its place; what is left over joins the last."""
    chinese, english = split(text.zh), split(text.en)
    if chinese and len(english) > len(chinese):
        last = len(chinese) - 1
        english[last:] = [" ".join(english[last:])]
    known = {one.zh: one for one in before}
    pairs = zip_longest(chinese, english[: len(chinese)], fillvalue="")
    return tuple(
        _kept(Translated(zh=zh, en="" if en == UNTRANSLATED else en), known.get(zh))
        for zh, en in pairs
    )


def statement(text: Translated, before: Statement | None) -> Statement | None:
    """One statement, None for nothing; with what was known of the same Chinese words before."""
    if not text.zh:
        return None
    return _kept(text, before if before and before.zh == text.zh else None)


def plain(text: Translated | None) -> Translated:
    """The words of a text alone."""
    return Translated(zh=text.zh, en=text.en) if text else NOTHING


def or_none(text: Translated) -> Translated | None:
    """None for nothing, as the public tables have it."""
    return text if text.zh else None


def _kept(text: Translated, before: Statement | None) -> Statement:
    if before is None:
        return Statement(zh=text.zh, en=text.en)
    return msgspec.structs.replace(before, en=text.en)
