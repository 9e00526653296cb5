"""Search keys: what a name can be found by, in Chinese, pinyin, initials and English."""

from collections.abc import Iterable
from unicodedata import normalize

from pypinyin import Style, lazy_pinyin

from webapp.core.translated import Translated


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
        if isinstance(name, Translated) and name.en:
            found[fold(name.en)] = None
    return "\n".join(found)


def fold(text: str) -> str:
    """`text` as it is compared: without case, width, spaces, or apostrophes (ＸＩ'an, xian)."""
    return "".join(c for c in normalize("NFKC", text).casefold() if c not in " \t\n'’·-")
