"""The files of pictures: in DATA_DIR/media, each written whole or not at all.

The files come first, the row that names them after: what a failed transaction leaves behind is
files that nobody asks for, and `tidy` removes them.
"""

import fcntl
import os
import re
import tempfile
import time
from collections.abc import Container, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from webapp.pictures import processing

FILE = re.compile(r"([0-9a-f]{32})-([1-9][0-9]{1,4})\.(avif|webp|jpg)")
SQUARE = re.compile(rf"([0-9a-f]{{32}})-{processing.SQUARE}x{processing.SQUARE}\.jpg")
NAME = re.compile(r"[0-9a-f]{32}")
STAYS_S = 3600  # a file without a row may be waiting for the form it was sent with


@dataclass(frozen=True)
class Stored:
    """A picture whose files are all there.

    Attributes:
        name: Of its content.
        width, height: Of the largest copy, pixels.
    """

    name: str
    width: int
    height: int

    @property
    def widths(self) -> tuple[int, ...]:
        """Widths of its copies, smallest first."""
        return processing.widths(self.width)


def folder(data_dir: Path) -> Path:
    """Where the files lie; made when it is not there yet."""
    media = data_dir / "media"
    media.mkdir(mode=0o755, parents=True, exist_ok=True)
    return media


def file_name(name: str, width: int, ending: str) -> str:
    """The file of one copy."""
    return f"{name}-{width}.{ending}"


def is_file_name(text: str) -> bool:
    """Whether a file of ours can be called so."""
    return FILE.fullmatch(text) is not None


def square_name(name: str) -> str:
    """The file of its square copy."""
    return f"{name}-{processing.SQUARE}x{processing.SQUARE}.jpg"


def make_square(media: Path, file: str) -> bool:
    """Have a square copy by its file's name; whether it is one.

    Made when it is first asked for, which is once a page with it is public: pictures from before
    there were squares, and those out of a backup, have theirs in the same way.
    """
    asked = SQUARE.fullmatch(file)
    if asked and not (media / file).exists() and (stored := find(media, asked[1])):
        largest = file_name(stored.name, stored.width, "jpg")
        with Image.open(media / largest, formats=["JPEG"]) as image:
            _write(media / file, processing.square(image))
    return asked is not None


def take_in(media: Path, data: bytes) -> Stored:
    """Keep the copies of an uploaded picture; the same picture again is the same files.

    One at a time on the whole machine: that bounds the memory and leaves a core to the readers.

    Raises:
        Refused: it is not taken; the class says why.
    """
    with _alone(media):
        master = processing.read(data)
        name, (width, height) = master.name, master.pixels.size
        for copy in processing.copies(master):
            _write(media / file_name(name, copy.width, copy.ending), copy.content)
        _settle(media)
    return Stored(name, width, height)


def find(media: Path, name: str) -> Stored | None:
    """What was taken in under this name, if all of it is there."""
    if not NAME.fullmatch(name):
        return None
    there = {path.name for path in media.glob(f"{name}-*")}
    largest = max((int(found[2]) for found in map(FILE.fullmatch, there) if found), default=0)
    wanted = {
        file_name(name, width, ending)
        for width in processing.widths(largest)
        for ending in processing.ENCODINGS
    }
    if not wanted <= there:
        return None
    with Image.open(media / file_name(name, largest, "jpg"), formats=["JPEG"]) as image:
        return Stored(name, *image.size)


def tidy(media: Path, known: Container[str]) -> int:
    """Remove the files of pictures that are not `known`, unless they have just come; how many."""
    gone = 0
    with _alone(media):
        for path in media.iterdir():
            found = FILE.fullmatch(path.name) or SQUARE.fullmatch(path.name)
            if found and found[1] in known:
                continue
            if time.time() - path.stat().st_mtime > STAYS_S:  # noqa: DTZ - a file's clock
                path.unlink()
                gone += 1
    return gone


def _write(path: Path, content: bytes) -> None:
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fchmod(handle, 0o644)  # a server in front may hand the files out
            os.fsync(handle)
        os.replace(beside, path)
    except BaseException:
        os.unlink(beside)
        raise


def _settle(media: Path) -> None:
    """Have the names on disk, too, before a row says that they are there."""
    handle = os.open(media, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _alone(media: Path) -> Iterator[None]:
    handle = os.open(media, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
