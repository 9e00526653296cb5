"""A real browser on the real application, which listens on a free port of this machine."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from threading import Thread
from typing import Any

import pytest
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests import databases, machine
from tests.browser.serving import listening
from tests.browser.watch import Watch
from tests.race import simulated
from tests.staff.made import stored_account
from webapp.core import clock
from webapp.extensions import db
from webapp.staff import lock, sessions
from webapp.staff.models import Role

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
PATIENCE_MS = 20_000  # a busy machine is slow, not wrong
NewPage = Callable[..., Page]
SignedIn = Callable[..., Page]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser: CHROMIUM_PATH, or the one that the machine has."""
    path = os.environ.get("CHROMIUM_PATH") or machine.chromium()
    if not path:
        pytest.fail("no Chromium: start the tests with `python3 tests`")
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(path), args=FLAGS)
        yield browser
        browser.close()


@dataclass(frozen=True)
class Served:
    """An application that listens at `address`, which has no slash at its end."""

    app: Flask
    address: str


@pytest.fixture(scope="module")
def served(request: pytest.FixtureRequest) -> Iterator[Served]:
    """The application with the starting content; each module of tests has its own (`SETTINGS`)."""
    app: Flask
    server = listening(lambda *request: app(*request))
    address = f"http://127.0.0.1:{server.port}"
    settings = {"PUBLIC_URL": address} | getattr(request.module, "SETTINGS", {})
    app = databases.application(databases.fresh(content=True), **settings)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield Served(app, address)
    server.shutdown()
    thread.join()
    server.server_close()
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="module")
def live(served: Served) -> str:
    """Its address."""
    return served.address


@pytest.fixture
def signed_in(served: Served) -> SignedIn:
    """Signs a page's browser in: `signed_in(page, Role.editor, full_name="编辑甲")`."""

    def sign_in(page: Page, *roles: Role, **more: Any) -> Page:
        with served.app.app_context():
            account = stored_account(db.session, *roles, **more)
            token = sessions.start(db.session, account, clock.now(), second_factor=True)
            db.session.commit()
        signer = SecureCookieSessionInterface().get_signing_serializer(served.app)
        assert signer is not None
        name, value = served.app.config["SESSION_COOKIE_NAME"], signer.dumps({lock.TOKEN: token})
        page.context.add_cookies([{"name": name, "value": value, "url": served.address}])
        return page

    return sign_in


@pytest.fixture(scope="module")
def a_race(served: Served) -> None:
    """The demonstration's race is stored."""
    with served.app.app_context():
        simulated.store(db.session)


@pytest.fixture
def expected_failures() -> set[str]:
    """Paths that this test expects to be answered with a status of 400 or more."""
    return set()


def context_of(chromium: Browser, live: str, **settings: Any) -> BrowserContext:
    """A browser without a past, on `live`."""
    settings = {"locale": "zh-CN", "timezone_id": "Asia/Shanghai"} | settings
    # What a page fetches is to be seen here; test_offline.py has its own phones, with workers.
    settings.setdefault("service_workers", "block")
    context = chromium.new_context(base_url=live, **settings)
    context.set_default_timeout(PATIENCE_MS)
    return context


@pytest.fixture
def new_page(chromium: Browser, live: str, expected_failures: set[str]) -> Iterator[NewPage]:
    """Makes pages of any sort; the test fails at its end for what went wrong in any of them."""
    contexts: list[BrowserContext] = []
    watch = Watch(live, expected_failures)

    def make(**settings: Any) -> Page:
        context = context_of(chromium, live, **settings)
        contexts.append(context)
        page = context.new_page()
        watch.over(page)
        return page

    yield make
    for context in contexts:
        context.close()
    assert not watch.faults, "\n".join(watch.faults)


@pytest.fixture(scope="module")
def kept_pages() -> Iterator[dict[str, tuple[Page, Watch]]]:
    """The pages that the tests of a module read in one after the other, by their settings."""
    kept: dict[str, tuple[Page, Watch]] = {}
    yield kept
    for page, _ in kept.values():
        page.context.close()


@pytest.fixture
def reading_page(
    chromium: Browser,
    live: str,
    expected_failures: set[str],
    kept_pages: dict[str, tuple[Page, Watch]],
) -> Iterator[NewPage]:
    """As `new_page`, for tests that open an address and only look: a page is kept for the next.

    A new browser costs twice as much as looking. Media that are emulated stay so.
    """
    used: list[Watch] = []

    def make(**settings: Any) -> Page:
        key = repr(sorted(settings.items()))
        if key not in kept_pages:
            page, watch = context_of(chromium, live, **settings).new_page(), Watch(live, set())
            watch.over(page)
            kept_pages[key] = page, watch
        page, watch = kept_pages[key]
        watch.expected_failures = expected_failures
        used.append(watch)
        return page

    yield make
    faults = [fault for watch in used for fault in watch.faults]
    for watch in used:
        watch.faults.clear()
    assert not faults, "\n".join(faults)


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
