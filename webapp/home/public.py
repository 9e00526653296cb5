"""The home page."""

from flask import Blueprint, render_template

from webapp.core import page_cache
from webapp.extensions import db
from webapp.home.models import seasons
from webapp.places.models import signature_places

bp = Blueprint("home", __name__)


@bp.get("/")
def index() -> str:
    """What to do now, the signature places, the seasons, the race, the year's progress."""
    page_cache.public()
    return render_template(
        "home/index.html",
        places=db.session.scalars(signature_places()).all(),
        seasons=db.session.scalars(seasons()).all(),
    )
