"""Counting visitors: the ledger, its figures, the goal of the year."""

from flask import Flask

from webapp.visits import public


def init_app(app: Flask) -> None:
    """Add the pages."""
    app.register_blueprint(public.bp)
