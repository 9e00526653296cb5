"""A real browser on the real application, which listens on a free port of this machine."""

import os
from collections.abc import Callable, Iterator
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from tests import databases, machine
from tests.browser.watch import Watch
from webapp import create_app
from webapp.extensions import db

FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PHONE = {
    "viewport": {"width": 360, "height": 740},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
}
NewPage = Callable[..., Page]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser: CHROMIUM_PATH, or the one that the machine has."""
    path = os.environ.get("CHROMIUM_PATH") or machine.chromium()
    if not path:
        pytest.fail("no Chromium: start the tests with `python3 tests`")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(path), args=FLAGS)
        yield browser
        browser.close()


class Silent(WSGIRequestHandler):
    """Writes no line for each request."""

    def log(self, type: str, message: str, *args: Any) -> None:
        """Say nothing; a test that fails says what it needs."""


@pytest.fixture(scope="session")
def live() -> Iterator[str]:
    """Address, without a slash at its end, of the application with the starting content."""
    server = make_server("127.0.0.1", 0, lambda *_: [], threaded=True, request_handler=Silent)
    address = f"http://127.0.0.1:{server.port}"
    settings = databases.configuration(databases.fresh(content=True))
    app = create_app(settings | {"PUBLIC_URL": address})
    server.app = app
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield address
    server.shutdown()
    thread.join()
    server.server_close()
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def expected_failures() -> set[str]:
    """Paths that this test expects to be answered with a status of 400 or more."""
    return set()


@pytest.fixture
def new_page(chromium: Browser, live: str, expected_failures: set[str]) -> Iterator[NewPage]:
    """Makes pages of any sort; the test fails at its end for what went wrong in any of them."""
    contexts: list[BrowserContext] = []
    watch = Watch(live, expected_failures)

    def make(**settings: Any) -> Page:
        settings = {"locale": "zh-CN", "timezone_id": "Asia/Shanghai"} | settings
        context = chromium.new_context(base_url=live, **settings)
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        watch.over(page)
        return page

    yield make
    for context in contexts:
        context.close()
    assert not watch.faults, "\n".join(watch.faults)


@pytest.fixture
def phone(new_page: NewPage) -> Page:
    """A phone of 360 × 740; `phone.goto("/map")` opens a page of `live`."""
    return new_page(**PHONE)


@pytest.fixture
def desktop(new_page: NewPage) -> Page:
    """A window of 1280 × 800."""
    return new_page(viewport={"width": 1280, "height": 800})


@pytest.fixture
def without_javascript(new_page: NewPage) -> Page:
    """The phone with scripts switched off."""
    return new_page(**PHONE, java_script_enabled=False)
