"""Public holidays, as officially announced."""

from flask import Flask

from webapp.holidays import words


def init_app(app: Flask) -> None:
    """Add the words that templates put holidays into."""
    words.init_app(app)
