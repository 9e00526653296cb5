"""The flow event of many Chinese counters (“PassengerFlowStatics”): one request an event.

The maker's words are kept with their spelling. An event is repeated with the same `eventId` after
a power cut and when no answer came in time, so its key is serial number and event. The answer has
the form the maker asks for: http://docs.p6sai.com (Passenger Flow Statistics Events).
"""

from datetime import datetime, timedelta
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from webapp.visits.count_rows import Answer, Count, Fate, NotRows
from webapp.visits.devices import Gate
from webapp.visits.layouts.pieces import Rows, decode, instant, pieces

Name = Annotated[str, Meta(min_length=1, max_length=80)]


class DeviceInfo(msgspec.Struct, frozen=True, rename="camel"):
    """Who sends."""

    serial_number: Name


class Info(msgspec.Struct, frozen=True, rename="camel"):
    """What was counted.

    Attributes:
        event_id: The same for the same event sent again.
        static_begain_time: Start of the interval, ISO 8601; without a zone it is Beijing time.
        static_end_time: Its end; the interval's length decides where it cannot be read.
        static_interval: Length in hours.
    """

    event_id: Annotated[int, Meta(ge=0, le=2**62)] | Name
    static_begain_time: Annotated[str, Meta(max_length=40)]
    in_number: int
    out_number: int
    static_end_time: Annotated[str, Meta(max_length=40)] = ""
    static_interval: Annotated[float, Meta(gt=0, le=24)] | None = None


class FlowEvent(msgspec.Struct, frozen=True, rename="camel"):
    """One event."""

    operator: Literal["PassengerFlowStatics"]
    device_info: DeviceInfo
    info: Info


class AckInfo(msgspec.Struct, frozen=True, rename="camel"):
    """Which event is answered; null when it could not be read."""

    event_id: int | str | None


class AckResult(msgspec.Struct, frozen=True, rename="camel"):
    """What became of the event.

    Attributes:
        error_no: 0 when all of it is taken, now or before; otherwise 409 or 422.
        description: “ok”, or why not.
    """

    error_no: int
    description: str


class Ack(msgspec.Struct, frozen=True):
    """The answer: the maker's form, and beside it what every device is answered."""

    operator: Literal["PassengerFlowStatics-Ack"]
    info: AckInfo
    result: AckResult
    rows: list[Fate]


_EVENT = msgspec.json.Decoder(FlowEvent)


def read(body: bytes, gate: Gate) -> Rows:
    """The rows of an event: what went in, and what went out.

    Raises:
        NotRows, TooManyRows: as `count_rows.decode`.
    """
    event = decode(_only(body), _EVENT)
    return [event] if isinstance(event, Fate) else _rows(event, gate)


def _only(body: bytes) -> bytes:
    found = pieces(body)
    if len(found) != 1:
        raise NotRows("one event a request")
    return found[0]


def _rows(event: FlowEvent, gate: Gate) -> Rows:
    info = event.info
    key = f"flow:{event.device_info.serial_number}:{info.event_id}"
    try:
        begin, end = _span(info)
    except (ValueError, OverflowError):
        return [Fate(key, 422, "refused", "staticBegainTime, staticEndTime: no such interval")]
    directions: tuple[tuple[Literal["in", "out"], int], ...]
    directions = (("in", info.in_number), ("out", info.out_number))
    return [
        Count(f"{key}:{metric}", gate.place, gate.name, begin, end, metric, value)
        for metric, value in directions
    ]


def _span(info: Info) -> tuple[datetime, datetime]:
    begin = instant(info.static_begain_time)
    try:
        return begin, instant(info.static_end_time)
    except ValueError:  # the maker's own example has no time there
        if info.static_interval is None:
            raise
        return begin, begin + timedelta(hours=info.static_interval)


def ack(body: bytes, answer: Answer) -> Ack:
    """The answer to an event."""
    bad = [fate for fate in answer.rows if fate.status != 200]
    error = max((fate.status for fate in bad), default=0)
    reason = "; ".join(dict.fromkeys(fate.reason for fate in bad))
    return Ack(
        "PassengerFlowStatics-Ack",
        AckInfo(_event_id(body)),
        AckResult(error, reason or "ok"),
        answer.rows,
    )


class _IdInfo(msgspec.Struct, rename="camel"):
    event_id: int | str | None = None


class _Identified(msgspec.Struct):
    info: _IdInfo


_ID = msgspec.json.Decoder(_Identified)


def _event_id(body: bytes) -> int | str | None:
    found = decode(_only(body), _ID)
    return None if isinstance(found, Fate) else found.info.event_id
