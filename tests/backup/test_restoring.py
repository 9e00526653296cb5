"""What was backed up comes back: every row, every file, on either database, and it goes on."""

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import insert, inspect, select, text
from sqlalchemy.exc import DBAPIError

from tests import databases
from tests.backup import made
from tests.public_pages import EN, PAGES
from tests.visits.made import NOW, device, row
from webapp.backup.tables import LEFT_OUT, all_tables
from webapp.core import audit, clock, content_version
from webapp.core.audit import AuditEntry
from webapp.extensions import db
from webapp.places.models import Place
from webapp.visits.models import Entry

# A pass on PostgreSQL also goes from one kind of database to the other.
KINDS = ["sqlite"] if databases.KIND == "sqlite" else ["postgresql", "sqlite"]
WAYS = [(one, other) for one in KINDS for other in KINDS if databases.KIND in (one, other)]


def run(app: Flask, *words: str | Path) -> Result:
    """Run a command on a session that nothing has used yet, as a new process would."""
    db.session.rollback()
    with clock.fixed_at(NOW):
        return app.test_cli_runner().invoke(args=list(map(str, words)))


@pytest.fixture
def source(tmp_path: Path) -> Iterator[Flask]:
    """A service in use, with everything in it."""
    data = tmp_path / "data"
    with made.service(databases.fresh(content=True), data) as app:
        made.busy(app, data)
        yield app


def test_every_table_is_either_backed_up_or_left_out_on_purpose(app: Flask) -> None:
    there = set(inspect(db.engine).get_table_names()) - {"alembic_version"}
    assert {table.name for table in all_tables()} | set(LEFT_OUT) == there


def test_the_service_that_is_tried_here_has_rows_in_every_table(source: Flask) -> None:
    assert [name for name, rows in made.everything(db.session).items() if not rows] == []


def test_a_backup_is_one_file_for_its_owner_alone(source: Flask, tmp_path: Path) -> None:
    said = run(source, "backup", tmp_path / "a.tar")
    assert said.exit_code == 0, said.output
    assert "6 files of pictures" in said.output
    assert stat.S_IMODE((tmp_path / "a.tar").stat().st_mode) == 0o600
    assert run(source, "check-backup", tmp_path / "a.tar").output.endswith("The backup is whole.\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.tar", "data"]


def test_given_a_folder_it_is_named_by_its_time(source: Flask, tmp_path: Path) -> None:
    said = run(source, "backup", tmp_path)
    assert said.output.startswith(f"Made: {tmp_path / 'shiguai-20261123T013000Z.tar'}")


@pytest.mark.parametrize(("one", "other"), WAYS)
def test_a_restored_service_is_equal_in_every_row_page_and_picture(
    one: str, other: str, tmp_path: Path
) -> None:
    old, new, file = tmp_path / "old", tmp_path / "new", tmp_path / "a.tar"
    first = databases.fresh(content=True) if one == databases.KIND else made.empty(one, old)
    with made.service(first, old) as app:
        if one != databases.KIND:
            assert run(app, "content", "load").exit_code == 0
        made.busy(app, old)
        rows, pages = made.everything(db.session), read_all(app)
        proof = run(app, "visits", "verify").output
        assert proof.startswith("ok")
        assert run(app, "backup", file).exit_code == 0
    with made.service(made.empty(other, new), new) as app:
        said = run(app, "restore", file)
        assert said.exit_code == 0, said.output
        assert "equal to the backup row by row" in said.output
        restored = made.everything(db.session)
        assert added(restored, rows) == {"audit_entry": 1, "content_version": 1}
        assert [restored[name] for name in LEFT_OUT] == [[], [], []]
        assert read_all(app) == pages
        assert run(app, "visits", "verify").output == proof
        for name in made.FILES:
            assert (new / "media" / name).read_bytes() == (old / "media" / name).read_bytes()
        assert len(list((new / "media").iterdir())) == len(made.FILES)
        assert run(app, "content", "load").output == "231 unchanged\n"


def added(now: dict[str, list[str]], before: dict[str, list[str]]) -> dict[str, int]:
    """How many rows of each table were not there before, and that none of the others is lost."""
    kept = {"content_version", *LEFT_OUT}
    assert all(set(before[name]) <= set(now[name]) for name in before if name not in kept)
    counts = {name: len(set(now[name]) - set(before[name])) for name in before}
    return {name: count for name, count in counts.items() if count}


def read_all(app: Flask) -> dict[str, str]:
    """Every public page."""
    client = app.test_client()
    with clock.fixed_at(NOW):
        return {
            f"{language}{address}": client.get(f"{language}{address}").text
            for address in PAGES.values()
            for language in ("", EN)
        }


@pytest.fixture(params=KINDS)
def restored(request: pytest.FixtureRequest, source: Flask, tmp_path: Path) -> Iterator[Flask]:
    """The same service, restored from a backup."""
    assert run(source, "backup", tmp_path / "a.tar").exit_code == 0
    new = tmp_path / "new"
    with made.service(made.empty(request.param, new), new) as app:
        assert run(app, "restore", tmp_path / "a.tar").exit_code == 0
        yield app


@pytest.mark.parametrize(
    "change",
    [
        "update entry set value = 1",
        "delete from entry",
        "delete from submission",
        "update audit_entry set account = 'nobody'",
        "delete from audit_entry where action = 'restore'",
    ],
)
def test_what_may_only_be_added_to_is_guarded_as_before(restored: Flask, change: str) -> None:
    if change.startswith("delete from audit"):
        audit.record(db.session, "restore", "now", by=None)
        db.session.commit()
    with pytest.raises(DBAPIError, match="append-only"):
        db.session.execute(text(change))
    db.session.rollback()


def test_the_next_rows_have_numbers_of_their_own(restored: Flask) -> None:
    for table in (Place, Entry, AuditEntry):
        last = db.session.scalars(select(table).order_by(table.id.desc())).first()
        assert last is not None
        values = {name.key: getattr(last, name.key) for name in table.__table__.columns}
        others = {"slug": "new", "source_key": "new", "gate": "new", "supersedes": None}
        values |= {name: other for name, other in others.items() if name in values}
        del values["id"]
        next_one = db.session.scalars(insert(table).values(values).returning(table.id)).one()
        assert next_one == last.id + 1
    db.session.commit()


def test_gates_go_on_counting_with_the_tokens_they_have(source: Flask, tmp_path: Path) -> None:
    token = device(db.session, gate="东门")
    run(source, "backup", tmp_path / "a.tar")
    new = tmp_path / "new"
    with made.service(made.empty(databases.KIND, new), new) as app:
        run(app, "restore", tmp_path / "a.tar")
        with clock.fixed_at(NOW):
            again = made.send(
                app, token, row("first", 40, gate="东门"), row("second", 2, gate="东门")
            )
        assert again["accepted"] == 2
        assert run(app, "visits", "rebuild").output.startswith("0 figures differed")


def test_no_page_of_before_passes_for_one_of_after(restored: Flask, source: Flask) -> None:
    """The version leaps: what was changed after the backup had the next numbers before."""
    with source.app_context():
        before = content_version.current(db.engine)
        db.engine.dispose()
    with restored.app_context():
        assert content_version.current(db.engine) > before + 100_000


def test_restoring_is_noted_in_the_audit_trail(restored: Flask) -> None:
    noted = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "restore")).one()
    assert noted.object == "backup a.tar"
