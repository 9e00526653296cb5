"""The public page of closed roads, which answers whether a place can be reached at a time."""

from flask import Blueprint, abort, render_template

from webapp.core import page_cache
from webapp.core.database import db
from webapp.race.models import edition_of
from webapp.race.parts import parts_of
from webapp.race.roads import words
from webapp.race.roads.models import closures_of

bp = Blueprint("race_roads", __name__, url_prefix="/race/<int(fixed_digits=4):year>")


@bp.get("/roads")
def page(year: int) -> str:
    """What is closed when, and what that means for getting somewhere."""
    page_cache.public()
    edition = db.session.scalar(edition_of(year)) or abort(404)
    return render_template(
        "race/roads.html",
        edition=edition,
        parts=parts_of(db.session, edition),
        closures=db.session.scalars(closures_of(year)).all(),
        words=words,
    )
