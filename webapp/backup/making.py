"""Making a backup while the service is in use: everything as it was at one instant."""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, Engine

from webapp.backup import archive, media
from webapp.backup.archive import Writer
from webapp.backup.manifest import FORMAT, Manifest, Part, TablePart
from webapp.backup.refused import Refused
from webapp.backup.tables import LEFT_OUT, Digest, Stored, all_tables
from webapp.core import migrate
from webapp.core.marking import N_
from webapp.pictures import store


@dataclass(frozen=True)
class Made:
    """A finished backup."""

    path: Path
    manifest: Manifest


def make(engine: Engine, data: Path, target: Path, now: datetime) -> Made:
    """Back up the database and the media in `data` (DATA_DIR); rows are never all in memory.

    The secret key is not in it: whoever has a backup could otherwise sign in as anybody.

    Args:
        target: The file to write, or a folder in which it is named by the time.

    Raises:
        Refused: there is such a file already, or the database is not up to date.
        OSError: the file could not be written; there is none.
    """
    path = target / f"shiguai-{now:%Y%m%dT%H%M%SZ}.tar" if target.is_dir() else target
    with archive.written(path) as file, snapshot(engine) as connection:
        require_current(connection)
        manifest = _write(connection, data, Writer(file, now.timestamp()), now)
    return Made(path, manifest)


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """A connection that sees the database as it is at its first reading, and changes nothing.

    SQLite's transactions (WAL) are so by themselves; PostgreSQL has to be asked.
    """
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql("set transaction isolation level repeatable read, read only")
        yield connection


def require_current(connection: Connection) -> None:
    """Insist on a database that this program's migrations have been applied to.

    Raises:
        Refused: they have not, or not all.
    """
    if frozenset(MigrationContext.configure(connection).get_current_heads()) != migrate.heads():
        raise Refused(
            N_("The database is not up to date. Run first: flask --app webapp db upgrade")
        )


def _write(connection: Connection, data: Path, writer: Writer, now: datetime) -> Manifest:
    tables = tuple(_table(connection, table, writer) for table in all_tables())
    files, missing = _media(media.named(connection), store.folder(data), writer)
    manifest = Manifest(
        format=FORMAT,
        migrations=tuple(sorted(migrate.heads())),
        made_at=now,
        database=connection.dialect.name,
        left_out=("secret key", *LEFT_OUT),
        tables=tables,
        media=files,
        missing_media=missing,
    )
    writer.finish(manifest)
    return manifest


def _table(connection: Connection, table: Stored, writer: Writer) -> TablePart:
    digest = Digest()
    lines = _compressed(digest.over(table.lines(connection)))
    part = writer.add(f"tables/{table.name}.ndjson.gz", lines)
    return TablePart(table.name, digest.rows, digest.sha256, part)


def _media(
    names: Sequence[str], folder: Path, writer: Writer
) -> tuple[tuple[Part, ...], tuple[str, ...]]:
    """Write the files there are; which, and which are missing."""
    missing = tuple(name for name in names if not (folder / name).is_file())
    there = [name for name in names if name not in missing]
    parts = (writer.add(f"{media.FOLDER}/{name}", media.chunks(folder / name)) for name in there)
    return tuple(parts), missing


def _compressed(chunks: Iterable[bytes]) -> Iterator[bytes]:
    gzip = zlib.compressobj(level=3, wbits=31)
    for chunk in chunks:
        yield gzip.compress(chunk)
    yield gzip.flush()
