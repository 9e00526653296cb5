"""Workbooks as people, and attackers, make them."""

import io
import zipfile
from collections.abc import Callable, Iterable
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

HEADER = ("日期", "景区", "入园人次")


def workbook(
    *rows: Iterable[Any],
    header: Iterable[Any] = HEADER,
    change: Callable[[openpyxl.Workbook, Worksheet], None] | None = None,
) -> bytes:
    """A workbook with these rows; `change` does something to it."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.append(list(header))
    for row in rows:
        sheet.append(list(row))
    if change is not None:
        change(book, sheet)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def repacked(content: bytes, **parts: bytes | None) -> bytes:
    """The same package with parts replaced, added, or taken out; `__` is a slash, `_0` a dot."""
    wanted = {name.replace("__", "/").replace("_0", "."): held for name, held in parts.items()}
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            if name not in wanted:
                after.writestr(name, before.read(name))
        for name, held in wanted.items():
            if held is not None:
                after.writestr(name, held)
    return file.getvalue()


def part(content: bytes, name: str) -> bytes:
    """One part of a package."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read(name)
