"""Two versions side by side: which fields differ, and what in them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from webapp.review.merging import Fields, changed
from webapp.review.subjects import Subject

TOO_LONG = 4_000  # tokens on both sides; what differs in longer texts is shown whole
# A Latin word or number is one thing, a Chinese character or a sign is one too.
TOKEN = re.compile(r"[^\W\d_⺀-鿿]+(?:['’][^\W\d_]+)*|\d+|\s+|.", re.DOTALL)


@dataclass(frozen=True)
class Piece:
    """A stretch of text; `differs` when the other side has something else here."""

    text: str
    differs: bool


@dataclass(frozen=True)
class Difference:
    """One field that differs, with what is on each side; nothing on a side where it is empty."""

    name: str
    label: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]


@dataclass(frozen=True)
class Shown:
    """One field as a person reads it."""

    label: str
    text: str


def compare(subject: Subject, before: Fields, after: Fields) -> list[Difference]:
    """The fields that differ, in the order of the form."""
    labels = subject.labels()
    found = []
    for name in _in_order(changed(before, after), labels):
        old, new = (subject.show(name, fields.get(name)) for fields in (before, after))
        if old != new:
            found.append(Difference(name, labels.get(name, name), *pieces(old, new)))
    return found


def whole(subject: Subject, fields: Fields) -> list[Shown]:
    """Every field that holds something, in the order of the form."""
    labels = subject.labels()
    shown = ((name, subject.show(name, fields[name])) for name in _in_order(fields, labels))
    return [Shown(labels.get(name, name), text) for name, text in shown if text]


def pieces(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts, cut where they begin or cease to differ."""
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    head = _common(before, after)
    rest = min(len(before), len(after)) - head
    tail = _common(reversed(before), reversed(after), rest)
    marks = [False] * head, [False] * head
    inner = before[head : len(before) - tail], after[head : len(after) - tail]
    for kept, more in zip(marks, _marks(*inner), strict=True):
        kept += more + [False] * tail
    return tuple(_runs(before, marks[0])), tuple(_runs(after, marks[1]))


def _in_order(names: Iterable[str], labels: dict[str, str]) -> list[str]:
    order = list(labels)
    return sorted(names, key=lambda name: order.index(name) if name in labels else len(order))


def _common(one: Iterable[str], other: Iterable[str], most: int | None = None) -> int:
    """How many tokens are the same from the start on."""
    length = 0
    for left, right in zip(one, other, strict=False):
        if left != right or length == most:
            break
        length += 1
    return length


def _marks(before: list[str], after: list[str]) -> tuple[list[bool], list[bool]]:
    """For each token, whether it differs."""
    old, new = [True] * len(before), [True] * len(after)
    if len(before) + len(after) > TOO_LONG:
        return old, new
    for match in SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks():
        # A lone sign or blank that happens to be on both sides would only cut what is read.
        if any(token.isalnum() for token in before[match.a : match.a + match.size]):
            for offset in range(match.size):
                old[match.a + offset] = new[match.b + offset] = False
    return old, new


def _runs(tokens: list[str], differs: list[bool]) -> Iterator[Piece]:
    for flag, run in groupby(zip(tokens, differs, strict=True), key=lambda pair: pair[1]):
        yield Piece("".join(token for token, _ in run), flag)
