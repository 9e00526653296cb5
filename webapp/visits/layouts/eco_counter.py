"""Eco-Counter's API v2: what `GET /history/traffic/raw` answers, handed on as it is.

One flow is one direction through a gate. The address says which (`?in=101&out=102`, numbers of
flows), and where it says nothing, the flow's `direction`. A bin's `timestamp` is its start.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from webapp.visits.count_rows import MOST_ROWS, Count, Fate
from webapp.visits.devices import Gate
from webapp.visits.layouts.pieces import Rows, at_most, decode, instant, pieces

# A bin of a day begins at midnight, and ours at five in the morning: it would be the wrong day.
LENGTHS = {
    "PT5M": timedelta(minutes=5),
    "PT15M": timedelta(minutes=15),
    "PT30M": timedelta(minutes=30),
    "PT1H": timedelta(hours=1),
}
USUAL = "PT15M"
Length = Literal["PT5M", "PT15M", "PT30M", "PT1H"]
Direction = Literal["in", "out"]
Number = Annotated[int, Meta(ge=0, le=2**62)]
Name = Annotated[str, Meta(min_length=1, max_length=80)]


class Bin(msgspec.Struct, frozen=True):
    """One interval of a flow.

    Attributes:
        timestamp: Its start, in ISO 8601; without a zone it is Beijing time.
        counts: Null where the counter has none: that is not zero, and not taken.
        granularity: PT5M, PT15M (unless given), PT30M or PT1H.
    """

    timestamp: Annotated[str, Meta(max_length=40)]
    counts: int | None
    granularity: Length | None = None


class _Head(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    rename={"flow_id": "flowID", "travel_mode": "travelMode"},
):
    """What is said of a flow besides its bins.

    Attributes:
        travel_mode: Only pedestrians are taken, where it is said at all.
        granularity: Of bins that do not say their own.
    """

    flow_id: Number | Name
    direction: str | None = None
    travel_mode: str | None = None
    granularity: Length | None = None


class Flow(_Head, frozen=True, kw_only=True):
    """A flow with its bins."""

    data: list[Bin]


class _RawFlow(_Head, frozen=True, kw_only=True):
    """A flow whose bins are still to be read, each by itself."""

    data: list[msgspec.Raw]


@dataclass(frozen=True)
class Directions:
    """Which flows go in and which out, by what the address says."""

    ins: Collection[str] = ()
    outs: Collection[str] = ()

    def of(self, flow: _RawFlow) -> Direction | None:
        """The direction of a flow; None when nobody says."""
        name = str(flow.flow_id)
        if name in self.ins or (flow.direction == "in" and name not in self.outs):
            return "in"
        return "out" if name in self.outs or flow.direction == "out" else None


_FLOW = msgspec.json.Decoder(_RawFlow)
_BIN = msgspec.json.Decoder(Bin)


def read(body: bytes, gate: Gate, directions: Directions) -> Rows:
    """The rows of a body, in the order of their flows and bins.

    Raises:
        NotRows, TooManyRows: as `count_rows.decode`.
    """
    rows: Rows = []
    for piece in pieces(body):
        flow = decode(piece, _FLOW)
        if isinstance(flow, Fate):
            rows.append(flow)
        else:
            rows.extend(_bins(flow, gate, directions))
        if len(rows) > MOST_ROWS:
            break
    return at_most(rows)


def _bins(flow: _RawFlow, gate: Gate, directions: Directions) -> Iterator[Count | Fate]:
    for raw in flow.data:
        one = decode(bytes(raw), _BIN)
        yield one if isinstance(one, Fate) else _row(one, flow, gate, directions)


def _row(one: Bin, flow: _RawFlow, gate: Gate, directions: Directions) -> Count | Fate:
    metric = directions.of(flow)
    try:
        begin = instant(one.timestamp).astimezone(UTC)
        key = f"eco:{flow.flow_id}:{begin.isoformat()}"
        end = begin + LENGTHS[one.granularity or flow.granularity or USUAL]
    except (ValueError, OverflowError):
        return Fate(
            f"eco:{flow.flow_id}:{one.timestamp}", 422, "refused", "timestamp: no such time"
        )
    if flow.travel_mode not in (None, "pedestrian"):
        return Fate(key, 422, "refused", f"only pedestrians are taken, not {flow.travel_mode}")
    if metric is None:
        reason = f"flow {flow.flow_id} is neither in nor out: say ?in={flow.flow_id} or ?out="
        return Fate(key, 422, "refused", reason)
    if one.counts is None:
        return Fate(key, 422, "refused", "no count: missing is not zero")
    return Count(key, gate.place, gate.name, begin, end, metric, one.counts)
