"""Megvii's 人数统计 push, records of dataType 6003 (出入口计数): one object, an array, or lines.

Source: hongtu-docs.megvii-inc.com, person-count-push. A record has an instant and no interval; it
is taken for what went in and out since the record before.
"""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from webapp.visits.count_rows import Count, Fate
from webapp.visits.devices import Gate
from webapp.visits.layouts.pieces import Rows, at_most, decode, pieces

ENTRANCE = 6003
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
INSTANT = timedelta(seconds=1)  # how long a record is said to have taken


class Record(msgspec.Struct, frozen=True, rename="camel"):
    """One record; what else it brings is not read.

    Attributes:
        uuid: Its own name: sending it again counts nothing twice.
        recognition_time: Milliseconds since 1970-01-01 UTC.
        data_type: Records of another type than 6003 count nobody, and are refused.
    """

    uuid: Annotated[str, Meta(min_length=1, max_length=100)]
    recognition_time: Annotated[int, Meta(ge=0, le=4_102_444_800_000)]
    data_type: int = ENTRANCE
    enter_person_number: int | None = None
    leave_person_number: int | None = None


_RECORD = msgspec.json.Decoder(Record)


def read(body: bytes, gate: Gate) -> Rows:
    """The rows of a body: for each record what went in, and what went out, as far as it says.

    Raises:
        NotRows, TooManyRows: as `count_rows.decode`.
    """
    rows: Rows = []
    for piece in pieces(body):
        record = decode(piece, _RECORD)
        rows.extend([record] if isinstance(record, Fate) else _rows(record, gate))
    return at_most(rows)


def _rows(record: Record, gate: Gate) -> Rows:
    key = f"megvii:{record.uuid}"
    if record.data_type != ENTRANCE:
        return [Fate(key, 422, "refused", f"dataType {record.data_type} counts nobody: send 6003")]
    end = EPOCH + timedelta(milliseconds=record.recognition_time)
    said: tuple[tuple[Literal["in", "out"], int | None], ...] = (
        ("in", record.enter_person_number),
        ("out", record.leave_person_number),
    )
    rows: Rows = [
        Count(f"{key}:{metric}", gate.place, gate.name, end - INSTANT, end, metric, value)
        for metric, value in said
        if value is not None
    ]
    return rows or [Fate(key, 422, "refused", "neither enterPersonNumber nor leavePersonNumber")]
