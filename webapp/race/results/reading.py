"""A timer's file, whatever it is, as results of an edition; nothing is stored here."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from webapp.core.marking import N_
from webapp.race.plan import Category
from webapp.race.results import names
from webapp.race.results.cells import folded
from webapp.race.results.layouts import columns, crossmgr, ours, raceclocker
from webapp.race.results.layouts.pieces import (
    Claim,
    NotResults,
    Read,
    ReadRow,
    UnknownHeadings,
    json_of,
)
from webapp.race.results.models import Problem, Result
from webapp.race.riders import bibs
from webapp.race.riders.models import Rider
from webapp.visits import file_sheets
from webapp.visits.tables import MOST_BYTES, NotATable
from webapp.visits.workbook_rows import Sheet

CSV, CROSSMGR, RACECLOCKER = "csv", "crossmgr", "raceclocker"
Presets = Mapping[str, Mapping[str, str]]  # columns by the preset's name
SEX = re.compile(r"\s*[(（](?:men|women|open|男|女|公开)[)）]\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class Reading:
    """What a file says of an edition.

    Attributes:
        layout: Which reader: "csv", "crossmgr", "raceclocker", or a preset's name.
        rows: Those that can be taken, not ranked yet.
        problems: Of the file's rows; those that are `left_out` are not in `rows`.
        left_aside: Headings of columns that mean nothing here.
        running: The timer says that they still ride.
    """

    layout: str
    rows: tuple[Result, ...]
    problems: tuple[Problem, ...]
    left_aside: tuple[str, ...]
    formulas: int
    running: bool


def read(
    content: bytes,
    categories: Sequence[Category],
    riders: Iterable[Rider] = (),
    presets: Presets | None = None,
    chosen: str | None = None,
) -> Reading:
    """Read a file in the layout that it turns out to have.

    Args:
        riders: The start list: fills what the file leaves empty, and tells categories apart.
        presets: For tables that are not ours; tried one after the other.
        chosen: The preset that has to be taken.

    Raises:
        NotResults: it cannot be read, or must not be.
        UnknownHeadings: it is a table that no preset fits.
    """
    if not content.strip():
        raise NotResults(N_("The file is empty."))
    if len(content) > MOST_BYTES:
        raise NotResults(N_("The file is larger than 10 MB."))
    layout, found = _layout(content, presets or {}, chosen)
    by_bib = {rider.bib: rider for rider in riders if rider.bib is not None}
    problems = list(found.problems)
    rows = _once(_placed(found.rows, categories, by_bib, problems), problems)
    if not rows and not problems and not found.running:
        raise NotResults(N_("There is no result in this file."))
    problems.sort(key=lambda one: one.line)
    filled = names.filled(rows, by_bib)
    aside = found.left_aside
    return Reading(layout, filled, tuple(problems), aside, found.formulas, found.running)


def _layout(content: bytes, presets: Presets, chosen: str | None) -> tuple[str, Read]:
    start = content.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start[:1] in (b"{", b"[") or crossmgr.JS.match(start[:100]):
        return _json(start)
    try:
        sheets = list(file_sheets.sheets(content))
    except NotATable as error:
        raise NotResults(str(error)) from error
    for sheet in sheets:
        if found := _known(sheet, presets, chosen):
            return found
    largest = max(sheets, key=lambda one: len(one.rows), default=None)
    if largest is None or not largest.rows:
        raise NotResults(N_("The file is empty."))
    raise UnknownHeadings(*columns.headings(largest))


def _known(sheet: Sheet, presets: Presets, chosen: str | None) -> tuple[str, Read] | None:
    """The sheet by the chosen preset; else as ours, or by the first preset that fits."""
    if chosen is not None and chosen in presets:
        read = columns.read(sheet, presets[chosen])
        return (chosen, read) if read else None
    if read := ours.read(sheet):
        return CSV, read
    for name, meaning in presets.items():
        # A preset without a header fits every table: it is taken only when chosen.
        if columns.NO_HEADER not in meaning and (read := columns.read(sheet, meaning)):
            return name, read
    return None


def _json(content: bytes) -> tuple[str, Read]:
    value = json_of(content) if content[:1] == b"[" else crossmgr.json_in(content)
    if crossmgr.is_mine(value):
        return CROSSMGR, crossmgr.read(value)
    if raceclocker.is_mine(value):
        return RACECLOCKER, raceclocker.read(value)
    raise NotResults(N_("This JSON file is neither CrossMgr's nor RaceClocker's."))


def _placed(
    rows: Sequence[ReadRow],
    categories: Sequence[Category],
    riders: Mapping[int, Rider],
    problems: list[Problem],
) -> list[ReadRow]:
    """The rows in our categories: as the file says, else the start list, else the bibs' ranges."""
    known = {
        folded(name): category.code
        for category in categories
        for name in (category.name.en, category.name.zh, category.code)
        if name
    }
    found = []
    others: dict[str, int] = {}  # names that are not ours, with the first row that has them
    for row in rows:
        claimed = _claimed(row, known)
        result = claimed or _unclaimed(row, categories, riders)
        if result is None:
            problems.append(_no_category(row))
            continue
        if claimed is None and row.claims:
            others.setdefault(row.claims[0].category, row.line)
        found.append(ReadRow(row.line, result))
    problems += [_only_category(name, line) for name, line in others.items()]
    return found


