"""The live map: pins, popups, keyboard, gestures, my position, tiles that fail."""

import re
from itertools import combinations
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import PHONE, NewPage

STILL = {"reduced_motion": "reduce"}
VISIBLE_PINS = ".pin-marker:not(.is-crowded)"
BOXES = """pins => pins.flatMap(pin => {
  const name = pin.querySelector(".pin-name[data-side]"), shape = pin.querySelector(".pin-shape");
  const box = (what, element) => {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    return { what: `${what} ${pin.title}`, left, top, right, bottom };
  };
  return [box("pin", shape), ...(name ? [box("name", name)] : [])];
})"""


def pin(page: Page, slug: str) -> Any:
    return page.locator(f".pin-marker[data-place={slug}]")


def open_map(page: Page, address: str = "/map") -> Page:
    page.goto(address)
    expect(page.locator(".map.is-live")).to_be_visible()
    return page


@pytest.fixture
def still_phone(new_page: NewPage) -> Page:
    """A phone whose owner asked for no movement: nothing to wait for."""
    return new_page(**PHONE, **STILL)


@pytest.fixture
def still_desktop(new_page: NewPage) -> Page:
    """A window without movement."""
    return new_page(viewport={"width": 1280, "height": 800}, **STILL)


def test_there_is_one_pin_for_each_spot_and_none_for_the_halls(still_desktop: Page) -> None:
    page = open_map(still_desktop)
    spots = page.eval_on_selector_all("[data-pin]", "rows => rows.map(row => row.dataset.pin)")
    pins = page.eval_on_selector_all(".pin-marker", "pins => pins.map(pin => pin.dataset.place)")
    assert sorted(pins) == sorted(set(spots))
    assert pins.count("wudangzhao") == 1
    titles = page.eval_on_selector_all(".pin-marker", "pins => pins.map(pin => pin.title)")
    assert len(set(titles)) == len(titles)


def test_a_tap_on_a_pin_tells_about_the_place_and_leads_to_it(still_phone: Page) -> None:
    page = open_map(still_phone)
    pin(page, "wudangzhao").tap()
    popup = page.locator(".leaflet-popup")
    for words in ("五当召", "召庙", "大青山里", "开放"):
        expect(popup).to_contain_text(words)
    popup.get_by_role("link", name=re.compile("详情")).tap()
    expect(page).to_have_url(re.compile("/places/wudangzhao$"))


def test_the_map_is_used_with_the_keyboard_alone(still_desktop: Page) -> None:
    page = open_map(still_desktop)
    pin(page, "wudangzhao").focus()
    page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.classList.contains('pin-marker')")
    assert focused
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".leaflet-popup")).to_contain_text("五当召")
    expect(page.locator(".popup-more")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".leaflet-popup")).to_have_count(0)
    expect(pin(page, "wudangzhao")).to_be_focused()


def test_the_chinese_map_says_nothing_in_english(still_phone: Page) -> None:
    page = open_map(still_phone)
    pin(page, "wudangzhao").tap()
    said = page.eval_on_selector_all(
        ".map-live, .map-live *",
        """all => all.flatMap(one => [one.title, one.getAttribute("aria-label"),
          ...[...one.childNodes].filter(node => node.nodeType === 3).map(node => node.data)])
          .filter(Boolean)""",
    )
    assert not [text for text in said if re.search(r"[A-Za-z]{3}", text)]


@pytest.mark.parametrize("language", ["", "/en"])
def test_names_and_pins_never_collide_at_three_zooms(still_phone: Page, language: str) -> None:
    page = open_map(still_phone, f"{language}/map")
    for _ in range(3):
        boxes = page.eval_on_selector_all(VISIBLE_PINS, BOXES)
        assert any(box["what"].startswith("name") for box in boxes)
        for a, b in combinations(boxes, 2):
            across = min(a["right"], b["right"]) - max(a["left"], b["left"])
            down = min(a["bottom"], b["bottom"]) - max(a["top"], b["top"])
            assert across <= 1 or down <= 1, (a, b)
        page.locator(".leaflet-control-zoom-in").tap()


def drag(page: Page, x: float, y: float, *, up: int) -> None:
    """One finger down at a point, `up` pixels upwards, and off again."""
    fingers = page.context.new_cdp_session(page)

    def touch(kind: str, *points: float) -> None:
        places = [{"x": x, "y": point} for point in points]
        fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": places})
        page.wait_for_timeout(16)

    touch("touchStart", y)
    for moved in range(0, up, 20):
        touch("touchMove", y - moved)
    touch("touchEnd")


def until(page: Page, condition: str) -> None:
    """Wait until an expression holds (the page's policy forbids the browser's own way)."""
    for _ in range(100):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    raise AssertionError(condition)


def test_one_finger_scrolls_the_page_and_is_told_about_two(phone: Page) -> None:
    page = open_map(phone)
    box = page.locator(".map").bounding_box()
    assert box
    before = page.locator(".leaflet-map-pane").get_attribute("style")
    drag(page, box["x"] + 60, box["y"] + box["height"] - 80, up=200)
    assert page.evaluate("scrollY") > 100
    expect(page.locator(".map-hint")).to_have_text("用两根手指移动地图")
    assert page.locator(".leaflet-map-pane").get_attribute("style") == before


