"""The public results: by category, as a file, and each rider's own page."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Flask, Response, abort, render_template, request
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest

from webapp.core import clock, languages, page_cache
from webapp.core.database import db
from webapp.core.tables import csv_pieces
from webapp.race.results import (
    api,
    checking,
    live_pages,
    public_parts,
    public_words,
    published,
    results_file,
    revision_pages,
    standings,
    words,
)
from webapp.race.results.comparison import compare
from webapp.race.results.layouts.ours import COLUMNS
from webapp.race.results.models import Problem, Result, ResultSet
from webapp.race.results.names import Hidden
from webapp.race.results.public_parts import Revision, bp

LONGEST = 60  # characters that are looked for
MOST_STEPS = 5  # revisions that a rider's page follows back
MOST_TOLD = 30  # disagreements that are listed
__all__ = ["live_pages", "revision_pages"]  # they add their pages to the blueprint


@dataclass(frozen=True)
class Step:
    """What a revision changed for a rider; of the first that has them, what it said."""

    found: ResultSet
    told: str


def init_app(app: Flask) -> None:
    """Add the pages."""
    app.register_blueprint(bp)
    app.register_blueprint(api.bp)


@bp.get("/results")
def page(year: int) -> str:
    """The results that hold; `?category=` shows one whole, `all` each, `?q=` finds a rider."""
    page_cache.public()
    return results(year, public_parts.newest_of(year))


def results(year: int, revision: Revision | None) -> str:
    """The page of a revision."""
    edition, parts = public_parts.public_edition(year)
    asked = request.args.get("q", "")[:LONGEST].strip()
    category = request.args.get("category", "")
    rows = revision.rows if revision else ()
    categories = standings.codes(edition.categories, rows)
    known = {*categories, *(one.code for one in edition.categories)}
    if category and category != standings.EVERYTHING and category not in known:
        abort(404)
    return render_template(
        "race/results.html",
        edition=edition,
        parts=parts,
        revision=revision,
        categories=categories,
        category=category,
        asked=asked,
        standings=standings.standings(edition.categories, rows, category, asked),
        disagreements=_disagreements(rows),
        words=words,
        public_words=public_words,
        now=clock.now(),
    )


@bp.get("/results.csv")
def table(year: int) -> Response:
    """The results that hold, or those of `?revision=`, in our own layout."""
    page_cache.public()
    edition, _parts = public_parts.public_edition(year)
    revision = _asked_revision(year)
    found, number = revision.found, revision.found.revision or 0
    header = list(COLUMNS if languages.current() == "en" else COLUMNS.values())
    rows = results_file.rows(
        revision.rows, year, number, words.categories(edition), found.attribution or ""
    )
    response = Response("".join(csv_pieces(header, rows)), content_type="text/csv; charset=utf-8")
    name = f"wudangzhao-cup-{year}-results-{number}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@bp.get("/results/<int(max=2147483647):bib>")
def rider(year: int, bib: int) -> str:
    """One rider: the result, who was near, and what changed from revision to revision."""
    page_cache.public()
    edition, parts = public_parts.public_edition(year)
    revision = public_parts.newest_of(year) or abort(404)
    row = next((one for one in revision.rows if one.bib == bib), None) or abort(404)
    before, after = standings.neighbours(revision.rows, row)
    place, of = standings.overall(edition.categories, revision.rows, row)
    own = [one for one in revision.rows if one.category == row.category]
    return render_template(
        "race/result_of_rider.html",
        edition=edition,
        parts=parts,
        revision=revision,
        row=row,
        masked=revision.masks(bib),
        category=standings.codes(edition.categories, revision.rows)[row.category],
        finished=sum(one.rank is not None for one in own),
        overall=(place, of),
        before=before,
        after=after,
        steps=_steps(year, bib, revision.hidden),
        words=words,
        public_words=public_words,
        now=clock.now(),
    )


def _asked_revision(year: int) -> Revision:
    number = request.args.get("revision")
    if number is None:
        return public_parts.newest_of(year) or abort(404)
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        raise BadRequest(_("A revision is a number."))
    return public_parts.revision_of(year, int(number))


def _disagreements(rows: Sequence[Result]) -> Sequence[Problem]:
    return [one for row in rows for one in checking.disagreements(row)][:MOST_TOLD]


def _steps(year: int, bib: int, hidden: Hidden) -> list[Step]:
    """What the latest revisions said of a rider, the newest first; live ones are left out."""
    found = published.printed(db.session, year, MOST_STEPS)
    steps: list[Step] = []
    before: tuple[Result, ...] = ()
    for one in reversed(found):
        own = published.readable((row for row in one.rows if row.bib == bib), hidden)
        changed = compare(before, own)
        if changed:
            steps.insert(0, Step(one, words.change(changed[0])))
        before = own
    return steps
