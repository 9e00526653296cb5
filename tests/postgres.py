"""A private PostgreSQL for the tests: started when first used, gone at exit."""

import atexit
import os
import pwd
import shutil
import subprocess
import tempfile
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
from psycopg import sql

from tests import machine

# The server refuses to run as root.
UNPRIVILEGED = "nobody"
# Nothing here has to survive a power cut.
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "100",
    "autovacuum": "off",
    # Half of a log that nobody replays: a copied database is then not written into it.
    "wal_level": "minimal",
    "max_wal_senders": "0",
}
CHOOSES_STRATEGY = 150000  # the first version that can copy a database page by page, and does
INITIAL = ("-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
_number = count(1)


def create_database(template: str | None = None) -> str:
    """The address of a new database, empty or a copy of the one named `template`.

    Nobody may be connected to the template while it is copied.
    """
    name = f"test_{next(_number)}"
    copied = sql.Identifier(template or "template0")
    command = sql.SQL("create database {} template {}").format(sql.Identifier(name), copied)
    _tell(command + sql.SQL(" strategy file_copy" if _version() >= CHOOSES_STRATEGY else ""))
    return f"postgresql+psycopg://postgres@/{name}?host={quote(str(_server()), safe='')}"


def drop_database(name: str) -> None:
    """Take a database away, whoever is connected to it."""
    _tell(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))


def _tell(command: sql.Composed) -> None:
    _connection().execute(command)


def _version() -> int:
    return _connection().info.server_version


@cache
def _connection() -> psycopg.Connection:
    """Stays open: two for each of a run's thousands of databases cost the server a process each."""
    return psycopg.connect(host=str(_server()), user="postgres", autocommit=True)


@cache
def _server() -> Path:
    """Start the server; the folder that holds its data and its socket."""
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir=machine.memory()))
    if os.geteuid() == 0:
        shutil.chown(folder, UNPRIVILEGED)
    programs = _enterable(_programs(), folder)
    data = folder / "data"
    atexit.register(_stop, programs, folder)
    _run(programs / "initdb", "-D", data, *INITIAL)
    options = " ".join(f"-c {name}={value!r}" for name, value in SETTINGS.items())
    start = ("start", "-w", "-D", data, "-l", folder / "log", "-o", f"-k {folder} {options}")
    _run(programs / "pg_ctl", *start)
    return folder


def _programs() -> Path:
    found = machine.postgres_bin()
    assert found, "There is no PostgreSQL server here; `python3 tests` brings one along."
    return found


def _enterable(programs: Path, folder: Path) -> Path:
    """The programs, copied when they lie in a folder that the unprivileged user cannot enter."""
    try:
        _run(programs / "initdb", "--version")
    except PermissionError:
        # A Python package keeps its libraries beside it: three folders up from the programs.
        packages = programs.parents[2]
        copy = folder / "programs"
        for part in packages.glob(f"{programs.parents[1].name}*"):
            shutil.copytree(part, copy / part.name, symlinks=True)
        copy.chmod(0o755)
        return copy / programs.relative_to(packages)
    return programs


def _stop(programs: Path, folder: Path) -> None:
    if _connection.cache_info().currsize:
        _connection().close()
    if (folder / "data" / "postmaster.pid").exists():
        _run(programs / "pg_ctl", "stop", "-w", "-m", "immediate", "-D", folder / "data")
    shutil.rmtree(folder, ignore_errors=True)


def _run(*command: str | Path) -> None:
    user: dict[str, Any] = {}
    if os.geteuid() == 0:
        group = pwd.getpwnam(UNPRIVILEGED).pw_gid
        user = {"user": UNPRIVILEGED, "group": group, "extra_groups": []}
    # Into a file, not a pipe: the server it starts keeps what it was given open.
    with tempfile.TemporaryFile("w+") as output:
        finished = subprocess.run(
            list(map(str, command)), stdout=output, stderr=output, cwd="/", **user
        )
        output.seek(0)
        assert finished.returncode == 0, output.read()
