"""Events: what happens when, and whether it really does."""

from flask import Flask

from webapp.events import public


def init_app(app: Flask) -> None:
    """Add the pages."""
    app.register_blueprint(public.bp)
