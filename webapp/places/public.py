"""The pages about places: the map with its list, and one place."""

from flask import Blueprint, abort, render_template, request

from webapp.core import page_cache
from webapp.core.sources import sources_of
from webapp.extensions import db
from webapp.places.models import PlaceKind, all_places, by_slug, kinds_in_use

bp = Blueprint("places", __name__)


def asked_kind() -> PlaceKind | None:
    """The kind that the address filters by; an unknown one is a page that does not exist."""
    asked = request.args.get("kind")
    if not asked:
        return None
    try:
        return PlaceKind(asked)
    except ValueError:
        abort(404)


@bp.get("/places")
def index() -> str:
    """Every place, or those of one kind, as a list."""
    page_cache.public()
    kind = asked_kind()
    return render_template(
        "places/index.html",
        places=db.session.scalars(all_places(kind)).all(),
        kinds=kinds_in_use(db.session),
        kind=kind,
    )


@bp.get("/places/<slug>")
def page(slug: str) -> str:
    """One place."""
    page_cache.public()
    place = db.session.scalar(by_slug(slug)) or abort(404)
    sources = sources_of(db.session, place.source_keys())
    return render_template("places/page.html", place=place, sources=sources)
