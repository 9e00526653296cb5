"""Pages in traditional Mongolian: columns from left to right, islands that stay as they are."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, NewPage

pytestmark = pytest.mark.usefixtures("a_race")

ACROSS = "Math.round(document.querySelector('.across').scrollLeft)"
MODE = "one => getComputedStyle(one).writingMode"
FONT = '500 16px "Noto Sans Mongolian"'
# What reaches beyond the foot of the page, where nobody could scroll to it; an island that scrolls
# by itself may hold more.
TOO_LOW = """() => {
  const page = document.querySelector('.across'), foot = page.getBoundingClientRect().bottom + 2;
  const held = (one) => { for (let box = one.parentElement; box !== page; box = box.parentElement)
    if (getComputedStyle(box).overflowY !== 'visible') return true; return false; };
  return [...page.querySelectorAll('*')].filter((one) => !one.closest('svg, .hidden-visually')
    && one.getBoundingClientRect().bottom > foot && !held(one))
    .map((one) => one.outerHTML.slice(0, 99));
}"""


@pytest.fixture
def reader(new_page: NewPage) -> Page:
    """Somebody on an office screen, with a wheel and keys."""
    # Waiting for a function puts a script into the page, which our policy would rightly refuse.
    screen = {"width": 1280, "height": 800}
    return new_page(viewport=screen, reduced_motion="reduce", bypass_csp=True)


def test_the_page_goes_sideways_by_wheel_and_keys_and_comes_back_there(reader: Page) -> None:
    reader.goto("/mvf/about")
    expect(reader.locator("html")).to_have_attribute("lang", "mn-Mong-CN")
    assert reader.locator("main").evaluate(MODE) == "vertical-lr"
    assert reader.evaluate(ACROSS) == 0
    reader.mouse.move(600, 500)
    reader.mouse.wheel(0, 300)
    reader.wait_for_function(f"{ACROSS} === 300")
    reader.keyboard.press("PageDown")
    reader.wait_for_function(f"{ACROSS} > 1300")
    reader.keyboard.press("PageUp")
    reader.keyboard.press("ArrowLeft")
    reader.wait_for_function(f"{ACROSS} < 300")
    reader.keyboard.press("End")
    reader.wait_for_function("!document.querySelector('.across').hasAttribute('data-more')")
    reader.keyboard.press("Home")
    reader.wait_for_function(f"{ACROSS} === 0")
    reader.keyboard.press("PageDown")
    reader.wait_for_function(f"{ACROSS} > 1000")
    reader.locator(".ways a").first.click()
    expect(reader.locator(".map.is-live")).to_be_visible()
    reader.go_back()
    reader.wait_for_function(f"{ACROSS} > 1000")


def test_the_map_stays_as_maps_are(reader: Page) -> None:
    reader.goto("/mvf/map")
    expect(reader.locator(".map.is-live")).to_be_visible()
    live = reader.locator(".leaflet-container")
    live.scroll_into_view_if_needed()
    assert live.evaluate(MODE) == "horizontal-tb"
    reader.locator(".pin-marker").first.click()
    popup = reader.locator(".leaflet-popup")
    expect(popup).to_be_visible()
    assert popup.evaluate(MODE) == "horizontal-tb"
    larger, smaller = (
        reader.locator(f".leaflet-control-zoom-{way}").bounding_box() for way in ("in", "out")
    )
    assert larger and smaller and larger["x"] == smaller["x"] and larger["y"] < smaller["y"]
    frame, credit = live.bounding_box(), reader.locator(".leaflet-control-attribution").first
    written = credit.bounding_box()
    assert frame and written and written["width"] > written["height"]
    assert abs(written["y"] + written["height"] - frame["y"] - frame["height"]) < 12


@pytest.mark.parametrize("size", [(320, 568), (1280, 800)], ids=["phone", "desk"])
def test_nothing_reaches_below_the_page_and_every_letter_has_its_font(
    new_page: NewPage, size: tuple[int, int]
) -> None:
    page = new_page(
        **PHONE | {"viewport": {"width": size[0], "height": size[1]}, "is_mobile": False},
        bypass_csp=True,
    )
    for address in (
        "/",
        "/places/wudangzhao",
        "/events?month=2024-09",
        "/visits",
        "/race/2027",
        "/race/2027/course",
        "/race/2026/results",
        "/settings",
    ):
        page.goto(f"/mvf{address}")
        page.wait_for_function(f"document.fonts.check('{FONT}', '\\u182e')")
        assert page.evaluate(TOO_LOW) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0], address


def test_the_font_is_fetched_for_these_pages_and_a_word_in_it_that_is_shown(
    new_page: NewPage,
) -> None:
    page, fetched = new_page(**PHONE, bypass_csp=True), []
    page.on("request", lambda request: fetched.append(request.url))
    for address in ("/", "/en/", "/mn/"):
        page.goto(address, wait_until="networkidle")
    assert not [url for url in fetched if "woff2" in url or "vertical" in url]
    with page.expect_request("**/*.woff2"):
        page.locator(".tongues summary").tap()
    page.goto("/mvf/")
    page.wait_for_function(f"document.fonts.check('{FONT}', '\\u182e')")
    (font,) = {url for url in fetched if "woff2" in url}
    answer = page.request.get(font)
    assert "immutable" in answer.headers["cache-control"]
    assert len(answer.body()) <= 20_000
    for part in ("h1", "button", ".search-form input, summary"):
        family = page.locator(part).first.evaluate("one => getComputedStyle(one).fontFamily")
        assert family.startswith('"Noto Sans Mongolian"'), part


def test_cyrillic_pages_fit_a_phone_in_the_largest_print(new_page: NewPage, live: str) -> None:
    page = new_page(**PHONE)
    page.context.add_cookies([{"name": "reader", "value": "s26", "url": live}])
    for address in ("/", "/places", "/events", "/race/2027", "/race/2026/results", "/settings"):
        page.goto(f"/mn{address}")
        expect(page.locator("html")).to_have_attribute("lang", "mn-Cyrl")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, address
