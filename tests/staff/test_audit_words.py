"""What the audit trail calls things."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from webapp.settings import ROOT
from webapp.staff import audit_words


def recorded() -> Iterator[tuple[str, str]]:
    """Every action that is written down in the code, and where."""
    for path in (ROOT / "webapp").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Name(module), attr="record")):
                    yield from _actions(node, module, path)


def _actions(call: ast.Call, module: str, path: Path) -> Iterator[tuple[str, str]]:
    position = {"lock": 0, "audit": 1}.get(module)
    if position is None or len(call.args) <= position:
        return
    for node in ast.walk(call.args[position]):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value, path.name


def test_every_action_has_words() -> None:
    found = set(recorded())
    assert len(found) > 20
    assert {action for action, _ in found} - set(audit_words.ACTIONS) == set()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("event 17", "event 17"),
        ("audit trail", "audit trail"),
        ("policy", "rules"),
        ("place wudangzhao", "place wudangzhao"),
        ("something else", "something else"),
        ("", ""),
    ],
)
def test_an_object_is_shown_in_words(app: Flask, name: str, shown: str) -> None:
    with app.test_request_context("/", environ_overrides={"webapp.language": "en"}):
        assert audit_words.object(name) == shown
