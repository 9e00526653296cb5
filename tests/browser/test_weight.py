"""What a phone has to fetch for a page stays within the budgets of DESIGN section 7."""

from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.public_pages import EN, RACE_PAGES


@dataclass
class Weight:
    """What was transferred, headers included, as sent: compressed."""

    requests: int = 0
    total: int = 0
    scripts: int = 0


def weigh(page: Page, address: str) -> Weight:
    """Open a page with an empty cache and count."""
    weight, scripts = Weight(), set()
    network = page.context.new_cdp_session(page)

    def request(event: dict[str, Any]) -> None:
        weight.requests += not event["request"]["url"].startswith("data:")
        if event["type"] == "Script":
            scripts.add(event["requestId"])

    def finished(event: dict[str, Any]) -> None:
        weight.total += event["encodedDataLength"]
        weight.scripts += event["encodedDataLength"] * (event["requestId"] in scripts)

    network.on("Network.requestWillBeSent", request)
    network.on("Network.loadingFinished", finished)
    network.send("Network.enable")
    page.goto(address, wait_until="networkidle")
    # Down to the foot: what is loaded lazily counts too.
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_load_state("networkidle")
    return weight


@pytest.mark.parametrize("language", ["", EN, "/mn"], ids=["zh", "en", "mn"])
@pytest.mark.parametrize("address", ["/", "/places/wudangzhao", "/events"])
def test_home_a_place_and_the_calendar_are_light(phone: Page, address: str, language: str) -> None:
    weight = weigh(phone, f"{language}{address}")
    assert weight.total <= 60_000, weight
    assert 2 <= weight.requests <= 10, weight
    assert 0 < weight.scripts <= 10_000, weight


@pytest.mark.parametrize(
    ("address", "most"), [("/", 60), ("/places/wudangzhao", 65), ("/events", 60)]
)
def test_columns_of_mongolian_come_with_their_font(phone: Page, address: str, most: int) -> None:
    """A place is 5 kB over its budget there: the font, and the piece of the map far down."""
    weight = weigh(phone, f"/mvf{address}")
    assert 20_000 < weight.total <= most * 1000, weight
    assert 4 <= weight.requests <= 10, weight
    assert 0 < weight.scripts <= 10_000, weight


@pytest.mark.parametrize("language", ["", EN, "/mn", "/mvf"], ids=["zh", "en", "mn", "mvf"])
def test_the_map_is_light(phone: Page, language: str) -> None:
    weight = weigh(phone, f"{language}/map")
    assert weight.total <= 120_000, weight
    assert 3 <= weight.requests <= 14, weight


@pytest.mark.usefixtures("a_race")
@pytest.mark.parametrize("address", RACE_PAGES.values())
def test_the_pages_of_a_race_are_light(phone: Page, address: str) -> None:
    weight = weigh(phone, address)
    assert weight.total <= 60_000, weight
    assert 2 <= weight.requests <= 10, weight
    assert 0 < weight.scripts <= 10_000, weight
