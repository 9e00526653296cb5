"""五当召杯, the cycling race."""

from flask import Flask

from webapp.race import public


def init_app(app: Flask) -> None:
    """Add the pages."""
    app.register_blueprint(public.bp)
