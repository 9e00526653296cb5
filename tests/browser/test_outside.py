"""Inside WeChat, which saves no files, a reader is told how to get one in the browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, NewPage, SignedIn
from tests.browser.test_axe import ABOUT_COLOUR, violations
from tests.browser.test_reading import TOO_SMALL, TOO_WIDE
from webapp.staff.models import Role

WECHAT = (
    "Mozilla/5.0 (Linux; Android 10; JEF-AN00; wv) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Version/4.0 Chrome/86.0.4240.99 XWEB/4317 MMWEBSDK/20220903 Mobile Safari/537.36 "
    "MicroMessenger/8.0.28.2240 WeChat/arm64 Weixin NetType/WIFI Language/zh_CN ABI/arm64"
)
FILES = {
    "/events/aobao-worship": "/events/aobao-worship.ics",
    "/race/2027/course": "/race/2027/course.gpx",
    "/race/2026/results": "/race/2026/results.csv",
    "/visits": "/api/v1/visits/daily",
}


@pytest.fixture
def inside(new_page: NewPage) -> Iterator[Page]:
    """A phone inside WeChat; it may not fetch any file."""
    page = new_page(**PHONE, user_agent=WECHAT, bypass_csp=True)
    fetched: list[str] = []
    page.on("download", lambda one: fetched.append(one.url))
    yield page
    assert fetched == []


def test_a_file_asked_for_in_wechat_is_got_in_the_browser(
    inside: Page, new_page: NewPage, signed_in: SignedIn, live: str, a_race: None
) -> None:
    dialog = inside.get_by_role("dialog", name="请在浏览器里打开")
    address = dialog.get_by_label("也可以复制这个地址")
    for page, file in FILES.items():
        inside.goto(page)
        expect(dialog).to_be_hidden()
        link = inside.locator(f'main a[href^="{file}"]').first
        if link.evaluate("(e) => Boolean(e.closest('details:not([open])'))"):
            link.evaluate("(e) => { e.closest('details').open = true; }")
        link.tap()
        expect(dialog).to_be_visible()
        expect(dialog).to_contain_text("···")
        assert address.input_value().startswith(f"{live}{file}")
        dialog.get_by_role("button", name="关闭").tap()
        expect(dialog).to_be_hidden()
        expect(link).to_be_focused()

    # By keys: the focus stays inside, Escape leads back to the link.
    inside.keyboard.press("Enter")
    parts = ["复制地址", "仍在这里打开", "关闭", None, "复制地址"]
    for name in parts:
        focused = address if name is None else dialog.get_by_text(name, exact=True)
        expect(focused).to_be_focused()
        inside.keyboard.press("Tab")
    inside.keyboard.press("Shift+Tab")
    inside.keyboard.press("Shift+Tab")
    expect(address).to_be_focused()
    assert violations(inside) + violations(inside, ABOUT_COLOUR) == []
    assert not inside.evaluate(TOO_WIDE)
    assert not inside.evaluate(TOO_SMALL.replace("main :is", ".outside :is"))
    inside.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(link).to_be_focused()

    # A subscription is copied as an address of the web; an old browser copies what is marked.
    inside.goto("/events")
    inside.evaluate("""() => {
      Object.defineProperty(navigator, "clipboard", {value: undefined});
      const did = (what) => { window.did = [what, getSelection().toString()]; };
      document.execCommand = did;
    }""")
    inside.get_by_role("link", name="订阅全部活动").tap()
    expect(address).to_have_value(f"{live}/events.ics")
    dialog.get_by_role("button", name="复制地址").tap()
    expect(dialog.get_by_role("button", name="已复制")).to_be_visible()
    assert inside.evaluate("window.did") == ["copy", f"{live}/events.ics"]

    # At the desk the browser does not know who one is.
    signed_in(inside, Role.statistician)
    inside.goto("/bureau/visits/exports")
    inside.get_by_role("button", name="生成文件").tap()
    expect(dialog).to_contain_text("重新登录")
    assert "/bureau/visits/exports/file?what=" in address.input_value()

    elsewhere = new_page(**PHONE)
    elsewhere.goto("/race/2027/course")
    with elsewhere.expect_download() as download:
        elsewhere.locator('main a[href*=".gpx"]').first.tap()
    assert download.value.suggested_filename.endswith(".gpx")
    assert elsewhere.context.cookies() == []
