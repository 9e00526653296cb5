"""The one text of a submission and its lines that the chain is made over; its form never changes.

One JSON array a line, in UTF-8: the submission, then its lines by source and key, then the link's
number and instant with the hash of the link before it. Instants are texts of milliseconds in UTC,
cut off and not rounded, because databases differ in what they keep below that; an entry that is
superseded is named by its source and key. Numbers of rows are left out: they say nothing.
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec

ENVELOPE = (
    "kind",
    "source",
    "key",
    "sha256",
    "file_name",
    "received_at",
    "method_version",
    "note",
    "account_id",
    "approved_by_id",
)
LINE = (
    "source",
    "source_key",
    "place_id",
    "business_day",
    "metric",
    "kind",
    "value",
    "status",
    "superseded",  # its source and key
    "gate",
    "observed_from",
    "observed_to",
    "note",
)
RECEIVED = ENVELOPE.index("received_at")
SUPERSEDED = LINE.index("superseded")
OBSERVED = LINE.index("observed_from"), LINE.index("observed_to")

_ENCODER = msgspec.json.Encoder()
Line = Sequence[Any]


def envelope(submission: Mapping[str, Any]) -> list[Any]:
    """A submission as its array, from its values by column."""
    array: list[Any] = [submission.get(column) for column in ENVELOPE]
    array[RECEIVED] = instant(array[RECEIVED])
    return array


def line(entry: Mapping[str, Any], superseded: tuple[str, str] | None) -> list[Any]:
    """An entry as its array, from its values by column, and what it supersedes."""
    array: list[Any] = [entry.get(column) for column in LINE]
    array[SUPERSEDED] = superseded
    for at in OBSERVED:
        if array[at] is not None:
            array[at] = instant(array[at])
    return array


def digest(
    submission: Line, lines: Sequence[Line], number: int, at: datetime | str, previous: str
) -> str:
    """The hash of a link: SHA-256, in hexadecimal.

    Args:
        submission: Of `envelope`.
        lines: Of `line`, in any order.
        previous: The hash of the link before it.
    """
    text = hashlib.sha256(_ENCODER.encode(submission) + b"\n")
    text.update(_ENCODER.encode_lines(sorted(lines, key=_name)))
    text.update(_ENCODER.encode([number, instant(at), previous]) + b"\n")
    return text.hexdigest()


def instant(value: datetime | str) -> str:
    """An instant to the millisecond, from a value or from the text that SQLite keeps of it."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="milliseconds")
    whole = len(value) == len("2026-11-22 02:00:00.000000") and value[10] == " "
    # Any other text was never written by us; it is taken as it is, and found to be different.
    return f"{value[:10]}T{value[11:23]}+00:00" if whole else value


def _name(entry: Line) -> tuple[str, str]:
    return str(entry[0]), str(entry[1])
