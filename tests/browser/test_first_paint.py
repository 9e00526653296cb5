"""What a page is not read with comes once it is there, and moves nothing."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, NewPage

pytestmark = pytest.mark.usefixtures("live")
SHIFTED = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((one) => { sum += one.value; }))
    .observe({ type: 'layout-shift', buffered: true });
  setTimeout(() => done(sum), 300);
})"""


@pytest.fixture
def reader(new_page: NewPage) -> Page:
    return new_page(**PHONE, bypass_csp=True)


@pytest.mark.parametrize("home", ["/", "/mvf/"])
def test_the_way_to_keep_the_guide_is_fetched_by_those_who_come_near_it(
    reader: Page, home: str
) -> None:
    fetched: list[str] = []
    reader.on("request", lambda request: fetched.append(request.url))
    reader.goto(home, wait_until="networkidle")
    expect(reader.locator("link[rel=manifest]")).to_have_attribute(
        "href", f"{home}manifest.webmanifest"
    )
    assert not [one for one in fetched if "/static/offline-" in one]
    assert not [one for one in fetched if "sketch-map" in one]
    button = reader.locator("[data-part=save]")
    assert button.is_disabled()
    button.scroll_into_view_if_needed()
    expect(button).to_be_enabled()


@pytest.mark.parametrize("language", ["", "/en", "/mn", "/mvf"])
def test_nothing_moves_when_the_script_has_come(reader: Page, language: str) -> None:
    reader.goto(f"{language}/offline", wait_until="networkidle")
    expect(reader.locator("[data-part=save]")).to_be_enabled()
    assert reader.evaluate(SHIFTED) <= 0.02
    expect(reader.locator(".take-along-without")).to_be_hidden()


def test_a_browser_that_keeps_nothing_says_what_to_do_instead(new_page: NewPage) -> None:
    page = new_page(**PHONE, java_script_enabled=False)
    page.goto("/offline")
    expect(page.locator(".take-along-without")).to_be_visible()
    expect(page.locator("[data-part=save]")).to_be_hidden()
    expect(page.locator("[data-part=state]")).to_be_hidden()
