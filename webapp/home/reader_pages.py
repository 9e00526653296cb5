"""The reader's settings: text size, contrast, reading aloud, language, and the one switch."""

from pathlib import Path

from flask import (
    Blueprint,
    Flask,
    Response,
    current_app,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest

from webapp.core import languages
from webapp.core.assets import Assets
from webapp.home import reader
from webapp.staff import back

COOKIE = "reader"
YEAR_S = 365 * 24 * 3600
PERSONAL = "private, no-store"

bp = Blueprint("reader", __name__)


def init_app(app: Flask) -> None:
    """Add the pages, and what the switch on every page asks for."""
    app.register_blueprint(bp)
    app.jinja_env.globals["elder_edition"] = reader.EDITION


@bp.get("/settings")
def settings() -> ResponseReturnValue:
    """What can be chosen; the one page that shows what this reader chose, so nobody keeps it."""
    page = render_template("home/settings.html", chosen=_chosen())
    return page, {"Cache-Control": PERSONAL}


@bp.post("/settings")
def keep() -> ResponseReturnValue:
    """Keep what the reader asks for, then go back to where they were.

    Changes nothing but their own cookie, and so needs no token; another site may not ask anyway.
    """
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        raise BadRequest(_("This form was sent from another site."))
    kept = reader.changed(request.cookies.get(COOKIE, ""), request.form.getlist("reader"))
    if "script" in request.form:
        response = Response(status=204)
    else:
        here = url_for("reader.settings")
        response = redirect(back.safe(request.form.get("back")) or here, 303)  # type: ignore[assignment]
    path = languages.root() or "/"
    if kept:
        # Not only for the server: the script that dresses the page has to read it.
        response.set_cookie(
            COOKIE, kept, YEAR_S, path=path, secure=request.is_secure, samesite="Lax"
        )
    else:
        response.delete_cookie(COOKIE, path=path)
    response.headers["Cache-Control"] = PERSONAL
    return response


@bp.get("/settings/reader.css")
def style() -> ResponseReturnValue:
    """The reader's own style sheet, which only browsers without scripts ask for."""
    assets: Assets = current_app.extensions["assets"]
    chosen = _chosen()
    sheet = _sheet(assets.folder / assets.file("reader.css")) if chosen else ""
    return Response(
        reader.styles(sheet, chosen), mimetype="text/css", headers={"Cache-Control": PERSONAL}
    )


def _chosen() -> list[str]:
    return reader.words_of(request.cookies.get(COOKIE, ""))


def _sheet(file: Path) -> str:
    return file.read_text(encoding="utf-8")
