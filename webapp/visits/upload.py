"""Sheets that somebody has uploaded: kept from the dry run until they are stored or forgotten."""

import hashlib
from datetime import date, datetime, timedelta

import msgspec
from sqlalchemy import CursorResult, ForeignKey, Select, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from webapp.core.database import Json, Model
from webapp.core.marking import N_
from webapp.staff.models import Account
from webapp.visits import daily_form
from webapp.visits.daily_form import Problem, Refused
from webapp.visits.tables import Row
from webapp.visits.workbook_rows import Sheet

MOST_ROWS = 5_000  # thirteen years of a place, or a year of thirteen
FORGOTTEN_AFTER = timedelta(days=14)


class KeptRow(msgspec.Struct, frozen=True, array_like=True):
    """A row; see `tables.Row`."""

    line: int
    cells: tuple[str, ...]
    faults: tuple[tuple[int, str], ...] = ()


class KeptSheet(msgspec.Struct, frozen=True):
    """What was read of a file; see `workbook_rows.Sheet`."""

    rows: tuple[KeptRow, ...]
    day_zero: date
    formulas: int
    others: tuple[str, ...]


class Became(msgspec.Struct, frozen=True):
    """What became of a sheet: values, and rows that were left out."""

    mode: str
    new: int
    corrected: int
    waiting: int
    confirmed: int
    unchanged: int
    left_out: int


class Upload(Model):
    """One file; its rows are kept until they are stored."""

    __tablename__ = "upload"
    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    file_name: Mapped[str]
    sha256: Mapped[str]  # of the bytes as received
    uploaded_at: Mapped[datetime]
    sheet: Mapped[KeptSheet | None] = mapped_column(Json(KeptSheet))  # None once it is stored
    became: Mapped[Became | None] = mapped_column(Json(Became))  # None until it is stored
    stored_at: Mapped[datetime | None]


def read(content: bytes, file_name: str) -> Sheet:
    """The sheet of a file that has the header.

    Raises:
        Refused: there is none, or it must not be read.
    """
    if file_name.lower().endswith((".xlsm", ".xlsb", ".xltm")):
        raise Refused(
            [Problem(1, "", N_("The workbook holds macros. Save it as .xlsx, without them."))]
        )
    sheet = daily_form.sheet_of(content)
    if len(sheet.rows) > MOST_ROWS:
        too_many = N_("The sheet has more than 5,000 rows. Split it.")
        raise Refused([Problem(1, "", too_many)])
    return sheet


def keep(
    session: Session, content: bytes, file_name: str, sheet: Sheet, by: Account, now: datetime
) -> Upload:
    """Keep what was read of a file; the caller commits."""
    rows = tuple(KeptRow(row.line, row.cells, tuple(row.faults.items())) for row in sheet.rows)
    made = Upload(
        account_id=by.id,
        file_name=file_name,
        sha256=hashlib.sha256(content).hexdigest(),
        uploaded_at=now,
        sheet=KeptSheet(rows, sheet.day_zero, sheet.formulas, sheet.others),
    )
    session.add(made)
    session.flush()
    return made


def sheet_of(upload: Upload) -> Sheet:
    """What was read of it; it has not been stored yet."""
    kept = upload.sheet
    assert kept is not None
    rows = [Row(row.line, row.cells, dict(row.faults)) for row in kept.rows]
    return Sheet(rows, kept.day_zero, kept.formulas, kept.others)


def latest(account_id: int | None = None) -> Select[Upload]:
    """Uploads, of one account when told, the latest first."""
    found = select(Upload).order_by(Upload.uploaded_at.desc(), Upload.id.desc())
    return found if account_id is None else found.where(Upload.account_id == account_id)


def forget_old(session: Session, now: datetime) -> int:
    """Remove uploads that nobody has stored for two weeks; what was stored stays in the list."""
    old = Upload.stored_at.is_(None) & (Upload.uploaded_at < now - FORGOTTEN_AFTER)
    gone = session.execute(delete(Upload).where(old))
    assert isinstance(gone, CursorResult)
    return gone.rowcount
