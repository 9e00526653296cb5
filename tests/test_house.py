"""What must stay true of the code as a whole, whoever changes which part."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = ROOT / "webapp" / "templates"
CHINESE = ROOT / "translations" / "zh" / "LC_MESSAGES" / "messages.po"
LOCKS = (
    "webapp/requirements.txt",
    "webapp/node.txt",
    "tests/requirements.txt",
    "tests/postgres.txt",
    "static/package-lock.json",
)
LONGEST_FILE, LONGEST_FUNCTION = 300, 40
DATA_BLOCKS = ("application/ld+json", "application/json")


def says(*command: str) -> subprocess.CompletedProcess[str]:
    """Run a tool of the environment at the top of the house."""
    tools = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | {"PATH": tools, "NO_COLOR": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@pytest.mark.parametrize(
    "command",
    ["ruff check", "ruff format --check", "mypy", "lint-imports", "djlint --lint webapp/templates"],
)
def test_the_tools_have_nothing_to_say(command: str):
    result = says(*command.split())
    assert result.returncode == 0, result.stdout


def test_the_machine_has_what_the_other_tests_need():
    assert os.environ.get("CHROMIUM_PATH"), "no Chromium: start the tests with `python3 tests`"
    assert os.environ.get("POSTGRES_BIN"), "no PostgreSQL: start the tests with `python3 tests`"


def sources() -> list[Path]:
    # A migration is a record of what was done, not code to be read.
    found = (ROOT / "webapp").rglob("*.py")
    return sorted(path for path in found if "migrations" not in path.parts)


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_files_and_functions_stay_short(path: Path):
    source = path.read_text()
    assert len(source.splitlines()) <= LONGEST_FILE
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno - node.lineno < LONGEST_FUNCTION, f"{node.name} is too long"


def extracted(folder: Path) -> Iterator[Message]:
    """The messages that the code and the templates ask for now."""
    template = folder / "messages.pot"
    made = says("pybabel", "-q", "extract", "-F", "pyproject.toml", "-o", str(template), ".")
    assert made.returncode == 0, made.stdout
    with template.open("rb") as file:
        return (message for message in read_po(file) if message.id)


def complete(message: Message | None) -> bool:
    """Whether there is a translation, in every plural form, that nobody marked as doubtful."""
    if message is None or message.fuzzy:
        return False
    forms = message.string if isinstance(message.string, list | tuple) else [message.string]
    return all(forms)


def test_everything_has_its_chinese(tmp_path: Path):
    with CHINESE.open("rb") as file:
        chinese = read_po(file, locale="zh")
    asked = list(extracted(tmp_path))
    missing = [m.id for m in asked if not complete(chinese.get(m.id, m.context))]
    assert not missing, f"{len(missing)} messages without Chinese"
    keys = {(chinese._key_for(m.id, m.context)) for m in asked}
    unused = [m.id for m in chinese if m.id and chinese._key_for(m.id, m.context) not in keys]
    assert not unused, "translations that nothing asks for"


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_registry(name: str):
    text = (ROOT / name).read_text()
    assert not re.findall(r"https?://|file:|--index-url|--find-links|--constraint", text)


def pinned(name: str) -> set[str]:
    return set(re.findall(r"^([\w.\[\]-]+==\S+)", (ROOT / name).read_text(), re.MULTILINE))


def test_the_tests_run_with_the_versions_that_serve():
    assert pinned("webapp/requirements.txt") <= pinned("tests/requirements.txt")


@pytest.mark.parametrize("name", [name for name in LOCKS if name.endswith(".txt")])
def test_every_locked_package_has_its_hash(name: str):
    entries = re.split(r"\n(?=\S)", (ROOT / name).read_text().strip())
    assert all("--hash=sha256:" in entry for entry in entries)


def templates() -> list[Path]:
    return sorted(TEMPLATES.rglob("*.html"))


@pytest.mark.parametrize("path", templates(), ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_a_template_has_no_inline_style_or_script(path: Path):
    text = path.read_text()
    assert not re.search(r"\sstyle\s*=", text)
    tags = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "", text)  # what Jinja computes is no attribute
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", tags)
    for script in re.findall(r"<script\b[^>]*>", text):
        assert "src=" in script or any(kind in script for kind in DATA_BLOCKS), script
