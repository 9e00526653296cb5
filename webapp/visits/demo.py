"""The demonstration's gates and what they send, through the real API: a year, then the day."""

import sys
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from http.client import HTTPConnection
from typing import Any
from urllib.parse import SplitResult, urlsplit

import msgspec
from sqlalchemy.orm import Session

from webapp.core import clock
from webapp.core.database import begin_writing
from webapp.places.models import by_slug
from webapp.staff.models import Account, AccountState
from webapp.visits import capacity, devices
from webapp.visits.capacity import Approved
from webapp.visits.methods import FOREVER
from webapp.visits.simulation import GATES, SimulatedGate, at_once, rows_of, rows_since

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


def send_day(
    base_url: str, tokens: Sequence[tuple[SimulatedGate, str]], first: date, after: datetime | None
) -> datetime:
    """Send what the gates counted since a day's morning, or since `after`; returns until when.

    Raises:
        Unanswered: a batch was not taken.
    """
    now, where = clock.now(), urlsplit(base_url)
    connection = HTTPConnection(where.netloc, timeout=60)
    for gate, token in tokens:
        rows = [
            row
            for row in rows_since(gate, first, now)
            if after is None or datetime.fromisoformat(row["to"]) > after
        ]
        for start in range(0, len(rows), BATCH):
            post(connection, where, token, rows[start : start + BATCH])
    connection.close()
    return now


def made_up_capacities(session: Session) -> None:
    """Let each place with a gate hold so many people, by a document that says it is made up.

    Commits. Whoever enters it is an account that nobody can sign in to.
    """
    begin_writing(session)
    now = clock.now()
    nobody = Account(
        name="demo",
        full_name="演示",
        state=AccountState.disabled,
        password_hash=None,
        last_used_at=now,
        created_at=now,
    )
    session.add(nobody)
    session.flush()
    for slug in dict.fromkeys(gate.place for gate in GATES):
        if place := session.scalar(by_slug(slug)):
            span = (date(clock.business_day(now).year, 1, 1), FOREVER)
            approved = Approved(at_once(slug), None)
            capacity.approve(session, place.id, approved, span, MADE_UP, nobody, now)
    session.commit()


MADE_UP = "演示数据，不是核定的承载量"


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
