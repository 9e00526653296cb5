"""What a device was told is accepted survives the end of the server in the next instant."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from datetime import timedelta
from http.client import HTTPConnection, HTTPException
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests import databases
from tests.bench.servers import free_port
from tests.visits.made import device, row
from webapp import create_app
from webapp.core import clock
from webapp.extensions import db
from webapp.settings import ROOT
from webapp.visits import chain, derivation, ledger, proof
from webapp.visits.models import Entry, Figure, Metric

BATCH, KILLS = 40, 3
# A proxy that the machine is set to would be asked for our own address.
direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Server:
    """The service in a process of its own."""

    def __init__(self, url: str) -> None:
        self.port = free_port()
        command = [sys.executable, "-P", "-m", "flask", "--app", "webapp", "run"]
        settings = {"DATABASE_URL": url, "DATA_DIR": str(databases.FOLDER), "SECRET_KEY": "tests"}
        self.process = subprocess.Popen(
            [*command, "--no-reload", "-p", str(self.port)],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)} | settings,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def __enter__(self) -> "Server":
        end = time.monotonic() + 60
        while time.monotonic() < end:
            try:
                with direct.open(f"http://127.0.0.1:{self.port}/healthz", timeout=5):
                    return self
            except OSError:
                time.sleep(0.1)
        raise TimeoutError

    def __exit__(self, *_: object) -> None:
        self.kill()

    def kill(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
        self.process.wait(30)

    def send(self, token: str, rows: list[dict[str, Any]]) -> bool:
        """Whether the answer came, and accepted every row."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        try:
            connection.request("POST", "/api/v1/visits/counts", json.dumps(rows), headers)
            return connection.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()


def batches(number: int) -> list[list[dict[str, Any]]]:
    """Rows of yesterday, no two alike."""
    start = clock.at_local(clock.today() - timedelta(days=1))
    times = [start + timedelta(hours=6, seconds=n) for n in range(number * BATCH)]
    rows = [
        row(
            f"k{n}",
            n % 7,
            **{"from": at.isoformat(), "to": (at + timedelta(seconds=1)).isoformat()},
        )
        for n, at in enumerate(times)
    ]
    return [rows[first : first + BATCH] for first in range(0, len(rows), BATCH)]


def stored(session: Session, rows: list[dict[str, Any]]) -> int:
    """How many of these are in the ledger."""
    session.rollback()
    keys = [one["key"] for one in rows]
    wanted = select(func.count()).select_from(Entry).where(Entry.source_key.in_(keys))
    return session.scalar(wanted) or 0


def test_nothing_acknowledged_is_lost_and_nothing_sent_again_is_doubled() -> None:
    url = databases.fresh(content=True)
    app = create_app(databases.configuration(url))
    with app.app_context():
        engine, session = db.engine, db.session
        token = device(session)
        sent = batches(KILLS * 3)
        for kill in range(KILLS):
            with Server(url) as server:
                for batch in sent[kill * 3 : kill * 3 + 3]:
                    assert server.send(token, batch)
                server.kill()
            for batch in sent[kill * 3 : kill * 3 + 3]:
                assert stored(session, batch) == BATCH
        with Server(url) as server:
            assert all(server.send(token, batch) for batch in sent)
        everything = [one for batch in sent for one in batch]
        assert session.scalar(select(func.count()).select_from(Entry)) == len(everything)
        total = session.scalar(select(func.sum(Figure.value)).where(Figure.metric == Metric.visits))
        assert total == sum(one["value"] for one in everything)
        session.rollback()
        assert proof.verify(session) == chain.head(session)
        session.rollback()
        ledger.begin(session)
        assert derivation.rebuild(session) == 0
        session.rollback()
    engine.dispose()
