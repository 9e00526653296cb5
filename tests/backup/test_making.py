"""A backup is taken while people work, is whole or not there, and overwrites nothing."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select, text

from tests import databases
from tests.backup import forging, made
from tests.backup.test_restoring import run
from tests.visits.made import device, row
from webapp.core.audit import AuditEntry
from webapp.extensions import db
from webapp.settings import ROOT


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    """A service in use."""
    data = tmp_path / "data"
    with made.service(databases.fresh(content=True), data) as app:
        made.busy(app, data)
        yield app


class Gate:
    """Sends a count whenever the backup reads another table."""

    def __init__(self, app: Flask) -> None:
        self.app, self.token = app, device(db.session, gate="东门")
        self.sent, self.sending = 0, False
        db.session.rollback()
        event.listen(db.engine, "before_cursor_execute", self)

    def __call__(self, connection: Any, cursor: Any, statement: str, *more: Any) -> None:
        if not self.sending and statement.startswith("SELECT"):
            self.sending, self.sent = True, self.sent + 1
            # Another thread has a session of its own.
            with ThreadPoolExecutor(1) as elsewhere:
                assert elsewhere.submit(self.send).result()["accepted"] == 1
            self.sending = False

    def send(self) -> Any:
        return made.send(self.app, self.token, row(f"n{self.sent}", self.sent, gate="东门"))


def test_counts_that_come_in_meanwhile_are_in_it_whole_or_not_at_all(
    app: Flask, tmp_path: Path
) -> None:
    before = made.everything(db.session)
    gate = Gate(app)
    said = run(app, "backup", tmp_path / "a.tar")
    assert said.exit_code == 0, said.output
    event.remove(db.engine, "before_cursor_execute", gate)
    assert gate.sent > 20
    new = tmp_path / "new"
    with made.service(made.empty(databases.KIND, new), new) as restored:
        assert run(restored, "restore", tmp_path / "a.tar").exit_code == 0
        found = made.everything(db.session)
        for name in ("submission", "entry", "chain_link"):  # one came before the first reading
            assert len(found[name]) - len(before[name]) in (0, 1), name
        assert run(restored, "visits", "rebuild").output.startswith("0 figures differed")


def test_it_overwrites_nothing(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "a.tar").write_text("mine")
    said = run(app, "backup", tmp_path / "a.tar")
    assert said.exit_code == 1
    assert (
        said.output == f"Error: {tmp_path}/a.tar is there already; a backup overwrites nothing.\n"
    )
    assert (tmp_path / "a.tar").read_text() == "mine"
    (tmp_path / "b.tar").symlink_to(tmp_path / "elsewhere")
    assert run(app, "backup", tmp_path / "b.tar").exit_code == 1
    assert not (tmp_path / "elsewhere").exists()


def test_a_folder_that_is_not_there_is_said_plainly(app: Flask, tmp_path: Path) -> None:
    said = run(app, "backup", tmp_path / "no" / "a.tar")
    assert said.exit_code == 1
    assert said.output.startswith("Error: ")
    assert "No such file or directory" in said.output
    assert said.output.count("\n") == 1


def test_missing_pictures_are_told_and_the_rest_is_kept(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "data" / "media" / made.FILES[1]).unlink()
    said = run(app, "backup", tmp_path / "a.tar")
    assert said.exit_code == 1
    assert f"Pictures' files that are missing: {made.FILES[1]}" in said.output
    new = tmp_path / "new"
    with made.service(made.empty(databases.KIND, new), new) as restored:
        assert run(restored, "restore", tmp_path / "a.tar").exit_code == 0
        assert len(list((new / "media").iterdir())) == len(made.FILES) - 1


def test_nothing_in_it_lets_anybody_in(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "data" / "secret-key").write_text("the-secret-key")
    run(app, "backup", tmp_path / "a.tar")
    parts = forging.parts_of(tmp_path / "a.tar")
    assert parts.keys().isdisjoint(
        {"tables/staff_session.ndjson.gz", "tables/sign_in_link.ndjson.gz"}
    )
    assert not [name for name, content in parts.items() if b"the-secret-key" in content]


def test_it_is_noted_in_the_audit_trail(app: Flask, tmp_path: Path) -> None:
    run(app, "backup", tmp_path / "a.tar")
    noted = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "back up")).one()
    assert noted.object == "backup a.tar"


MANY = """
insert into audit_entry (at, account, action, object, succeeded, before, address)
with recursive n (i) as (select 1 union all select i + 1 from n where i < 150000)
select '2026-11-01 00:00:00.000000', '', 'sign in', 'account ' || i, {true}, '{{"a": 1}}', ''
from n
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_one_that_is_killed_leaves_nothing_that_passes_for_one(
    app: Flask, tmp_path: Path, how: signal.Signals
) -> None:
    if databases.KIND == "sqlite":
        many = MANY.format(true="1")
    else:
        many = MANY.format(true="true").replace("00'", "00'::timestamptz").replace("}'", "}'::json")
    db.session.rollback()
    db.session.execute(text(many))
    db.session.commit()
    url = db.engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "flask", "--app", "webapp", "backup", str(tmp_path / "a.tar")]
    settings = {"DATABASE_URL": url, "DATA_DIR": str(tmp_path / "data")}
    with subprocess.Popen(command, cwd=ROOT, env=os.environ | settings) as running:
        while not list(tmp_path.glob(".a.tar.*.partial")):
            assert running.poll() is None
            time.sleep(0.005)
        running.send_signal(how)
        running.wait()
    assert not (tmp_path / "a.tar").exists()
    left = list(tmp_path.glob(".a.tar.*"))
    assert len(left) == (1 if how is signal.SIGKILL else 0)
    assert run(app, "backup", tmp_path / "a.tar").exit_code == 0
    if left:
        assert run(app, "check-backup", left[0]).exit_code == 1
