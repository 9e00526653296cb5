"""Static files: built under hashed names, sent compressed, kept by browsers for ever."""

import json
import mimetypes
import os
from pathlib import Path

from flask import (
    Blueprint,
    Flask,
    Response,
    abort,
    current_app,
    request,
    send_from_directory,
)
from flask.typing import ResponseReturnValue

from webapp.core import languages

FOR_EVER = "public, max-age=31536000, immutable"
ENCODINGS = (("br", ".br"), ("gzip", ".gz"))
# An image opened by itself has no page around it whose policy would hold.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"

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
    app.jinja_env.globals["asset"] = lambda name: f"{languages.root()}/static/{assets.file(name)}"


@bp.get("/static/<path:name>")
def static(name: str) -> ResponseReturnValue:
    """One built file, in the best encoding the client takes."""
    assets: Assets = current_app.extensions["assets"]
    if name.startswith("manifest"):
        abort(404)
    response = _best_copy(assets.folder, name)
    response.headers["Cache-Control"] = FOR_EVER
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Content-Security-Policy"] = POLICY
    return response


def _best_copy(folder: Path, name: str) -> Response:
    kind = mimetypes.guess_type(name)[0]
    for encoding, suffix in ENCODINGS:
        # Path.exists fails on a name that is too long; os.path.exists says no.
        if request.accept_encodings[encoding] and os.path.exists(folder / f"{name}{suffix}"):
            copy = send_from_directory(folder, f"{name}{suffix}", mimetype=kind, etag=False)
            copy.headers["Content-Encoding"] = encoding
            return copy
    return send_from_directory(folder, name, mimetype=kind, etag=False)
