"""Manuscripts: written by one person, published by another."""

from flask import Flask

from webapp.core import due
from webapp.review import workflow


def init_app(app: Flask) -> None:
    """Publish and take down by the clock."""
    due.register(app, workflow.next_due, workflow.do_what_is_due)
