"""Uploaded lists of riders: read, and kept sealed until they are stored or forgotten."""

import hashlib
from datetime import date, datetime

import msgspec
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from webapp.core import file_names
from webapp.core.marking import N_
from webapp.race.riders import columns
from webapp.race.riders.models import RiderSheet
from webapp.race.riders.sealing import Sealer
from webapp.staff.models import Account
from webapp.visits import file_sheets
from webapp.visits.tables import NotATable, Row
from webapp.visits.workbook_rows import Sheet

MOST_BYTES = 5_000_000
MOST_ROWS = 5_000
MACROS = (".xlsm", ".xlsb", ".xltm")


class KeptRow(msgspec.Struct, frozen=True, array_like=True):
    """A row; see `tables.Row`."""

    line: int
    cells: tuple[str, ...]
    faults: dict[int, str] = {}


class KeptSheet(msgspec.Struct, frozen=True):
    """What was read of a file; see `workbook_rows.Sheet`."""

    rows: tuple[KeptRow, ...]
    day_zero: date


def read(content: bytes, file_name: str) -> Sheet:
    """The first sheet of a file that has a row of headings.

    Raises:
        NotATable: there is none, or it must not be read.
    """
    if file_name.lower().endswith(MACROS):
        raise NotATable(N_("The workbook holds macros. Save it as .xlsx, without them."))
    if len(content) > MOST_BYTES:
        raise NotATable(N_("The file is larger than 5 MB."))
    refused: NotATable | None = None
    for sheet in file_sheets.sheets(content):
        try:
            columns.header(sheet.rows)
        except NotATable as error:
            refused = refused or error
            continue
        if len(sheet.rows) > MOST_ROWS:
            raise NotATable(N_("The list has more than 5,000 rows. Split it."))
        return sheet
    raise refused or NotATable(N_("The file is empty."))


def keep(
    session: Session,
    year: int,
    content: bytes,
    file_name: str,
    sheet: Sheet,
    by: Account,
    now: datetime,
    sealer: Sealer,
) -> RiderSheet:
    """Keep what was read of a file; the caller commits."""
    rows = tuple(KeptRow(row.line, row.cells, dict(row.faults)) for row in sheet.rows)
    kept = msgspec.json.encode(KeptSheet(rows, sheet.day_zero)).decode()
    made = RiderSheet(
        edition_year=year,
        account_id=by.id,
        file_name=file_names.shown(file_name),
        sha256=hashlib.sha256(content).hexdigest(),
        uploaded_at=now,
        content=sealer.seal(kept),
    )
    session.add(made)
    session.flush()
    return made


def sheet_of(kept: RiderSheet, sealer: Sealer) -> Sheet | None:
    """What was read of it; None once it is stored or forgotten."""
    text = sealer.open(kept.content)
    if text is None:
        return None
    found = msgspec.json.decode(text, type=KeptSheet)
    rows = [Row(row.line, row.cells, row.faults) for row in found.rows]
    return Sheet(rows, found.day_zero)


def of_edition(year: int) -> Select[RiderSheet]:
    """The lists uploaded for an edition, the latest first."""
    return (
        select(RiderSheet)
        .where(RiderSheet.edition_year == year)
        .order_by(RiderSheet.uploaded_at.desc(), RiderSheet.id.desc())
    )
