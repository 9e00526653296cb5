"""Two versions side by side: which fields differ, and what in them."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from webapp.review.merging import Fields, changed
from webapp.review.subjects import Subject

TOO_LONG = 6_000  # characters; longer texts are shown whole on both sides


@dataclass(frozen=True)
class Piece:
    """A stretch of text; `differs` when the other side has something else here."""

    text: str
    differs: bool


@dataclass(frozen=True)
class Difference:
    """One field that differs, with what is on each side."""

    name: str
    label: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]


def compare(subject: Subject, before: Fields, after: Fields) -> list[Difference]:
    """The fields that differ, in the order of the form."""
    labels = subject.labels()
    names = sorted(changed(before, after), key=lambda name: _place(name, labels))
    return [
        Difference(name, labels.get(name, name), *_pieces(subject, name, before, after))
        for name in names
    ]


def _place(name: str, labels: dict[str, str]) -> int:
    return list(labels).index(name) if name in labels else len(labels)


def _pieces(
    subject: Subject, name: str, before: Fields, after: Fields
) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    old, new = (subject.show(name, fields.get(name)) for fields in (before, after))
    if len(old) + len(new) > TOO_LONG:
        return (Piece(old, True),), (Piece(new, True),)
    kept_old, kept_new = [True] * len(old), [True] * len(new)
    for match in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        for offset in range(match.size):
            kept_old[match.a + offset] = kept_new[match.b + offset] = False
    return tuple(_runs(old, kept_old)), tuple(_runs(new, kept_new))


def _runs(text: str, differs: list[bool]) -> Iterator[Piece]:
    for flag, run in groupby(zip(text, differs, strict=True), key=lambda pair: pair[1]):
        yield Piece("".join(letter for letter, _ in run), flag)
