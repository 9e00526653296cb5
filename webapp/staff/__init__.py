"""The staff: accounts, signing in, the lock on every page of the desk, the front desk."""

from flask import Flask

from webapp.staff import cookie, desk, front_desk, lock, pages, signing_in_pages

__all__ = ["front_desk", "signing_in_pages"]  # they add their pages to the blueprint


def init_app(app: Flask) -> None:
    """Lock the desk; features add their pages to it."""
    cookie.init_app(app)
    lock.init_app(app)
    desk.init_app(app)
    lock.add_to_desk(app, pages.bp)
