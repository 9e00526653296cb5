"""Manuscripts: written by one person, published by another."""

from flask import Flask

from webapp.core import due
from webapp.review import timetable


def init_app(app: Flask) -> None:
    """Publish and take down by the clock."""
    due.register(app, timetable.next_due, timetable.do_what_is_due)
