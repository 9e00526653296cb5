"""Texts of several paragraphs, written in one box each, whose paragraphs know their sources.

Each line is a paragraph, and those of other languages stand in the order of the Chinese. What
nobody has changed keeps its sources and its mark that it is to be verified.
"""

from collections.abc import Iterable, Sequence

import msgspec

from webapp.core.translated import LANGUAGES, Statement, Translated

NOTHING = Translated(zh="")  # a text that is not there: drafts may lack any
OTHERS = LANGUAGES[1:]
UNTRANSLATED = "—"  # in another language, stands for a paragraph that is there in Chinese alone


def split(text: str) -> list[str]:
    """The paragraphs of a text: its lines that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def joined(parts: Iterable[str]) -> str:
    """Paragraphs as one text, in the one way in which it is kept."""
    return "\n\n".join(parts)


def text_of(story: Sequence[Statement]) -> Translated:
    """Statements as the text that `statements` would make them of."""
    others = {code: _aligned([getattr(one, code) for one in story]) for code in OTHERS}
    return Translated(zh=joined(one.zh for one in story), **others)


def statements(text: Translated, before: Sequence[Statement]) -> tuple[Statement, ...]:
    """The paragraphs, each with the other languages of its place; what is left joins the last."""
    chinese = split(text.zh)
    others = [_placed(getattr(text, code), len(chinese)) for code in OTHERS]
    known = {one.zh: one for one in before}
    rows = zip(chinese, *others, strict=True)
    return tuple(_kept(Translated(*one), known.get(one[0])) for one in rows)


def statement(text: Translated, before: Statement | None) -> Statement | None:
    """One statement, None for nothing; with what was known of the same Chinese words before."""
    if not text.zh:
        return None
    return _kept(text, before if before and before.zh == text.zh else None)


def in_all(text: Translated) -> str:
    """A text in all the languages it is there in, one below the other."""
    return joined(one for one in text.texts().values() if one)


def plain(text: Translated | None) -> Translated:
    """The words of a text alone."""
    return Translated(**text.texts()) if text else NOTHING


def or_none(text: Translated) -> Translated | None:
    """None for nothing, as the public tables have it."""
    return text if text.zh else None


def _kept(text: Translated, before: Statement | None) -> Statement:
    return msgspec.structs.replace(before or Statement(zh=text.zh), **text.texts())


def _aligned(paragraphs: list[str]) -> str:
    """Paragraphs of another language, with a sign where one is missing before the last."""
    while paragraphs and not paragraphs[-1]:
        paragraphs.pop()
    return joined(one or UNTRANSLATED for one in paragraphs)


def _placed(text: str, count: int) -> list[str]:
    """The `count` paragraphs of another language; empty where one is missing."""
    found = split(text)
    if count and len(found) > count:
        found[count - 1 :] = [" ".join(found[count - 1 :])]
    found = ["" if one == UNTRANSLATED else one for one in found[:count]]
    return found + [""] * (count - len(found))
