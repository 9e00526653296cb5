"""Restoring: a backup into an empty service, all of it or nothing, proven equal at the end."""

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path

import msgspec
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from webapp.backup import archive, filling, media
from webapp.backup.archive import Archive
from webapp.backup.making import require_current
from webapp.backup.manifest import Manifest, TablePart
from webapp.backup.refused import Refused
from webapp.backup.tables import Digest, all_tables
from webapp.core import audit, migrate
from webapp.core.marking import N_

BROKEN = (msgspec.MsgspecError, gzip.BadGzipFile, zlib.error, EOFError)


def check(source: Path) -> Manifest:
    """Prove that a backup is whole, down to every row; needs no database.

    Raises:
        Refused: it is damaged, incomplete, or no backup.
    """
    with archive.opened(source) as opened:
        for part in opened.manifest.tables:
            _compare(part, Digest().take(_lines(opened, part)))
        return opened.manifest


def restore(engine: Engine, data: Path, source: Path) -> Manifest:
    """Fill an empty database, and the media in `data` (DATA_DIR), in one transaction.

    Raises:
        Refused: the backup is damaged or of another version, the service is not empty, or the
            database does not take a row. Nothing has been changed.
        OSError: the media could not be written. Nothing has been changed either.
    """
    with archive.opened(source) as opened:
        _require_same_version(opened.manifest)
        writing = engine.connect().execution_options(writes=True)
        try:
            with writing as connection, connection.begin() as transaction:
                require_current(connection)
                filling.require_empty(connection)
                _restore(connection, opened)
                _note(connection, source, opened.manifest)
                with media.put_in_place(opened, data):
                    transaction.commit()
        except DBAPIError as error:
            why = str(error.orig).splitlines()[0]
            raise Refused(N_("The database does not take it: %(why)s"), why=why) from error
        return opened.manifest


def _restore(connection: Connection, opened: Archive) -> None:
    version = filling.take_version(connection)
    tables = all_tables()
    parts = {part.name: part for part in opened.manifest.tables}
    for table in tables:
        part = parts[table.name]
        try:
            filling.fill(connection, table, table.rows(_lines(opened, part)))
        except msgspec.MsgspecError as error:
            raise _damaged(part) from error
    for table in tables:
        _compare(parts[table.name], Digest().take(table.lines(connection)))
    filling.count_on(connection, tables)
    filling.leap(connection, version)


def _lines(opened: Archive, part: TablePart) -> Iterator[bytes]:
    try:
        with opened.open(part.part.file) as stored, gzip.open(stored) as lines:
            yield from lines
    except BROKEN as error:
        raise _damaged(part) from error


def _damaged(part: TablePart) -> Refused:
    return Refused(N_("“%(name)s” is damaged."), name=part.part.file)


def _compare(part: TablePart, digest: Digest) -> None:
    if (digest.rows, digest.sha256) != (part.rows, part.rows_sha256):
        raise Refused(N_("The rows of “%(name)s” are not those of the backup."), name=part.name)


def _require_same_version(manifest: Manifest) -> None:
    theirs, ours = ", ".join(manifest.migrations), ", ".join(sorted(migrate.heads()))
    if theirs != ours:
        raise Refused(
            N_(
                "The backup was made at migration %(theirs)s, this program is at %(ours)s. Restore"
                " it with the version of the program that made it; after that, install this one"
                " and run: flask --app webapp db upgrade"
            ),
            theirs=theirs,
            ours=ours,
        )
    held, known = {part.name for part in manifest.tables}, {one.name for one in all_tables()}
    for name in sorted(held ^ known):
        raise Refused(N_("The backup and this program differ in the table “%(name)s”."), name=name)


def _note(connection: Connection, source: Path, manifest: Manifest) -> None:
    told = {"made_at": manifest.made_at.isoformat(), "rows": manifest.rows}
    with Session(connection) as session:
        object = f"backup {source.name}"
        audit.record(session, "restore", object, by=None, name="command line", after=told)
        session.flush()
