"""CrossMgr: the JSON that it publishes, and the messages of its live feed.

Published: `data` (rider by bib) and `catDetails` (list). Live: a `baseline` with `info` and
`categoryDetails`, then `ram` messages with the keys removed, added and modified since, each one
version after the one before. Times are seconds from the start of the race; a rider's first is
the start of their wave. Shapes as in its GetResults.py and LiveRaceUpdate.py.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from webapp.core.marking import N_
from webapp.race.results import cells, times
from webapp.race.results.layouts.pieces import (
    Claim,
    NotResults,
    Read,
    ReadRow,
    at_most,
    json_of,
)
from webapp.race.results.models import Problem, Result, Status
from webapp.visits.cells import BadCell

STATUSES = {
    "Finisher": Status.finished,
    "DNF": Status.did_not_finish,
    "PUL": Status.pulled,
    "DNS": Status.did_not_start,
    "DQ": Status.disqualified,
    "OTL": Status.over_time_limit,
}
NOT_PLACED = "NP"  # still riding; once the race is over, without a place
MILES = 1.609344
JS = re.compile(rb"^\s*(?:var\s+)?payload\s*=\s*|;\s*$")


class _Rider(msgspec.Struct, frozen=True):
    """What is read of a rider; everything else is left."""

    status: str
    raceTimes: list[float] = []  # noqa: N815 - as the file has it
    interp: list[bool | int] = []
    relegated: bool = False
    FirstName: str = ""
    LastName: str = ""
    Team: str = ""
    NatCode: str = ""
    Gender: str = ""
    Category: str = ""
    raceCat: str = ""  # noqa: N815 - as the file has it
    speed: str = ""
    ttPenalty: float = 0  # noqa: N815 - as the file has it
    ttNote: str = ""  # noqa: N815 - as the file has it


class _Category(msgspec.Struct, frozen=True):
    """A category: who is in it, in the order they are placed."""

    name: str
    catType: str = ""  # noqa: N815 - as the file has it
    pos: list[int | str] = []
    gapValue: list[float] = []  # noqa: N815 - as the file has it
    laps: int = 0


def is_mine(value: Any) -> bool:
    """Whether it is one of these files."""
    first = value[0] if isinstance(value, list) and value else value
    if not isinstance(first, dict):
        return False
    published = isinstance(first.get("data"), dict) and "catDetails" in first
    return published or first.get("cmd") in ("baseline", "ram")


def json_in(content: bytes) -> Any:
    """The value of the file: JSON, JSON as its pages carry it, or one message a line.

    Raises:
        NotResults: it is damaged.
    """
    content = content.removeprefix(b"\xef\xbb\xbf")
    if JS.match(content) and content.lstrip()[:1] not in b"{[":
        content = JS.sub(b"", content)
    try:
        return json_of(content)
    except NotResults:
        lines = [line for line in content.splitlines() if line.strip()]
        if len(lines) < 2 or b'"cmd"' not in lines[0]:
            raise
        return [json_of(line) for line in lines]


def read(value: Any) -> Read:
    """The riders of a published file, or of live messages up to the last one.

    Raises:
        NotResults: the shape is another one, or messages are missing in between.
    """
    messages = value if isinstance(value, list) else [value]
    if messages[0].get("cmd"):
        data, details, about = _live(messages)
    else:
        about = messages[0]
        data, details = about["data"], about["catDetails"]
    at_most(list(data))
    running = about.get("raceIsRunning") is True
    if about.get("raceIsUnstarted") is True:
        data = {}
    problems: list[Problem] = []
    claims = _claims(details)
    rows = [
        found
        for line, (bib, rider) in enumerate(data.items(), start=1)
        if (found := _row(line, str(bib), rider, claims, running, problems))
    ]
    return Read(rows, problems, running=running)


def _live(messages: Sequence[Any]) -> tuple[dict[str, Any], Any, Mapping[str, Any]]:
    """The state that a baseline and the messages after it add up to."""
    head = messages[0]
    if head.get("cmd") != "baseline":
        raise NotResults(N_("Live messages begin with a baseline; this file has none."))
    try:
        info, details = dict(head["info"]), dict(head["categoryDetails"])
        version, about = head["reference"]["versionCount"], head["reference"]
        for message in messages[1:]:
            about = message["reference"]
            version += 1
            if message["cmd"] != "ram" or about["versionCount"] != version:
                raise NotResults(N_("A live message is missing; ask for a new baseline."))
            for state, changes in ((info, "infoRAM"), (details, "categoryRAM")):
                _apply(state, message[changes])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise NotResults(N_("This is no file of CrossMgr.")) from error
    return info, list(details.values()), about


def _apply(state: dict[str, Any], changes: Mapping[str, Any]) -> None:
    state.update(changes["a"])
    state.update(changes["m"])
    for key in changes["r"]:
        state.pop(key, None)


def _claims(details: Any) -> dict[str, list[tuple[Claim, int]]]:
    """By bib: the categories it is in with its place there, and their laps; waves come first."""
    try:
        found = msgspec.convert(details, list[_Category], strict=False)
    except msgspec.ValidationError as error:
        raise NotResults(N_("This is no file of CrossMgr.")) from error
    claims: dict[str, list[tuple[Claim, int]]] = {}
    real = [one for one in found if one.catType != "Custom"]
    for category in sorted(real, key=lambda one: one.catType != "Start Wave"):
        for at, bib in enumerate(category.pos):
            gap = category.gapValue[at] if at < len(category.gapValue) else None
            claim = Claim(category.name, at + 1, _gap(gap))
            claims.setdefault(str(bib), []).append((claim, category.laps))
    return claims


def _gap(seconds: float | None) -> int | None:
    """Milliseconds; negative values are laps."""
    try:
        return None if seconds is None or seconds < 0 else times.of_seconds(seconds)
    except BadCell:
        return None


def _row(
    line: int,
    bib: str,
    value: Any,
    claims: Mapping[str, Sequence[tuple[Claim, int]]],
    running: bool,
    problems: list[Problem],
) -> ReadRow | None:
    try:
        rider = msgspec.convert(value, _Rider, strict=False)
        number = cells.read_bib(bib)
        if number is None:
            raise BadCell(N_("the bib is missing"))
        mine = claims.get(bib, ())
        laps = mine[0][1] if mine else 0
        if _still_riding(rider, laps, running):
            return None
        return _of_rider(line, number, rider, [claim for claim, _ in mine], laps)
    except msgspec.ValidationError as error:
        told = Problem(reason=N_("cannot be read: %(error)s"), details={"error": str(error)})
    except BadCell as bad:
        told = Problem(reason=str(bad))
    problems.append(msgspec.structs.replace(told, line=line, column=bib[:20], left_out=True))
    return None


def _still_riding(rider: _Rider, laps: int, running: bool) -> bool:
    """Whether a rider has no result yet: times may be estimates while they ride."""
    if not running:
        return False
    estimated = bool(rider.interp and rider.interp[-1])
    behind = rider.status == "Finisher" and len(rider.raceTimes) - 1 < max(laps, 1)
    return rider.status == NOT_PLACED or estimated or behind


def _of_rider(
    line: int, bib: int, rider: _Rider, claims: Sequence[Claim], winner_laps: int
) -> ReadRow:
    status, note = _status(rider, winner_laps)
    ridden = len(rider.raceTimes) - 1
    crossed = status in (Status.finished, Status.relegated, Status.lapped, Status.pulled)
    first = claims[0] if claims else Claim("")
    result = Result(
        category="",
        bib=bib,
        name=_name(rider),
        sex=cells.SEXES.get(cells.folded(rider.Gender)),
        team=cells.read_text(rider.Team),
        nation=cells.read_text(rider.NatCode),
        status=status,
        gun_ms=_from_gun(rider.raceTimes) if crossed and ridden > 0 else None,
        laps=ridden if ridden > 0 else None,
        penalty_s=max(0, times.of_seconds(rider.ttPenalty)) // 1000,
        note=cells.read_text(rider.ttNote or note),
        stated_rank=first.rank if status in (Status.finished, Status.relegated) else None,
        stated_gap_ms=first.gap_ms if status is Status.finished else None,
        stated_kmh=_kmh(rider.speed),
    )
    named = [Claim(one) for one in (rider.Category, rider.raceCat) if one]
    return ReadRow(line, result, (*claims, *named))


def _from_gun(race_times: Sequence[float]) -> int:
    if race_times[-1] < race_times[0]:
        raise BadCell(N_("the time lies before the gun"))
    return times.of_seconds(race_times[-1] - race_times[0])


def _status(rider: _Rider, winner_laps: int) -> tuple[Status, str]:
    if rider.status == NOT_PLACED:
        return Status.did_not_finish, NOT_PLACED
    if (status := STATUSES.get(rider.status)) is None:
        raise BadCell(N_("unknown status; write FIN, DNF, DNS, DSQ, OTL, LAP, PUL or REL"))
    if status is not Status.finished:
        return status, ""
    if 0 < len(rider.raceTimes) - 1 < winner_laps:
        return Status.lapped, ""  # it counts those it has pulled as finishers
    return (Status.relegated if rider.relegated else status), ""


def _name(rider: _Rider) -> str:
    names = [cells.read_text(one) for one in (rider.FirstName, rider.LastName)]
    if all(name.isascii() for name in names):
        return " ".join(filter(None, names))
    return "".join(reversed(names))


def _kmh(speed: str) -> float | None:
    """Of "39.12 km/h" or "24.31 mph"."""
    miles = speed.endswith("mph")
    try:
        number = cells.read_speed(speed.removesuffix("mph"))
    except BadCell:
        return None
    return round(number * MILES, 2) if number is not None and miles else number
