"""The demonstration: its own database, filled once with a simulated year through the real API."""

import fcntl
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from webapp import create_app
from webapp.bootstrap import say
from webapp.extensions import db
from webapp.visits.demo import register, send_year

# Held for as long as the process that fills the database lives.
_claims: list[int] = []


def use_database(folder: Path) -> bool:
    """Point the service at the demo's database.

    Returns:
        Whether this process has to fill it: it is new, or a broken run left it half full.
    """
    database, filled = folder / "demo.sqlite", folder / "demo.filled"
    os.environ |= {
        "DEMO": "1",
        "DATABASE_URL": f"sqlite:///{database.resolve()}",
        "COUNTS_LATE_DAYS": "400",  # the whole year arrives today
    }
    folder.mkdir(parents=True, exist_ok=True)
    claim = os.open(folder / "demo.lock", os.O_RDWR | os.O_CREAT)
    _claims.append(claim)
    try:
        fcntl.flock(claim, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    if filled.exists() and database.exists():
        return False
    for leftover in [*folder.glob("demo.sqlite*"), *folder.glob("demo.filled")]:
        leftover.unlink()
    return True


def start_filling(address: str, folder: Path) -> "subprocess.Popen[bytes]":
    """Fill the database through the server that is about to listen at `address`."""
    here = [sys.executable, "-P", "-m", "webapp.demo"]
    return subprocess.Popen([*here, address, str(folder / "demo.filled")])


def wait_until_ready(address: str, seconds: float = 60) -> None:
    """Return as soon as the service answers; it may be starting still.

    Raises:
        TimeoutError: it does not answer in time.
    """
    end = time.monotonic() + seconds
    # A proxy that the machine is set to would be asked for our own address.
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while time.monotonic() < end:
        try:
            with direct.open(f"{address}/readyz", timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise TimeoutError(address)


def fill(address: str) -> None:
    """Register the gates in the database, then send their counts to the service at `address`."""
    app = create_app()
    with app.app_context():
        engine = db.engine
        tokens = register(db.session)
    engine.dispose()
    send_year(address, tokens)


def main(address: str, filled: str) -> None:
    """Send the simulated year, and note that all of it has arrived."""
    wait_until_ready(address)
    say("  正在写入演示数据 · Sending the simulated year")
    fill(address)
    Path(filled).touch()
    say("  演示数据已就绪 · The simulated year is in.")


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(130)
