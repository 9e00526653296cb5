"""The blueprint of the staff's own pages; the modules beside this one add theirs to it."""

from flask import Blueprint

bp = Blueprint("staff", __name__)
