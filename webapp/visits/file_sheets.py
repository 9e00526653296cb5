"""The sheets of an uploaded table, whatever kind of file it is."""

from collections.abc import Iterator

from webapp.visits import tables, workbook_rows
from webapp.visits.workbook_rows import Sheet


def sheets(content: bytes) -> Iterator[Sheet]:
    """The sheets of a file; a text file is one.

    Raises:
        NotATable: it cannot be read.
    """
    if content.startswith(tables.WORKBOOK):
        yield from workbook_rows.sheets(content)
    else:
        yield Sheet(tables.read(content))
