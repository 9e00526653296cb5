"""What is damaged, forged or does not fit is refused in a sentence, and nothing is changed."""

import json
import tarfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import databases
from tests.backup import forging, made
from tests.backup.forging import Parts
from tests.visits.made import NOW
from webapp.backup import making, restoring
from webapp.backup.refused import Refused
from webapp.core import clock
from webapp.extensions import db

ENTRIES = "tables/entry.ndjson.gz"
A_PICTURE = f"media/{made.FILES[0]}"


@cache
def a_backup() -> Path:
    """One of a service in use; made once for all these tests."""
    folder = Path(mkdtemp(dir=databases.FOLDER))
    with made.service(databases.fresh(content=True), folder) as app:
        made.busy(app, folder)
        db.session.rollback()
        making.make(db.engine, folder, folder / "a.tar", NOW)
    return folder / "a.tar"


@pytest.fixture
def target(tmp_path: Path) -> Iterator[Flask]:
    """An empty service, in which nothing may be when the test is over."""
    data = tmp_path / "target"
    with made.service(databases.fresh(content=False), data) as app:
        yield app
        filled = [name for name, rows in made.everything(db.session).items() if rows]
        assert filled == []
        assert not [*data.glob("media/*")]


def refusal(app: Flask, source: Path) -> str:
    """The sentence with which `flask restore` refuses a backup."""
    db.session.rollback()
    with clock.fixed_at(NOW):
        said = app.test_cli_runner().invoke(args=["restore", str(source)])
    assert said.exit_code == 1, said.output
    assert said.output.startswith("Error: ")
    assert said.output.count("\n") == 1
    return said.output.removeprefix("Error: ").strip()


@pytest.mark.parametrize("name", [ENTRIES, A_PICTURE, "manifest.json", "manifest.sha256"])
def test_one_wrong_byte(target: Flask, tmp_path: Path, name: str) -> None:
    parts = forging.parts_of(a_backup())
    content = bytearray(parts[name])
    content[len(content) // 2] ^= 1
    damaged = forging.write(tmp_path / "b.tar", parts | {name: bytes(content)})
    told = name.replace("sha256", "json")
    assert refusal(target, damaged) == f"“{told}” is damaged."


@pytest.mark.parametrize("name", [ENTRIES, A_PICTURE])
def test_a_part_that_is_missing(target: Flask, tmp_path: Path, name: str) -> None:
    parts = forging.parts_of(a_backup())
    del parts[name]
    forged = forging.write(tmp_path / "b.tar", parts)
    assert refusal(target, forged) == f"“{name}” is missing from the backup."


def test_a_backup_cut_off(target: Flask, tmp_path: Path) -> None:
    whole = a_backup().read_bytes()
    for length in (0, 100, 512, 5_000, len(whole) // 2, len(whole) - 2_000):
        (tmp_path / "b.tar").write_bytes(whole[:length])
        assert refusal(target, tmp_path / "b.tar").startswith("This is not a backup, or ")


def test_something_else_altogether(target: Flask, tmp_path: Path) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("买票\n" * 1000)
    assert refusal(target, other).startswith("This is not a backup, or it is damaged")
    empty = forging.write(tmp_path / "b.tar", {"readme": b"hello"})
    assert "it has no manifest" in refusal(target, empty)


@settings(max_examples=60)
@given(st.floats(0, 1, exclude_max=True), st.integers(1, 255))
def test_no_wrong_byte_anywhere_is_taken_for_true(where: float, change: int) -> None:
    whole = bytearray(a_backup().read_bytes())
    whole[int(where * len(whole))] ^= change
    damaged = a_backup().with_name("damaged.tar")
    damaged.write_bytes(whole)
    try:
        found = restoring.check(damaged)
    except Refused:
        return
    # Between the parts there are bytes that say nothing.
    assert found == restoring.check(a_backup())


@pytest.mark.parametrize(
    "name",
    ["../../escaped", "/tmp/escaped", "media/../../escaped", "tables/other.ndjson.gz", "extra"],
)
def test_names_that_lead_elsewhere(target: Flask, tmp_path: Path, name: str) -> None:
    parts = forging.parts_of(a_backup())
    forged = forging.write(tmp_path / "b.tar", {name: b"x"} | parts)
    assert refusal(target, forged) == f"“{name}” has no place in a backup."

    def tell(manifest: dict[str, Any]) -> None:
        manifest["media"][0]["file"] = name

    forged = forging.write(tmp_path / "c.tar", forging.resealed({name: b"x"} | parts, tell))
    assert refusal(target, forged) == f"“{name}” has no place in a backup."
    assert not Path("/tmp/escaped").exists()


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE])
def test_parts_that_are_no_files(target: Flask, tmp_path: Path, kind: bytes) -> None:
    parts = forging.parts_of(a_backup())
    del parts[A_PICTURE]
    link = tarfile.TarInfo(A_PICTURE)
    link.type, link.linkname = kind, "/etc/passwd"
    forged = forging.write(tmp_path / "b.tar", parts, link)
    assert refusal(target, forged) == f"“{A_PICTURE}” has no place in a backup."


