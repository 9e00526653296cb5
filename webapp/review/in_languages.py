"""Texts in several languages as fields of a form: a field a language, Chinese first.

A form names the Chinese field alone, `name_zh`; the others, `name_en` and so on, come with it.
"""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as N_  # noqa: N812 - the name that Babel looks for
from wtforms import Form
from wtforms.fields.core import UnboundField
from wtforms.validators import Length
from wtforms.widgets import TextArea

from webapp.core.translated import LANGUAGES, Translated

CHINESE, *OTHERS = LANGUAGES
LABELS = {
    "en": lambda label: N_("%(field)s in English", field=label),
    "mn": lambda label: N_("%(field)s in Mongolian, Cyrillic", field=label),
    "mvf": lambda label: N_("%(field)s in Mongolian script", field=label),
}
LONGER = 2  # what Chinese says in a hundred characters may take two hundred


class InLanguages(Form):
    """A form that asks for its texts in every language; only Chinese can be required."""

    def __init_subclass__(cls, **more: Any) -> None:
        """Give each Chinese field its neighbours."""
        super().__init_subclass__(**more)
        for name, field in list(vars(cls).items()):
            if name.endswith(f"_{CHINESE}") and isinstance(field, UnboundField):
                for place, code in enumerate(OTHERS, 1):
                    setattr(cls, name.removesuffix(CHINESE) + code, _in(code, field, place))


def _in(code: str, chinese: Any, place: int) -> Any:
    """The field of another language, `place` places behind the Chinese one."""
    label, rules = chinese.args
    length = next(rule for rule in rules if isinstance(rule, Length))
    longest = length.max * LONGER
    more = dict(chinese.kwargs)
    more["render_kw"] = dict(more.get("render_kw", {})) | {"maxlength": longest}
    if code == "mvf":  # a line of it runs downwards, and turns
        more["widget"] = TextArea()
    rules = [Length(max=longest, message=length.message)]
    made = UnboundField(chinese.field_class, LABELS[code](label), rules, **more)
    made.creation_counter = chinese.creation_counter + place / len(LANGUAGES)
    return made


def written(form: Form, name: str) -> Translated:
    """What is written in the fields of a text."""
    return Translated(**{code: form[f"{name}_{code}"].data or "" for code in LANGUAGES})


def names(of: Iterable[str]) -> list[str]:
    """What the fields of texts are called."""
    return [f"{name}_{code}" for name in of for code in LANGUAGES]


def values(text: Translated | None, name: str) -> dict[str, str]:
    """What stands in the fields of one text."""
    texts = text.texts() if text else dict.fromkeys(LANGUAGES, "")
    return {f"{name}_{code}": one for code, one in texts.items()}


def values_of(one: Any, names: Iterable[str]) -> dict[str, str]:
    """What stands in the fields of the texts so named of a struct."""
    return {k: v for name in names for k, v in values(getattr(one, name), name).items()}
