"""Public holidays, as officially announced."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Nothing to add yet."""
