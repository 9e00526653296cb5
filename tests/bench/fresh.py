"""What it costs to build a page afresh: milliseconds in the server, and queries."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from statistics import median
from typing import Any

from flask import Flask
from sqlalchemy import event
from werkzeug.test import EnvironBuilder, run_wsgi_app

from tests import databases
from tests.bench.table import Line, show
from tests.public_pages import PAGES, RACE_PAGES
from webapp import create_app
from webapp.extensions import db

ROUNDS = 7
MOST_MS, MOST_QUERIES = 15, 8
MORE = {"calendar feed": "/events.ics", "sitemap": "/sitemap.xml"}
_number = count()


@dataclass(frozen=True)
class Cost:
    """Of building one page."""

    milliseconds: float  # by the clock on the wall, which a busy machine stretches
    processor: float  # milliseconds of processor time in it
    queries: int


@contextmanager
def application(url: str) -> Iterator[Flask]:
    """The application on a database, and nothing left open."""
    app = create_app(databases.configuration(url) | {"TESTING": False})
    yield app
    with app.app_context():
        db.engine.dispose()


def build(app: Flask, path: str) -> float:
    """Milliseconds to answer, compressed; a host of its own keeps the page out of the cache."""
    host = f"http://{next(_number)}.example"
    environ = EnvironBuilder(
        path, base_url=host, headers={"Accept-Encoding": "gzip, deflate, br"}
    ).get_environ()
    started = time.perf_counter()
    _body, status, _headers = run_wsgi_app(app, environ, buffered=True)
    taken = (time.perf_counter() - started) * 1000
    if not status.startswith("200"):
        raise OSError(f"{path}: {status}")
    return taken


def cost(app: Flask, path: str) -> Cost:
    """The median of some builds, after one that fills the templates' own cache."""
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if not statement.startswith("BEGIN"):
            asked.append(statement)

    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", note)
        build(app, path)
        event.remove(db.engine, "before_cursor_execute", note)
    by_clock, by_processor = [], []
    for _ in range(ROUNDS):
        started = time.thread_time()
        by_clock.append(build(app, path))
        by_processor.append((time.thread_time() - started) * 1000)
    return Cost(median(by_clock), median(by_processor), len(asked))


def report(url: str) -> None:
    """Print the costs of every sort of page."""
    with application(url) as app:
        build(app, "/privacy")  # what is due is asked once for all pages, after each change
        costs = {name: cost(app, path) for name, path in (PAGES | RACE_PAGES | MORE).items()}
    show(
        "Pages built afresh",
        [
            Line(f"{name} (processor {one.processor:.1f} ms)", one.milliseconds, MOST_MS, "ms")
            for name, one in costs.items()
        ],
    )
    show(
        "Queries of a page built afresh",
        [Line(name, one.queries, MOST_QUERIES) for name, one in costs.items()],
    )
