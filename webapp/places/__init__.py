"""Places: everything that can be put on the map."""

from flask import Flask

from webapp.places import api, public


def init_app(app: Flask) -> None:
    """Add the pages and the open data."""
    app.register_blueprint(public.bp)
    app.register_blueprint(api.bp)
