"""Manuscripts: written by one person, published by another."""

from flask import Flask
from flask_babel import gettext as _

from webapp.core import due
from webapp.review import bureau, desk_lines, pages, timetable, upkeep, words
from webapp.staff import desk, lock

__all__ = ["bureau"]  # it adds its pages to the blueprint


def init_app(app: Flask) -> None:
    """Publish and take down by the clock; add the desk's pages and lines."""
    due.register(app, timetable.next_due, timetable.do_what_is_due)
    upkeep.init_app(app)
    words.init_app(app)
    lock.add_to_desk(app, pages.bp)
    desk.add_way(app, 10, "bureau.review.index", lambda: _("Review"))
    desk.add_lines(app, desk_lines.lines)
