"""Closed roads at the desk, and wherever else somebody meets them."""

from flask import Flask

from webapp.race.roads import announcing_pages, api, desk_pages, elsewhere
from webapp.staff import lock

PAGES = (announcing_pages,)  # whose views are those of the blueprint


def init_app(app: Flask) -> None:
    """Add closed roads to the desk, the open data, the map, and to places and events."""
    lock.add_to_desk(app, desk_pages.bp)
    app.register_blueprint(api.bp)
    elsewhere.init_app(app)
