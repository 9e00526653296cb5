"""Counts as devices send them: in batches, and one at a time."""

import http.client
import json
import threading
import time
from datetime import timedelta
from itertools import count
from statistics import median
from urllib.parse import urlsplit

from tests.bench.history import GATE, PLACE
from tests.bench.table import Line, show
from webapp.core import clock

BATCH = 500
BATCHES = 60
SINGLES = 200
LEAST_ROWS, MOST_MS = 20_000, 10
ADDRESS = "/api/v1/visits/counts"
_minutes = count(1)


def report(house: str, token: str) -> None:
    """Print rows a second and the median of single reports."""
    send(house, token, [batch(BATCH) for _ in range(4)])
    alone = rows_per_second(house, token, senders=1)
    together = rows_per_second(house, token, senders=4)
    single = median(send(house, token, [batch(1) for _ in range(SINGLES)])) * 1000
    show(
        f"Counts received over HTTP, batches of {BATCH}",
        [
            Line("one device", alone, LEAST_ROWS, "rows/s", True),
            Line("four at once", together, LEAST_ROWS, "rows/s", True),
            Line("one single row", single, MOST_MS, "ms"),
        ],
    )


def rows_per_second(house: str, token: str, senders: int) -> float:
    """Rows stored each second while `senders` send as fast as they are answered."""
    shares = [[batch(BATCH) for _ in range(BATCHES // senders)] for _ in range(senders)]
    threads = [threading.Thread(target=send, args=(house, token, share)) for share in shares]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return BATCH * sum(map(len, shares)) / (time.perf_counter() - started)


def batch(size: int) -> bytes:
    """Counts of minutes that nobody has sent yet, going back in time."""
    start = clock.now().replace(second=0, microsecond=0)
    rows = []
    for number in (next(_minutes) for _ in range(size)):
        minute = start - timedelta(minutes=number)
        row = {"key": f"bench-{number}", "place": PLACE, "gate": GATE, "metric": "in"}
        end = minute + timedelta(minutes=1)
        rows.append(row | {"from": minute.isoformat(), "to": end.isoformat(), "value": number % 60})
    return json.dumps(rows).encode()


def send(house: str, token: str, batches: list[bytes]) -> list[float]:
    """Seconds that each batch took, over one kept connection.

    Raises:
        OSError: a batch was not taken in full.
    """
    connection = http.client.HTTPConnection(urlsplit(house).netloc)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    taken = []
    for body in batches:
        started = time.perf_counter()
        connection.request("POST", ADDRESS, body, headers)
        answer = connection.getresponse()
        said = answer.read()
        taken.append(time.perf_counter() - started)
        if answer.status != 200:
            raise OSError(f"{answer.status}: {said[:200]!r}")
    connection.close()
    return taken
