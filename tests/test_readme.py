"""What the README promises is there: every setting, every command, every path it names."""

import re
from pathlib import Path

import click
import pytest
from flask import Flask

from webapp.settings import ROOT, SETTINGS

README = (ROOT / "README.md").read_text()
TABLES = re.findall(r"^\| (?!variable|command|folder)(`.+?) \|", README, re.MULTILINE)
IN_TABLES = [name for cell in TABLES for name in re.findall(r"`([^`]+)`", cell)]

GROUPS = {"db", "content", "visits", "staff", "backup", "check-backup", "restore", "maintenance"}


def test_its_table_holds_every_setting_and_no_other() -> None:
    told = {name for name in IN_TABLES if re.fullmatch(r"[A-Z_]{4,}", name)}
    assert told == {setting.name for setting in SETTINGS}


def test_every_setting_is_read_somewhere() -> None:
    code = "\n".join(
        path.read_text()
        for path in (ROOT / "webapp").rglob("*")
        if path.suffix in {".py", ".html", ".txt"} and path.name != "settings.py"
    )
    assert [one.name for one in SETTINGS if f'"{one.name}"' not in code] == []


def commands() -> list[str]:
    """The commands of the application that the README names, without what stands for a value."""
    told = [name for name in IN_TABLES if name.split()[0] in GROUPS]
    told += re.findall(r"flask --app webapp ((?:[a-z-]+ ?)+)", README)
    return [" ".join(re.findall(r"(?<!\S)[a-z-]+(?!\S)", one)) for one in told]


@pytest.mark.parametrize("words", sorted(set(commands())))
def test_every_command_it_names_exists(app: Flask, words: str) -> None:
    command: click.Command | None = app.cli
    for word in words.split():
        assert isinstance(command, click.Group), words
        command = command.commands.get(word)
    assert command is not None, words


def test_every_folder_and_file_it_names_exists() -> None:
    named = re.findall(r"`((?:webapp|static|tests|core|translations)(?:/[\w.]+)*)/?`", README)
    named += re.findall(r'src="([^"]+)"', README)
    assert named
    made = {"static/build"}
    assert [one for one in named if one not in made and not _there(one)] == []


def _there(name: str) -> bool:
    return Path(ROOT, name).exists() or Path(ROOT, "webapp", name).exists()


def test_every_program_it_names_is_one() -> None:
    usage = (ROOT / "webapp" / "__main__.py").read_text() + (
        ROOT / "tests" / "__main__.py"
    ).read_text()
    for program in re.findall(r"^    (python3 (?:webapp|tests)(?: [a-z]+)?)", README, re.MULTILINE):
        assert program in usage, program
