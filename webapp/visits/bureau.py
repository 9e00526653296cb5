"""The desk's pages of visitor numbers; what has a module of its own adds its pages to `bp`."""

from flask import Blueprint

bp = Blueprint("visits", __name__, url_prefix="/visits")
