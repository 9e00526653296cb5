"""The front door: home, search, about, statements, settings, sitemap, health."""

from flask import Flask

from webapp.home import desk_lines, health, open_api, public, reader_pages
from webapp.staff import desk


def init_app(app: Flask) -> None:
    """Add the pages, and what the front desk says of the columns."""
    app.register_blueprint(public.bp)
    reader_pages.init_app(app)
    app.register_blueprint(health.bp)
    app.register_blueprint(open_api.bp)
    desk.add_lines(app, desk_lines.lines)
