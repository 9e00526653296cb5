"""The front door: home, search, about, statements, sitemap, health."""

from flask import Flask

from webapp.home import health, open_api, public


def init_app(app: Flask) -> None:
    """Add the pages."""
    app.register_blueprint(public.bp)
    app.register_blueprint(health.bp)
    app.register_blueprint(open_api.bp)
