"""Search keys: what a name can be found by, in every language, pinyin and initials.

Mongolian words are compared without the letters that only shape them (C77): one writes a suffix
after U+202F and another after U+180E, and hardly anybody types the variation selectors.
"""

from collections.abc import Iterable
from unicodedata import normalize

from pypinyin import Style, lazy_pinyin

from webapp.core.translated import Translated

# NFKC has made a space of U+202F.
LEFT_OUT = frozenset(" \t\n'’·-\u180b\u180c\u180d\u180e\u180f\u200c\u200d")


def search_key(names: Iterable[Translated | str | None]) -> str:
    """One line a substring search can run over: each name, its pinyin and its initials."""
    found: dict[str, None] = {}
    for name in names:
        if name is None:
            continue
        chinese = name if isinstance(name, str) else name.zh
        found[fold(chinese)] = None
        found[fold("".join(lazy_pinyin(chinese)))] = None
        found[fold("".join(lazy_pinyin(chinese, style=Style.FIRST_LETTER)))] = None
        if isinstance(name, Translated):
            found |= {fold(text): None for text in (name.en, name.mn, name.mvf) if text}
    return "\n".join(found)


def fold(text: str) -> str:
    """`text` as it is compared: without case, width, spaces, or apostrophes (ＸＩ'an, xian)."""
    return "".join(c for c in normalize("NFKC", text).casefold() if c not in LEFT_OUT)
