"""The public pages."""

from flask import Blueprint

bp = Blueprint("visits", __name__)


@bp.get("/visits")
def index() -> str:
    """Being built."""
    return ""
