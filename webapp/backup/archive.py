"""A backup is one .tar file: carried as one thing, finished by one renaming, readable anywhere.

Nothing is ever unpacked by the name that a tar gives it: parts are read by the names that the
manifest may use, and anything else in the file is refused.
"""

import hashlib
import os
import secrets
import tarfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from webapp.backup import manifest as manifests
from webapp.backup.manifest import Manifest, Part
from webapp.backup.refused import Refused
from webapp.core.marking import N_

MANIFEST = "manifest.json"
SEAL = "manifest.sha256"
CHUNK = 1 << 20
BLOCK = tarfile.BLOCKSIZE
NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL


class Writer:
    """Writes parts of which the size is known only when they have been written."""

    def __init__(self, file: BinaryIO, made_at: float) -> None:
        self._file, self._made_at = file, int(made_at)

    def add(self, name: str, chunks: Iterable[bytes]) -> Part:
        """Write one part; what the manifest says of it."""
        start, size, sha256 = self._file.tell(), 0, hashlib.sha256()
        self._file.write(bytes(BLOCK))
        for chunk in chunks:
            self._file.write(chunk)
            sha256.update(chunk)
            size += len(chunk)
        self._file.write(bytes(-size % BLOCK))
        end = self._file.tell()
        self._file.seek(start)
        self._file.write(self._header(name, size))
        self._file.seek(end)
        return Part(name, size, sha256.hexdigest())

    def _header(self, name: str, size: int) -> bytes:
        header = tarfile.TarInfo(name)
        header.size, header.mode, header.mtime = size, 0o600, self._made_at
        return header.tobuf(tarfile.GNU_FORMAT)  # one block, whatever the size

    def finish(self, manifest: Manifest) -> None:
        """Write the manifest, last of all, and what it is checked by."""
        part = self.add(MANIFEST, [manifests.encode(manifest)])
        self.add(SEAL, [f"{part.sha256}  {MANIFEST}\n".encode()])
        self._file.write(bytes(2 * BLOCK))


@contextmanager
def written(path: Path) -> Iterator[BinaryIO]:
    """A file that is called `path` only when the block has come to its end.

    Only its owner may read it: a backup holds password hashes.

    Raises:
        Refused: there is something called `path` already.
    """
    _refuse_to_overwrite(path)
    # Named before it is there: what ends the program may come right behind the making of it.
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(4)}.partial")
    try:
        with os.fdopen(os.open(unfinished, NEW, 0o600), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        _refuse_to_overwrite(path)
        unfinished.rename(path)
        _keep_name(path.parent)
    finally:
        unfinished.unlink(missing_ok=True)


def _refuse_to_overwrite(path: Path) -> None:
    if os.path.lexists(path):
        raise Refused(N_("%(path)s is there already; a backup overwrites nothing."), path=path)


def _keep_name(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class Archive:
    """A backup, opened for reading; parts are found by name alone."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        """Read what there is.

        Raises:
            Refused: it is not a whole backup, or more than one.
        """
        self._tar = tar
        self._members: dict[str, tarfile.TarInfo] = {}
        for member in tar:
            if member.type != tarfile.REGTYPE or member.pax_headers or member.sparse:
                raise Refused(N_("“%(name)s” has no place in a backup."), name=member.name)
            if member.name in self._members:
                raise Refused(N_("“%(name)s” is in the backup twice."), name=member.name)
            self._members[member.name] = member
        self.manifest = self._manifest()

    def _manifest(self) -> Manifest:
        if not {MANIFEST, SEAL} <= self._members.keys():
            raise Refused(N_("This is not a backup, or its end is missing: it has no manifest."))
        text = self.open(MANIFEST).read()
        seal = f"{hashlib.sha256(text).hexdigest()}  {MANIFEST}\n".encode()
        if self.open(SEAL).read() != seal:
            raise Refused(N_("“%(name)s” is damaged."), name=MANIFEST)
        manifest = manifests.decode(text)
        told = {part.file for part in manifest.parts} | {MANIFEST, SEAL}
        for name in sorted(self._members.keys() - told):
            raise Refused(N_("“%(name)s” has no place in a backup."), name=name)
        for name in sorted(told - self._members.keys()):
            raise Refused(N_("“%(name)s” is missing from the backup."), name=name)
        return manifest

    def open(self, name: str) -> BinaryIO:
        """A part, to be read."""
        found = self._tar.extractfile(self._members[name])
        assert found is not None  # a regular file
        return found  # type: ignore[return-value]

    def chunks(self, name: str) -> Iterator[bytes]:
        """A part, a piece at a time."""
        with self.open(name) as file:
            while chunk := file.read(CHUNK):
                yield chunk

    def verify(self, part: Part) -> None:
        """Hold one part against the manifest.

        Raises:
            Refused: it is not what was written.
        """
        size, sha256 = 0, hashlib.sha256()
        for chunk in self.chunks(part.file):
            sha256.update(chunk)
            size += len(chunk)
        if (size, sha256.hexdigest()) != (part.size, part.sha256):
            raise Refused(N_("“%(name)s” is damaged."), name=part.file)


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """A backup whose every part has been held against the manifest.

    Raises:
        Refused: it is damaged, incomplete, or not a backup at all.
    """
    try:
        with tarfile.open(path, "r:") as tar:
            archive = Archive(tar)
            for part in archive.manifest.parts:
                archive.verify(part)
            yield archive
    except tarfile.TarError as error:
        raise Refused(N_("This is not a backup, or it is damaged: %(why)s"), why=error) from error
