"""Pictures: taken in, made safe and small, and served."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Nothing to add yet."""
