"""Every page can be read large, narrow, by keyboard, by a thumb and on paper."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, NewPage
from tests.public_pages import EN, PAGES, PROBLEMS, RACE_PAGES

pytestmark = pytest.mark.usefixtures("a_race")

TOO_WIDE = """() => {
  const root = document.documentElement, width = root.clientWidth;
  if (root.scrollWidth <= width) return [];
  const scrolls = (e) => e && e !== document.body &&
    (getComputedStyle(e).overflowX !== "visible" || scrolls(e.parentElement));
  return [`${root.scrollWidth} px`, ...[...document.querySelectorAll("body *")]
    .filter((e) => e.getBoundingClientRect().right > width + 1 && !scrolls(e.parentElement))
    .slice(-6).map((e) => e.cloneNode(false).outerHTML.slice(0, 150))];
}"""
TOO_SMALL = """() => {
  const words = (e) => e.textContent.replace(/\\s+/g, "");
  // A link in running text takes the height of its line; the standard allows that.
  const inText = (e) => {
    const block = e.closest("p, li, dd, td, th, figcaption, caption, blockquote");
    const among = block && words(block) !== words(e) || e.closest(".sources");
    return getComputedStyle(e).display === "inline" && among;
  };
  // A card is one target where its link is laid over all of it; a label belongs to the box in it.
  const laid = (e) => getComputedStyle(e, "::after").position === "absolute";
  const target = (e) => e.closest("label") || (laid(e) ? e.offsetParent : e);
  const height = (e) => target(e).getBoundingClientRect().height;
  return [...document.querySelectorAll("main :is(a[href], button, input, select, summary)")]
    .filter((e) => e.checkVisibility() && !e.closest("svg") && e.type !== "hidden")
    .filter((e) => height(e) < 43.5 && !inText(e))
    .map((e) => `${Math.round(height(e))} px: ${e.outerHTML.slice(0, 120)}`);
}"""
FOCUSED = """() => {
  const e = document.activeElement, style = getComputedStyle(e);
  return {part: e.closest("body > :is(header, main, footer)")?.localName ?? e.className,
          seen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2};
}"""
READ = PAGES | RACE_PAGES
EVERYWHERE = [f"{prefix}{path}" for prefix in ("", EN) for path in (READ | PROBLEMS).values()]


def open_page(page: Page, address: str, expected_failures: set[str]) -> None:
    if address.removeprefix(EN) in PROBLEMS.values():
        expected_failures.add(address.split("?")[0])
    page.goto(address)


@pytest.mark.parametrize("address", EVERYWHERE)
def test_text_twice_as_large_never_scrolls_sideways(
    reading_page: NewPage, address: str, expected_failures: set[str]
) -> None:
    phone = reading_page(**PHONE)
    open_page(phone, address, expected_failures)
    line = "getComputedStyle(document.querySelector('h1')).fontSize"
    before = float(phone.evaluate(line)[:-2])
    phone.evaluate("document.documentElement.style.fontSize = '200%'")
    assert float(phone.evaluate(line)[:-2]) > 1.6 * before, "the text did not grow"
    assert not phone.evaluate(TOO_WIDE)


@pytest.mark.parametrize("address", EVERYWHERE)
def test_the_narrowest_phone_never_scrolls_sideways(
    reading_page: NewPage, address: str, expected_failures: set[str]
) -> None:
    page = reading_page(viewport={"width": 320, "height": 568}, is_mobile=True, has_touch=True)
    open_page(page, address, expected_failures)
    assert not page.evaluate(TOO_WIDE)


@pytest.mark.parametrize("address", [*READ.values(), PROBLEMS["not found"]])
def test_a_thumb_hits_everything(
    reading_page: NewPage, address: str, expected_failures: set[str]
) -> None:
    phone = reading_page(**PHONE)
    open_page(phone, address, expected_failures)
    small = phone.evaluate(TOO_SMALL)
    assert not small, "\n".join(small)


@pytest.mark.parametrize("address", ["/", "/map", "/places/wudangzhao", "/events", "/visits"])
def test_the_keyboard_reaches_everything_and_can_skip_the_navigation(
    desktop: Page, address: str
) -> None:
    desktop.goto(address)
    parts, seen = [], []
    for _ in range(150):
        desktop.keyboard.press("Tab")
        focused = desktop.evaluate(FOCUSED)
        seen.append(focused["seen"])
        parts += [focused["part"]] if focused["part"] not in parts[-1:] else []
        if focused["part"] == "footer":
            break
    assert parts == ["skip", "header", "main", "footer"]
    assert all(seen), "the focus cannot be seen"

    desktop.goto(address)
    desktop.keyboard.press("Tab")
    desktop.keyboard.press("Enter")
    expect(desktop.locator("#main")).to_be_focused()
    desktop.keyboard.press("Tab")
    assert desktop.evaluate(FOCUSED)["part"] == "main"


@pytest.mark.parametrize("address", ["/", "/places/wudangzhao", "/events", "/visits"])
def test_paper_shows_the_words_and_not_the_navigation(desktop: Page, address: str) -> None:
    desktop.emulate_media(media="print")
    desktop.goto(address)
    expect(desktop.locator("h1")).to_be_visible()
    for hidden in (".ways", ".top-tools", ".skip"):
        expect(desktop.locator(hidden)).to_be_hidden()
