"""Lists of riders as organisers send them; every name and number is invented."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from openpyxl import Workbook
from sqlalchemy.orm import Session

from tests.race.made import an_edition
from webapp.race.models import Edition
from webapp.race.riders import dry_run, identity, known
from webapp.race.riders.dry_run import DryRun, Settings
from webapp.race.riders.known import Known
from webapp.race.riders.sealing import Sealer
from webapp.visits import tables
from webapp.visits.workbook_rows import Sheet

SEALER = Sealer("tests")
HEADER = ("号码布", "姓名", "性别", "出生日期", "组别", "代表队", "证件类型", "证件号码")
CATEGORIES = (("男子精英组", "男"), ("女子大众组", "女"), ("骑游组", "男"))


def card(born_on: date, number: int, man: bool = True) -> str:
    """A resident identity card's number that nobody has: its region does not exist."""
    first = f"999999{born_on:%Y%m%d}{number * 2 % 1000 // 2 * 2 + man:03d}"
    return first + identity.check_digit(first)


def rows_of(count: int, bibs: bool = False) -> list[list[str]]:
    """Riders in three categories, in turn; each with a day of birth and a card."""
    found = []
    for at in range(count):
        category, sex = CATEGORIES[at % 3]
        born = date(1990, 1, 1) + timedelta(days=at)
        bib = str((1, 201, 301)[at % 3] + at // 3) if bibs else ""
        number = card(born, at % 400, sex == "男")
        name = f"{'赵钱孙李'[at % 4]}试{at}"
        row = [bib, name, sex, str(born), category, f"第{at % 20}车队", "身份证", number]
        found.append(row)
    return found


def as_csv(
    rows: Sequence[Sequence[str]], header: Sequence[str] = HEADER, encoding: str = "utf-8-sig"
) -> bytes:
    """A csv file."""
    file = io.StringIO(newline="")
    csv.writer(file).writerows([header, *rows])
    return file.getvalue().encode(encoding)


def as_xlsx(rows: Sequence[Sequence[Any]], header: Sequence[str] = HEADER) -> bytes:
    """A workbook."""
    book, file = Workbook(), io.BytesIO()
    for row in [header, *rows]:
        book.active.append(list(row))
    book.save(file)
    return file.getvalue()


def looked_at(
    rows: Sequence[Mapping[str, str]],
    edition: Edition | None = None,
    settings: Settings | None = None,
) -> DryRun:
    """The dry run of rows, each a mapping of heading to text, where nobody is entered yet."""
    header = list(dict.fromkeys(name for row in rows for name in row))
    content = as_csv([[row.get(name, "") for name in header] for row in rows], header)
    nobody = Known(edition or an_edition(), SEALER, None, [], {})
    return dry_run.run(Sheet(tables.read(content)), nobody, settings or Settings())


def run(
    session: Session, edition: Edition, content: bytes, **settings: Any
) -> tuple[DryRun, Known]:
    """The dry run of a csv file against who is entered."""
    entered = known.known(session, edition, SEALER)
    return dry_run.run(Sheet(tables.read(content)), entered, Settings(**settings)), entered
