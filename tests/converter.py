"""`python3 tests converter`: the whole workbook as LibreOffice reads it, cell by cell.

A program of its own, no test: LibreOffice is half a gigabyte, and what it has to find is fixed by
tests that read the workbook by other means. It is run when the workbook's making changes.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
from flask import Flask

from tests import databases
from tests.visits.made import form
from webapp import create_app
from webapp.core import clock, workbook
from webapp.core.database import db
from webapp.core.workbook import Properties
from webapp.visits import demo, exports, importing, method_sheet
from webapp.visits.exports import Asked, What
from webapp.visits.scope import counted_places

RISKY = ("=1+1", "+1", "-1", "@SUM(A1)", '"=HYPERLINK(""http://x"")"', "<r>&</r>", "零")


def main() -> int:
    """Make the workbook of the demonstration year, have it read and saved, compare; 0: equal."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if not office:
        sys.stdout.write("没有 LibreOffice · No LibreOffice: apt-get install libreoffice-calc\n")
        return 2
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        ours = folder / "visits.xlsx"
        settings = databases.configuration(databases.fresh(content=True))
        app = create_app(settings | {"COUNTS_LATE_DAYS": 400})
        with app.test_request_context("/"):
            count_a_year(app)
            write(ours)
        pages = saved(office, ours, "pdf").read_bytes().count(b"/Type/Page/")
        theirs = saved(office, ours, "xlsx")
        cells, differences = compare(dict(read(ours)), dict(read(theirs)))
    lines = [*differences[:20], f"LibreOffice: {cells} cells, {len(differences)} differences"]
    sys.stdout.write("\n".join([*lines, f"PDF: {pages} pages", ""]))
    return 1 if differences or not cells or not pages else 0


def count_a_year(app: Flask) -> None:
    """The demonstration's gates up to yesterday, and sheets by people who wrote risky things."""
    yesterday = clock.business_day(clock.now()) - timedelta(days=1)
    client = app.test_client()
    for gate, token in demo.register(db.session):
        for batch in demo.batches(gate, yesterday):
            headers = {"Authorization": f"Bearer {token}"}
            answer = client.post("/api/v1/visits/counts", json=batch, headers=headers)
            assert answer.status_code == 200, answer.text[:300]
    days = (yesterday - timedelta(days=n) for n in range(len(RISKY)))
    lines = (f"{day},五当召,812,500,1234.56,{text}" for day, text in zip(days, RISKY, strict=True))
    sheet = form(*lines, header="日期,景区,入园人次,全票,门票收入元,备注")
    now = clock.now()
    db.session.rollback()
    importing.take(db.session, sheet, "日报.csv", now)
    db.session.commit()
    importing.take(
        db.session, form(f"{yesterday},五当召,815"), "更正.csv", now, "=cmd|' /C calc'!A0"
    )
    db.session.commit()


def write(path: Path) -> None:
    """The workbook, 01 to 06, of the year so far."""
    now = clock.now()
    today = clock.business_day(now)
    asked = Asked(What.workbook, date(today.year, 1, 1), today)
    with exports.one_moment(db.engine) as session, path.open("wb") as file:
        scope = exports.scope_of(session, asked, counted_places(session), "zh", today)
        origin = method_sheet.origin_of(session, "统计员", now)
        tables = exports.workbook_tables(asked.what, "全部", scope, origin)
        about = Properties("全部", "统计员", now, origin.head.hash)
        workbook.write(file, tables, about)


def saved(office: str, book: Path, ending: str) -> Path:
    """What LibreOffice makes of the file."""
    target = book.parent / "out"
    profile = f"-env:UserInstallation=file://{book.parent}/profile"
    order = [office, profile, "--headless", "--convert-to", ending, "--outdir", str(target)]
    subprocess.run([*order, str(book)], check=True, capture_output=True, timeout=300)
    return target / f"{book.stem}.{ending}"


def read(path: Path) -> Iterator[tuple[tuple[str, str], Any]]:
    """Every cell with something in it: sheet and address, kind and value."""
    for sheet in openpyxl.load_workbook(path):
        for line in sheet:
            for cell in line:
                if cell.value is not None:
                    yield (sheet.title, cell.coordinate), (cell.data_type, plain(cell.value))


def plain(value: Any) -> Any:
    """A number to the digits that a workbook keeps."""
    return f"{value:.14g}" if isinstance(value, int | float) else value


def compare(ours: dict[Any, Any], theirs: dict[Any, Any]) -> tuple[int, list[str]]:
    """How many cells there are, and which are not the same."""
    places = sorted(ours.keys() | theirs.keys())
    return len(places), [
        f"{sheet} {at}: {ours.get((sheet, at))} → {theirs.get((sheet, at))}"
        for sheet, at in places
        if ours.get((sheet, at)) != theirs.get((sheet, at))
    ]


if __name__ == "__main__":
    sys.exit(main())
