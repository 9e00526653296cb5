"""Errors: a page in the reader's language for people, problem+json for programs."""

import re
from http import HTTPStatus
from urllib.parse import unquote_to_bytes

import msgspec
from flask import Flask, Response, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from werkzeug.datastructures import Headers
from werkzeug.exceptions import (
    BadHost,
    BadRequest,
    HTTPException,
    SecurityError,
    ServiceUnavailable,
)

LONGEST_PATH = 500
LONGEST_QUERY = 1000
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")  # all but tab and line ends
TRY_AGAIN_S = 30


def init_app(app: Flask) -> None:
    """Answer every error in words, and refuse malformed addresses at the door."""
    app.register_error_handler(HTTPException, _answer)
    for without_database in (OperationalError, NoConnectionFree):
        app.register_error_handler(without_database, _without_database)
    app.before_request(_refuse_malformed)


def _refuse_malformed() -> None:
    """An address that is too long, or not UTF-8, is a mistake and not a server error."""
    path = request.environ["PATH_INFO"].encode("latin-1")
    query = unquote_to_bytes(request.query_string)
    if len(path) > LONGEST_PATH or len(request.query_string) > LONGEST_QUERY:
        raise BadRequest(_("This address is too long."))
    try:
        readable = not CONTROLS.search((path + query).decode("utf-8"))
    except UnicodeDecodeError:
        readable = False
    if not readable:
        raise BadRequest(_("This address holds characters that no page of ours has."))


def _answer(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None:  # a redirect raised by the router
        return error
    if isinstance(request.routing_exception, BadHost | SecurityError):
        # No name of ours can be so: there is nothing that the links of a page could lead to.
        return problem(400, "The Host header is no host's name.")
    status = error.code or 500
    kept = [
        (name, value)
        for name, value in error.get_headers()
        if name.lower() in ("allow", "retry-after", "www-authenticate")
    ]
    if request.path.startswith("/api/"):
        response = problem(status, error.description or "")
    else:
        response = Response(
            render_template("problem.html", status=status, words=words(error)), status
        )
    response.headers.extend(Headers(kept))
    response.headers["Cache-Control"] = "no-store"
    return response


def _without_database(error: OperationalError | NoConnectionFree) -> ResponseReturnValue:
    current_app.logger.error("%s %s: no database", request.method, request.path, exc_info=error)
    return _answer(ServiceUnavailable("The database does not answer.", retry_after=TRY_AGAIN_S))


def words(error: HTTPException) -> str:
    """What happened, for a person."""
    if isinstance(error, BadRequest) and error.description != BadRequest.description:
        return str(error.description)
    known = {
        400: _("We could not make sense of this address."),
        403: _("Your account may not open this. If it should, ask the administrator for the role."),
        404: _("There is no page at this address. It may have been mistyped, or the page is gone."),
        410: _("What was at this address has been taken down."),
        405: _("This address does not take that kind of request."),
        413: _too_large(),
        503: _("Our data cannot be reached at the moment. Please try again in a minute."),
        429: _("Too many requests came from your network. Please wait a minute."),
    }
    return known.get(
        error.code or 500,
        _("Something went wrong on our side. Nothing you entered is to blame."),
    )


def _too_large() -> str:
    most = (request.max_content_length or 0) // 1_000_000
    return _(
        "What you sent is too large: this page takes %(most)s MB at most, and nothing was stored."
        " Go back, choose a smaller file, and send it again.",
        most=most,
    )


def problem(status: int, detail: str, **more: object) -> Response:
    """An RFC 9457 problem for a program."""
    title = HTTPStatus(status).phrase
    body = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": detail,
        **more,
    }
    return Response(msgspec.json.encode(body), status, mimetype="application/problem+json")
