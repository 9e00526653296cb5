"""The blueprint of the staff's own pages; the modules beside this one add theirs to it."""

from flask import Blueprint, current_app

from webapp.staff.passwords import Hashing

bp = Blueprint("staff", __name__)


def hashing() -> Hashing:
    """How passwords are hashed here."""
    found: Hashing = current_app.extensions["hashing"]
    return found
