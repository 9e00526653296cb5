"""The public pages."""

from flask import Blueprint

bp = Blueprint("race", __name__)
