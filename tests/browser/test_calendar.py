"""The calendar in a real browser: an agenda on phones, a wall calendar on wide screens."""

import re
from collections.abc import Iterator
from datetime import datetime

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from webapp.core import clock
from webapp.core.clock import LOCAL

JUNE = "/events?month=2027-06"
CUT_OFF = """elements => elements.filter(
    e => e.scrollWidth > e.clientWidth || e.getBoundingClientRect().left < 0).length"""


@pytest.fixture(autouse=True)
def _late_in_2026() -> Iterator[None]:
    with clock.fixed_at(datetime(2026, 11, 23, 9, tzinfo=LOCAL)):
        yield


def shown(page: Page, selector: str) -> int:
    return page.locator(selector).filter(visible=True).count()


def test_a_phone_shows_an_agenda_of_the_days_with_something_on(phone: Page) -> None:
    phone.goto(JUNE)
    assert shown(phone, ".days > li") == 1
    assert shown(phone, ".weekdays") == 0
    assert "敖包" in phone.locator(".days").inner_text()


def test_a_wide_screen_shows_every_day_of_the_same_list_as_a_grid(desktop: Page) -> None:
    desktop.goto(JUNE)
    assert shown(desktop, ".days > li") == 30
    lefts = {
        round(day.bounding_box()["x"])  # type: ignore[index]
        for day in desktop.locator(".days > li").all()
    }
    assert len(lefts) == 7
    first = desktop.locator(".days > li").first.bounding_box()
    tuesday = desktop.locator(".weekdays > li").nth(1).bounding_box()
    assert first is not None and tuesday is not None
    assert abs(first["x"] - tuesday["x"]) < 3  # 1 June 2027 is a Tuesday


@pytest.mark.parametrize("address", ["/events", "/en/events"])
def test_no_date_is_cut_off_however_narrow_the_card(phone: Page, address: str) -> None:
    """Point 11, with a title that would push anything aside, and with text twice as large."""
    phone.goto(address)
    phone.evaluate("""() => document.querySelectorAll(".event-title a").forEach(
        a => { a.textContent = "很长的活动名称Averyveryverylongwordinatitle".repeat(4); })""")
    for size in ("100%", "200%"):
        phone.evaluate(f"() => {{ document.documentElement.style.fontSize = '{size}'; }}")
        assert phone.locator(".event-date").evaluate_all(CUT_OFF) == 0
        wide = phone.evaluate("() => document.documentElement.scrollWidth")
        assert wide <= 360, f"sideways at {size}"


def test_one_turns_months_and_opens_an_event_without_javascript(without_javascript: Page) -> None:
    page = without_javascript
    page.goto("/events?month=2027-05")
    page.locator(".month-turn a[rel=next]").click()
    page.locator(".days .event-link").click()
    expect(page).to_have_url(re.compile("/events/aobao-worship#date-2027$"))
    expect(page.locator("h1")).to_have_text("敖包山祭敖包")
    expect(page.locator(".take-along summary")).to_be_visible()
    expect(page.locator("button[data-copy]")).to_be_hidden()


@pytest.mark.parametrize("address", ["/events", "/map", "/en/places"])
def test_the_last_chip_of_each_row_is_seen_whole_even_in_large_letters(
    phone: Page, address: str
) -> None:
    phone.goto(address)
    phone.evaluate("document.documentElement.style.fontSize = '200%'")
    rows = phone.locator(".kinds ul")
    assert rows.count() == 2
    for row in rows.all():
        row.evaluate("row => { row.scrollLeft = row.scrollWidth; }")
        chip, around = row.locator("a").last.bounding_box(), row.bounding_box()
        assert chip is not None and around is not None
        assert around["x"] <= chip["x"]
        assert chip["x"] + chip["width"] <= min(360, around["x"] + around["width"])
        assert around["y"] <= chip["y"]
        assert chip["y"] + chip["height"] <= around["y"] + around["height"]


def test_the_keyboard_brings_each_chip_into_view(new_page: NewPage) -> None:
    page = new_page(viewport={"width": 360, "height": 740}, reduced_motion="reduce")
    page.goto("/en/map")
    chips = page.locator(".kinds a")
    chips.first.focus()
    for chip in chips.all():
        expect(chip).to_be_focused()
        box = chip.bounding_box()
        assert box is not None
        assert box["x"] >= 0 and box["x"] + box["width"] <= 360, chip.inner_text()
        page.keyboard.press("Tab")
    page.goto("/en/map?kind=service")
    box = page.locator(".kinds [aria-current]").bounding_box()
    assert box is not None and box["x"] + box["width"] <= 360


def test_the_calendar_leads_to_the_map_filtered_alike_without_javascript(
    without_javascript: Page,
) -> None:
    page = without_javascript
    page.goto("/events")
    page.locator(".kinds .place-filter a[href*=village]").click()
    expect(page.locator("h1")).to_have_text("活动：村庄")
    page.locator("a.other-view").click()
    expect(page).to_have_url(re.compile(r"/map\?kind=village$"))
    expect(page.locator("#row-qingshan-village .place-row-event")).to_be_visible()
