"""RaceClocker's JSON feed: an array of riders, and `RaceInfo`.

All values are strings, the finish is called by the timer's language (Finish, Ziel …), DNS, DNF
and DQ stand where the time would, and there is no rank.
"""

from collections.abc import Mapping
from typing import Any

from webapp.core.marking import N_
from webapp.race.results import cells, times
from webapp.race.results.layouts.pieces import Claim, NotResults, Read, ReadRow, at_most
from webapp.race.results.models import Problem, Result, Status
from webapp.visits.cells import BadCell, plain

FIELDS: Mapping[str, str] = {
    "bib": "bibnumber bib bibno startnummer dossard dorsal startnr 号码布",
    "name": "name naam nom fullname 姓名",
    "first": "firstname vorname prénom voornaam",
    "last": "lastname nachname nom achternaam surname",
    "category": "category kategorie catégorie categorie categoría 组别",
    "wave": "wave welle vague golf startgroup",
    "team": "team club verein équipe ploeg 代表队",
    "result": "result ergebnis résultat resultaat resultado 成绩",
    "seconds": "resultinseconds",
    "start": "start",
    "finish": "finish ziel arrivée aankomst meta llegada arrivo 终点",
    "penalty": "penalty strafe strafzeit pénalité straf",
    "note": "comment note notes kommentar",
}
_FIELD = {name: field for field, names in FIELDS.items() for name in names.split()}
INFO = "RaceInfo"


def is_mine(value: Any) -> bool:
    """Whether it is one of these files."""
    try:
        riders = _riders(value)
    except NotResults:
        return False
    named = {_FIELD.get(cells.folded(key)) for one in riders[:5] for key in one}
    return "bib" in named and bool({"result", "seconds", "finish"} & named)


def read(value: Any) -> Read:
    """The riders of the feed.

    Raises:
        NotResults: it has another shape.
    """
    riders = _riders(value)
    at_most(riders)
    problems: list[Problem] = []
    rows = []
    for line, rider in enumerate(riders, start=1):
        try:
            rows.append(_row(line, rider))
        except BadCell as bad:
            column = str(bad.args[1]) if len(bad.args) > 1 else ""
            told = Problem(line=line, column=column, reason=str(bad.args[0]), left_out=True)
            problems.append(told)
    return Read([row for row in rows if row is not None], problems)


def _riders(value: Any) -> list[dict[str, Any]]:
    """The array, wherever it stands."""
    found = value
    if isinstance(value, dict):
        arrays = [one for key, one in value.items() if key != INFO and isinstance(one, list)]
        if len(arrays) != 1:
            raise NotResults(N_("This is no file of RaceClocker."))
        found = arrays[0]
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise NotResults(N_("This is no file of RaceClocker."))
    return [one for one in found if INFO not in one]


def _row(line: int, rider: Mapping[str, Any]) -> ReadRow | None:
    names: dict[str, str] = {}
    texts: dict[str, str] = {}
    for key, value in rider.items():
        field = _FIELD.get(cells.folded(key))
        if field is not None and not isinstance(value, (dict, list)) and value is not None:
            names[field], texts[field] = key, cells.read_text(str(value))
    read = _Cells(names, texts)
    bib = read.of("bib", cells.read_bib)
    name = texts.get("name") or " ".join(filter(None, (texts.get("first"), texts.get("last"))))
    if bib is None and not name:
        raise BadCell(N_("neither a bib nor a name"), "")
    status, time = _outcome(read)
    if status is None and time is None:
        return None  # on the way, or not started: there is no result yet
    result = Result(
        category="",
        bib=bib,
        name=name,
        team=texts.get("team", ""),
        status=status or Status.finished,
        gun_ms=time,
        penalty_s=read.of("penalty", cells.read_penalty) or 0,
        note=texts.get("note", ""),
        source="RaceClocker",
    )
    named = (texts.get("category"), texts.get("wave"))
    return ReadRow(line, result, tuple(Claim(one) for one in named if one))


class _Cells:
    """The fields of one rider; says which one cannot be read."""

    def __init__(self, names: Mapping[str, str], texts: Mapping[str, str]) -> None:
        self._names, self._texts = names, texts

    def of(self, field: str, reader: Any) -> Any:
        """A field's value; None when it is missing."""
        try:
            return reader(self._texts.get(field, ""))
        except BadCell as bad:
            raise BadCell(str(bad), self._names.get(field, field)) from bad


def _outcome(read: _Cells) -> tuple[Status | None, int | None]:
    """How it ended: what `Result` says; else the seconds; else from start to finish."""
    for field in ("result", "finish"):
        found = read.of(field, cells.read_time)
        if isinstance(found, Status):
            return found, None
    time = read.of("result", cells.read_time)
    if time is None:
        time = read.of("seconds", _seconds)
    if time is None:
        time = _between(read.of("start", cells.read_time), read.of("finish", cells.read_time))
    return None, time


def _seconds(text: str) -> int | None:
    if plain(text) in cells.NOTHING:
        return None
    try:
        return times.of_seconds(float(text)) or None
    except ValueError as error:
        raise BadCell(N_("not a time; write it as 1:04:09")) from error


def _between(start: Any, finish: Any) -> int | None:
    """From one reading of a clock to another."""
    if not isinstance(start, int) or not isinstance(finish, int):
        return None
    if finish < start:
        raise BadCell(N_("the time lies before the gun"), "Finish")
    return finish - start
