"""The page cache: a public page is kept, compressed, until the content or the clock changes it.

It answers in front of Flask: a hit costs one look at the content version and no routing.
"""

import gzip
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import brotli
from flask import Flask, Response, g, request
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.http import http_date, parse_date

from webapp.core import clock, content_version, due
from webapp.core.database import db

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MOST_PAGES = 600
MOST_BYTES = 48_000_000  # of pages before compression, in each server process
SHAPES_PAGES = {".py", ".html", ".svg", ".po", ".mo", ".json"}
LONGEST_ADDRESS = 1000  # longer ones are answered, never kept
FOR_CACHES = "public, max-age=0, s-maxage=60, stale-while-revalidate=600"
# What differs by Accept is asked for anew each time: not every shared cache looks at Vary.
BY_ACCEPT = "public, max-age=0, must-revalidate"
Key = tuple[str, ...]  # scheme, host, root of the site, language, path, query


@dataclass
class Page:
    """A rendered answer, ready to send in each encoding.

    Attributes:
        changed: When what it tells last changed, where it says so.
        tight: Whether it has been compressed with the care that a page asked for again deserves.
    """

    version: int
    until: datetime
    changed: datetime | None
    headers: list[tuple[str, str]]
    plain: bytes
    encoded: dict[str, bytes] = field(default_factory=dict)
    tight: bool = False

    def body(self, encoding: str) -> bytes:
        """The body in `encoding` ("br", "gzip" or ""), compressed when first asked for."""
        if not encoding:
            return self.plain
        if encoding not in self.encoded:
            self.encoded[encoding] = COMPRESS[encoding](self.plain)
        return self.encoded[encoding]

    def tighten(self) -> None:
        """Compress it once more: ten times the work, a seventh less for all who ask from now on."""
        if not self.tight:
            self.tight = True  # first, so that nobody else does the same
            self.encoded["br"] = _brotli(self.plain, 10)


def _brotli(body: bytes, quality: int) -> bytes:
    packed: bytes = brotli.compress(body, mode=brotli.MODE_TEXT, quality=quality)
    return packed


COMPRESS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: _brotli(body, 6),
    "gzip": lambda body: gzip.compress(body, 6, mtime=0),
}


