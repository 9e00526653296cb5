"""跟着赛事去旅行: the days around an edition, as an itinerary to be saved or printed."""

from flask import Blueprint, abort, render_template

from webapp.core import page_cache
from webapp.core.database import db
from webapp.race.models import edition_of
from webapp.race.parts import parts_of

bp = Blueprint("race_travel", __name__, url_prefix="/race/<int(fixed_digits=4):year>")


@bp.get("/travel")
def page(year: int) -> str:
    """The days around an edition."""
    page_cache.public()
    edition = db.session.scalar(edition_of(year)) or abort(404)
    return render_template("race/travel.html", edition=edition, parts=parts_of(db.session, edition))
