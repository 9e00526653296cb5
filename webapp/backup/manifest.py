"""The manifest: what a backup holds, so that anything missing or damaged is found."""

import re
from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from webapp.backup.refused import Refused
from webapp.core.marking import N_

FORMAT = 1  # rises when older programs can no longer read what newer ones write

Sha256 = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
# What a part may be called: nothing that leads anywhere else.
TABLE_FILE = re.compile(r"tables/[a-z][a-z_]*\.ndjson\.gz")
MEDIA_FILE = re.compile(r"media/[0-9a-f]+-[0-9]+\.(avif|webp|jpg)")


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file of the backup, as it lies there; `size` in bytes."""

    file: str
    size: int
    sha256: Sha256


class TablePart(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One table: its file, and what its rows come to on any database."""

    name: str
    rows: int
    rows_sha256: Sha256
    part: Part


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a backup holds.

    Attributes:
        format: The layout of the backup.
        migrations: The newest migration that the database had.
        made_at: When the reading began: everything is as it was at that instant.
        database: Which database it was taken from; it may be restored into another.
        left_out: Tables that are not in it, and the secret key.
        missing_media: Files of pictures that were not there to be copied.
    """

    format: int
    migrations: tuple[str, ...]
    made_at: datetime
    database: str
    left_out: tuple[str, ...]
    tables: tuple[TablePart, ...]
    media: tuple[Part, ...]
    missing_media: tuple[str, ...] = ()

    @property
    def parts(self) -> tuple[Part, ...]:
        """Every file that it tells of."""
        return (*(table.part for table in self.tables), *self.media)

    @property
    def rows(self) -> int:
        """How many rows there are in all."""
        return sum(table.rows for table in self.tables)


def encode(manifest: Manifest) -> bytes:
    """The manifest as people can read it too."""
    return msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n"


def decode(text: bytes) -> Manifest:
    """Read a manifest.

    Raises:
        Refused: it is of another layout, or names a part that no backup has.
    """
    try:
        layout = msgspec.json.decode(text, type=_Layout).format
        if layout != FORMAT:
            raise Refused(
                N_("This backup has layout %(found)s; this program reads layout %(known)s."),
                found=layout,
                known=FORMAT,
            )
        manifest = msgspec.json.decode(text, type=Manifest)
    except msgspec.MsgspecError as error:
        raise Refused(N_("The manifest cannot be read: %(why)s"), why=error) from error
    for pattern, parts in (
        (TABLE_FILE, [table.part for table in manifest.tables]),
        (MEDIA_FILE, manifest.media),
    ):
        for part in parts:
            if not pattern.fullmatch(part.file):
                raise Refused(N_("“%(name)s” has no place in a backup."), name=part.file)
    return manifest


class _Layout(msgspec.Struct):
    format: int
