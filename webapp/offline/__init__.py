"""Without a network: the service worker, the guide that a phone keeps, the guide on paper."""

from flask import Flask

from webapp.offline import public


def init_app(app: Flask) -> None:
    """Add the pages."""
    app.register_blueprint(public.bp)
