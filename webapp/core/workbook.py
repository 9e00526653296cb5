"""Workbooks: tables as sheets of an xlsx file, in little memory however long they are."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from string import ascii_uppercase
from typing import IO, Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from webapp.core import clock
from webapp.core.tables import FORMULA, Cell, Column, Row, Table

MOST_ROWS = 1_048_575  # of one sheet, below its header: the format holds no more
LONGEST_TEXT = 32_767  # characters in a cell
FONT = {"font_name": "Microsoft YaHei", "font_size": 10, "font_family": 2, "font_scheme": False}
DAY_ZERO = date(1899, 12, 30).toordinal()  # what a workbook counts its days from
SECONDS = 86_400
A4 = 9
NUMBERS = ("#,##0", "#,##0.0", "#,##0.00")
LETTERS = ascii_uppercase  # names of the first columns
LOOKS_RICH = re.compile(r"<r>.*</r>", re.DOTALL)


class TooManyRows(Exception):
    """A sheet cannot hold them all."""


@dataclass(frozen=True)
class Properties:
    """What the file says of itself."""

    title: str
    author: str
    made_at: datetime
    remark: str


def write(target: IO[bytes], tables: Iterable[Table], properties: Properties) -> None:
    """Write each table as a sheet; the caller rewinds `target`.

    Raises:
        TooManyRows: a table has more rows than MOST_ROWS.
    """
    options = {"constant_memory": True, "default_format_properties": FONT}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties(
            {
                "title": properties.title,
                "author": properties.author,
                "created": properties.made_at,
                "comments": properties.remark,
            }
        )
        formats = _Formats(book)
        for table in tables:
            _write_sheet(book.add_worksheet(table.title, _Sheet), table, formats)


class _Sheet(Worksheet):
    """A sheet that writes plain numbers and words, which are most, in half the time."""

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        kind = cell.__class__.__name__
        name = LETTERS[col] if col < len(LETTERS) else ""
        style = f' s="{cell.format._get_xf_index()}"' if cell.format else ""
        if name and kind == "Number":
            self.fh.write(f'<c r="{name}{row + 1}"{style}><v>{cell.number:.16G}</v></c>')
        elif name and kind == "String" and cell.string.isalnum():  # nothing to be escaped
            start = f'<c r="{name}{row + 1}"{style} t="inlineStr">'
            self.fh.write(f"{start}<is><t>{cell.string}</t></is></c>")
        else:
            super()._write_cell(row, col, cell)


class _Formats:
    """How cells look, each made once for a workbook."""

    def __init__(self, book: Any) -> None:
        self.header = book.add_format(
            {"bold": True, "bottom": 1, "bg_color": "#EFE8DC", "text_wrap": True, "valign": "top"}
        )
        self.numbers = [book.add_format({"num_format": shown}) for shown in NUMBERS]
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})
        self.moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        # Typed into again, the text stays a text.
        self.risky = book.add_format({"quote_prefix": True})


def _write_sheet(sheet: Any, table: Table, formats: _Formats) -> None:
    _set_up(sheet, table.columns)
    for at, heading in enumerate(table.header):
        sheet.write_string(0, at, heading, formats.header)
    number = 0
    for number, row in enumerate(table.rows, start=1):
        if number > MOST_ROWS:
            raise TooManyRows
        _write_row(sheet, number, row, formats)
    sheet.autofilter(0, 0, max(number, 1), len(table.columns) - 1)


def _set_up(sheet: Any, columns: Sequence[Column]) -> None:
    """What has to be said before the first row; on paper a sheet is one page wide."""
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)


def _write_row(sheet: Any, number: int, row: Row, formats: _Formats) -> None:
    for at, cell in enumerate(row):
        if cell.__class__ is int:  # what is most, first
            sheet.write_number(number, at, cell, formats.numbers[0])
        elif isinstance(cell, str):
            if cell:
                _write_text(sheet, number, at, cell, formats)
        elif cell is not None:
            value, shown = _number(cell, formats)
            sheet.write_number(number, at, value, shown)


def _number(cell: Cell, formats: _Formats) -> tuple[float, Any]:
    """A workbook knows numbers alone: a day is one that is shown in another way."""
    if isinstance(cell, datetime):
        return _serial(cell), formats.moment
    if isinstance(cell, date):
        return cell.toordinal() - DAY_ZERO, formats.day
    assert isinstance(cell, Decimal)
    return float(cell), formats.numbers[-int(cell.as_tuple().exponent)]


def _write_text(sheet: Any, number: int, at: int, text: str, formats: _Formats) -> None:
    text = text[:LONGEST_TEXT]
    if LOOKS_RICH.fullmatch(text):
        # XlsxWriter takes such a text for markup of its own and would write it unescaped.
        sheet.write_rich_string(number, at, text[0], text[1], text[2:])
    elif FORMULA.match(text):
        sheet.write_string(number, at, text, formats.risky)
    else:
        sheet.write_string(number, at, text)


def _serial(instant: datetime) -> float:
    """Days since day zero on the clocks of Shiguai, to the second."""
    at = clock.local(instant)
    seconds = at.hour * 3600 + at.minute * 60 + at.second
    return at.toordinal() - DAY_ZERO + seconds / SECONDS
