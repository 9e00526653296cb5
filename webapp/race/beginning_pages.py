"""The desk's pages on which an edition is begun: empty, or as a copy of an earlier one."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as N_  # noqa: N812 - the name that Babel looks for

from webapp.core import clock, due
from webapp.core.database import db
from webapp.race import copying, course_copies, overview, writing
from webapp.race.draft import EditionText
from webapp.race.labels import LABELS
from webapp.race.models import Edition
from webapp.race.pages import bp
from webapp.review import drafts, fields, in_languages
from webapp.staff import lock
from webapp.staff.lock import account, allowed
from webapp.staff.models import Role

NEEDED = N_("This has to be filled in.")
YEARS = (1990, 2100)


class NewForm(in_languages.InLanguages):
    """What names an edition, and the one that it begins with."""

    year = fields.number(LABELS["year"], *YEARS)
    edition_number = fields.number(LABELS["number"], 1, 999)
    name_zh = fields.line(LABELS["name"], 100)
    copy = fields.Choice(N_("Begin with a copy of"), choices=[])

    def complete(self) -> bool:
        """Whether it says what has to be said; what is missing stands at its field."""
        sound = self.validate()
        asked = (self.year, self.edition_number)
        for field in asked if self.copy.data else (*asked, self.name_zh):
            if not field.data and not field.errors:
                field.errors = [str(NEEDED)]
        return sound and not self.errors


@bp.get("/new")
@allowed(Role.editor)
def new() -> ResponseReturnValue:
    """The form to begin an edition: empty, or as a copy of an earlier one."""
    due.catch_up(clock.now())
    rows = overview.rows(db.session)
    chosen = next((one for one in rows if str(one.year) == request.args.get("copy")), None)
    last = chosen or next(iter(rows), None)
    taken = {one.year for one in rows}
    year = last.year + 1 if last else clock.today().year
    while year in taken:
        year += 1
    number = last.text.number + 1 if last and last.text.number else None
    copy = str(chosen.year) if chosen else ""
    form = NewForm(data={"year": year, "edition_number": number, "copy": copy})
    return _new_page(form, rows)


@bp.post("/new")
@allowed(Role.editor)
def begin() -> ResponseReturnValue:
    """Begin it; sent twice it is begun once."""
    rows = overview.rows(db.session)
    form = NewForm(request.form)
    form.copy.choices = _copies(rows)
    if not form.complete():
        return _new_page(form, rows, 422)
    year = form.year.data
    text = _first_text(form, rows)
    found = writing.manuscript_of_year(db.session, year)
    if found is not None and found.latest.fields == drafts.plain(text):
        return redirect(url_for(".edit", year=year), 303)
    if found is not None or db.session.get(Edition, year) is not None:
        form.year.errors = [_("There is an edition of this year already.")]
        return _new_page(form, rows, 422)
    version = writing.start(db.session, text, account(), clock.now())
    started = [version]
    if form.copy.data:
        old = int(form.copy.data)
        started += course_copies.begin(db.session, old, year, account(), clock.now())
    for one in started:
        lock.record("create", one.manuscript.audit_name, after=one.fields)
    db.session.commit()
    flash(_("A draft is there. Look at everything that was taken over before you submit it."))
    return redirect(url_for(".edit", year=year), 303)


def _first_text(form: NewForm, rows: list[overview.Row]) -> EditionText:
    year, number = form.year.data, form.edition_number.data
    name = in_languages.written(form, "name")
    source = next((one for one in rows if str(one.year) == form.copy.data), None)
    if source is None:
        return EditionText(year=year, number=number, name=name)
    return copying.copied(source.text, year, number, name)


def _copies(rows: list[overview.Row]) -> list[tuple[str, str]]:
    nothing = _("nothing: an empty edition")
    return [("", nothing), *((str(one.year), overview.title(one)) for one in rows)]


def _new_page(form: NewForm, rows: list[overview.Row], status: int = 200) -> ResponseReturnValue:
    form.copy.choices = _copies(rows)
    return render_template("bureau/race/new.html", form=form), status
