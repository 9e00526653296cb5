"""What the desk's pages of editions are made of: what a form is about, and showing it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.core import clock, languages
from webapp.core.database import db
from webapp.places.models import PlaceKind, all_places
from webapp.places.words import kind_name
from webapp.race import draft, files, labels, writing
from webapp.race.completeness import Lack
from webapp.race.draft import EditionText
from webapp.race.forms import TEXTS, EditionForm, Groups, values
from webapp.race.models import Edition
from webapp.race.writing import KIND, Opened
from webapp.review import drafts, sheet
from webapp.review.models import Manuscript, Version
from webapp.staff import lock
from webapp.staff.lock import account
from webapp.staff.models import Role

bp = Blueprint("race", __name__, url_prefix="/race")
READERS = (Role.editor, Role.reviewer, Role.auditor)
YEAR = "int(fixed_digits=4):year"
ID = "int(max=2147483647)"
FIRST = Opened(1, 0)  # of a public edition that nobody has worked on yet


@dataclass(frozen=True)
class Target:
    """The edition of a year: its manuscript, its public record, or both."""

    year: int
    manuscript: Manuscript | None = None
    edition: Edition | None = None

    @property
    def public(self) -> bool:
        """Whether the public sees it."""
        return self.edition is not None and self.edition.withdrawn_at is None

    @property
    def version(self) -> Version | None:
        """The version being worked on."""
        return self.manuscript.open_version if self.manuscript else None

    def text(self) -> tuple[EditionText, Opened]:
        """What a form opened now shows, and what it is made of."""
        if self.manuscript is None:
            assert self.edition is not None
            return draft.read(self.edition), FIRST
        version = self.manuscript.open_version or self.manuscript.standing
        return writing.typed(sheet.public_text(db.session, version)), Opened.of(version)

    def before(self, opened: Opened) -> EditionText:
        """What a form showed that was opened then."""
        if self.manuscript is None:
            return self.text()[0]
        fields = writing.text_at(self.manuscript, opened, db.session)
        return writing.typed({"year": self.year, **fields})

    def keep(self, text: EditionText, opened: Opened) -> Version:
        """Save `text`. Raises what `writing.keep` raises."""
        now = clock.now()
        manuscript = self.manuscript or drafts.manuscript_for(db.session, KIND, self.year, now)
        return writing.keep(db.session, manuscript, text, account(), now, opened)


def target(year: int) -> Target:
    """The edition of a year; answers 404 when nobody has begun one."""
    manuscript = writing.manuscript_of_year(db.session, year)
    edition = db.session.get(Edition, year)
    if manuscript is None and edition is None:
        abort(404)
    return Target(year, manuscript, edition)


def public_edition(year: int) -> Edition:
    """The edition that the public sees; answers 404 when it sees none."""
    found = db.session.get(Edition, year)
    return found if found is not None and found.withdrawn_at is None else abort(404)


def link(endpoint: str, year: int) -> str:
    """Where a page of an edition lies; nothing when there is none, or not for this account."""
    there = endpoint in current_app.view_functions and lock.may_open(endpoint)
    return url_for(endpoint, year=year) if there else ""


def new_form(text: EditionText) -> EditionForm:
    """The form as it stands for a text."""
    form = EditionForm(data=values(text))
    offer(form, text)
    return form


def sent_form(before: EditionText) -> EditionForm:
    """The form as it was sent."""
    form = EditionForm(request.form)
    offer(form, before)
    return form


def offer(form: EditionForm, text: EditionText) -> None:
    """Let a form choose among our places and our files."""
    used = {one.place for one in text.timetable if one.place}
    form.offer(_places(used), files.choices(db.session, text.documents), form.held_on.data)


def _places(used: set[str]) -> Groups:
    found: dict[PlaceKind, list[tuple[str, str]]] = {}
    for place in db.session.scalars(all_places()):
        found.setdefault(place.kind, []).append((place.slug, languages.words(place.name)))
        used.discard(place.slug)
    groups = {kind_name(kind): found[kind] for kind in PlaceKind if kind in found}
    gone = [(slug, slug) for slug in sorted(used)]  # withdrawn since
    return groups | ({"…": gone} if gone else {})


def point_out(form: EditionForm, lacks: Sequence[Lack]) -> None:
    """Say at each field of a form what is missing or wrong with it."""
    for lack in lacks:
        field = _field(form, lack)
        field.errors = [*field.errors, labels.lack(lack)]


def _field(form: EditionForm, lack: Lack) -> Any:
    if lack.row is None:
        name = "edition_number" if lack.name == "number" else lack.name
        return form[f"{name}_zh" if name in TEXTS else name]
    row = form[lack.name][lack.row].form
    return row[f"{lack.part}_zh" if lack.part in row.texts else lack.part]


def form_page(
    about: Target, form: EditionForm, made_of: Opened, status: int = 200, **more: Any
) -> ResponseReturnValue:
    """The page with the form in it."""
    page = render_template(
        "bureau/race/edit.html",
        about=about,
        version=about.version,
        form=form,
        opened=made_of,
        me=account(),
        **more,
    )
    return page, status