def test_a_part_that_is_there_twice(target: Flask, tmp_path: Path) -> None:
    forged = forging.write(
        tmp_path / "b.tar", forging.parts_of(a_backup()), tarfile.TarInfo(ENTRIES)
    )
    assert refusal(target, forged) == f"“{ENTRIES}” is in the backup twice."


def older(manifest: dict[str, Any]) -> None:
    manifest["migrations"] = ["0002"]


def newer(manifest: dict[str, Any]) -> None:
    manifest["format"] = 2


def without_a_table(manifest: dict[str, Any]) -> None:
    manifest["tables"][0]["name"] = "other"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (older, "The backup was made at migration 0002, this program is at "),
        (without_a_table, "The backup and this program differ in the table “"),
        (newer, "This backup has layout 2; this program reads layout 1."),
        (lambda manifest: manifest.pop("made_at"), "The manifest cannot be read: "),
    ],
)
def test_a_backup_of_another_version(
    target: Flask, tmp_path: Path, change: Callable[[dict[str, Any]], None], told: str
) -> None:
    parts = forging.resealed(forging.parts_of(a_backup()), change)
    assert refusal(target, forging.write(tmp_path / "b.tar", parts)).startswith(told)


def forged_rows(table: str, change: Callable[[list[dict[str, Any]]], Any]) -> Parts:
    """The backup with other rows in one table, every checksum right."""
    parts = forging.parts_of(a_backup())
    rows = forging.rows_of(parts, table)
    change(rows)
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return forging.with_rows(parts, table, lines.encode())


@pytest.mark.parametrize(
    ("table", "change", "told"),
    [
        ("entry", lambda rows: rows[0].update(place_id=9999), "The database does not take it: "),
        ("entry", lambda rows: rows[0].update(value="many"), f"“{ENTRIES}” is damaged."),
        ("figure", list.reverse, "The rows of “figure” are not those of the backup."),
    ],
)
def test_rows_that_contradict_each_other(
    target: Flask, tmp_path: Path, table: str, change: Any, told: str
) -> None:
    forged = forging.write(tmp_path / "b.tar", forged_rows(table, change))
    assert refusal(target, forged).startswith(told)


def test_a_service_that_is_not_empty(loaded: Any) -> None:
    before = made.everything(loaded)
    with made.service(str(loaded.get_bind().url.render_as_string(False)), Path("/nowhere")) as app:
        assert refusal(app, a_backup()).startswith("The database is not empty: there are rows in “")
    assert made.everything(loaded) == before


def test_a_database_that_is_not_up_to_date(tmp_path: Path) -> None:
    told = "The database is not up to date. Run first: flask --app webapp db upgrade"
    with made.service(databases.blank(), tmp_path) as app:
        assert refusal(app, a_backup()) == told
        said = app.test_cli_runner().invoke(args=["backup", str(tmp_path / "b.tar")])
        assert (said.exit_code, said.output) == (1, f"Error: {told}\n")
    assert not [*tmp_path.glob("*.tar*")]


def test_media_that_cannot_be_written_leave_the_database_empty(
    target: Flask, tmp_path: Path
) -> None:
    (tmp_path / "target").mkdir(exist_ok=True)
    (tmp_path / "target" / "media").write_text("in the way")
    assert "in the way" not in refusal(target, a_backup())
    (tmp_path / "target" / "media").unlink()
