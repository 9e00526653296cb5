"""The desk's page of an edition's results: bring a timer's file, see what is public and waits."""

import re
from collections.abc import Sequence
from typing import Any

from flask import Flask, abort, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.core import clock, due, file_names
from webapp.core.body_size import takes_up_to
from webapp.core.database import db
from webapp.race import pages
from webapp.race.models import Edition
from webapp.race.results import (
    desk_pages,
    masks,
    presets,
    reading,
    revisions,
    row_pages,
    set_pages,
    waits,
    words,
)
from webapp.race.results.desk_pages import BASE, READERS, back, bp
from webapp.race.results.forms import FileForm, PresetForm, new_file_form
from webapp.race.results.layouts import columns
from webapp.race.results.layouts.pieces import NotResults, UnknownHeadings
from webapp.race.results.models import public_sets
from webapp.race.results.reading import Reading
from webapp.race.results.refusals import SameFile
from webapp.race.riders.models import riders_of
from webapp.staff import desk, lock
from webapp.staff.lock import account, allowed, writes_later
from webapp.staff.models import Role
from webapp.visits.tables import MOST_BYTES

__all__ = ["row_pages", "set_pages"]  # they add their pages to the blueprint
COLUMN = re.compile(r"column-([0-9]{1,2})")
MOST_COLUMNS = 60


def init_app(app: Flask) -> None:
    """Add the results to the desk, and what waits there to its front page."""
    lock.add_to_desk(app, bp)
    desk.add_lines(app, waits.lines)
    due.register(app, waits.next_end_of_protests)


@bp.get(f"{BASE}/")
@allowed(*READERS)
def index(year: int) -> ResponseReturnValue:
    """What the public reads, what waits, and where a file is brought."""
    edition = pages.public_edition(year)
    return _index(edition, new_file_form(list(presets.known(db.session))))


def _index(
    edition: Edition, form: FileForm, problems: Sequence[str] = (), status: int = 200
) -> ResponseReturnValue:
    public = list(db.session.scalars(public_sets(edition.year)))
    open_sets = revisions.unfinished(db.session, edition.year)
    page = render_template(
        "bureau/race/results.html",
        edition=edition,
        form=form,
        problems=problems,
        public=public,
        newest=public[0] if public else None,
        unfinished=open_sets,
        people=desk_pages.people([*public, *open_sets]),
        masked=masks.masked(db.session, edition.year),
        words=words,
        most=MOST_BYTES,
        now=clock.now(),
    )
    return page, status


@bp.post(f"{BASE}/file")
@allowed(Role.editor)
@takes_up_to(MOST_BYTES + 100_000)
@writes_later
def take_file(year: int) -> ResponseReturnValue:
    """Read a timer's file in whatever layout it is, and keep it as a draft."""
    edition, known = pages.public_edition(year), presets.known(db.session)
    form = FileForm(request.form)
    form.offer(list(known))
    content, name = _sent()
    if not form.validate():
        return _index(edition, form, status=422)
    if not content:
        return _index(edition, form, [_("Choose a file first.")], 422)
    try:
        found = _read(edition, content, known, form.layout.data or None)
    except UnknownHeadings as unknown:
        return _ask_for_columns(edition, form, unknown, content, name)
    except NotResults as why:
        return _index(edition, form, [_(str(why))], 422)  # marked where it is written
    lock.start_writing()
    return _keep(year, found, content, name, form)


def _sent() -> tuple[bytes, str]:
    """The file that came with the form, and its name."""
    file = request.files.get("file")
    if file is None:
        return b"", ""
    with file.stream:  # a large one lies on the disk
        return file.stream.read(), file_names.shown(file.filename)


def _read(edition: Edition, content: bytes, known: reading.Presets, chosen: str | None) -> Reading:
    riders = list(db.session.scalars(riders_of(edition.year)))
    return reading.read(content, edition.categories, riders, known, chosen)


