"""Backups that somebody or something has meddled with."""

import gzip
import hashlib
import json
import tarfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

Parts = dict[str, bytes]


def parts_of(path: Path) -> Parts:
    """What lies in a backup."""
    with tarfile.open(path) as tar:
        return {one.name: tar.extractfile(one).read() for one in tar}  # type: ignore[union-attr]


def write(path: Path, parts: Parts, *more: tarfile.TarInfo) -> Path:
    """A tar with these parts, and members without content."""
    with tarfile.open(path, "w", format=tarfile.GNU_FORMAT) as tar:
        for name, content in parts.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, BytesIO(content))
        for member in more:
            tar.addfile(member)
    return path


def resealed(parts: Parts, change: Callable[[dict[str, Any]], None]) -> Parts:
    """The same with another manifest, sealed as if it had always been so."""
    manifest = json.loads(parts["manifest.json"])
    change(manifest)
    told = json.dumps(manifest).encode()
    seal = f"{hashlib.sha256(told).hexdigest()}  manifest.json\n".encode()
    return parts | {"manifest.json": told, "manifest.sha256": seal}


def with_rows(parts: Parts, table: str, lines: bytes) -> Parts:
    """The same with other rows in one table, and every checksum right."""
    name = f"tables/{table}.ndjson.gz"
    content = gzip.compress(lines, mtime=0)

    def tell(manifest: dict[str, Any]) -> None:
        told = next(one for one in manifest["tables"] if one["name"] == table)
        told["rows"] = lines.count(b"\n")
        told["rows_sha256"] = hashlib.sha256(lines).hexdigest()
        told["part"]["size"] = len(content)
        told["part"]["sha256"] = hashlib.sha256(content).hexdigest()

    return resealed(parts | {name: content}, tell)


def rows_of(parts: Parts, table: str) -> list[dict[str, Any]]:
    """The rows of one table."""
    lines = gzip.decompress(parts[f"tables/{table}.ndjson.gz"]).splitlines()
    return [json.loads(line) for line in lines]
