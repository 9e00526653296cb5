"""What the layouts share: taking a body apart, and times as makers write them."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

import msgspec

from webapp.core import clock
from webapp.visits.count_rows import MOST_ROWS, Count, Fate, NotRows, TooManyRows
from webapp.visits.devices import Gate

Rows = list[Count | Fate]
Read = Callable[[bytes, Gate], Rows]
Shape = TypeVar("Shape")

UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
_ANY = msgspec.json.Decoder(msgspec.Raw)
_LIST = msgspec.json.Decoder(list[msgspec.Raw])


def pieces(body: bytes) -> list[bytes]:
    """The objects of a body: one, those of an array, or one a line.

    Raises:
        NotRows: the body as a whole cannot be read.
        TooManyRows: there are more than a request may bring rows.
    """
    start = body.lstrip()[:1]
    try:
        if start == b"[":
            found = [bytes(raw) for raw in _LIST.decode(body)]
        elif start == b"{":
            found = _one_or_lines(body)
        else:
            raise NotRows("neither a JSON object, an array of them, nor lines of them")
    except UNREADABLE as error:
        raise NotRows(str(error)) from error
    if len(found) > MOST_ROWS:
        raise TooManyRows
    return found


def _one_or_lines(body: bytes) -> list[bytes]:
    try:
        _ANY.decode(body)
    except UNREADABLE:
        found = [line for line in body.splitlines() if line.strip()]
        _ANY.decode(found[0])  # else this is no JSON at all
        return found
    return [body]


def decode(piece: bytes, shape: msgspec.json.Decoder[Shape]) -> Shape | Fate:
    """What a piece says, or why it cannot be taken."""
    try:
        return shape.decode(piece)
    except UNREADABLE as error:
        return Fate(None, 422, "refused", str(error))


def at_most(rows: Rows) -> Rows:
    """The rows, if one request may bring so many.

    Raises:
        TooManyRows: it may not.
    """
    if len(rows) > MOST_ROWS:
        raise TooManyRows
    return rows


def instant(written: str) -> datetime:
    """A time in ISO 8601, basic or extended; without a zone it is that of Shiguai.

    Raises:
        ValueError: it is none.
    """
    if written[8:9] != "T" and written[10:11] not in ("T", " "):
        raise ValueError(written)  # Python takes any separator, and reads 20210101-20210102
    found = datetime.fromisoformat(written)
    return found if found.tzinfo else found.replace(tzinfo=clock.LOCAL)
