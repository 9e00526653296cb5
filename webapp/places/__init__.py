"""Places: everything that can be put on the map."""

from flask import Flask

from webapp.places import api, closed, filters, public
from webapp.places.words import status_name


def init_app(app: Flask) -> None:
    """Add the pages, the open data, and the words for kinds and states."""
    app.register_blueprint(public.bp)
    app.register_blueprint(api.bp)
    closed.init_app(app)
    app.jinja_env.filters |= {"kind_name": filters.name, "status_name": status_name}
