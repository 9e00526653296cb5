"""The desk's pages of sheets: upload one, look at what it would do, store just that."""

import io
from itertools import islice

from flask import Response, abort, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest

from webapp.core import clock, file_names, tables, workbook
from webapp.core.body_size import takes_up_to
from webapp.core.database import db
from webapp.core.workbook import Properties
from webapp.staff import lock
from webapp.staff.lock import account, allowed, writes_later
from webapp.staff.models import Account, Role
from webapp.visits import decision_words, dry_run, labels, ledger, upload, upload_words
from webapp.visits.bureau import bp
from webapp.visits.daily_form import Refused
from webapp.visits.dry_run import DryRun, Fate, Mode
from webapp.visits.refusals import NoReason, NotDecided
from webapp.visits.report_form import LONGEST_REASON
from webapp.visits.tables import MOST_BYTES
from webapp.visits.upload import Upload

WRITERS = (Role.operator, Role.statistician)
READERS = (*WRITERS, Role.auditor)
ID = "int(max=2147483647)"
SHOWN = 200  # rows on the page; all of them are in the file
LISTED = 30
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/sheets")
@allowed(*READERS)
def sheets() -> str:
    """Where a sheet is chosen, and what came of those before."""
    return _list()


@bp.post("/sheets")
@allowed(*WRITERS)
@takes_up_to(MOST_BYTES + 100_000)
@writes_later
def take_sheet() -> ResponseReturnValue:
    """Read a file, keep what was read, and show what storing it would do."""
    file, mode = request.files.get("file"), _mode(request.form.get("mode"))
    content, name = (file.read(), file_names.shown(file.filename)) if file else (b"", "")
    if not content:
        return _list([_("Choose a file first.")], mode), 422
    try:
        sheet = upload.read(content, name)
    except Refused as refused:
        return _list(upload_words.refusals(refused), mode), 422
    lock.start_writing()
    kept = upload.keep(db.session, content, name, sheet, account(), clock.now())
    after = {"file": name, "sha256": kept.sha256, "rows": len(sheet.rows)}
    lock.record("upload sheet", f"sheet {kept.id}", after=after)
    db.session.commit()
    return redirect(url_for(".sheet", id=kept.id, mode=mode.value), 303)


def _mode(text: str | None) -> Mode:
    try:
        return Mode(text or Mode.add.value)
    except ValueError:
        abort(404)


def _list(problems: list[str] | None = None, mode: Mode = Mode.add) -> str:
    whose = None if account().holds(Role.auditor) else account().id
    found = list(islice(db.session.scalars(upload.latest(whose)), LISTED))
    return render_template(
        "bureau/visits/sheets.html",
        problems=problems or [],
        mode=mode,
        modes=upload_words.modes(),
        uploads=found,
        people={one.account_id: db.session.get(Account, one.account_id) for one in found},
        words=upload_words,
        most=MOST_BYTES,
    )


def _upload(id: int) -> Upload:
    """An upload of one's own; an auditor reads everybody's."""
    found = db.session.get(Upload, id) or abort(404)
    if found.account_id != account().id and not account().holds(Role.auditor):
        abort(403)
    return found


def _run(found: Upload, mode: Mode) -> DryRun:
    owner = db.session.get_one(Account, found.account_id)
    return dry_run.run(db.session, found, mode, owner, clock.business_day(clock.now()))


@bp.get(f"/sheets/<{ID}:id>")
@allowed(*READERS)
def sheet(id: int) -> str:
    """What storing a sheet would do now; or what it did."""
    found, mode = _upload(id), _mode(request.args.get("mode"))
    if found.became is not None:
        return render_template("bureau/visits/sheet_stored.html", upload=found, words=upload_words)
    return _page(found, _run(found, mode))


@bp.post(f"/sheets/<{ID}:id>")
@allowed(*WRITERS)
def store_sheet(id: int) -> ResponseReturnValue:
    """Store what was shown; show it again when something has changed since."""
    found, mode = _upload(id), _mode(request.form.get("mode"))
    if found.became is not None:
        flash(_("This sheet was stored before; it counts once."))
        return redirect(url_for(".sheet", id=id), 303)
    ledger.take_turn(db.session)
    shown, reason = _run(found, mode), " ".join(request.form.get("reason", "").split())
    if refused := _refusal(shown, reason):
        return _page(found, shown, refused, reason), 422
    try:
        taken = dry_run.store(db.session, found, shown, reason, account(), clock.now())
    except NotDecided as why:
        db.session.rollback()
        return _page(_upload(id), shown, [_in_words(why)], reason), 422
    after = {"file": found.file_name, "became": found.became, "reason": reason}
    lock.record("store sheet", f"sheet {id}", after=after)
    db.session.commit()
    flash(_("Stored: what you have seen, and nothing else."))
    if taken.waiting:
        flash(_("What changes much or looks far back waits for a second person."))
    return redirect(url_for(".sheet", id=id), 303)


def _refusal(shown: DryRun, reason: str) -> list[str]:
    """Why it cannot be stored."""
    if shown.mode is Mode.check or not shown.stores:
        return [_("There is nothing to be stored.")]
    if request.form.get("stamp") != shown.stamp:
        return [_("The numbers have changed since you looked. Please look at the rows again.")]
    if shown.needs_reason and not reason:
        return [_("Say why the numbers change.")]
    if len(reason) > LONGEST_REASON:
        return [_("This reason is longer than %(max)d characters.", max=LONGEST_REASON)]
    return []


def _in_words(why: NotDecided) -> str:
    if isinstance(why, NoReason):
        return _("Say why the numbers change.")
    return _("This cannot be corrected like this.")


def _page(found: Upload, shown: DryRun, problems: list[str] | None = None, reason: str = "") -> str:
    return render_template(
        "bureau/visits/sheet.html",
        upload=found,
        sheet=found.sheet,
        shown=shown,
        rows=list(islice(sorted(shown.lines, key=_order), SHOWN)),
        problems=problems or [],
        reason=reason,
        longest=LONGEST_REASON,
        published=decision_words.published() if shown.publishes else "",
        mine=found.account_id == account().id and lock.may_open("bureau.visits.store_sheet"),
        modes=upload_words.modes(),
        fates=upload_words.fates(),
        words=upload_words,
        labels=labels,
    )


def _order(line: dry_run.Line) -> tuple[int, int]:
    return list(Fate).index(line.fate), line.line


@bp.get(f"/sheets/<{ID}:id>/rows.csv")
@allowed(*READERS)
def sheet_rows(id: int) -> Response:
    """The rows of a dry run, or only those that are refused, with the reasons."""
    found, mode = _upload(id), _mode(request.args.get("mode"))
    if found.became is not None:
        raise BadRequest(_("This sheet is stored; its rows are in the ledger."))
    only = Fate.refused if request.args.get("only") == Fate.refused.value else None
    table = upload_words.table(_run(found, mode), only)
    text = "".join(tables.csv_pieces(table.header, table.rows))
    name = f"refused-{id}.csv" if only else f"rows-{id}.csv"
    return send_file(
        io.BytesIO(text.encode()), "text/csv; charset=utf-8", as_attachment=True, download_name=name
    )


@bp.get("/sheets/template.xlsx")
@allowed(*READERS)
def template() -> Response:
    """An empty sheet with the columns that are understood."""
    file, about = io.BytesIO(), Properties(_("Daily report"), "", clock.now(), "")
    workbook.write(file, upload_words.template(), about)
    file.seek(0)
    return send_file(file, XLSX, as_attachment=True, download_name="shiguai-daily.xlsx")
