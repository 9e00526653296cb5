"""Events: what happens when, and whether it really does."""

from flask import Flask

from webapp.events import api, at_places, public, venue, words


def init_app(app: Flask) -> None:
    """Add the pages, the open data, and the words templates put events into."""
    words.init_app(app)
    at_places.init_app(app)
    venue.init_app(app)
    app.register_blueprint(public.bp)
    app.register_blueprint(api.bp)
