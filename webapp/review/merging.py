"""Two people change one text: what each changed is kept, and only what both changed is asked.

A text in several languages is compared language by language, every other field as a whole.
"""

from dataclasses import dataclass
from typing import Any

Fields = dict[str, Any]
LANGUAGE_KEYS = {"zh", "en", "mn", "mvf"}


@dataclass(frozen=True)
class Conflict:
    """A part that both changed, differently.

    Attributes:
        name: The field, with its language after a dot where only that is at odds: "title.zh".
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
    """Join two changes of `base`. A field that is not there counts as None."""
    fields = dict(mine)
    conflicts: list[Conflict] = []
    taken: list[str] = []
    for name in {**theirs, **base}:
        was, other, own = (one.get(name) for one in (base, theirs, mine))
        if other in (was, own):
            continue
        if own == was:
            fields[name] = other
            taken += _parts_that_differ(name, was, other)
        elif _by_language(was, other, own):
            inner = merge(was or {}, other or {}, own or {})
            fields[name] = {k: text for k, text in inner.fields.items() if text is not None}
            conflicts += (Conflict(f"{name}.{c.name}", c.theirs, c.mine) for c in inner.conflicts)
            taken += (f"{name}.{language}" for language in inner.theirs)
        else:
            conflicts.append(Conflict(name, other, own))
    return Merged(fields, tuple(conflicts), tuple(taken))


def changed(before: Fields, after: Fields) -> list[str]:
    """Names of the fields (whole ones) that differ, in the order of `after`."""
    return [name for name in {**after, **before} if before.get(name) != after.get(name)]


def _parts_that_differ(name: str, was: Any, other: Any) -> list[str]:
    if not (_is_translated(was) and _is_translated(other)):
        return [name]
    return [f"{name}.{language}" for language in changed(was, other)]


def _by_language(was: Any, other: Any, own: Any) -> bool:
    """Whether the languages of a text can be looked at one by one: nobody took it away."""
    return (was is None or _is_translated(was)) and _is_translated(other) and _is_translated(own)


def _is_translated(value: Any) -> bool:
    return isinstance(value, dict) and bool(value) and set(value) <= LANGUAGE_KEYS
