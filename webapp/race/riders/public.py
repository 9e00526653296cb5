"""The public start list."""

from flask import Blueprint, Response, abort, render_template, request
from flask_babel import gettext as _

from webapp.core import page_cache
from webapp.core.database import db
from webapp.core.tables import Row, csv_pieces
from webapp.race.models import Edition, edition_of
from webapp.race.parts import parts_of
from webapp.race.riders import listing, words
from webapp.race.riders.listing import Starter

bp = Blueprint("race_riders", __name__, url_prefix="/race/<int(fixed_digits=4):year>")
LONGEST = 60  # characters that are looked for


@bp.get("/start-list")
def page(year: int) -> str:
    """Who rides, by category; `?category=` and `?q=` look for some of them."""
    page_cache.public()
    edition, starters = _public(year)
    category, asked = request.args.get("category", ""), request.args.get("q", "")[:LONGEST].strip()
    categories = words.category_names(edition)
    if category and category not in categories:
        abort(404)
    found = listing.wanted(starters, category, asked)
    return render_template(
        "race/start_list.html",
        edition=edition,
        parts=parts_of(db.session, edition),
        categories=categories,
        category=category,
        asked=asked,
        count=len(found),
        all=len(starters),
        groups=listing.grouped(edition, found),
    )


@bp.get("/start-list.csv")
def table(year: int) -> Response:
    """The whole start list as a table."""
    page_cache.public()
    edition, starters = _public(year)
    names = words.category_names(edition)
    header = [_("Bib"), _("Rider's name"), _("Team"), _("Category")]
    rows: list[Row] = [
        [one.bib, one.name, one.team, names.get(one.category, one.category)] for one in starters
    ]
    text = "".join(csv_pieces(header, rows))
    response = Response(text, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="start-list-{year}.csv"'
    return response


def _public(year: int) -> tuple[Edition, list[Starter]]:
    edition = db.session.scalar(edition_of(year)) or abort(404)
    starters = listing.starters(db.session, year)
    if starters is None:
        abort(404)
    return edition, starters
