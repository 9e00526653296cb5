"""The guide as a list of addresses, each with its version and what it takes to fetch it.

The pages are made to be measured, and stay in the page cache for those who fetch them next.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from threading import Lock

import brotli
from flask import Flask
from werkzeug.test import run_wsgi_app

MOST_BYTES = 1_500_000  # to be fetched, compressed: what a weak signal still carries
MADE = re.compile(rb"<time data-made[^>]*>[^<]*</time>")  # tells when, not what
# All but the squares that only a shared link is shown with.
_STATIC = re.compile(r"/static/(?!cards/)([\w./-]+\w)")
# A font that a page needs is named in the page; the style sheet has it for the odd word.
_IN_STYLE = re.compile(r"url\([\"']?(?:\./)?([\w./-]+(?<!\.woff2))[\"']?\)")
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_FOR_OTHERS = ("QUERY_STRING", "CONTENT_", "HTTP_IF_", "HTTP_RANGE", "webapp.", "werkzeug.")
_one_at_a_time = Lock()


@dataclass(frozen=True)
class Item:
    """One address.

    Attributes:
        version: Another one whenever the address would answer something else.
        bytes: Of the answer as sent to a browser of today, compressed; a page asked for again may
            come in fewer.
        title: Of a page; empty for what pages are shown with.
    """

    address: str
    version: str
    bytes: int
    title: str = ""


def pack(app: Flask, environ: dict[str, object], paths: Sequence[str], folder: Path) -> list[Item]:
    """Pages and everything they are shown with, until `MOST_BYTES` are reached.

    Args:
        environ: Of the request that asks: host and language are the same for every page.
        paths: Of the pages, what matters most first.
        folder: The front-end build.
    """
    found: dict[str, Item] = {}
    total = 0
    with _one_at_a_time:  # who comes second finds every page made
        for path in paths:
            items = [one for one in _page(app, environ, path, folder) if one.address not in found]
            total += sum(one.bytes for one in items)
            if total > MOST_BYTES:
                break
            found |= {one.address: one for one in items}
    return list(found.values())


def _page(app: Flask, environ: dict[str, object], path: str, folder: Path) -> Iterator[Item]:
    """A page with its style sheets, scripts and drawings; nothing when it does not answer."""
    body, status, headers = run_wsgi_app(app.wsgi_app, _asking(environ, path))
    sent = b"".join(body)
    if not status.startswith("200"):
        return
    html = brotli.decompress(sent) if headers.get("Content-Encoding") == "br" else sent
    text = html.decode()
    title = _TITLE.search(text)
    version = hashlib.sha256(MADE.sub(b"", html)).hexdigest()[:12]
    name = unescape(title[1]).strip().rsplit(" · ", 1)[0] if title else path
    yield Item(path, version, len(sent), name)
    root = str(environ.get("webapp.root", ""))
    for file in dict.fromkeys(_STATIC.findall(text)):
        yield from _file(folder, root, file)


def _file(folder: Path, root: str, name: str) -> Iterator[Item]:
    """A built file, and what a style sheet brings in."""
    if not (folder / name).is_file():
        return
    packed = folder / f"{name}.br"
    size = (packed if packed.is_file() else folder / name).stat().st_size
    yield Item(f"{root}/static/{name}", name, size)
    if name.endswith(".css"):
        for other in dict.fromkeys(_IN_STYLE.findall((folder / name).read_text())):
            yield from _file(folder, root, other)


def _asking(environ: dict[str, object], path: str) -> dict[str, object]:
    """A request for another page, as the same reader would make it."""
    kept = {name: value for name, value in environ.items() if not name.startswith(_FOR_OTHERS)}
    root = str(environ.get("webapp.root", ""))
    return kept | {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": root,
        "PATH_INFO": path.removeprefix(root),
        "QUERY_STRING": "",
        "HTTP_ACCEPT_ENCODING": "br",
    }
