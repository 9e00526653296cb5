"""What people come to do, on a phone, with and without scripts."""

import re
from urllib.parse import unquote

import pytest
from playwright.sync_api import Locator, Page, expect

NAVIGATION = {
    "uri.amap.com": r"\?to=(?P<lon>[\d.]+),(?P<lat>[\d.]+),五当召&",
    "api.map.baidu.com": r"\?location=(?P<lat>[\d.]+),(?P<lon>[\d.]+)&title=五当召&.*=gcj02",
    "apis.map.qq.com": r"&to=五当召&tocoord=(?P<lat>[\d.]+),(?P<lon>[\d.]+)&coord_type=2",
    "maps.apple.com": r"\?daddr=(?P<lat>[\d.]+),(?P<lon>[\d.]+)&",
}
# 五当召 in WGS-84 is 40.791111, 110.308472; map apps in China count from a shifted grid.
SHIFTED = (40.792, 110.314)


@pytest.fixture(params=["phone", "without_javascript"])
def reader(request: pytest.FixtureRequest) -> Page:
    """Somebody with a phone; the second time without scripts."""
    page: Page = request.getfixturevalue(request.param)
    return page


def way(page: Page, name: str) -> Locator:
    """A link in the navigation at the head of every page."""
    return page.get_by_role("navigation", name="主导航").get_by_role("link", name=name)


def test_from_home_over_the_map_and_a_place_to_the_map_apps(reader: Page) -> None:
    reader.goto("/")
    way(reader, "地图").tap()
    expect(reader).to_have_url(re.compile("/map$"))
    reader.locator(".atlas-list").get_by_role("link", name="五当召", exact=False).first.tap()
    expect(reader).to_have_url(re.compile("/places/wudangzhao$"))
    expect(reader.locator("h1")).to_have_text("五当召")
    for host, pattern in NAVIGATION.items():
        link = reader.locator(f"main a[href^='https://{host}/']")
        found = re.search(pattern, unquote(link.get_attribute("href") or ""))
        assert found, f"{host}: {link.get_attribute('href')}"
        position = float(found["lat"]), float(found["lon"])
        assert position == pytest.approx(SHIFTED, abs=0.002)


def test_nobody_is_led_to_a_place_that_is_only_roughly_located(reader: Page) -> None:
    reader.goto("/places/huawu-renjian")
    for host in NAVIGATION:
        expect(reader.locator(f"main a[href*='{host}']")).to_have_count(0)


def test_through_the_months_to_an_event(reader: Page) -> None:
    reader.goto("/events")
    first = reader.locator("#month").inner_text()
    reader.locator("a[rel=next]").tap()
    expect(reader.locator("#month")).not_to_have_text(first)
    expect(reader).to_have_url(re.compile(r"month=\d{4}-\d\d"))
    reader.locator("a[rel=prev]").tap()
    expect(reader.locator("#month")).to_have_text(first)
    reader.goto("/events?month=2016-09")
    entry = reader.locator(".month").get_by_role("link", name=re.compile("五当召杯"))
    entry.first.tap()
    expect(reader).to_have_url(re.compile("/events/wudangzhao-cup"))
    expect(reader.locator("h1")).to_contain_text("五当召杯")


@pytest.mark.parametrize(
    "address", ["/", "/places/wudangzhao", "/events?month=2024-09", "/search?q=wdz", "/race/2024"]
)
def test_the_other_language_shows_the_same_page(reader: Page, live: str, address: str) -> None:
    reader.goto(address)
    expect(reader.locator("html")).to_have_attribute("lang", "zh-Hans")
    reader.locator(".tongues summary").tap()
    reader.get_by_role("link", name="English", exact=True).tap()
    expect(reader).to_have_url(f"{live}/en{address}")
    expect(reader.locator("html")).to_have_attribute("lang", "en")
    reader.locator(".tongues summary").tap()
    reader.get_by_role("link", name="中文", exact=True).tap()
    expect(reader).to_have_url(f"{live}{address}")


@pytest.mark.parametrize("words", ["五当召", "wdz", "Wudangzhao"])
def test_searching_leads_to_the_place(reader: Page, words: str) -> None:
    reader.goto("/")
    reader.get_by_role("link", name="搜索").tap()
    reader.locator("main input[type=search]").fill(words)
    reader.locator("main").get_by_role("button", name="搜索").tap()
    reader.locator("main").get_by_role("link", name=re.compile("^五当召")).first.tap()
    expect(reader.locator("h1")).to_have_text("五当召")


def test_a_wrong_address_says_so_in_the_reader_s_language(
    reader: Page, expected_failures: set[str]
) -> None:
    expected_failures |= {"/nowhere", "/en/nowhere"}
    reader.goto("/en/nowhere")
    expect(reader.locator("html")).to_have_attribute("lang", "en")
    reader.goto("/nowhere")
    expect(reader.locator("html")).to_have_attribute("lang", "zh-Hans")
    expect(reader.locator("h1")).to_have_count(1)
    expect(way(reader, "地图")).to_be_visible()
