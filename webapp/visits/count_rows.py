"""What a device sends and is answered: rows of counts, and the fate of each."""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

MOST_ROWS = 5_000
MOST_BYTES = 2_000_000

Instant = Annotated[datetime, Meta(tz=True)]


class Count(msgspec.Struct, frozen=True, rename={"from_": "from"}):
    """One row: how many went in or out through a gate from one instant to another.

    Attributes:
        key: The device's own name for this row; sending it again counts nothing twice.
        place: The place's slug.
        value: Person-times, 0 to 100,000.
    """

    key: Annotated[str, Meta(min_length=1, max_length=200)]
    place: str
    gate: str
    from_: Instant
    to: Instant
    metric: Literal["in", "out"]
    value: int


class Fate(msgspec.Struct, frozen=True, omit_defaults=True):
    """What became of one row, in the order of the rows.

    Attributes:
        status: 200 accepted now or before, 409 the key already stands for something else,
            422 refused.
    """

    key: str | None
    status: Literal[200, 409, 422]
    fate: Literal["accepted", "repeated", "conflict", "refused"]
    reason: str = ""


class Answer(msgspec.Struct, frozen=True):
    """The answer to a batch."""

    accepted: int
    repeated: int
    refused: int
    rows: list[Fate]


class NotRows(Exception):
    """The body is neither a JSON array nor lines of JSON."""


class TooManyRows(Exception):
    """The body holds more than MOST_ROWS rows."""


_ROW = msgspec.json.Decoder(Count)
_ROWS = msgspec.json.Decoder(list[Count])
_RAW_ROWS = msgspec.json.Decoder(list[msgspec.Raw])


def decode(body: bytes) -> list[Count | Fate]:
    """The rows of a body; one that has not the shape of a row is refused by itself.

    Raises:
        NotRows: the body as a whole cannot be read.
        TooManyRows: there are more rows than one request may bring.
    """
    try:
        rows = list(_decoded(body))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise NotRows(str(error)) from error
    if len(rows) > MOST_ROWS:
        raise TooManyRows
    return rows


def _decoded(body: bytes) -> Iterator[Count | Fate]:
    start = body.lstrip()[:1]
    if start not in (b"[", b"{"):
        raise NotRows("neither a JSON array nor lines of JSON objects")
    array = start == b"["
    try:
        yield from _ROWS.decode(body) if array else _ROW.decode_lines(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        pass  # nothing was yielded yet: the fault is found row by row
    else:
        return
    lines = _RAW_ROWS.decode(body) if array else [li for li in body.splitlines() if li.strip()]
    for line in lines:
        yield _one_row(bytes(line))


def _one_row(line: bytes) -> Count | Fate:
    try:
        return _ROW.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return Fate(_key_in(line), 422, "refused", str(error))


def _key_in(line: bytes) -> str | None:
    try:
        key = msgspec.json.decode(line)["key"]
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, TypeError, KeyError):
        return None
    return key if isinstance(key, str) else None
