"""A timer's own table, csv or xlsx, read by a preset that somebody made once for its headings.

A preset maps our columns (`table.READERS`) to headings. For a table without a header it maps them
to column numbers, from 1, and says so under `NO_HEADER`.
"""

from collections.abc import Mapping, Sequence

from webapp.race.results.layouts import ours, table
from webapp.race.results.layouts.pieces import Read
from webapp.visits.workbook_rows import Sheet

NO_HEADER = "no_header"
CHOICES = tuple(table.READERS)
WHO = ("bib", "name", "family_name")
HOW = ("gun_time", "chip_time", "rank", "status")


def enough(columns: Mapping[str, str]) -> bool:
    """Whether a preset says who, and how the race ended for them."""
    return any(map(columns.get, WHO)) and any(map(columns.get, HOW))


def read(sheet: Sheet, columns: Mapping[str, str]) -> Read | None:
    """The rows of a sheet by a preset; None when the sheet has not its headings."""
    wanted = {name: heading for name, heading in columns.items() if name in table.READERS}
    if columns.get(NO_HEADER):
        numbers = {name: number for name, number in wanted.items() if number.isdecimal()}
        return table.read(sheet, {name: int(one) - 1 for name, one in numbers.items()}, None)
    for row in sheet.rows[: ours.HEADER_WITHIN]:
        positions = table.fits(row.cells, wanted)
        if positions is not None:
            return table.read(sheet, positions, row)
    return None


def headings(sheet: Sheet) -> tuple[tuple[str, ...], Sequence[Sequence[str]]]:
    """What seems to be a sheet's header, and the rows below it, for whoever makes a preset."""
    rows = sheet.rows[: ours.HEADER_WITHIN]
    header = max(rows, key=lambda row: sum(map(bool, row.cells)), default=None)
    if header is None:
        return (), ()
    return header.cells, [row.cells for row in sheet.rows if row.line > header.line][:3]


def guess(headings: Sequence[str]) -> dict[str, str]:
    """A preset to begin with: what our own names know of these headings."""
    found: dict[str, str] = {}
    for heading in headings:
        column = ours.meaning(heading)
        if column in table.READERS and column is not None:
            found.setdefault(column, heading)
    return found
