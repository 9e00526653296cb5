"""Catalogues of translations: found in one step, for a page asks for two hundred words and more."""

from babel import Locale
from babel.support import NullTranslations, Translations
from flask import Flask
from flask_babel import Babel, Domain, get_locale

Catalogue = Translations | NullTranslations


class Catalogues(Domain):
    """All words; keeps the catalogue of each language, which flask-babel finds again each time."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._kept: dict[Locale | None, Catalogue] = {}

    def get_translations(self) -> Catalogue:
        """The catalogue of this request's language; outside of a request that of none."""
        locale = get_locale()
        kept = self._kept.get(locale)
        if kept is None:
            kept = super().get_translations()  # type: ignore[no-untyped-call]
            if locale is not None:
                self._kept[locale] = kept
        return kept


def init_app(app: Flask, babel: Babel) -> None:
    """Let code and templates find their words here; `babel` is set up for `app`."""
    found = babel.domain_instance = Catalogues()
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=lambda one: found.get_translations().ugettext(one),
        ngettext=lambda one, more, n: found.get_translations().ungettext(one, more, n),
        pgettext=lambda about, one: found.get_translations().upgettext(about, one),
        npgettext=lambda about, one, more, n: found.get_translations().unpgettext(
            about, one, more, n
        ),
        newstyle=True,
    )
