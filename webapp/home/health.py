"""Health for the machines that watch the service."""

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from webapp.core import migrate
from webapp.core.problems import problem

bp = Blueprint("health", __name__)
PLAIN = {"Cache-Control": "no-store"}


@bp.get("/healthz")
def alive() -> ResponseReturnValue:
    """The process answers."""
    return Response("ok\n", headers=PLAIN, mimetype="text/plain")


@bp.get("/readyz")
def ready() -> ResponseReturnValue:
    """The database can be reached and is migrated."""
    try:
        migrated = migrate.is_current()
    except SQLAlchemyError:
        return problem(503, "The database cannot be reached.")
    if not migrated:
        return problem(503, "The database is not migrated.")
    return Response("ready\n", headers=PLAIN, mimetype="text/plain")
