"""Two people have changed one text: what a page has to ask, and what was answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from flask_babel import gettext as _

from webapp.core import languages
from webapp.review import drafts
from webapp.review.merging import LANGUAGE_KEYS, Fields, Merged
from webapp.review.subjects import Subject

CHOICE = "choice-"
THEIRS = "theirs"


@dataclass(frozen=True)
class Question:
    """A part that both have changed.

    Attributes:
        theirs, mine: As people read them.
        field: Name of the form's field to go on writing in; empty where one chooses only.
    """

    name: str
    label: str
    theirs: str
    mine: str
    field: str = ""


@dataclass(frozen=True)
class Taken:
    """A part that only the other has changed, as it is now."""

    label: str
    text: str


def questions(subject: Subject, merged: Merged) -> list[Question]:
    """What somebody has to choose between; a text in one language can be written on."""
    return [
        Question(
            one.name,
            _label(subject, one.name),
            _show(subject, one.name, one.theirs),
            _show(subject, one.name, one.mine),
            one.name.replace(".", "_") if "." in one.name else "",
        )
        for one in merged.conflicts
    ]


def taken(subject: Subject, merged: Merged, theirs: Fields) -> list[Taken]:
    """What is taken over without asking."""
    return [
        Taken(_label(subject, name), _show(subject, name, part(theirs, name)))
        for name in merged.theirs
    ]


def answered(subject: Subject, sent: Mapping[str, str], theirs: Fields, mine: Any) -> Any:
    """`mine`, a struct of the subject, with each part of `theirs` that was chosen.

    Args:
        sent: The form; a choice is named after its part: "choice-title.zh".
    """
    fields = drafts.plain(mine)
    for name in [*fields, *_texts(fields)]:
        if sent.get(CHOICE + name) == THEIRS:
            whole, _dot, language = name.partition(".")
            if not language:
                fields[whole] = theirs.get(whole)
            else:
                fields[whole] = fields[whole] | {language: part(theirs, name) or ""}
    written = {name: value for name, value in fields.items() if value is not None}
    return msgspec.convert(written, subject.fields)


def part(fields: Fields, name: str) -> Any:
    """A field, or one language of it: "title.zh"."""
    whole, _dot, language = name.partition(".")
    value = fields.get(whole)
    return value.get(language) if language and isinstance(value, dict) else value


def _texts(fields: Fields) -> list[str]:
    texts = [n for n, text in fields.items() if isinstance(text, dict) and "zh" in text]
    return [f"{name}.{language}" for name in texts for language in sorted(LANGUAGE_KEYS)]


def _label(subject: Subject, name: str) -> str:
    whole, _dot, language = name.partition(".")
    found = subject.labels().get(whole, whole)
    if not language:
        return found
    known = languages.NAMES.get(language, language)
    return _("%(field)s (%(language)s)", field=found, language=known)


def _show(subject: Subject, name: str, value: Any) -> str:
    return str(value or "") if "." in name else subject.show(name, value)
