"""The files of pictures, and what templates need to show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from flask import Blueprint, Flask, abort, current_app, send_from_directory
from flask.typing import ResponseReturnValue

from webapp.core import languages
from webapp.core.assets import FOR_EVER, Assets
from webapp.core.words import absolute
from webapp.pictures import processing, store
from webapp.pictures.models import Picture
from webapp.pictures.store import Stored

TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
HERO = "cards/hero.png"
POLICY = "default-src 'none'; sandbox"

bp = Blueprint("pictures", __name__)


def init_app(app: Flask) -> None:
    """Serve the files and give templates their addresses."""
    app.register_blueprint(bp)
    app.jinja_env.globals |= {
        "picture_file": address,
        "picture_srcset": srcset,
        "picture_types": TYPES,
        "share_card": card,
    }
    app.jinja_env.filters["with_pictures"] = with_pictures


def media() -> Path:
    """The folder of this service's pictures."""
    return store.folder(current_app.config["DATA_DIR"])


@bp.get("/media/<file>")
def file(file: str) -> ResponseReturnValue:
    """One copy of a picture: its name is of its content, so it never changes."""
    if not (store.make_square(media(), file) or store.is_file_name(file)):
        abort(404)
    kind = TYPES[file.rpartition(".")[2]]
    response = send_from_directory(media(), file, mimetype=kind, etag=False)
    response.headers["Cache-Control"] = FOR_EVER
    response.headers["Content-Security-Policy"] = POLICY
    return response


def address(picture: Picture | Stored, width: int, ending: str = "jpg") -> str:
    """Path of the smallest copy that is at least `width` pixels wide, else of the largest."""
    wide = next((one for one in picture.widths if one >= width), picture.widths[-1])
    return f"{languages.root()}/media/{store.file_name(picture.name, wide, ending)}"


def srcset(picture: Picture | Stored, ending: str) -> str:
    """Every copy of one kind, as the attribute `srcset` names them."""
    return ", ".join(f"{address(picture, one, ending)} {one}w" for one in picture.widths)


@dataclass(frozen=True)
class Card:
    """The square picture that stands beside a shared link.

    Attributes:
        path: Its file.
        type: The kind of file.
        side: Its width and its height, pixels.
        picture: The photograph it is of, if it is one.
        shows: What it shows, if it is a drawing.
    """

    path: str
    type: str
    side: int
    picture: Picture | None = None
    shows: str = ""


def card(pictures: Sequence[Picture], drawings: Mapping[str, str]) -> Card:
    """The first photograph if a square can be cut out of it, else the first drawing there is.

    Where there is none, that of the whole district.

    Args:
        drawings: What each shows, by its name in templates/drawings.
    """
    for one in pictures[:1]:
        if min(one.width, one.height) >= processing.LEAST_SQUARE:
            path = f"{languages.root()}/media/{store.square_name(one.name)}"
            return Card(path, TYPES["jpg"], processing.SQUARE, picture=one)
    assets: Assets = current_app.extensions["assets"]
    drawn = {f"cards/{name}.png": shows for name, shows in drawings.items()}
    file, shows = next((one for one in drawn.items() if one[0] in assets.names), (HERO, ""))
    path = f"{languages.root()}/static/{assets.file(file)}"
    return Card(path, "image/png", processing.SQUARE, shows=shows)


Linked = TypeVar("Linked", dict[str, Any], list[dict[str, Any]])


def with_pictures(data: Linked, pictures: Sequence[Picture]) -> Linked:
    """Linked data of one or several things, with the pictures of them all."""
    if not pictures:
        return data
    images = {"image": [absolute(address(one, one.width)) for one in pictures]}
    return [one | images for one in data] if isinstance(data, list) else data | images