def test_a_plain_wheel_scrolls_the_page_and_ctrl_zooms_the_map(desktop: Page) -> None:
    page = open_map(desktop)
    scale = "document.querySelector('.map-sheet').getBoundingClientRect().width"
    before = page.evaluate(scale)
    page.mouse.move(900, 400)
    page.mouse.wheel(0, 200)
    until(page, "scrollY > 100")
    assert page.evaluate(scale) == before
    page.keyboard.down("Control")
    page.mouse.wheel(0, -300)
    until(page, f"{scale} > {before} * 1.2")
    page.keyboard.up("Control")


COUNT_QUESTIONS = """
window.questions = 0;
const ask = navigator.geolocation.getCurrentPosition.bind(navigator.geolocation);
navigator.geolocation.getCurrentPosition = (...all) => { window.questions += 1; ask(...all); };
"""


def test_my_position_is_asked_for_on_a_tap_only_and_stays_here(new_page: NewPage) -> None:
    here = {"latitude": 40.70, "longitude": 110.28, "accuracy": 40}
    page = new_page(**PHONE, **STILL, geolocation=here, permissions=["geolocation"])
    page.add_init_script(COUNT_QUESTIONS)
    open_map(page)
    assert page.evaluate("window.questions") == 0
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    page.get_by_role("button", name="我的位置").tap()
    expect(page.locator(".map-says")).to_contain_text("误差约40米")
    expect(page.locator("path.here")).to_have_count(1)
    expect(page.locator("#row-wudangzhao .place-row-away")).to_contain_text("公里")
    assert page.evaluate("window.questions") == 1
    assert not sent


def test_a_refused_position_is_explained(new_page: NewPage) -> None:
    page = open_map(new_page(**PHONE, **STILL))
    page.get_by_role("button", name="我的位置").tap()
    expect(page.locator(".map-says")).to_contain_text("浏览器没有允许定位")


def test_tiles_that_fail_give_way_to_the_sketch(
    still_phone: Page, expected_failures: set[str]
) -> None:
    def with_tiles(route: Route) -> None:
        body = route.fetch().text()
        tiles = 'data-tiles="/no-tiles/{z}/{x}/{y}" data-tile-subdomains="0" data-map'
        route.fulfill(body=body.replace("data-map", tiles, 1), content_type="text/html")

    def refuse(route: Route) -> None:
        expected_failures.add(urlsplit(route.request.url).path)
        route.fulfill(status=418)

    still_phone.route("**/map", with_tiles)
    still_phone.route("**/no-tiles/**", refuse)
    page = open_map(still_phone)
    expect(page.locator(".map-says")).to_have_text("地图暂不可用，已换成示意图")
    expect(page.locator(".leaflet-tile")).to_have_count(0)
    expect(page.locator(".leaflet-overlay-pane .map-sheet")).to_be_visible()
    expect(page.locator(".leaflet-control-attribution")).to_contain_text("示意图")


def test_a_filter_changes_list_and_pins_without_a_new_page(still_phone: Page) -> None:
    page = open_map(still_phone)
    page.evaluate("window.same = true")
    page.locator(".place-filter a[href*=hotel]").tap()
    expect(page).to_have_url(re.compile(r"/map\?kind=hotel$"))
    expect(page.locator("h1")).to_have_text("石拐地图：酒店")
    expect(page.locator(".pin-marker")).to_have_count(1)
    expect(page.locator(".place-row")).to_have_count(3)
    english = page.locator(".tongues a[hreflang=en]")
    expect(english).to_have_attribute("href", "/en/map?kind=hotel")
    page.go_back()
    expect(page.locator("h1")).to_have_text("石拐地图")
    expect(pin(page, "wudangzhao")).to_be_visible()
    assert page.evaluate("window.same")


def test_the_address_of_a_place_opens_the_map_there(still_phone: Page) -> None:
    page = open_map(still_phone, "/map?place=baotou-ancient-city")
    expect(page.locator(".leaflet-popup")).to_contain_text("包头古城")
    expect(page.locator(".area.is-on")).to_have_count(1)


def test_the_map_prints_as_the_drawn_sheet(still_desktop: Page) -> None:
    page = open_map(still_desktop)
    page.emulate_media(media="print")
    expect(page.locator(".sheet")).to_be_visible()
    expect(page.locator(".map-live")).to_be_hidden()
    expect(page.locator(".map-credit")).to_be_visible()


def test_the_map_page_is_light(phone: Page, live: str) -> None:
    sizes: list[int] = []
    session = phone.context.new_cdp_session(phone)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    phone.goto("/map", wait_until="networkidle")
    assert len(sizes) <= 14
    assert sum(sizes) <= 120_000


def test_a_filter_by_events_works_without_a_new_page_and_leads_to_the_calendar(
    still_phone: Page,
) -> None:
    page = open_map(still_phone)
    page.evaluate("window.same = true")
    chip = page.locator(".kinds .event-filter a[href*=temple]")
    chip.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/map\?kind=temple$"))
    expect(page.locator("h1")).to_have_text("石拐地图：寺庙节庆")
    expect(chip).to_be_focused()
    expect(chip).to_have_attribute("aria-current", "true")
    expect(page.locator(".place-row .place-row-event")).to_have_count(2)
    expect(pin(page, "wudangzhao")).to_be_visible()
    assert page.evaluate("window.same")
    page.locator("a.other-view").tap()
    expect(page).to_have_url(re.compile(r"/events\?kind=temple$"))


def test_the_filter_leaves_the_first_screen_of_a_phone_to_the_map(new_page: NewPage) -> None:
    for language, locale in (("", "zh-CN"), ("/en", "en-GB")):
        page = open_map(new_page(**PHONE, locale=locale), f"{language}/map")
        box = page.locator(".map").bounding_box()
        assert box and box["y"] < 300, box
