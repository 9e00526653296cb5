"""Rows of a table of results, once it is known which column means what."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from webapp.core.marking import N_
from webapp.race.results import cells
from webapp.race.results.layouts.pieces import Claim, Read, ReadRow, at_most
from webapp.race.results.models import Problem, Result, Status
from webapp.visits.cells import BadCell
from webapp.visits.tables import Row
from webapp.visits.workbook_rows import Sheet

# What a column can mean, and how its cells are read.
READERS: Mapping[str, Callable[[str], Any]] = {
    "category_code": cells.read_text,
    "category": cells.read_text,
    "rank": cells.read_rank,
    "bib": cells.read_bib,
    "name": cells.read_text,
    "family_name": cells.read_text,
    "given_name": cells.read_text,
    "gender": cells.read_sex,
    "birth_year": cells.read_year,
    "team": cells.read_text,
    "nation": cells.read_text,
    "status": cells.read_status,
    "gun_time": cells.read_time,
    "chip_time": cells.read_time,
    "gap": cells.read_gap,
    "laps": lambda text: cells.read_whole(text, 1000),
    "avg_kmh": cells.read_speed,
    "penalty_s": cells.read_penalty,
    "note": cells.read_text,
    "source": cells.read_text,
}
# A stated figure that cannot be read is told; the row is taken all the same.
STATED = ("rank", "gap", "avg_kmh", "birth_year", "gender")


def read(sheet: Sheet, positions: Mapping[str, int], header: Row | None) -> Read:
    """The rows below a header.

    Args:
        positions: Which column stands where.
        header: None: the table has none, its first row is a result.
    """
    rows = [row for row in sheet.rows if header is None or row.line > header.line]
    at_most(rows)
    reader = _Reader(positions, header)
    read = [found for row in rows if (found := reader.row(row))]
    aside = () if header is None else _aside(header, positions)
    return Read(read, reader.problems, aside, sheet.formulas)


def _aside(header: Row, positions: Mapping[str, int]) -> tuple[str, ...]:
    used = set(positions.values())
    return tuple(cell for at, cell in enumerate(header.cells) if cell and at not in used)


@dataclass
class _Reader:
    """Reads rows, and notes what is wrong with them."""

    positions: Mapping[str, int]
    header: Row | None
    problems: list[Problem] = field(default_factory=list)

    def row(self, row: Row) -> ReadRow | None:
        """The row; None, with the reasons noted, when it cannot be taken."""
        before = sum(problem.left_out for problem in self.problems)
        width = len(self.header.cells) if self.header else len(row.cells)
        if any(row.cells[width:]):
            self._note(row, "", N_("more cells than the header has"), left_out=True)
            return None
        values = {name: self._value(row, name) for name in self.positions}
        if sum(problem.left_out for problem in self.problems) > before:
            return None
        if not values.get("bib") and not _name(values):
            self._note(row, "", N_("neither a bib nor a name"), left_out=True)
            return None
        return ReadRow(row.line, _result(values), _claims(values))

    def _value(self, row: Row, name: str) -> Any:
        at = self.positions[name]
        try:
            if (fault := row.faults.get(at)) is not None:
                raise BadCell(fault)
            return READERS[name](row.cells[at] if at < len(row.cells) else "")
        except BadCell as bad:
            heading = self.header.cells[at] if self.header else str(at + 1)
            self._note(row, heading, str(bad), left_out=name not in STATED)
            return None

    def _note(self, row: Row, column: str, reason: str, *, left_out: bool) -> None:
        told = Problem(line=row.line, column=column, reason=reason, left_out=left_out)
        self.problems.append(told)


def _name(values: Mapping[str, Any]) -> str:
    """One name of one or two columns; Chinese names have no blank."""
    if values.get("name"):
        return str(values["name"])
    family, given = values.get("family_name") or "", values.get("given_name") or ""
    blank = " " if (family + given).isascii() and family and given else ""
    return f"{given}{blank}{family}" if blank else f"{family}{given}"


def _claims(values: Mapping[str, Any]) -> tuple[Claim, ...]:
    named = (values.get("category_code"), values.get("category"))
    return tuple(Claim(one) for one in dict.fromkeys(named) if one)


def _result(values: Mapping[str, Any]) -> Result:
    gap = values.get("gap") or cells.Gap()
    return Result(
        category="",
        bib=values.get("bib"),
        name=_name(values),
        sex=values.get("gender"),
        birth_year=values.get("birth_year"),
        team=values.get("team") or "",
        nation=values.get("nation") or "",
        status=_status(values),
        gun_ms=_number(values.get("gun_time")),
        chip_ms=_number(values.get("chip_time")),
        laps=values.get("laps"),
        penalty_s=values.get("penalty_s") or 0,
        note=values.get("note") or "",
        source=values.get("source") or "",
        stated_rank=_number(values.get("rank")),
        stated_gap_ms=gap.milliseconds,
        stated_kmh=values.get("avg_kmh"),
    )


def _status(values: Mapping[str, Any]) -> Status:
    """The status column's; else the one that stands where a rank or a time would."""
    said = (values.get(name) for name in ("status", "rank", "gun_time", "chip_time"))
    return next((one for one in said if isinstance(one, Status)), Status.finished)


def _number(value: Any) -> int | None:
    return value if isinstance(value, int) else None


def fits(headings: Sequence[str], needed: Mapping[str, str]) -> dict[str, int] | None:
    """Where each of the needed headings stands; None when one is missing."""
    folded = [cells.folded(heading) for heading in headings]
    try:
        return {name: folded.index(cells.folded(heading)) for name, heading in needed.items()}
    except ValueError:
        return None
