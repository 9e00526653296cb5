"""Places: everything that can be put on the map."""

from flask import Flask

from webapp.places import api, closed, filters, known, public
from webapp.places.words import status_name
from webapp.staff import places_known


def init_app(app: Flask) -> None:
    """Add the pages, the open data, and the words for kinds and states."""
    app.register_blueprint(public.bp)
    app.register_blueprint(api.bp)
    closed.init_app(app)
    places_known.register(app, known.known)
    app.jinja_env.filters |= {"kind_name": filters.name, "status_name": status_name}
