"""How many requests a second an address answers: by wrk, or by threads of our own."""

import http.client
import re
import shutil
import subprocess
import threading
import time
from urllib.parse import urlsplit

from webapp.bootstrap import apt_install

CONNECTIONS = 32


def provide_wrk() -> bool:
    """Whether wrk is there or could be installed; without it both sides are asked by threads."""
    return bool(shutil.which("wrk")) or (apt_install("wrk") and bool(shutil.which("wrk")))


def requests_per_second(address: str, seconds: float) -> float:
    """Ask for `address` over kept connections.

    Raises:
        OSError: an answer was not 200.
    """
    if shutil.which("wrk"):
        return _by_wrk(address, seconds)
    return _by_threads(address, seconds)


def _by_wrk(address: str, seconds: float) -> float:
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds:g}s", address]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in said:
        raise OSError(f"{address}: {said.strip()}")
    found = re.search(r"Requests/sec:\s+([\d.]+)", said)
    if not found:
        raise OSError(f"{address}: {said.strip()}")
    return float(found[1])


def _by_threads(address: str, seconds: float) -> float:
    end = time.monotonic() + seconds
    counts: list[int] = []
    faults: list[str] = []

    def ask() -> None:
        parts = urlsplit(address)
        connection = http.client.HTTPConnection(parts.netloc)
        path, count = f"{parts.path}?{parts.query}".rstrip("?"), 0
        while time.monotonic() < end and not faults:
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
            if answer.status != 200:
                faults.append(f"{address}: {answer.status}")
            count += 1
        counts.append(count)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise OSError(faults[0])
    return sum(counts) / seconds
