"""Public holidays, as officially announced."""

from flask import Flask
from flask_babel import gettext as _

from webapp.holidays import bureau, front_desk, words
from webapp.staff import desk, lock


def init_app(app: Flask) -> None:
    """Add the desk's pages, its reminder, and the words that templates put holidays into."""
    words.init_app(app)
    lock.add_to_desk(app, bureau.bp)
    desk.add_way(app, 50, "bureau.holidays.index", lambda: _("Holidays"))
    desk.add_lines(app, front_desk.lines)
