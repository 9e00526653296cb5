"""Courses at the desk: their pages, and the review that knows them."""

from flask import Flask

from webapp.race.courses import bureau, file_pages, preview_pages
from webapp.race.courses.manuscripts import bp
from webapp.review import subjects
from webapp.staff import lock

PAGES = (bureau, file_pages, preview_pages)  # whose views are those of the blueprint


def init_app(app: Flask) -> None:
    """Add courses to the desk and to the review."""
    subjects.register(bureau.SUBJECT)
    lock.add_to_desk(app, bp)
