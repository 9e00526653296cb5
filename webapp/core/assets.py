"""Static files: built under hashed names, sent compressed, kept by browsers for ever."""

import json
import mimetypes
import os
import re
from pathlib import Path

from flask import (
    Blueprint,
    Flask,
    Response,
    abort,
    current_app,
    redirect,
    request,
    send_from_directory,
)
from flask.typing import ResponseReturnValue

from webapp.core import languages, security

FOR_EVER = "public, max-age=31536000, immutable"
ENCODINGS = (("br", ".br"), ("gzip", ".gz"))
# A name stands for one content: nobody asks whether it changed. The file sent may be packed.
NOT_FOR_EVER = ("Last-Modified", "Content-Disposition")
# A drawing opened by itself has no page around it whose policy would hold.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"

MARK = {"hill": "4f7766", "wall": "fbf8f0", "band": "9e3b2c", "gold": "c9973f", "window": "22201e"}

bp = Blueprint("assets", __name__)


class Assets:
    """The manifest of the front-end build: logical name to hashed file name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        manifest = folder / "manifest.json"
        self.names: dict[str, str] = json.loads(manifest.read_text()) if manifest.exists() else {}

    def file(self, name: str) -> str:
        """The built file's name.

        Raises:
            KeyError: the build made no such file.
        """
        return self.names[name]


def init_app(app: Flask, folder: Path) -> None:
    """Serve the build under /static/ and give templates `asset`."""
    assets = app.extensions["assets"] = Assets(folder)
    app.register_blueprint(bp)
    app.jinja_env.globals["mark_as_icon"] = _mark_as_icon(Path(app.root_path))
    app.jinja_env.globals["asset"] = lambda name: f"{languages.root()}/static/{assets.file(name)}"


def _mark_as_icon(package: Path) -> str:
    """Our mark as an address that holds it whole: one request less before a page is there.

    The page draws the same outlines in its head, so that compressed it weighs next to nothing.
    """
    drawn = (package / "templates" / "drawings" / "mark.svg").read_text()
    outlines = re.findall(r'<path class="mark-(\w+)" (d="[^"]+")/>', drawn)
    paths = "".join(f'<path fill="%23{MARK[part]}" {outline}/>' for part, outline in outlines)
    start = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">'
    return f"data:image/svg+xml,{start}{paths}</svg>".replace('"', "'")


@bp.get("/favicon.ico")
def favicon() -> ResponseReturnValue:
    """Where programs look that read no page."""
    assets: Assets = current_app.extensions["assets"]
    icon = f"{languages.root()}/static/{assets.file('images/icon-192.png')}"
    return redirect(icon)


@bp.get("/static/<path:name>")
def static(name: str) -> ResponseReturnValue:
    """One built file, in the best encoding the client takes."""
    assets: Assets = current_app.extensions["assets"]
    if name.startswith("manifest"):
        abort(404)
    response = _best_copy(assets.folder, name)
    response.headers["Cache-Control"] = FOR_EVER
    if security.stands_alone(response.mimetype):
        response.headers["Content-Security-Policy"] = POLICY
    for header in NOT_FOR_EVER:
        del response.headers[header]
    return response


def _best_copy(folder: Path, name: str) -> Response:
    kind = mimetypes.guess_type(name)[0]
    # Path.exists fails on a name that is too long; os.path.exists says no.
    packed = {
        one: suffix for one, suffix in ENCODINGS if os.path.exists(folder / f"{name}{suffix}")
    }
    best = next((one for one in packed if request.accept_encodings[one]), "")
    file = f"{name}{packed.get(best, '')}"
    copy = send_from_directory(folder, file, mimetype=kind, etag=False, conditional=False)
    if packed:
        copy.headers["Vary"] = "Accept-Encoding"
    if best:
        copy.headers["Content-Encoding"] = best
    return copy
