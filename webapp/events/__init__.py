"""Events: what happens when, and whether it really does."""

from flask import Flask

from webapp.events import (
    api,
    at_places,
    bureau,
    calling_off,
    own_pages,
    public,
    venue,
    words,
)

__all__ = ["calling_off"]  # adds its pages to the blueprint


def init_app(app: Flask) -> None:
    """Add the pages, the open data, the desk, and the words templates put events into."""
    words.init_app(app)
    at_places.init_app(app)
    venue.init_app(app)
    own_pages.init_app(app)
    app.register_blueprint(public.bp)
    app.register_blueprint(api.bp)
    bureau.init_app(app)
