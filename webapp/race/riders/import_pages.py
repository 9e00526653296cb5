"""The desk's pages of lists: upload one, look at what it would do, store just that."""

import io
from typing import Any

from flask import Response, abort, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest

from webapp.core import clock, tables
from webapp.core.body_size import takes_up_to
from webapp.core.database import db
from webapp.race.models import Edition
from webapp.race.riders import columns, dry_run, exports, sheets, storing, words
from webapp.race.riders.dry_run import DryRun, Key, Mode, Settings
from webapp.race.riders.known import Known
from webapp.race.riders.lines import Fate
from webapp.race.riders.models import RiderSheet
from webapp.race.riders.pages import (
    ID,
    READERS,
    WRITERS,
    bp,
    edition_of_desk,
    known_of_desk,
    sealer,
)
from webapp.staff import lock
from webapp.staff.lock import account, allowed, writes_later
from webapp.staff.models import Account, Role
from webapp.visits.tables import NotATable

SHOWN = 200  # rows on the page; all of them are in the file
LISTED = 20
MOST_COLUMNS = 60


@bp.get("/sheets")
@allowed(*READERS)
def upload_list(year: int) -> str:
    """Where a list is chosen, and what came of those before."""
    return _list(edition_of_desk(year))


@bp.post("/sheets")
@allowed(*WRITERS)
@takes_up_to(sheets.MOST_BYTES + 100_000)
@writes_later
def take_sheet(year: int) -> ResponseReturnValue:
    """Read a file, keep what was read, sealed, and show what storing it would do."""
    edition, settings = edition_of_desk(year), _settings()
    file = request.files.get("file")
    content, name = (file.read(), file.filename or "") if file else (b"", "")
    if not content:
        return _list(edition, _("Choose a file first.")), 422
    try:
        sheet = sheets.read(content, name)
    except NotATable as refused:
        return _list(edition, _(str(refused))), 422
    lock.start_writing()
    kept = sheets.keep(db.session, year, content, name, sheet, account(), clock.now(), sealer())
    after = {"file": kept.file_name, "sha256": kept.sha256, "rows": len(sheet.rows)}
    lock.record("upload riders", f"race {year}", after=after)
    db.session.commit()
    return redirect(url_for(".sheet", year=year, id=kept.id, **asked(settings)), 303)


@bp.get(f"/sheets/<{ID}>")
@allowed(*READERS)
def sheet(year: int, id: int) -> str:
    """What storing a list would do now; or what it did."""
    kept, edition = _kept(year, id), edition_of_desk(year)
    if kept.became is not None or kept.content is None:
        return render_template(
            "bureau/race/riders_stored.html", edition=edition, sheet=kept, words=words
        )
    return _page(kept, _run(kept, known_of_desk(edition)), edition)


@bp.post(f"/sheets/<{ID}>")
@allowed(*WRITERS)
def store_sheet(year: int, id: int) -> ResponseReturnValue:
    """Store what was shown; show it again when something has changed since."""
    kept, edition = _kept(year, id), edition_of_desk(year)
    if kept.account_id != account().id:
        abort(403)
    if kept.became is not None:
        flash(_("This list was stored before; it counts once."))
        return redirect(url_for(".sheet", year=year, id=id), 303)
    known = known_of_desk(edition)
    found = _run(kept, known)
    if problem := _refusal(found):
        return _page(kept, found, edition, problem), 422
    kept.became = storing.store(db.session, found, known, account(), clock.now())
    kept.stored_at, kept.content = clock.now(), None
    lock.record("store riders", f"race {year}", after={"file": kept.file_name, **_told(kept)})
    db.session.commit()
    flash(_("Brought in: what you have seen, and nothing else."))
    return redirect(url_for(".sheet", year=year, id=id), 303)


@bp.get(f"/sheets/<{ID}>/rows.csv")
@allowed(*READERS)
def sheet_rows(year: int, id: int) -> Response:
    """The rows of a dry run with what becomes of them; without personal data."""
    kept, edition = _kept(year, id), edition_of_desk(year)
    if kept.became is not None:
        raise BadRequest(_("This list is stored; its riders are on the list."))
    only = Fate.refused if request.args.get("only") == Fate.refused.value else None
    table = words.table(_run(kept, known_of_desk(edition)), edition, only)
    return _csv(table, f"riders-{year}-rows.csv")


