"""Reading a table from the bytes of a text file, whatever office program wrote it."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field

from webapp.core.marking import N_

MOST_BYTES = 10_000_000
MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
MOST_COLUMNS = 16_384  # a workbook has no more
DELIMITERS = ",\t;，"
WORKBOOK, OLD_WORKBOOK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"  # xlsx; xls, or one with a password


class NotATable(Exception):
    """The file cannot be read; the message (an English msgid) says why."""


@dataclass(frozen=True)
class Row:
    """One row that is not blank.

    Attributes:
        line: The line of the file on which it begins, 1 for the first.
        faults: Why cells cannot be taken whatever stands in them, by position; English msgids.
    """

    line: int
    cells: tuple[str, ...]
    faults: Mapping[int, str] = field(default_factory=dict)


def read(content: bytes) -> list[Row]:
    """The rows of a CSV file in UTF-8, GB18030 or UTF-16, cells stripped, blank rows left out.

    Raises:
        NotATable: it is something else.
    """
    if len(content) > MOST_BYTES:
        raise NotATable(N_("The file is larger than 10 MB."))
    if content.startswith(OLD_WORKBOOK):
        raise NotATable(N_("An old workbook, or one with a password. Save it as a plain .xlsx."))
    text = decode(content)
    if "\x00" in text:
        raise NotATable(N_("This is not a text file."))
    return _rows(text, _delimiter(text))


def decode(content: bytes) -> str:
    """The text of `content`.

    Raises:
        NotATable: it is in none of the encodings.
    """
    marked = [encoding for mark, encoding in MARKS if content.startswith(mark)]
    for encoding in marked or ("utf-8", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NotATable(N_("The text is neither UTF-8 nor GB18030."))


def _delimiter(text: str) -> str:
    """What stands in most of the first lines; a remark may hold any of them."""
    lines = text[:20_000].splitlines()[:20]
    return max(DELIMITERS, key=lambda delimiter: sum(delimiter in line for line in lines))


def _rows(text: str, delimiter: str) -> list[Row]:
    reader = csv.reader(io.StringIO(text, newline=None), delimiter=delimiter, strict=True)
    rows, begins = [], 1
    try:
        for cells in reader:
            if len(cells) > MOST_COLUMNS:
                raise NotATable(N_("The table has more than 16,384 columns."))
            stripped = tuple(cell.strip().strip("\ufeff\u200b") for cell in cells)
            if any(stripped):
                rows.append(Row(begins, stripped))
            begins = reader.line_num + 1
    except csv.Error as error:
        raise NotATable(N_("Quotation marks are not closed, or a cell is too long.")) from error
    return rows
