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

from webapp.core import clock, content_version, due

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MOST_PAGES = 600
MOST_BYTES = 48_000_000  # of pages before compression, in each server process
SHAPES_PAGES = {".py", ".html", ".svg", ".mo", ".json"}
LONGEST_ADDRESS = 1000  # longer ones are answered, never kept
FOR_CACHES = "public, max-age=0, s-maxage=60, stale-while-revalidate=600"
Key = tuple[str, ...]  # scheme, host, root of the site, language, path, query


@dataclass
class Page:
    """A rendered answer, ready to send in each encoding."""

    version: int
    until: datetime
    headers: list[tuple[str, str]]
    plain: bytes
    encoded: dict[str, bytes] = field(default_factory=dict)

    def body(self, encoding: str) -> bytes:
        """The body in `encoding` ("br", "gzip" or ""), compressed when first asked for."""
        if not encoding:
            return self.plain
        if encoding not in self.encoded:
            self.encoded[encoding] = COMPRESS[encoding](self.plain)
        return self.encoded[encoding]


COMPRESS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: brotli.compress(body, mode=brotli.MODE_TEXT, quality=6),
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
        if etag in environ.get("HTTP_IF_NONE_MATCH", ""):
            start_response("304 Not Modified", headers)
            return []
        encoding = _accepted(environ.get("HTTP_ACCEPT_ENCODING", ""))
        body = page.body(encoding)
        headers.append(("Content-Length", str(len(body))))
        if encoding:
            headers.append(("Content-Encoding", encoding))
        start_response("200 OK", headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    def _etag(self, version: int, until: datetime) -> str:
        stamp = f"{version}.{int(until.timestamp())}.{self._build}"
        return f'W/"{stamp}"'

    def keep(self, response: Response) -> Response:
        """Keep a page that its view declared public, and send what the cache would send."""
        until: datetime | None = g.get("public_until")
        version: int | None = g.get("content_version")
        if until is None or version is None or response.status_code != 200 or response.is_streamed:
            return response
        if "Accept" in response.vary:  # one address, several kinds of answer: kept nowhere
            return response
        response.headers.setdefault("Cache-Control", FOR_CACHES)
        response.headers.add("Vary", "Accept-Encoding")
        plain = response.get_data()
        page = Page(version, until, _kept_headers(response), plain)
        key = _key(request.environ)
        if sum(map(len, key)) <= LONGEST_ADDRESS:
            self._put(key, page)
        response.headers["ETag"] = self._etag(version, until)
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
    skipped = {"content-length", "etag", "content-encoding", "date"}
    return [(name, value) for name, value in response.headers if name.lower() not in skipped]


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
