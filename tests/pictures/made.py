"""Uploads and pictures as tests need them, good and bad."""

import io
import struct
import zipfile
import zlib
from typing import Any

from flask import Flask
from PIL import ExifTags, Image, ImageDraw
from pillow_heif import register_heif_opener
from sqlalchemy.orm import Session

from tests.staff.made import stored_account
from webapp.core import clock
from webapp.core.translated import Translated
from webapp.pictures import store
from webapp.pictures.models import Picture
from webapp.staff.models import Role

register_heif_opener()

SECRET = b"taken-at-the-home-of"
GPS_WORDS = SECRET  # stands in the EXIF data beside the position
KINDS = ("JPEG", "PNG", "WEBP", "HEIF")


def drawn(width: int = 640, height: int = 480, seed: int = 0) -> Image.Image:
    """Something with edges and colours; red above, `seed` makes another picture."""
    image = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, width, height // 4), fill=(200, 30, 20))
    left = seed * 37 % (width * 3 // 4)
    pen.ellipse((left, height // 2, left + width // 5, height * 3 // 4), fill=(20, 60, 160))
    return image


def upload(kind: str = "JPEG", image: Image.Image | None = None, **how: Any) -> bytes:
    """A file of this kind, as a telephone or a program writes it."""
    file = io.BytesIO()
    (image or drawn()).save(file, kind, **how)
    return file.getvalue()


def exif(orientation: int = 1) -> Image.Exif:
    """What a telephone writes into a picture: where, when, whose, which way up."""
    said = Image.Exif()
    said[ExifTags.Base.Orientation] = orientation
    said[ExifTags.Base.Artist] = SECRET.decode()
    said[ExifTags.Base.DateTime] = "2026:05:01 08:00:00"
    place = said.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef], place[ExifTags.GPS.GPSLatitude] = "N", (40.0, 42.0, 11.0)
    place[ExifTags.GPS.GPSLongitudeRef], place[ExifTags.GPS.GPSLongitude] = "E", (110.0, 17.0, 3.0)
    return said


def archive() -> bytes:
    """A small zip file."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("run.js", "alert(1)")
    return file.getvalue()


def bomb(side: int = 30_000) -> bytes:
    """A PNG of a few hundred kilobytes that unpacks to `side` × `side` white pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    rows = zlib.compressobj(9)
    row = bytes(1 + (side + 7) // 8)
    packed = b"".join(rows.compress(row) for _ in range(side)) + rows.flush()
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")
    )


def stored_picture(
    app: Flask, session: Session, alt: str = "山谷里的白色殿堂", seed: int = 0, **more: Any
) -> Picture:
    """A picture with its files, in the database."""
    image = more.pop("image", None) or drawn(1000, 600, seed)
    media = store.folder(app.config["DATA_DIR"])
    stored = store.take_in(media, upload("PNG", image))
    if "uploaded_by_id" not in more:
        more["uploaded_by_id"] = stored_account(session, Role.editor).id
    values = {"alt": Translated(zh=alt), "uploaded_at": clock.now(), **more}
    picture = Picture(
        name=stored.name,
        width=stored.width,
        height=stored.height,
        widths=stored.widths,
        **values,
    )
    session.add(picture)
    session.commit()
    return picture
