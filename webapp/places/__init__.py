"""Places: everything that can be put on the map."""

from flask import Flask
from flask_babel import gettext as _

from webapp.places import (
    api,
    bureau,
    closed,
    closure_pages,
    desk_lines,
    editing_pages,
    filters,
    known,
    overlays,
    pages,
    position_pages,
    public,
)
from webapp.places.subject import PlaceSubject
from webapp.places.words import status_name
from webapp.review import subjects
from webapp.staff import desk, lock, places_known

__all__ = [
    "bureau",
    "closure_pages",
    "editing_pages",
    "position_pages",
]  # they add their pages to the blueprint


def init_app(app: Flask) -> None:
    """Add the pages, the open data, and the words for kinds and states."""
    app.register_blueprint(public.bp)
    app.register_blueprint(api.bp)
    closed.init_app(app)
    overlays.init_app(app)
    places_known.register(app, known.known)
    subjects.register(PlaceSubject())
    lock.add_to_desk(app, pages.bp)
    desk.add_lines(app, desk_lines.lines)
    desk.add_way(app, 30, "bureau.places.index", lambda: _("Places"))
    app.jinja_env.filters |= {"kind_name": filters.name, "status_name": status_name}
