"""`python3 webapp` as a person starts it, on an environment that is set up."""

import os
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import ProxyHandler, build_opener

import pytest

from tests import postgres
from tests.bench.servers import free_port
from webapp.settings import ROOT

direct = build_opener(ProxyHandler({}))


@contextmanager
def started(folder: Path, **settings: str) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """The address of a service started in `folder`, and its process."""
    port = free_port()
    environment = os.environ | {"DATA_DIR": str(folder), "PORT": str(port)} | settings
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "webapp")], env=environment, stderr=subprocess.PIPE, text=True
    )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_until_ready(address, process)
        yield address, process
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)


def wait_until_ready(address: str, process: "subprocess.Popen[str]") -> None:
    end = time.monotonic() + 90
    while time.monotonic() < end and process.poll() is None:
        try:
            with direct.open(f"{address}/readyz", timeout=5):
                return
        except (URLError, ConnectionError, HTTPError):
            time.sleep(0.1)
    raise AssertionError(f"the service did not start: {process.poll()}")


def read(address: str) -> str:
    with direct.open(address, timeout=10) as answer:
        return str(answer.read().decode())


def test_a_first_start_serves_the_content_from_a_database_of_its_own(tmp_path: Path) -> None:
    with started(tmp_path, DATABASE_URL="") as (address, _):
        assert "五当召" in read(f"{address}/places")
        assert "Wudangzhao" in read(f"{address}/en/places")
    with sqlite3.connect(tmp_path / "webapp.sqlite") as database:
        assert database.execute("pragma journal_mode").fetchone() == ("wal",)
        assert database.execute("select count(*) from place").fetchone() == (52,)
    database.close()


def test_the_secret_key_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    keys = []
    for _ in range(2):
        with started(tmp_path, DATABASE_URL=""):
            path = tmp_path / "secret-key"
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
            keys.append(path.read_text())
    assert keys[0] == keys[1]
    assert len(keys[0]) >= 32


def test_it_says_where_it_is_and_ends_when_it_is_told(tmp_path: Path) -> None:
    with started(tmp_path, DATABASE_URL="") as (address, process):
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=30)
        assert address in said
        assert "flask --app webapp staff add NAME --role administrator" in said
    with pytest.raises((URLError, ConnectionError)):
        read(address)


def test_postgresql_is_served_from_when_its_address_is_given(tmp_path: Path) -> None:
    with started(tmp_path, DATABASE_URL=postgres.create_database()) as (address, _):
        assert "五当召" in read(f"{address}/places")
    assert not (tmp_path / "webapp.sqlite").exists()


@pytest.mark.parametrize(
    ("settings", "word"),
    [
        ({"PORT": "eighty"}, "PORT"),
        ({"DATABASE_URL": "nonsense"}, "DATABASE_URL"),
        ({"DEMO": "perhaps"}, "DEMO"),
    ],
)
def test_a_setting_that_means_nothing_is_named_in_a_sentence(
    tmp_path: Path, settings: dict[str, str], word: str
) -> None:
    environment = os.environ | {"DATA_DIR": str(tmp_path)} | settings
    command = [sys.executable, str(ROOT / "webapp")]
    result = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
    assert result.returncode == 1
    assert word in result.stderr
    assert "Traceback" not in result.stderr


def test_an_unknown_word_is_answered_with_what_there_is() -> None:
    command = [sys.executable, str(ROOT / "webapp"), "dance"]
    result = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert result.returncode == 2
    assert "demo" in result.stdout + result.stderr
