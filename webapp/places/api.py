"""Open data about places."""

from flask import Blueprint

bp = Blueprint("places_api", __name__, url_prefix="/api/v1")
