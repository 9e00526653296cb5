"""Filling in a form as it stands on a page."""

from collections.abc import Mapping
from typing import Any

from bs4 import BeautifulSoup, Tag


def filled_in(
    soup: BeautifulSoup, values: Mapping[str, Any], button: str | None, form: str | None
) -> tuple[str, dict[str, Any]]:
    """Where the form goes, and what a browser would send: what stands in it, then `values`.

    `True` ticks a box and `False` clears it; a list fills several fields of one name.
    """
    found = soup.select(form or "main form")
    if button and not form:
        found = [one for one in found if button in _buttons(one)]
    assert len(found) == 1, f"{len(found)} forms, not one: {[one.get('action') for one in found]}"
    fields = _standing(found[0])
    for name, value in values.items():
        assert found[0].select(f"[name='{name}']"), f"the form has no field {name}"
        if value is False:
            fields.pop(name, None)
        else:
            fields[name] = _of_a_box(found[0], name) if value is True else value
    if button:
        pressed = _buttons(found[0])[button]
        if pressed.get("name"):
            fields[str(pressed["name"])] = pressed.get("value", "")
        return str(pressed.get("formaction") or found[0]["action"]), fields
    return str(found[0]["action"]), fields


def _buttons(form: Tag) -> dict[str, Tag]:
    return {" ".join(one.get_text(" ").split()): one for one in form.select("button")}


def _of_a_box(form: Tag, name: str) -> str:
    return str(form.select(f"input[name='{name}']")[0].get("value", "on"))


def _standing(form: Tag) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for field in form.select("input, textarea, select"):
        name, kind = field.get("name"), field.get("type", "text")
        if not name or field.has_attr("disabled") or kind in ("file", "submit", "button"):
            continue
        if kind in ("checkbox", "radio") and not field.has_attr("checked"):
            continue
        for value in _values(field):
            fields.setdefault(str(name), []).append(value)
    return {name: held[0] if len(held) == 1 else held for name, held in fields.items()}


def _values(field: Tag) -> list[str]:
    if field.name == "textarea":
        # As in a browser, one line break right behind the tag does not count.
        return [field.get_text().replace("\r\n", "\n").removeprefix("\n")]
    if field.name == "select":
        chosen = field.select("option[selected]") or field.select("option")[:1]
        return [str(option.get("value", option.get_text())) for option in chosen]
    return [str(field.get("value", "on" if field.get("type") in ("checkbox", "radio") else ""))]
