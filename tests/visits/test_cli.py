"""The commands of the counting, as somebody at a terminal meets them."""

from pathlib import Path

from click.testing import Result
from flask import Flask, current_app
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from tests.visits.made import NOW, form, tamper
from webapp.core import clock
from webapp.extensions import db
from webapp.visits import chain, devices
from webapp.visits.models import Device, Entry


def run(*words: str) -> Result:
    """Run a command on a session that nothing has used yet, as a new process would."""
    db.session.rollback()
    app: Flask = current_app._get_current_object()
    with clock.fixed_at(NOW):
        return app.test_cli_runner().invoke(args=["visits", *words])


def saved(folder: Path, content: bytes) -> str:
    path = folder / "日报.csv"
    path.write_bytes(content)
    return str(path)


def test_an_import_says_what_it_brought(loaded: Session, tmp_path: Path) -> None:
    path = saved(tmp_path, form("2026-11-22,五当召,812,晴", header="日期,景区,入园人次,天气"))
    first = run("import", path)
    assert first.exit_code == 0
    assert "Values: 1 new, 0 corrected" in first.output
    assert "Columns left aside: 天气" in first.output
    again = run("import", path)
    assert again.exit_code == 0
    assert "already received on 2026-11-23 09:30" in again.output
    assert "Nothing changed" in again.output


def test_a_refused_file_is_told_row_by_row(loaded: Session, tmp_path: Path) -> None:
    refused = run("import", saved(tmp_path, form("2026-11-22,五当召,-1", "2026-11-31,五当召,812")))
    assert refused.exit_code == 1
    assert "line 2, column “入园人次”: a value cannot be negative" in refused.output
    assert "line 3, column “日期”: there is no such day" in refused.output
    assert "Nothing was stored: 2 problems." in refused.output
    assert loaded.scalars(select(Entry)).all() == []


def test_a_correction_needs_its_reason(loaded: Session, tmp_path: Path) -> None:
    run("import", saved(tmp_path, form("2026-11-22,五当召,812")))
    other = saved(tmp_path, form("2026-11-22,五当召,821"))
    assert "a correction needs a reason" in run("import", other).output
    assert run("import", "--correct", " ", other).exit_code == 2
    corrected = run("import", "--correct", "闸机复核", other)
    assert "0 new, 1 corrected" in corrected.output
    much = run("import", "--correct", "漏记", saved(tmp_path, form("2026-11-22,五当召,8210")))
    assert "1 corrections wait until somebody at the desk approves them." in much.output
    assert "Nothing changed" not in much.output


def test_a_device_gets_its_token_alone_on_the_last_line(loaded: Session) -> None:
    added = run("device", "add", "wudangzhao", "山门")
    token = added.output.splitlines()[-1]
    gate = devices.gate_of(loaded, token)
    assert gate is not None and (gate.place, gate.name) == ("wudangzhao", "山门")
    stored = loaded.scalars(select(Device.token_hash)).one()
    assert token not in stored and len(stored) == 64
    assert "wudangzhao\t山门" in run("device", "list").output
    assert run("device", "revoke", "1").exit_code == 0
    assert devices.gate_of(loaded, token) is None
    assert "revoked" in run("device", "list").output


def test_a_device_needs_a_place_and_a_gate(loaded: Session) -> None:
    assert run("device", "add", "nowhere", "山门").exit_code == 2
    assert run("device", "add", "wudangzhao", " ").exit_code == 2
    assert run("device", "revoke", "7").exit_code == 2


def test_a_rebuild_says_how_many_figures_differed(loaded: Session, tmp_path: Path) -> None:
    run("import", saved(tmp_path, form("2026-11-22,五当召,812")))
    assert run("rebuild").output.startswith("0 figures")
    loaded.execute(text("update figure set value = 1"))
    loaded.commit()
    assert run("rebuild").output.startswith("1 figures")
    assert run("rebuild").output.startswith("0 figures")


def test_verify_says_ok_and_the_head(loaded: Session, tmp_path: Path) -> None:
    assert run("verify").output == f"ok 0 {chain.GENESIS}\n"
    run("import", saved(tmp_path, form("2026-11-22,五当召,812")))
    first = chain.head(loaded)
    run("import", saved(tmp_path, form("2026-11-21,五当召,812")))
    head = chain.head(loaded)
    whole = run("verify", "--contains", first.hash.upper())
    assert whole.exit_code == 0
    assert whole.output.splitlines()[0] == f"ok 2 {head.hash}"
    assert "is link 1." in whole.output
    assert run("verify", "--contains", "f" * 64).exit_code == 1


def test_verify_names_the_first_broken_link(loaded: Session, tmp_path: Path) -> None:
    run("import", saved(tmp_path, form("2026-11-22,五当召,812")))
    tamper(loaded, "update entry set value = 912")
    broken = run("verify")
    assert broken.exit_code == 1
    assert "link 1: what it stands for has been changed" in broken.output


def test_older_submissions_are_linked_on_demand(loaded: Session, tmp_path: Path) -> None:
    run("import", saved(tmp_path, form("2026-11-22,五当召,812")))
    tamper(loaded, "delete from chain_link")
    assert "--adopt links them" in run("verify").output
    adopted = run("verify", "--adopt").output.splitlines()
    assert adopted[0] == "1 submissions linked."
    assert adopted[1].startswith("ok 1 ")
    assert run("verify", "--adopt").output.startswith("0 submissions linked.")
