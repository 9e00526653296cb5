"""The demonstration's gates and what they send: a simulated year, through the real API."""

import sys
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from http.client import HTTPConnection
from typing import Any
from urllib.parse import SplitResult, urlsplit

import msgspec
from sqlalchemy.orm import Session

from webapp.core import clock
from webapp.core.database import begin_writing
from webapp.places.models import by_slug
from webapp.visits import devices
from webapp.visits.simulation import GATES, SimulatedGate, rows_of

BATCH = 500  # rows a request
LATE = 400  # rows of each gate that arrive last
EVERY_NTH_TWICE = 7  # a device that got no answer sends its batch again


class Unanswered(Exception):
    """The service did not take a batch as it should."""


def send_year(base_url: str, tokens: Sequence[tuple[SimulatedGate, str]]) -> None:
    """Send the year so far, up to yesterday, to the service at `base_url`.

    Args:
        tokens: The gates that send, each with its device's token.

    Raises:
        Unanswered: a batch was not taken.
    """
    yesterday = clock.business_day(clock.now()) - timedelta(days=1)
    where = urlsplit(base_url)
    connection = HTTPConnection(where.netloc, timeout=60)
    sent = 0
    for gate, token in tokens:
        for batch in batches(gate, yesterday):
            post(connection, where, token, batch)
            sent += len(batch)
        say(f"{gate.place} {gate.gate}: {sent} rows sent")
    connection.close()


def register(session: Session) -> list[tuple[SimulatedGate, str]]:
    """A device for each gate whose place there is, with its token. Commits."""
    begin_writing(session)
    tokens = []
    for gate in GATES:
        if place := session.scalar(by_slug(gate.place)):
            _, token = devices.register(session, place, gate.gate, clock.now())
            tokens.append((gate, token))
    session.commit()
    return tokens


def batches(gate: SimulatedGate, last: date) -> Iterator[Sequence[dict[str, Any]]]:
    """A gate's rows as they arrive: some late, some twice."""
    rows = list(rows_of(gate, last.year, last))
    middle = len(rows) // 2
    late, rows[middle : middle + LATE] = rows[middle : middle + LATE], []
    for number, start in enumerate(range(0, len(rows), BATCH)):
        batch = rows[start : start + BATCH]
        yield batch
        if number % EVERY_NTH_TWICE == 0:
            yield batch
    if late:
        yield late


def post(
    connection: HTTPConnection, where: SplitResult, token: str, rows: Sequence[dict[str, Any]]
) -> None:
    """Send one batch, as a device does."""
    connection.request(
        "POST",
        f"{where.path.rstrip('/')}/api/v1/visits/counts",
        msgspec.json.encode(rows),
        {"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
    )
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise Unanswered(f"{answer.status}: {body[:500]!r}")


def say(line: str) -> None:
    """Tell the person at the terminal how far it is."""
    sys.stdout.write(f"  {line}\n")
    sys.stdout.flush()
