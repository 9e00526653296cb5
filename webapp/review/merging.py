"""Two people change one text: what each changed is kept, and only what both changed is asked.

Texts are compared part by part: a text in several languages by language, everything else whole.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Fields = dict[str, Any]
LANGUAGE_KEYS = {"zh", "en", "mn", "mvf"}


@dataclass(frozen=True)
class Conflict:
    """A part that both changed, differently.

    Attributes:
        name: The field, with its language after a dot where it has one: "title.zh".
    """

    name: str
    theirs: Any
    mine: Any


@dataclass(frozen=True)
class Merged:
    """Both people's changes together.

    Attributes:
        fields: Everything merged; in a conflict what is mine.
        conflicts: What somebody has to choose between.
        theirs: Parts that only the other changed, and that are taken over.
    """

    fields: Fields
    conflicts: tuple[Conflict, ...]
    theirs: tuple[str, ...]


def merge(base: Fields, theirs: Fields, mine: Fields) -> Merged:
    """Join two changes of `base`."""
    flat_base, flat_theirs, flat_mine = (dict(_parts(one)) for one in (base, theirs, mine))
    fields, conflicts, taken = dict(flat_mine), [], []
    for name in {**flat_theirs, **flat_base}:
        was, other, own = (one.get(name) for one in (flat_base, flat_theirs, flat_mine))
        if other in (was, own):
            continue
        if own == was:
            fields[name] = other
            taken.append(name)
        else:
            conflicts.append(Conflict(name, other, own))
    return Merged(_whole(fields), tuple(conflicts), tuple(taken))


def changed(before: Fields, after: Fields) -> list[str]:
    """Names of the fields (whole ones) that differ, in the order of `after`."""
    return [name for name in {**after, **before} if before.get(name) != after.get(name)]


def _parts(fields: Fields) -> Iterator[tuple[str, Any]]:
    for name, value in fields.items():
        if isinstance(value, dict) and value and set(value) <= LANGUAGE_KEYS:
            for language, text in value.items():
                yield f"{name}.{language}", text
        else:
            yield name, value


def _whole(parts: Fields) -> Fields:
    fields: Fields = {}
    for name, value in parts.items():
        whole, _, language = name.partition(".")
        if not language:
            fields.setdefault(whole, value)
        elif value is not None:
            fields[whole] = {**(fields.get(whole) or {}), language: value}
    return fields
