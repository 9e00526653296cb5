"""Texts of several paragraphs as one box in a form, whose paragraphs know their sources.

What nobody has changed keeps its sources and its mark that it is to be verified; what a member of
the staff writes anew is their own word.
"""

import re
from collections.abc import Sequence

from webapp.core.translated import Statement, Translated

_BLANK_LINES = re.compile(r"\n[ \t\u3000]*(?:\n[ \t\u3000]*)+")


def joined(statements: Sequence[Statement]) -> Translated:
    """Statements as one text, a blank line between paragraphs."""
    return Translated(
        "\n\n".join(one.zh for one in statements),
        "\n\n".join(one.en for one in statements if one.en),
    )


def split(text: str) -> list[str]:
    """The paragraphs of a text: blank lines divide them."""
    parts = _BLANK_LINES.split(text.replace("\r\n", "\n").strip())
    return [part.strip() for part in parts if part.strip()]


def statements(text: Translated, known: Sequence[Statement]) -> tuple[Statement, ...]:
    """`text` as statements, each with what is known of it; English ones find their Chinese."""
    by_zh = {one.zh: one for one in known}
    pairs = _pairs(split(text.zh), split(text.en), by_zh)
    return tuple(statement(Translated(zh, en), by_zh.get(zh)) for zh, en in pairs)


def statement(text: Translated, known: Statement | None) -> Statement:
    """`text` as a statement: with the sources of `known` when that says the same in Chinese."""
    if known is None or known.zh != text.zh:
        return Statement(zh=text.zh, en=text.en)
    return Statement(
        zh=text.zh, en=text.en, label=known.label, sources=known.sources, verify=known.verify
    )


def optional(text: Translated | None, known: Statement | None) -> Statement | None:
    """The same for a text that may be missing."""
    return statement(text, known) if text is not None else None


def _pairs(
    chinese: Sequence[str], english: Sequence[str], known: dict[str, Statement]
) -> list[tuple[str, str]]:
    """Each Chinese paragraph with its English one; no English word is lost beside Chinese ones."""
    if len(chinese) == len(english):
        return list(zip(chinese, english, strict=True))
    if not chinese:
        return []
    waiting = list(english)
    found = [(zh, _kept(known.get(zh), waiting)) for zh in chinese]
    lacking = [at for at, (_, en) in enumerate(found) if not en]
    likely = [at for at in lacking if (one := known.get(chinese[at])) is None or one.en]
    places = likely or lacking or list(range(len(found)))[-1:]
    for turn, en in enumerate(waiting):
        at = places[min(turn, len(places) - 1)]
        zh, before = found[at]
        found[at] = zh, f"{before}\n{en}" if before else en
    return found


def _kept(known: Statement | None, waiting: list[str]) -> str:
    """The English that a paragraph had, if it is still among those that wait."""
    if known is None or known.en not in waiting:
        return ""
    waiting.remove(known.en)
    return known.en