class PageCache:
    """WSGI layer with the kept pages, in front of one application."""

    def __init__(self, app: "WSGIApplication", version: Callable[[], int], build: str) -> None:
        """Answer for `app`.

        Args:
            version: Tells the content version as committed now.
            build: Names the code and assets; part of every ETag.
        """
        self._app, self._version, self._build = app, version, build
        self._pages: OrderedDict[Key, Page] = OrderedDict()  # the longest unasked first
        self._bytes = 0
        self._lock = threading.Lock()

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer from the cache when a page is there and still true."""
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or "HTTP_AUTHORIZATION" in environ:
            return self._app(environ, start_response)
        key = _key(environ)
        page = self._pages.get(key)
        environ["webapp.content_version"] = self._version
        if page is None:
            return self._app(environ, start_response)
        try:
            version = self._version()
        except SQLAlchemyError:  # the application says so in words
            return self._app(environ, start_response)
        if page.version != version or page.until <= clock.now():
            environ["webapp.content_version"] = lambda: version
            return self._app(environ, start_response)
        with self._lock:
            if key in self._pages:
                self._pages.move_to_end(key)
        return self._send(page, environ, start_response)

    def _send(
        self, page: Page, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        etag = self._etag(page.version, page.until)
        headers = [*page.headers, ("ETag", etag)]
        changed = _sure(page.changed)
        if changed:
            headers.append(("Last-Modified", http_date(changed)))
        if _unchanged(environ, etag, changed):
            start_response("304 Not Modified", headers)
            return []
        encoding = _accepted(environ.get("HTTP_ACCEPT_ENCODING", ""))
        if encoding == "br":
            page.tighten()
        body = page.body(encoding)
        headers.append(("Content-Length", str(len(body))))
        if encoding:
            headers.append(("Content-Encoding", encoding))
        start_response("200 OK", headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    def _etag(self, version: int, until: datetime, kind: str = "") -> str:
        stamp = f"{version}.{int(until.timestamp())}.{self._build}{kind}"
        return f'W/"{stamp}"'

    def keep(self, response: Response) -> Response:
        """Keep a page that its view declared public, and send what the cache would send."""
        until: datetime | None = g.get("public_until")
        version: int | None = g.get("content_version")
        if until is None or version is None or response.status_code != 200 or response.is_streamed:
            return response
        changed: datetime | None = g.get("public_changed")
        if sure := _sure(changed):
            response.last_modified = sure
        # One address with several kinds of answer is kept nowhere, and each has its own name.
        by_accept = "Accept" in response.vary
        response.headers.setdefault("Cache-Control", BY_ACCEPT if by_accept else FOR_CACHES)
        response.vary.add("Accept-Encoding")
        page = Page(version, until, changed, _kept_headers(response), response.get_data())
        key = _key(request.environ)
        if not by_accept and sum(map(len, key)) <= LONGEST_ADDRESS:
            self._put(key, page)
        kind = f".{response.mimetype}" if by_accept else ""
        response.headers["ETag"] = self._etag(version, until, kind)
        encoding = _accepted(request.headers.get("Accept-Encoding", ""))
        if encoding and request.method == "GET":
            response.set_data(page.body(encoding))
            response.headers["Content-Encoding"] = encoding
        response.make_conditional(request.environ)
        return response

    def _put(self, key: Key, page: Page) -> None:
        """Keep a page; what nobody asked for the longest makes room."""
        with self._lock:
            before = self._pages.pop(key, None)
            self._pages[key] = page
            self._bytes += len(page.plain) - (len(before.plain) if before else 0)
            while len(self._pages) > MOST_PAGES or self._bytes > MOST_BYTES:
                _, dropped = self._pages.popitem(last=False)
                self._bytes -= len(dropped.plain)


def init_app(app: Flask, engine: Engine, root: Path, shown: str) -> None:
    """Put a cache in front of everything that `app` answers.

    Called before whatever else adds headers: what Flask runs after a request it runs in reverse,
    and the cache has to see the finished answer.

    Args:
        shown: What pages show without the database knowing it: the settings.
    """
    build = hashlib.sha256(f"{build_name(root)} {shown}".encode()).hexdigest()[:10]
    app.extensions["build"] = build
    cache = PageCache(app.wsgi_app, lambda: content_version.current(engine), build)
    app.after_request(cache.keep)
    app.wsgi_app = cache  # type: ignore[method-assign]


def _key(environ: "WSGIEnvironment") -> Key:
    return (
        environ.get("wsgi.url_scheme", ""),
        environ.get("HTTP_HOST", ""),
        environ.get("webapp.root", ""),
        environ.get("webapp.language", ""),
        environ.get("PATH_INFO", ""),
        environ.get("QUERY_STRING", ""),
    )


def _kept_headers(response: Response) -> list[tuple[str, str]]:
    skipped = {"content-length", "etag", "last-modified", "content-encoding", "date"}
    return [(name, value) for name, value in response.headers if name.lower() not in skipped]


def _sure(changed: datetime | None) -> datetime | None:
    """`changed` once its second is over: until then, more may change in it."""
    return changed if changed and int(changed.timestamp()) < int(clock.now().timestamp()) else None


def _unchanged(environ: "WSGIEnvironment", etag: str, changed: datetime | None) -> bool:
    """Whether the client has this page already; what it says of the ETag goes first (RFC 9110)."""
    if "HTTP_IF_NONE_MATCH" in environ:
        return etag in environ["HTTP_IF_NONE_MATCH"]
    since = parse_date(environ.get("HTTP_IF_MODIFIED_SINCE")) if changed else None
    return bool(since and changed and changed <= since)


def _accepted(header: str) -> str:
    """The best encoding of ours that the client takes."""
    offered = {
        part.split(";")[0].strip()
        for part in header.split(",")
        if "q=0" not in part.replace("q=0.", "")
    }
    return next((encoding for encoding in COMPRESS if encoding in offered), "")


def public(until: datetime | None = None) -> None:
    """Declare the page being made as the same for everybody, before reading anything for it.

    The content version is noted here: what is read afterwards is at least as new.

    Args:
        until: When the passing of time alone will change it; midnight in Shiguai at the latest.
    """
    ask: Callable[[], int] | None = request.environ.get("webapp.content_version")
    version = g.version_read = ask() if ask is not None else -1
    due_at, changed = due.until(version, clock.now())
    g.public_until = min(at for at in (until, due_at, clock.next_midnight()) if at)
    if ask is not None and not changed:
        g.content_version = version


def tell_change(since: datetime) -> None:
    """Let the answer say when its data last changed; after `public`, before reading anything.

    What is read afterwards may be newer than it says, and never older.

    Args:
        since: The last instant at which time alone has changed it.
    """
    changed = content_version.changed_at(db.session)
    if changed:
        g.public_changed = max(changed, since).replace(microsecond=0)


@lru_cache(maxsize=1)
def build_name(root: Path) -> str:
    """A name for the code, templates, catalogues and assets a page is made from."""
    total = hashlib.sha256()
    parts = (
        root / "webapp",
        root / "translations",
        root / "static" / "build" / "manifest.json",
    )
    files = (file for part in parts for file in ([part] if part.is_file() else part.rglob("*")))
    for file in sorted(files):
        if file.suffix in SHAPES_PAGES:
            total.update(file.read_bytes())
    return total.hexdigest()
