"""The desk's pages of tables: choosing one, and its file."""

import tempfile
from contextlib import ExitStack
from datetime import date

from flask import Response, render_template, request, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.core import clock, languages, workbook
from webapp.core.database import db
from webapp.core.tables import csv_pieces
from webapp.core.workbook import Properties
from webapp.staff import lock
from webapp.staff.lock import account, allowed
from webapp.staff.models import Role
from webapp.visits import exports, ledger_sheet, method_sheet
from webapp.visits.bureau import bp
from webapp.visits.export_forms import ExportForm, whats
from webapp.visits.exports import MOST_ENTRIES, Asked, What
from webapp.visits.method_sheet import Origin
from webapp.visits.missing import ONE_DAY
from webapp.visits.periods import months_of
from webapp.visits.scope import Scope, counted_places

READERS = (Role.statistician, Role.auditor)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MONTHS_LISTED = 24


@bp.get("/exports")
@allowed(*READERS)
def export_form() -> str:
    """Choose a table; the year so far unless told."""
    today = clock.business_day(clock.now())
    yesterday = today - ONE_DAY
    form = ExportForm(
        what=What.workbook.value, first=date(yesterday.year, 1, 1), last=yesterday, format="xlsx"
    )
    return _form_page(form.offer(counted_places(db.session)))


@bp.get("/exports/file")
@allowed(*READERS)
def export_file() -> ResponseReturnValue:
    """A table as a file, made while it is sent; that it was taken is in the audit trail."""
    form = ExportForm(request.args).offer(counted_places(db.session))
    if not form.validate():
        return _form_page(form), 422
    now, asked = clock.now(), form.asked
    with ExitStack() as open_until_sent:
        session = open_until_sent.enter_context(exports.one_moment(db.engine))
        origin = method_sheet.origin_of(session, account().full_name, now)
        today = clock.business_day(now)
        known = counted_places(session)
        scope = exports.scope_of(session, asked, known, languages.current(), today)
        if form.format.data == "xlsx" and _too_long(asked, scope):
            form.format.errors = [_("More than a million lines: take csv, or fewer days.")]
            return _form_page(form), 422
        _note(form, scope, origin)
        make = _csv if form.format.data == "csv" else _xlsx
        response = make(asked, scope, origin)
        response.call_on_close(open_until_sent.pop_all().close)
        return response


def _too_long(asked: Asked, scope: Scope) -> bool:
    if asked.what is not What.entries:
        return False
    return ledger_sheet.how_many_entries(scope, MOST_ENTRIES + 1) > MOST_ENTRIES


def _note(form: ExportForm, scope: Scope, origin: Origin) -> None:
    lock.start_writing()
    after = {
        "format": form.format.data,
        "from": str(scope.first),
        "to": str(scope.last),
        "places": list(form.place.data),
        "metrics": list(form.metric.data),
        "head": origin.head.hash,
    }
    lock.record("export visits", f"visits {form.what.data}", after=after)
    db.session.commit()


def _csv(asked: Asked, scope: Scope, origin: Origin) -> Response:
    table = exports.table(asked.what, scope)
    about = method_sheet.about(whats()[asked.what], scope, origin)
    pieces = csv_pieces(table.header, table.rows, about)
    response = Response(pieces, content_type="text/csv; charset=utf-8")
    name = _file_name(asked, scope, "csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _xlsx(asked: Asked, scope: Scope, origin: Origin) -> Response:
    title = whats()[asked.what]
    file = tempfile.TemporaryFile()  # noqa: SIM115 - gone once it is sent
    tables = exports.workbook_tables(asked.what, title, scope, origin)
    about = Properties(title, origin.made_by, origin.made_at, origin.head.hash)
    workbook.write(file, tables, about)
    file.seek(0)
    name = _file_name(asked, scope, "xlsx")
    return send_file(file, XLSX, as_attachment=True, download_name=name)


def _file_name(asked: Asked, scope: Scope, ending: str) -> str:
    return f"visits-{asked.what.value}-{scope.first}-{scope.last}.{ending}"


def _form_page(form: ExportForm) -> str:
    months = _months_with_figures()
    return render_template("bureau/visits/exports.html", form=form, months=months)


def _months_with_figures() -> list[date]:
    """The first days of the last months since the first figure, newest first."""
    firsts = [one.first for one in counted_places(db.session) if one.first]
    if not firsts:
        return []
    today = clock.business_day(clock.now())
    months = months_of(min(firsts).replace(day=1), today)
    return [first for first, _last in reversed(months)][:MONTHS_LISTED]