def _keep(
    year: int, found: Reading, content: bytes, name: str, form: FileForm
) -> ResponseReturnValue:
    edition = pages.public_edition(year)
    more: dict[str, Any] = {"content": content, "file_name": name, **form.settings}
    try:
        made = revisions.begin(db.session, edition, found, account(), clock.now(), **more)
    except SameFile as same:
        return desk_pages.refused(same, year, same.id)
    after = {"file": name, "sha256": made.file_sha256, "rows": len(made.rows)}
    lock.record("bring results", f"results {made.id}", after=after)
    db.session.commit()
    return back(year, made.id)


@bp.post(f"{BASE}/preset")
@allowed(Role.editor)
@writes_later
def make_preset(year: int) -> ResponseReturnValue:
    """Keep what the headings mean under a name, and read the file by it."""
    edition, form = pages.public_edition(year), PresetForm(request.form)
    form.offer([])
    try:
        content = presets.unpacked(form.content.data or "")
    except presets.NotPacked:
        abort(400)
    name, meaning = form.preset_name.data or "", _meaning(form)
    known = {**presets.known(db.session), name: meaning}
    try:
        if not form.validate() or not columns.enough(meaning):
            raise presets.NotEnough
        found = _read(edition, content, known, name)
        lock.start_writing()
        made = presets.make(db.session, name, meaning, account(), clock.now())
    except (presets.NotEnough, presets.NameTaken, NotResults) as why:
        db.session.rollback()
        return _columns_again(year, form, content, why)
    lock.record("make column preset", f"column preset {made.id}", after={"name": name, **meaning})
    return _keep(year, found, content, file_names.shown(form.file_name.data), form)


def _meaning(form: PresetForm) -> dict[str, str]:
    """Our columns and their headings, as they were chosen column by column."""
    found: dict[str, str] = {}
    for key, column in request.form.items():
        match = COLUMN.fullmatch(key)
        if match and column in columns.CHOICES:
            number = int(match[1])
            heading = request.form.get(f"heading-{number}", "")[:200]
            found.setdefault(column, str(number) if form.no_header.data else heading)
    if form.no_header.data and found:
        found[columns.NO_HEADER] = "1"
    return found


def _columns_again(
    year: int, form: PresetForm, content: bytes, why: Exception
) -> ResponseReturnValue:
    if isinstance(why, presets.NotEnough):
        told = _("Give it a name, and say where the bib or name stands, and the time or rank.")
    elif isinstance(why, presets.NameTaken):
        told = _("Another preset has this name.")
    else:
        told = _(str(why))  # marked where it is written
    edition = pages.public_edition(year)
    try:
        _read(edition, content, {}, None)
    except UnknownHeadings as unknown:
        return _ask_for_columns(edition, form, unknown, content, "", [told])
    except NotResults:
        abort(400)
    flash(_("This table needs no preset: its headings are known."))
    return back(year)


def _ask_for_columns(
    edition: Edition,
    form: FileForm,
    unknown: UnknownHeadings,
    content: bytes,
    name: str,
    problems: Sequence[str] = (),
) -> ResponseReturnValue:
    packed = presets.packed(content)
    if packed is None:
        told = _("This table is too large to ask about. Make the preset with its first rows.")
        return _index(edition, form, [told], 422)
    asked = form if isinstance(form, PresetForm) else PresetForm(request.form)
    asked.content.data, asked.file_name.data = packed, name or asked.file_name.data
    headings = unknown.headings[:MOST_COLUMNS]
    guessed = {heading: column for column, heading in columns.guess(headings).items()}
    page = render_template(
        "bureau/race/results_columns.html",
        edition=edition,
        form=asked,
        problems=problems,
        headings=[
            (number, one, [row[number - 1] for row in unknown.samples if number <= len(row)])
            for number, one in enumerate(headings, start=1)
        ],
        chosen={
            number: request.form.get(f"column-{number}", guessed.get(one, ""))
            for number, one in enumerate(headings, start=1)
        },
        columns=words.columns(),
    )
    return page, 422 if problems else 200