def _unclaimed(
    row: ReadRow, categories: Sequence[Category], riders: Mapping[int, Rider]
) -> Result | None:
    """A row that names none of our categories; one that names another one is in none."""
    bib = row.result.bib
    if len(categories) == 1:
        code: str | None = categories[0].code
    elif row.claims:
        return None
    else:
        rider = riders.get(bib) if bib is not None else None
        code = rider.category if rider else _of_bib(bib, categories)
    return replace(row.result, category=code) if code else None


def _of_bib(bib: int | None, categories: Sequence[Category]) -> str | None:
    """The only category whose range has the bib."""
    mine = [one.code for one in categories if bib is not None and _has(one, bib)]
    return mine[0] if len(mine) == 1 else None


def _has(category: Category, bib: int) -> bool:
    try:
        return bib in bibs.parse(category.bibs)
    except bibs.BadRange:
        return False


def _claimed(row: ReadRow, known: Mapping[str, str]) -> Result | None:
    for at, claim in enumerate(row.claims):
        names_of_it = (claim.category, SEX.sub("", claim.category))
        code = next((known[one] for one in map(folded, names_of_it) if one in known), None)
        if code is None:
            continue
        if at == 0 or row.claims[0].rank is None:
            return replace(row.result, category=code)
        # What it states holds in another category.
        return replace(
            row.result, category=code, stated_rank=claim.rank, stated_gap_ms=claim.gap_ms
        )
    return None


def _no_category(row: ReadRow) -> Problem:
    claim = row.claims[0] if row.claims else Claim("")
    reason = (
        N_("the category “%(name)s” is none of this edition")
        if claim.category
        else N_("no category, and the start list does not know the bib")
    )
    told = {"name": claim.category} if claim.category else {}
    return Problem(
        reason=reason, line=row.line, bib=row.result.bib, details=dict(told), left_out=True
    )


def _only_category(name: str, line: int) -> Problem:
    reason = N_("the category “%(name)s” is taken for the only one of this edition")
    return Problem(reason=reason, line=line, details={"name": name})


def _once(rows: Sequence[ReadRow], problems: list[Problem]) -> list[Result]:
    """Each bib once: alike twice it counts once; of rows that differ none is taken."""
    by_bib: dict[int, list[ReadRow]] = defaultdict(list)
    for row in rows:
        if row.result.bib is not None:
            by_bib[row.result.bib].append(row)
    dropped: set[int] = set()
    for bib, mine in by_bib.items():
        alike = all(row.result == mine[0].result for row in mine)
        again = mine[1:] if alike else (mine if len(mine) > 1 else [])
        lines = ", ".join(str(row.line) for row in mine)
        reason = (
            N_("bib %(bib)s stands there several times alike (rows %(lines)s); it counts once")
            if alike
            else N_("bib %(bib)s stands there with different results (rows %(lines)s)")
        )
        for row in again:
            dropped.add(id(row))
            told = Problem(
                reason=reason,
                line=row.line,
                bib=bib,
                details={"bib": bib, "lines": lines},
                left_out=True,
            )
            problems.append(told)
    return [row.result for row in rows if id(row) not in dropped]
