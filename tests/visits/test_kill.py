"""What a device was told is accepted survives the end of the server in the next instant."""

import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests import databases
from tests.visits.killed import Server
from tests.visits.made import device, in_order, place_id, row
from webapp import create_app
from webapp.core import clock
from webapp.extensions import db
from webapp.visits.models import Entry, Figure, Metric

BATCH, KILLS = 40, 3
WRITERS, BATCHES, ENDS = 8, 6, 5
PLACES = ("wudangzhao", "qingshan-village")
WAITS = 120  # seconds, before a test that hangs is a failure
Batch = list[dict[str, Any]]


@pytest.fixture
def settings() -> Iterator[dict[str, Any]]:
    """What the service is made with; the test has the same database open."""
    made = databases.configuration(databases.fresh(content=True))
    app = create_app(made)
    with app.app_context():
        engine = db.engine
        yield made
    engine.dispose()


def batches(number: int, gate: str = "山门", place: str = PLACES[0]) -> list[Batch]:
    """Rows of yesterday and the day before, no two alike."""
    today = clock.at_local(clock.business_day(clock.now()))
    rows = []
    for n in range(number * BATCH):
        at = today - timedelta(days=1 + n % 2) + timedelta(hours=6, seconds=n)
        span = {"from": at.isoformat(), "to": (at + timedelta(seconds=1)).isoformat()}
        rows.append(row(f"k{n}", n % 7, place=place, gate=gate, **span))
    return [rows[first : first + BATCH] for first in range(0, len(rows), BATCH)]


def stored(session: Session) -> set[tuple[str | None, str]]:
    """Gate and key of everything in the ledger."""
    session.rollback()
    found = {(gate, key) for gate, key in session.execute(select(Entry.gate, Entry.source_key))}
    session.rollback()
    return found


def in_order_with(session: Session, entries: int) -> None:
    """The ledger holds so many entries, its chain is whole, and the figures follow from it."""
    session.rollback()
    assert session.scalar(select(func.count()).select_from(Entry)) == entries
    in_order(session)


def test_nothing_acknowledged_is_lost_and_nothing_sent_again_is_doubled(
    settings: dict[str, Any],
) -> None:
    token, sent = device(db.session), batches(KILLS * 3)
    for kill in range(KILLS):
        with Server(settings) as server:
            for batch in sent[kill * 3 : kill * 3 + 3]:
                assert server.send(token, batch)[0] == 200
            server.kill()
        assert len(stored(db.session)) == (kill + 1) * 3 * BATCH
    with Server(settings) as server:
        assert all(server.send(token, batch)[0] == 200 for batch in sent)
    everything = [one for batch in sent for one in batch]
    total = db.session.scalar(select(func.sum(Figure.value)).where(Figure.metric == Metric.visits))
    assert total == sum(one["value"] for one in everything)
    in_order_with(db.session, len(everything))


class Gate:
    """A device that sends its batches one by one, each until it is told that it was taken.

    Attributes:
        acknowledged: The keys it was told about; another thread may read it at any time.
        tally: What they add up to, by place and day.
        unexpected: Answers that no device should get.
    """

    def __init__(self, number: int) -> None:
        self.place, self.name = PLACES[number % len(PLACES)], f"{number}号门"
        self.token = device(db.session, self.place, self.name)
        self.sent = batches(BATCHES, self.name, self.place)
        self.acknowledged: set[tuple[str | None, str]] = set()
        self.tally: Counter[tuple[str, date]] = Counter()
        self.unexpected: list[int] = []

    def send_all(self, house: "House") -> None:
        for batch in self.sent:
            while not house.closed and not self._sent(batch, house):
                pass

    def _sent(self, batch: Batch, house: "House") -> bool:
        life = house.life
        status, fates = house.server.send(self.token, batch)
        if status != 200:
            if status not in (0, 503):  # 503: so many waited that the database was busy too long
                self.unexpected.append(status)
            house.wait_for_another(life)
            return False
        for one, fate in zip(batch, fates, strict=True):
            assert one["key"] == fate["key"] and fate["fate"] in ("accepted", "repeated")
            day = clock.business_day(datetime.fromisoformat(one["from"]))
            self.tally[self.place, day] += one["value"]
        self.acknowledged |= {(self.name, one["key"]) for one in batch}
        house.acknowledged.release()
        return True


class House:
    """The service through all its lives.

    Attributes:
        life: Which one it is.
        acknowledged: One permit for each batch that was acknowledged.
        closed: Nobody need try any longer.
    """

    def __init__(self, settings: dict[str, Any]) -> None:
        self.settings, self.server = settings, Server(settings)
        self.life, self.closed = 1, False
        self.acknowledged = threading.Semaphore(0)
        self._reborn = threading.Condition()

    def wait_for_another(self, life: int) -> None:
        """Wait until another life than this one has begun; a moment where it goes on."""
        with self._reborn:
            self._reborn.wait_for(lambda: self.closed or self.life > life, timeout=0.5)

    def end(self) -> None:
        self.server.kill()

    def begin_again(self) -> None:
        self.server = Server(self.settings)
        with self._reborn:
            self.life += 1
            self._reborn.notify_all()

    def close(self) -> None:
        self.server.kill()
        with self._reborn:
            self.closed = True
            self._reborn.notify_all()


def killed_again_and_again(house: House, gates: list[Gate]) -> None:
    """End the service after every so many batches, wherever the writers are then."""
    chance = random.Random(4)
    for _ in range(ENDS):
        for _ in range(WRITERS * BATCHES // (ENDS + 1)):
            assert house.acknowledged.acquire(timeout=WAITS), "the writers do not get on"
        time.sleep(chance.uniform(0, 0.05))
        house.end()
        told = set().union(*(gate.acknowledged.copy() for gate in gates))
        assert told <= stored(db.session)
        house.begin_again()


def test_eight_writers_and_a_server_that_is_killed_lose_nothing_and_double_nothing(
    settings: dict[str, Any],
) -> None:
    gates = [Gate(number) for number in range(WRITERS)]
    house = House(settings)
    with ThreadPoolExecutor(WRITERS) as pool:
        try:
            sending = [pool.submit(gate.send_all, house) for gate in gates]
            killed_again_and_again(house, gates)
            for one in sending:
                one.result(timeout=WAITS)
        finally:
            house.close()
    assert [gate.unexpected for gate in gates] == [[]] * WRITERS
    everything = {(gate.name, one["key"]) for gate in gates for part in gate.sent for one in part}
    assert stored(db.session) == set().union(*(gate.acknowledged for gate in gates)) == everything
    tallies = sum((gate.tally for gate in gates), Counter[tuple[str, date]]())
    assert figures(db.session) == tallies
    in_order_with(db.session, WRITERS * BATCHES * BATCH)


def figures(session: Session) -> dict[tuple[str, date], int]:
    """What is said of each place's days."""
    names = {place_id(session, slug): slug for slug in PLACES}
    rows = session.scalars(select(Figure).where(Figure.metric == Metric.visits))
    return {(names[one.place_id], one.business_day): one.value for one in rows}
