"""The desk's files of riders; that one was taken is in the audit trail."""

import io

from flask import Response, abort, render_template, send_file
from flask_babel import gettext as _

from webapp.core import clock, languages, tables, workbook
from webapp.core.database import db
from webapp.core.workbook import Properties
from webapp.race.riders import crossmgr, exports, words
from webapp.race.riders.pages import READERS, WRITERS, bp, edition_of_desk, known_of_desk
from webapp.staff import lock
from webapp.staff.lock import account, allowed

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/exports")
@allowed(*READERS)
def export_list(year: int) -> str:
    """Which files there are, and which columns each has."""
    edition = edition_of_desk(year)
    return render_template(
        "bureau/race/riders_exports.html",
        edition=edition,
        categories=words.category_names(edition),
        plain=exports.PLAIN,
        personal=exports.PERSONAL,
        crossmgr=crossmgr.COLUMNS,
        discipline=crossmgr.discipline(edition.categories),
        race_types={one.code: exports.RACE_TYPES[one.bike] for one in edition.categories},
        dataride=exports.START_LIST,
    )


@bp.get("/exports/riders.csv")
@allowed(*READERS)
def export_csv(year: int) -> Response:
    """Our own table without personal data."""
    return _csv(year, personal=False)


@bp.get("/exports/personal.csv")
@allowed(*WRITERS)
def export_personal(year: int) -> Response:
    """Our own table with the personal data."""
    return _csv(year, personal=True)


def _csv(year: int, personal: bool) -> Response:
    known = known_of_desk(edition_of_desk(year))
    table = exports.ours(known, personal)
    text = "".join(tables.csv_pieces(table.header, table.rows))
    name = "riders-personal" if personal else "riders"
    _note(year, "export rider data" if personal else "export riders", f"{name}.csv")
    return send_file(
        io.BytesIO(text.encode()),
        "text/csv; charset=utf-8",
        as_attachment=True,
        download_name=f"{name}-{year}.csv",
    )


@bp.get("/exports/crossmgr.xlsx")
@allowed(*READERS)
def export_crossmgr(year: int) -> Response:
    """The workbook that CrossMgr reads."""
    known = known_of_desk(edition_of_desk(year))
    return _xlsx(year, list(crossmgr.workbook(known)), f"crossmgr-{year}.xlsx")


@bp.get("/exports/uci-<category>.xlsx")
@allowed(*READERS)
def export_dataride(year: int, category: str) -> Response:
    """UCI DataRide's start list of a category."""
    edition = edition_of_desk(year)
    if category not in words.category_names(edition):
        abort(404)
    found = list(exports.dataride(known_of_desk(edition), category))
    return _xlsx(year, found, f"uci-{year}-{category}.xlsx")


def _xlsx(year: int, found: list[tables.Table], name: str) -> Response:
    edition = edition_of_desk(year)
    file = io.BytesIO()
    title = languages.words(edition.name)
    about = Properties(title, account().full_name, clock.now(), _("Start list"))
    workbook.write(file, found, about)
    file.seek(0)
    _note(year, "export riders", name)
    return send_file(file, XLSX, as_attachment=True, download_name=name)


def _note(year: int, action: str, file: str) -> None:
    lock.start_writing()
    lock.record(action, f"race {year}", after={"file": file})
    db.session.commit()
