"""Tables that go out as files, row by row; here as CSV, in `core.workbook` as workbooks.

An office program shows every cell and works none out: a text that looks like a formula is made
harmless (CWE-1236).
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import islice

from webapp.core import clock

# A number is shown as it is: an int whole, a Decimal with as many places as it has. None is empty.
Cell = str | int | Decimal | date | datetime | None
Row = Sequence[Cell]

BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes UTF-8 for the machine's own encoding
AT_ONCE = 1000  # rows of one piece
SECOND = len("2026-11-22 10:00:00")
# What office programs take for the beginning of a formula, full-width signs too.
FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")


@dataclass(frozen=True)
class Column:
    """One column.

    Attributes:
        name: Its heading in the reader's language.
        width: How wide it is, in digits; a Chinese character takes two.
    """

    name: str
    width: int = 12


@dataclass(frozen=True)
class Table:
    """A table whose rows are made while it is written.

    Attributes:
        title: Its name in the reader's language.
        rows: Gone through once.
    """

    title: str
    columns: Sequence[Column]
    rows: Iterable[Row]

    @property
    def header(self) -> list[str]:
        """The headings of its columns."""
        return [column.name for column in self.columns]


def csv_pieces(
    header: Sequence[str], rows: Iterable[Row], about: Iterable[Row] = ()
) -> Iterator[str]:
    """A table as CSV (RFC 4180), piece by piece, to be sent in UTF-8; it begins with the mark.

    Instants are written as the clocks of Shiguai show them.

    Args:
        about: Lines that stand before the header, parted from it by an empty one.
    """
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet, lineterminator="\r\n")
    sheet.write(BYTE_ORDER_MARK)
    about = list(about)
    writer.writerows(map(_line, about))
    sheet.write("\r\n" if about else "")
    writer.writerow(_line(header))
    rest = iter(rows)
    while some := list(islice(rest, AT_ONCE)):
        writer.writerows(map(_line, some))
        yield _taken(sheet)
    if sheet.tell():
        yield _taken(sheet)


def _taken(sheet: io.StringIO) -> str:
    text = sheet.getvalue()
    sheet.seek(0)
    sheet.truncate()
    return text


def _line(row: Row) -> list[Cell]:
    return [cell if cell.__class__ in AS_THEY_ARE else _written(cell) for cell in row]


# What the csv module writes as it should be; a datetime is a date, but not of this class.
AS_THEY_ARE = frozenset({int, date, type(None)})


def _written(cell: Cell) -> Cell:
    if isinstance(cell, str):
        return harmless(cell)
    if isinstance(cell, datetime):
        return clock.local(cell).isoformat(" ", "seconds")[:SECOND]
    return f"{cell:f}" if isinstance(cell, Decimal) else cell


def harmless(cell: Cell) -> Cell:
    """What no office program takes for a formula: a text that looks so gets an apostrophe."""
    return f"'{cell}" if isinstance(cell, str) and FORMULA.match(cell) else cell
