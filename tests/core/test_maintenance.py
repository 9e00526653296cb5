"""Jobs are told in a line each, take turns, and one that fails does not stop the others."""

from datetime import datetime
from threading import Thread

from click.testing import Result
from flask import Flask
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from webapp.core import maintenance
from webapp.core.audit import AuditEntry
from webapp.core.content_version import ContentVersion
from webapp.extensions import db


def run(app: Flask) -> Result:
    db.session.rollback()
    return app.test_cli_runner().invoke(args=["maintenance", "run"])


def test_each_job_is_told_in_a_line(app: Flask) -> None:
    said = run(app)
    assert said.exit_code == 0
    lines = said.output.splitlines()
    assert len(lines) == len(app.extensions["maintenance"]) > 3
    assert "Old audit entries removed: 0" in lines
    assert all(line.endswith(": 0") for line in lines)


def test_one_that_fails_is_told_and_the_others_are_done(app: Flask) -> None:
    def twice(session: Session, now: datetime) -> int:
        for _ in range(2):
            session.execute(insert(ContentVersion).values(id=1, value=1))
        return 2

    app.extensions["maintenance"].insert(0, maintenance.Job("Twice", twice))
    said = run(app)
    assert said.exit_code == 1
    assert said.output.startswith("Twice: failed (")
    assert len(said.output.splitlines()) == len(app.extensions["maintenance"])
    assert db.session.scalars(select(ContentVersion)).all() == []


def test_two_at_once_take_turns(app: Flask) -> None:
    def once(session: Session, now: datetime) -> int:
        found = session.scalars(select(ContentVersion)).all()
        if not found:
            session.add(ContentVersion(value=1))
        return 1 - len(found)

    counts: list[int] = []

    def work() -> None:
        with app.app_context():
            jobs = [maintenance.Job("Once", once)]
            for done in maintenance.run_all(jobs, db.session, datetime.now().astimezone()):
                assert not isinstance(done.failure, IntegrityError)
                counts.append(done.count)

    threads = [Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(counts) == [0, 0, 0, 0, 0, 1]


def test_nothing_to_do_is_no_entry_in_the_audit_trail(app: Flask) -> None:
    run(app)
    assert db.session.scalars(select(AuditEntry)).all() == []
