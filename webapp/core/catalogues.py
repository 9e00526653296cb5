"""Catalogues of translations: found in one step, for a page asks for two hundred words and more."""

import re
from functools import lru_cache
from pathlib import Path

from babel.support import NullTranslations, Translations
from flask import Flask
from flask_babel import Babel, Domain, get_locale

from webapp.core import languages

Catalogue = Translations | NullTranslations
FALLBACK = languages.KNOWN[languages.DEFAULT].locale
# The languages whose missing words are said in Chinese; English ones are the messages themselves.
IN_CHINESE_ELSE = frozenset(languages.KNOWN[code].locale for code in ("mn", "mvf"))
UNREVIEWED = re.compile(r"^#,.*\bfuzzy\b", re.MULTILINE)


class Catalogues(Domain):
    """All words; keeps the catalogue of each language.

    Each is read from its own folder and no other: gettext itself would answer what is missing for
    traditional Mongolian (mn_Mong_CN) in Cyrillic (mn), which its readers may not read.
    """

    def __init__(self, folder: Path) -> None:
        """Read from `folder`, which holds one folder for each language."""
        super().__init__([str(folder)])  # type: ignore[no-untyped-call]
        self._folder = folder
        self._kept: dict[str, Catalogue] = {}

    def get_translations(self) -> Catalogue:
        """The catalogue of this request's language; outside of a request that of none."""
        locale = get_locale()
        return NullTranslations() if locale is None else self._of(str(locale))

    def _of(self, locale: str) -> Catalogue:
        kept = self._kept.get(locale)
        if kept is None:
            kept = _read(_file(self._folder, locale, "mo"))
            if locale in IN_CHINESE_ELSE:
                kept.add_fallback(self._of(FALLBACK))
            self._kept[locale] = kept
        return kept


def init_app(app: Flask, babel: Babel) -> None:
    """Let code and templates find their words here; `babel` is set up for `app`."""
    folder = Path(app.config["BABEL_TRANSLATION_DIRECTORIES"])
    found = babel.domain_instance = Catalogues(folder)
    app.jinja_env.globals["awaits_review"] = lambda: awaits_review(folder, languages.locale())
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=lambda one: found.get_translations().ugettext(one),
        ngettext=lambda one, more, n: found.get_translations().ungettext(one, more, n),
        pgettext=lambda about, one: found.get_translations().upgettext(about, one),
        npgettext=lambda about, one, more, n: found.get_translations().unpgettext(
            about, one, more, n
        ),
        newstyle=True,
    )


@lru_cache
def awaits_review(folder: Path, locale: str) -> bool:
    """Whether a catalogue has words that no native reader has looked at: the `fuzzy` ones."""
    source = _file(folder, locale, "po")
    if not source.is_file():
        return False
    _header, _gap, words = source.read_text(encoding="utf-8").partition("\n\n")
    return UNREVIEWED.search(words) is not None


def _file(folder: Path, locale: str, ending: str) -> Path:
    return folder / locale / "LC_MESSAGES" / f"messages.{ending}"


def _read(file: Path) -> Catalogue:
    if not file.is_file():
        return NullTranslations()
    with file.open("rb") as opened:
        return Translations(opened)
