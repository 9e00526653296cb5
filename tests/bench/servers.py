"""The house and a bare page, each on granian with the same settings, in processes of their own."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from webapp.bootstrap import ROOT

WORKERS = 2
# A proxy that the machine is set to would be asked for our own address.
direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@contextmanager
def the_house(database: str, folder: Path) -> Iterator[str]:
    """The address of the service as `python3 webapp` runs it."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    settings = {
        "DATABASE_URL": database,
        "DATA_DIR": str(folder),
        "PUBLIC_URL": address,
        "WEB_WORKERS": str(WORKERS),
        "HOST": "127.0.0.1",
        "PORT": str(port),
    }
    with _running("webapp.serve", settings, f"{address}/readyz"):
        yield address


@contextmanager
def a_bare_page() -> Iterator[str]:
    """The address of a Flask application whose /<size> answers that many bytes."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with _running("tests.bench.bare", {"PORT": str(port)}, f"{address}/1"):
        yield address


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def _running(module: str, settings: dict[str, str], sign_of_life: str) -> Iterator[None]:
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", module],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | settings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(sign_of_life, process)
        yield
    finally:
        process.terminate()
        process.wait(30)


def _wait_for(address: str, process: "subprocess.Popen[bytes]", seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        try:
            with direct.open(address, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise TimeoutError(f"{address} does not answer")