@bp.get("/template.csv")
@allowed(*READERS)
def template(year: int) -> Response:
    """An empty list with the columns that are understood."""
    edition_of_desk(year)
    names = (*exports.PLAIN, *exports.PERSONAL)
    table = tables.Table("", [tables.Column(name) for name in names], ())
    return _csv(table, f"riders-{year}-template.csv")


def _csv(table: tables.Table, name: str) -> Response:
    file = io.BytesIO("".join(tables.csv_pieces(table.header, table.rows)).encode())
    return send_file(file, "text/csv; charset=utf-8", as_attachment=True, download_name=name)


def _told(kept: RiderSheet) -> dict[str, int]:
    became = kept.became
    assert became is not None
    return {"new": became.new, "changed": became.changed, "left out": became.left_out}


def _kept(year: int, id: int) -> RiderSheet:
    """A list that was uploaded: one's own; an auditor sees that of everybody."""
    found = db.session.get(RiderSheet, id)
    if found is None or found.edition_year != year:
        abort(404)
    if found.account_id != account().id and not account().holds(Role.auditor):
        abort(403)
    return found


def _settings() -> Settings:
    try:
        mode = Mode(request.values.get("mode", Mode.add.value))
        key = Key(request.values.get("key", Key.bib.value))
    except ValueError:
        abort(404)
    chosen = {
        at: value
        for at in range(MOST_COLUMNS)
        if (value := request.values.get(f"column-{at}")) in (*columns.FIELDS, columns.LEFT_OUT)
    }
    return Settings(mode, key, request.values.get("assign") == "1", chosen)


def asked(settings: Settings) -> dict[str, Any]:
    """Settings as an address or a form carries them."""
    found: dict[str, Any] = {"mode": settings.mode.value, "key": settings.key.value}
    if settings.assign:
        found["assign"] = "1"
    return found | {f"column-{at}": value for at, value in sorted(settings.chosen.items())}


def _run(kept: RiderSheet, known: Known) -> DryRun:
    sheet = sheets.sheet_of(kept, known.sealer)
    if sheet is None:
        raise BadRequest(_("What was uploaded is not there any more. Upload the file again."))
    return dry_run.run(sheet, known, _settings())


def _refusal(found: DryRun) -> str:
    """Why it cannot be stored; empty: it can."""
    if found.twice:
        return _twice(found)
    if not found.stores:
        return _("There is nothing to be brought in.")
    if request.form.get("stamp") != found.stamp:
        return _("The riders have changed since you looked. Please look at the rows again.")
    return ""


def _twice(found: DryRun) -> str:
    names = words.fields()
    fields = _(", ").join(names[field] for field in found.twice)
    return _("Two columns are taken for the same: %(fields)s.", fields=fields)


def _list(edition: Edition, problem: str = "") -> str:
    found = db.session.scalars(sheets.of_edition(edition.year).limit(LISTED)).all()
    return render_template(
        "bureau/race/riders_upload.html",
        edition=edition,
        problem=problem,
        settings=_settings(),
        uploads=found,
        people={one.account_id: db.session.get(Account, one.account_id) for one in found},
        words=words,
        most=sheets.MOST_BYTES,
    )


def _page(kept: RiderSheet, found: DryRun, edition: Edition, problem: str = "") -> str:
    order = list(Fate)
    lines = sorted(found.lines, key=lambda one: (order.index(one.fate), one.entry.line))
    return render_template(
        "bureau/race/riders_dry_run.html",
        edition=edition,
        sheet=kept,
        found=found,
        lines=lines[:SHOWN],
        asked=asked(found.settings),
        problem=problem or (_twice(found) if found.twice else ""),
        mine=kept.account_id == account().id and lock.may_open("bureau.race_riders.store_sheet"),
        categories=words.category_names(edition),
        words=words,
        left_out=columns.LEFT_OUT,
    )
