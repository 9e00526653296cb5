"""The files of pictures, out of DATA_DIR/media and back into it.

They are named by their content and never changed, so they may be copied after the rows.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, select

from webapp.backup.archive import CHUNK, Archive
from webapp.backup.manifest import Part
from webapp.pictures import processing, store
from webapp.pictures.models import Picture

FOLDER = "media"  # of a backup


def named(connection: Connection) -> list[str]:
    """The files that the pictures in the database are shown from."""
    rows = connection.execute(select(Picture.name, Picture.widths).order_by(Picture.name))
    return [
        store.file_name(name, width, ending)
        for name, widths in rows
        for width in widths
        for ending in processing.ENCODINGS
    ]


def chunks(path: Path) -> Iterator[bytes]:
    """A file, a piece at a time."""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


@contextmanager
def put_in_place(archive: Archive, data: Path) -> Iterator[None]:
    """Have the pictures' files lie in DATA_DIR; if the block fails, those it added go again.

    A file of that name which is something else belongs to no picture, and is replaced.
    """
    added: list[Path] = []
    try:
        folder = store.folder(data)
        for part in archive.manifest.media:
            path = folder / part.file.removeprefix(f"{FOLDER}/")
            if not _holds(path, part):
                new = not path.exists()
                _write(path, archive.chunks(part.file))
                added += [path] if new else []
        yield
    except BaseException:
        for path in added:
            path.unlink(missing_ok=True)
        raise


def _holds(path: Path, part: Part) -> bool:
    if not path.is_file() or path.stat().st_size != part.size:
        return False
    sha256 = hashlib.sha256()
    for chunk in chunks(path):
        sha256.update(chunk)
    return sha256.hexdigest() == part.sha256


def _write(path: Path, content: Iterable[bytes]) -> None:
    handle, name = tempfile.mkstemp(".partial", path.name, path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o644)  # what everybody may look at
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
