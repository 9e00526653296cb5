"""Two people have changed one event: what a page has to ask, and what was answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from webapp.events import labels
from webapp.events.draft import EventText
from webapp.events.forms import TEXTS
from webapp.review import drafts
from webapp.review.merging import Fields, Merged

CHOICE = "choice-"
THEIRS = "theirs"


@dataclass(frozen=True)
class Question:
    """A part that both have changed.

    Attributes:
        field: Name of the form's field to go on writing in; empty where one chooses only.
        theirs, mine: As people read them.
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


def questions(merged: Merged) -> list[Question]:
    """What somebody has to choose between."""
    return [
        Question(
            one.name,
            labels.label(one.name),
            labels.show(one.name, one.theirs),
            labels.show(one.name, one.mine),
            one.name.replace(".", "_") if one.name.partition(".")[0] in TEXTS else "",
        )
        for one in merged.conflicts
    ]


def taken(merged: Merged, theirs: Fields) -> list[Taken]:
    """What is taken over without asking."""
    return [
        Taken(labels.label(name), labels.show(name, _part(theirs, name))) for name in merged.theirs
    ]


def answered(sent: Mapping[str, str], theirs: Fields, mine: EventText) -> EventText:
    """`mine`, with each part of `theirs` that was chosen.

    Args:
        sent: The form; a choice is named after its part: "choice-title.zh".
    """
    fields = drafts.plain(mine)
    for name in _parts(fields):
        if sent.get(CHOICE + name) == THEIRS:
            whole, _dot, language = name.partition(".")
            if not language:
                fields[whole] = theirs.get(whole)
            else:
                fields[whole] = fields[whole] | {language: _part(theirs, name) or ""}
    return msgspec.convert({k: v for k, v in fields.items() if v is not None}, EventText)


def _parts(fields: Fields) -> list[str]:
    return [*fields, *(f"{name}.{code}" for name in TEXTS for code in ("zh", "en"))]


def _part(fields: Fields, name: str) -> Any:
    whole, _dot, language = name.partition(".")
    value = fields.get(whole)
    return value.get(language) if language and isinstance(value, dict) else value
