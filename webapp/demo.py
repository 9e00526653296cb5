"""The demonstration: its own database, filled once with a simulated year through the real API.

From then on its gates count the running day as well, for as long as it is served.
"""

import fcntl
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from datetime import date, datetime
from pathlib import Path

import msgspec

from webapp import create_app
from webapp.bootstrap import say
from webapp.core import clock
from webapp.extensions import db
from webapp.race import simulation
from webapp.visits.demo import made_up_capacities, register, send_day, send_year
from webapp.visits.simulation import GATES

EVERY = 300  # seconds between two sendings: well before a count is too old to say anything

# Held for as long as the process that fills the database lives.
_claims: list[int] = []


def use_database(folder: Path) -> bool:
    """Point the service at the demo's database.

    Returns:
        Whether this process has to feed it: no other does.
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
        return True
    for leftover in [*folder.glob("demo.sqlite*"), *folder.glob("demo.filled")]:
        leftover.unlink()
    return True


def start_filling(address: str, folder: Path) -> "subprocess.Popen[bytes]":
    """Feed the database through the server that is about to listen at `address`."""
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


def fill(address: str) -> "Fed":
    """Store a race, register the gates, then send their counts to the service at `address`."""
    app = create_app()
    with app.app_context():
        engine = db.engine
        simulation.fill(db.session, clock.now())
        tokens = register(db.session)
        made_up_capacities(db.session)
    engine.dispose()
    send_year(address, tokens)
    named = {f"{gate.place} {gate.gate}": token for gate, token in tokens}
    return Fed(clock.business_day(clock.now()), named)


class Fed(msgspec.Struct, frozen=True):
    """What is needed to go on feeding: the tokens protect nothing but made-up counts.

    Attributes:
        since: The first day that is sent by ten minutes; those before it went by the hour.
        tokens: Of each gate, by its place and name.
    """

    since: date
    tokens: dict[str, str]


def feed(address: str, fed: Fed, after: datetime | None = None) -> datetime:
    """Send what the gates have counted by now, or since `after`; returns until when."""
    known = [(gate, fed.tokens.get(f"{gate.place} {gate.gate}", "")) for gate in GATES]
    return send_day(address, [one for one in known if one[1]], fed.since, after)


def keep_feeding(address: str, fed: Fed) -> None:
    """Let the gates go on counting until the server ends this process."""
    until = feed(address, fed)
    while True:
        time.sleep(EVERY)
        until = feed(address, fed, until)


def main(address: str, filled: str) -> None:
    """Send the simulated year, note that all of it has arrived, and go on with the day."""
    wait_until_ready(address)
    note = Path(filled)
    if not note.exists():
        say("  正在写入演示数据 · Sending the simulated year")
        fed = fill(address)
        note.touch(mode=0o600)
        note.write_bytes(msgspec.json.encode(fed))
        say("  演示数据已就绪 · The simulated year is in.")
    if kept := note.read_bytes():  # empty: filled before the gates went on counting
        keep_feeding(address, msgspec.json.decode(kept, type=Fed))


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(130)
