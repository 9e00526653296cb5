"""Inside WeChat: WeChat's own script is played here, all of ours is real."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import PHONE, Served
from tests.wechat.made import SECRET, WeChat, wechat
from webapp.wechat import signing

SETTINGS = {"WECHAT_APP_ID": "wx1", "WECHAT_APP_SECRET": SECRET}
AGENT = "Mozilla/5.0 (Linux; Android 12) AppleWebKit/537.36 Chrome/116.0 MicroMessenger/8.0.50"
SDK = "https://res.wx.qq.com/open/js/jweixin-1.6.0.js"
PLAYED = """
const told = (name) => (what) => window.said.push([name, what]);
let go;
window.said = [];
window.wx = {
  ready(then) { go = then; },
  config(what) { told("config")(what); setTimeout(go); },
  checkJsApi({ jsApiList, success }) {
    const able = (name) => [name, name !== "updateTimelineShareData"];
    success({ checkResult: Object.fromEntries(jsApiList.map(able)) });
  },
  updateAppMessageShareData: told("share"),
  updateTimelineShareData: told("never"),
  openLocation: told("map"),
};
"""
PLACE = "/places/wudangzhao"
Opened = Callable[..., tuple[Page, list[str]]]


@pytest.fixture
def given(served: Served) -> Iterator[WeChat]:
    with wechat() as said:
        served.app.config["WECHAT_API"] = said.address
        yield said


@pytest.fixture
def opened(chromium: Browser, live: str) -> Iterator[Opened]:
    """Opens a place; the page, and every address that was asked for."""
    contexts = []

    def open_place(answer: Callable[[Route], None], **more: Any) -> tuple[Page, list[str]]:
        settings = PHONE | {"base_url": live, "service_workers": "block"} | more
        contexts.append(chromium.new_context(**settings))
        page, asked = contexts[-1].new_page(), []
        page.route(SDK, answer)
        page.on("request", lambda request: asked.append(request.url))
        page.goto(PLACE, wait_until="networkidle")
        return page, asked

    yield open_place
    for context in contexts:
        context.close()


def test_a_page_is_shared_with_its_card_and_opened_in_wechats_map(
    opened: Opened, given: WeChat, live: str
) -> None:
    page, _ = opened(
        lambda route: route.fulfill(body=PLAYED, content_type="text/javascript"), user_agent=AGENT
    )
    button = page.locator("[data-open-location]")
    expect(button).to_be_visible()
    button.click()
    (_, signed), (_, card), (_, place) = page.evaluate("window.said")
    made = signing.signature("first", signed["nonceStr"], signed["timestamp"], live + PLACE)
    assert signed["signature"] == made and signed["appId"] == "wx1"
    og = {name: page.get_attribute(f"meta[property='og:{name}']", "content") for name in OG}
    assert card == {field: og[name] for name, field in OG.items()}
    where = (float(button.get_attribute(f"data-{one}") or 0) for one in ("lat", "lon"))
    assert (place["latitude"], place["longitude"]) == tuple(where)
    assert place["name"] == "五当召" and "石拐区" in place["address"]
    picture = page.locator("body > img:first-child")
    assert picture.get_attribute("src") == urlsplit(og["image"] or "").path
    assert picture.evaluate("image => image.complete && image.naturalWidth") == 600
    assert len(given.asked) == 2


OG = {"title": "title", "description": "desc", "url": "link", "image": "imgUrl"}


def test_without_wechat_or_its_answer_the_page_is_as_it_was(opened: Opened, given: WeChat) -> None:
    _, asked = opened(lambda route: route.abort())
    assert not [one for one in asked if "wechat" in one or "cards/" in one or "wx.qq" in one]
    page, asked = opened(lambda route: route.abort(), user_agent=AGENT)
    assert SDK in asked and [one for one in asked if "/wechat/signature?url=http" in one]
    expect(page.locator("h1")).to_have_text("五当召")
    expect(page.locator("[data-open-location]")).to_be_hidden()
    expect(page.locator(".place-apps a").first).to_be_visible()
