"""Without a network: what was read opens again, the guide is whole, nothing stale is current."""

import re
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from tests.browser.conftest import PATIENCE_MS, PHONE
from tests.browser.offline import Service

KEPT = "async (address) => Boolean(await caches.match(address))"
NAMES = "async () => (await caches.keys()).map((name) => name.split(':')[1])"
PLACE, VILLAGE, UNREAD = "/places/wudangzhao", "/places/qingshan-village", "/places/coal-museum"
Serve = Callable[[str], Service]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Starts a service under a path of its host."""
    services: list[Service] = []

    def start(prefix: str = "") -> Service:
        services.append(Service(prefix))
        return services[-1]

    yield start
    for one in services:
        one.stop()


@pytest.fixture
def phone_of_mine(chromium: Browser) -> Iterator[BrowserContext]:
    """A phone that keeps what it is told to keep."""
    settings: dict[str, Any] = PHONE | {"locale": "zh-CN", "timezone_id": "Asia/Tokyo"}
    context = chromium.new_context(**settings)
    context.set_default_timeout(PATIENCE_MS)
    yield context
    context.close()


def until(page: Page, truth: str, argument: object) -> None:
    """Wait for what a script in the page promises."""
    for _ in range(PATIENCE_MS // 100):
        if page.evaluate(truth, argument):
            return
        time.sleep(0.1)
    raise AssertionError(f"never: {truth}")


def read(page: Page, address: str) -> None:
    """Read a page until the phone has it."""
    page.goto(address)
    until(page, KEPT, address)


def take_along(page: Page, say: re.Pattern[str]) -> None:
    """One tap; wait until it says how it went."""
    page.locator("[data-part=save]").tap()
    expect(page.locator("[data-part=state]")).to_have_text(say)


@pytest.mark.parametrize(
    ("prefix", "language", "bar", "mark"),
    [
        ("", "", r"离线，更新于\d+月\d+日 \d\d:\d\d", r"截至\d+月\d+日 \d\d:\d\d"),
        ("/yard", "/en", r"Offline, as of \d+ \w+ at \d\d:\d\d", r"as of \d+ \w+ at \d\d:\d\d"),
    ],
    ids=["zh", "en under a path"],
)
def test_what_was_read_opens_again_and_nothing_stale_is_current(
    phone_of_mine: BrowserContext, serve: Serve, prefix: str, language: str, bar: str, mark: str
) -> None:
    service, page = serve(prefix), phone_of_mine.new_page()
    service.crowd_and_close()
    site = f"{service.address}{language}"
    for path in (PLACE, VILLAGE, "/map"):
        read(page, site + path)
    assert not phone_of_mine.cookies()
    page.goto(f"{site}/bureau/")
    page.goto(site + PLACE)
    expect(page.locator(".place-title .crowd")).to_be_visible()
    expect(page.locator(".offline-bar")).to_be_hidden()
    page.close()
    service.stop()

    # The app was closed; the phone has no network any more.
    page = phone_of_mine.new_page()
    page.goto(site + PLACE)
    expect(page.locator(".offline-bar")).to_contain_text(re.compile(bar))
    expect(page.locator(".place-open")).to_contain_text(re.compile(mark))
    expect(page.locator(".place-title .crowd")).to_be_hidden()
    page.goto(site + VILLAGE)
    expect(page.locator(".closure").first).to_contain_text(re.compile(mark))
    page.goto(f"{site}/map")
    expect(page.locator(".leaflet-container")).to_be_visible()
    expect(page.locator("#row-wudangzhao")).to_be_visible()
    expect(page.locator("#row-wudangzhao .crowd")).to_be_hidden()
    expect(page.locator("[data-crowd]")).to_have_count(0)

    page.goto(site + UNREAD)
    expect(page.locator(".only-missing")).to_be_visible()
    names = page.locator("[data-part=read] a")
    expect(names).to_have_count(3)
    assert {urlsplit(str(a.get_attribute("href"))).path for a in names.all()} == {
        f"{prefix}{language}{path}" for path in (PLACE, VILLAGE, "/map")
    }
    # In a window of its own, which the browser's page about the failure may come to at any time.
    desk = phone_of_mine.new_page()
    with pytest.raises(Error):
        desk.goto(f"{site}/bureau/")
    desk.close()

    service.start()
    page.goto(site + PLACE)
    expect(page.locator(".place-title .crowd")).to_be_visible()
    expect(page.locator(".offline-bar")).to_be_hidden()


def test_the_guide_is_replaced_whole_or_not_at_all_and_removed(
    phone_of_mine: BrowserContext, serve: Serve
) -> None:
    service, page = serve("/yard"), phone_of_mine.new_page()
    site, kept = f"{service.address}/en", r"Kept on this phone: 7\d pages, 0\.\d\d MB"
    read(page, f"{site}/offline")
    take_along(page, re.compile(kept))
    phone_of_mine.set_offline(True)
    page.goto(site + UNREAD)
    expect(page.locator(".offline-bar")).to_be_visible()
    phone_of_mine.set_offline(False)
    service.stop()

    # A new version: the worker goes over to it, what was taken along stays.
    before = page.evaluate(NAMES)
    service.start(SITE_PHONE="0472-7654321")
    page.goto(f"{site}/offline")
    gone_over = f"async (old) => (await ({NAMES})()).filter((one) => old.includes(one)).length"
    until(page, f"async (old) => await ({gone_over})(old) < old.length", before)
    expect(page.locator("[data-part=state]")).to_have_text(re.compile(kept))
    service.left = 30  # the network goes away in the middle
    take_along(page, re.compile("is still there"))
    expect(page.locator("[data-part=state]")).to_have_class(re.compile("is-wrong"))
    assert sum(name.startswith("guide-") for name in page.evaluate(NAMES)) == 1
    service.stop()
    page.goto(site + UNREAD)
    expect(page.locator(".offline-bar")).to_be_visible()
    expect(page.locator(".foot")).not_to_contain_text("0472-7654321")

    service.start(SITE_PHONE="0472-7654321")
    page.goto(f"{site}/offline")
    service.paths.clear()
    take_along(page, re.compile(kept))
    assert not [path for path in service.paths if "sketch-map" in path], "fetched again"
    service.stop()
    for path in (UNREAD, "/race", "/guide"):
        page.goto(site + path)
        expect(page.locator(".offline-bar")).to_be_visible()
        expect(page.locator(".foot")).to_contain_text("0472-7654321")

    page.goto(f"{site}/offline")
    expect(page.locator(f"[data-part=guide] a[href$='{UNREAD}']")).to_be_visible()
    page.locator("[data-part=remove]").tap()
    expect(page.locator("[data-part=state]")).to_have_text(re.compile("Nothing is kept"))
    assert not [name for name in page.evaluate(NAMES) if name.startswith("guide-")]
    page.goto(site + UNREAD)
    expect(page.locator(".only-missing")).to_be_visible()


def test_a_full_phone_a_cleared_one_and_a_slow_network(
    phone_of_mine: BrowserContext, serve: Serve
) -> None:
    service, page = serve(""), phone_of_mine.new_page()
    site, storage = service.address, phone_of_mine.new_cdp_session(page)
    read(page, f"{site}/offline")
    page.goto(f"{site}/offline")
    used = page.evaluate("async () => (await navigator.storage.estimate()).usage")
    full = {"origin": site, "quotaSize": used + 300_000}
    storage.send("Storage.overrideQuotaForOrigin", full)
    take_along(page, re.compile("手机空间不够"))
    assert not [name for name in page.evaluate(NAMES) if name.startswith("guide-")]
    page.goto(f"{site}/events")
    expect(page.locator("h1")).to_be_visible()
    storage.send("Storage.overrideQuotaForOrigin", {"origin": site})

    page.goto(f"{site}/offline")
    take_along(page, re.compile("本机已保存"))
    everything = {"origin": site, "storageTypes": "all"}
    storage.send("Storage.clearDataForOrigin", everything)
    read(page, f"{site}/offline")
    expect(page.locator("[data-part=state]")).to_have_text("指南还没有存进这部手机。")
    take_along(page, re.compile("本机已保存"))

    service.slow = 8
    page.goto(site + UNREAD)
    expect(page.locator(".offline-bar")).to_be_visible()
    service.slow = 0
