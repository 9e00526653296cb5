"""Pictures: taken in, made safe and small, and served."""

from flask import Flask

from webapp.pictures import public


def init_app(app: Flask) -> None:
    """Serve the files."""
    public.init_app(app)
