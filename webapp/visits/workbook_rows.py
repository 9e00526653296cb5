"""Reading the sheets of a workbook (.xlsx) that anybody may have made: as text, and safely.

What a workbook unpacks to is bounded before it is unpacked; macros, passwords and document types
are refused; nothing in it is worked out: of a formula only what it showed when it was saved.
"""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import openpyxl
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from webapp.core.marking import N_
from webapp.visits.cells import DAY_ZERO
from webapp.visits.tables import MOST_BYTES, NotATable, Row

MOST_PARTS = 1_000
MOST_UNPACKED = {"xl/worksheets/": 40_000_000, "xl/sharedStrings.xml": 20_000_000}  # bytes
MOST_OF_OTHERS = 8_000_000  # of each part that is none of these
MOST_TOGETHER = 100_000_000
MOST_ROWS, MOST_COLUMNS, MOST_LINES = 20_000, 60, 1_048_576
MOST_MERGED = 1_000  # ranges
DAY_ZERO_1904 = date(1904, 1, 1)
MACROS = (b"macroEnabled", b"vbaProject", b"sheet.binary")
DOCUMENT_TYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
SIGNIFICANT = ".15g"  # digits that a workbook keeps of a number
DAMAGED = N_("This Excel workbook is damaged. Save it anew and try again.")

FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
FORMULA_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]+[0-9]+)"[^>]*>\s*<(?:\w+:)?f[\s/>]')
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?\bref="([A-Z]+[0-9]+:[A-Z]+[0-9]+)"')


@dataclass(frozen=True)
class Sheet:
    """One sheet of a file.

    Attributes:
        rows: Those that are not blank, cells as text.
        day_zero: From which the days are counted that stand there as bare numbers.
        formulas: How many cells hold one.
        others: Titles of the file's sheets beside it, hidden ones too.
    """

    rows: list[Row]
    day_zero: date = DAY_ZERO
    formulas: int = 0
    others: tuple[str, ...] = ()


def sheets(content: bytes) -> Iterator[Sheet]:
    """The visible sheets of a workbook, in their order.

    Raises:
        NotATable: it cannot be read, or must not be.
    """
    if len(content) > MOST_BYTES:
        raise NotATable(N_("The file is larger than 10 MB."))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what openpyxl leaves out
            _check(package)
            yield from _sheets(package, content)
    except NotATable:
        raise
    # Somebody made this file: there is nothing that cannot be wrong with it.
    except Exception as error:
        raise NotATable(DAMAGED) from error


def _check(package: zipfile.ZipFile) -> None:
    """Refuse what is no plain workbook, before any of it is unpacked."""
    parts = package.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise NotATable(N_("The workbook has a password. Save it without one."))
    if "xl/workbook.xml" not in package.namelist() and "xl/workbook.bin" not in package.namelist():
        raise NotATable(N_("This is not an Excel workbook."))
    most = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or most > MOST_TOGETHER or any(map(_too_large, parts)):
        raise NotATable(N_("There is too much in this workbook. Copy the table into a new one."))
    types = package.read("[Content_Types].xml")
    if any(mark in types for mark in MACROS) or any("vbaProject" in p.filename for p in parts):
        raise NotATable(N_("The workbook holds macros. Save it as .xlsx, without them."))
    for part in parts:
        with package.open(part) as opened:
            head = opened.read(65_536).replace(b"\0", b"")
        if part.filename.endswith((".xml", ".rels")) and DOCUMENT_TYPE.search(head):
            raise NotATable(DAMAGED)


def _too_large(part: zipfile.ZipInfo) -> bool:
    if part.filename.startswith("xl/media/"):
        return False
    most = (most for start, most in MOST_UNPACKED.items() if part.filename.startswith(start))
    return part.file_size > next(most, MOST_OF_OTHERS)


def _sheets(package: zipfile.ZipFile, content: bytes) -> Iterator[Sheet]:
    book = openpyxl.load_workbook(
        io.BytesIO(content), read_only=True, data_only=True, keep_links=False
    )
    day_zero = DAY_ZERO_1904 if book.epoch == CALENDAR_MAC_1904 else DAY_ZERO
    visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if book.worksheets and not visible:
        raise NotATable(N_("All sheets of this workbook are hidden."))
    if not visible:
        raise NotATable(DAMAGED)
    for sheet in visible:
        source = package.read(sheet._worksheet_path)
        formulas = _formulas(source)
        others = tuple(title for title in book.sheetnames if title != sheet.title)
        rows = list(_rows(sheet, formulas, _Merged(source)))
        yield Sheet(rows, day_zero, len(formulas), others)


def _formulas(source: bytes) -> set[str]:
    """The cells that hold formulas.

    Raises:
        NotATable: one stands in a cell without an address.
    """
    if not FORMULA.search(source):
        return set()
    cells = [found.decode() for found in FORMULA_CELL.findall(source)]
    if len(cells) < len(FORMULA.findall(source)):
        raise NotATable(N_("Replace the formulas in this workbook by their values."))
    return set(cells)


class _Merged:
    """The cells of a sheet that are merged with others."""

    def __init__(self, source: bytes) -> None:
        found = MERGED.findall(source)
        if len(found) > MOST_MERGED:
            raise NotATable(N_("Too many cells are merged. Undo it: one row for each day."))
        self._ranges = [range_boundaries(one.decode()) for one in found]

    def columns(self, line: int) -> Iterator[int]:
        """Positions in a row whose value is not theirs alone.

        What is merged along one row belongs to its first cell; along several it belongs to none.
        """
        for left, top, right, bottom in self._ranges:
            if top <= line <= bottom:
                first = left if top == bottom else left - 1
                yield from range(first, min(right, MOST_COLUMNS))


def _rows(sheet: Any, formulas: set[str], merged: _Merged) -> Iterator[Row]:
    sheet.reset_dimensions()  # a file may say anything about its size
    count, blank = 0, None  # a gap is one and the same row, up to a million times
    for line, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), start=1):
        if line > MOST_LINES:
            raise NotATable(DAMAGED)
        if cells is blank:
            continue
        row = _row(line, cells, formulas, merged)
        if any(row.cells) or row.faults:
            count += 1
            if count > MOST_ROWS:
                raise NotATable(N_("The sheet has more than 20,000 rows. Split it."))
            yield row
        else:
            blank = cells


def _row(line: int, cells: tuple[Any, ...], formulas: set[str], merged: _Merged) -> Row:
    texts = tuple(_text(cell.value) for cell in cells)
    faults = _unread(cells, formulas) if formulas or any(texts) else {}
    if not any(texts) and not faults:
        return Row(line, ())
    for at in merged.columns(line):
        faults[at] = N_("this cell is merged with others; undo that and fill in each")
    width = max(at + 1 for at, text in enumerate(texts) if text or at in faults)
    return Row(line, texts[:width], faults)


def _unread(cells: tuple[Any, ...], formulas: set[str]) -> dict[int, str]:
    """Why there is no value in some of a row's cells."""
    faults = {}
    for at, cell in enumerate(cells):
        if cell.data_type == "e":
            faults[at] = N_("Excel shows an error here")
        elif cell.value is None and formulas and getattr(cell, "coordinate", "") in formulas:
            faults[at] = N_("a formula without a result; open the file in Excel and save it")
    return faults


def _text(value: Any) -> str:
    """A cell as a table of text has it."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if value.time() == time() else value.isoformat(" ")
    if isinstance(value, float) and value == value and abs(value) != float("inf"):
        return f"{Decimal(format(value, SIGNIFICANT)):f}"
    return str(value).strip().strip("\ufeff\u200b")
