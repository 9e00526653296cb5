"""Posting an event with two phones: written by one person, published by another, seen by all."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, NewPage, SignedIn
from tests.browser.hands import Hands
from tests.browser.test_axe import ABOUT_COLOUR, violations
from webapp.core import clock
from webapp.staff.models import Role

NEW = "/en/bureau/events/new"
AUTOSAVE = f"{NEW}/autosave"
MOST_TAPS = 25
MOST_SECONDS = 120
SAVED = re.compile(r"Saved by itself at \d\d:\d\d")


@pytest.fixture
def editor(phone: Page, signed_in: SignedIn) -> Page:
    return signed_in(phone, Role.editor, full_name="编辑甲")


def a_day() -> str:
    """A day of next month that has nothing on yet."""
    return str((clock.today().replace(day=1) + timedelta(days=40)).replace(day=9))


def write_the_five(hands: Hands, title: str) -> None:
    page = hands.page
    hands.write(page.get_by_label("Title", exact=True), title)
    hands.choose(page.get_by_label("Kind of event"), "Temple festivals")
    hands.choose(page.get_by_label("Venue", exact=True), "Wudangzhao Monastery")
    hands.write(page.get_by_label("Text", exact=True), "早上九点在五当召门口开始，免费。")
    hands.pick_day(page.get_by_label("First day"), a_day())


def test_from_an_empty_form_to_the_public_calendar(
    editor: Page, new_page: NewPage, signed_in: SignedIn
) -> None:
    reviewer = signed_in(new_page(**PHONE), Role.reviewer, full_name="审核乙")
    editor.goto(NEW)
    writing = Hands(editor)
    write_the_five(writing, "冬天的庙会")
    writing.tap(editor.get_by_role("button", name="Submit for review"))
    expect(editor.get_by_role("status").first).to_contain_text("Submitted.")

    deciding = Hands(reviewer)
    reviewer.goto("/en/bureau/")
    deciding.tap(reviewer.get_by_role("link", name="冬天的庙会"))
    deciding.tap(reviewer.get_by_role("button", name="Publish version 1"))
    expect(reviewer.get_by_role("status").first).to_contain_text("Published.")

    reader = new_page(**PHONE)
    reader.goto(f"/events?month={a_day()[:7]}")
    expect(reader.locator(".days").get_by_role("link", name="冬天的庙会")).to_be_visible()
    assert writing.taps + deciding.taps < MOST_TAPS
    assert writing.seconds < MOST_SECONDS

    called_off = Hands(editor)
    editor.goto("/en/bureau/events/?show=published&q=庙会")
    called_off.tap(editor.get_by_role("link", name="Cancel …"))
    called_off.write(editor.get_by_label("Reason", exact=True), "大风蓝色预警")
    called_off.tap(editor.get_by_role("button", name="Tell everybody now"))
    expect(editor.get_by_role("status").first).to_contain_text("The public sees it now.")
    reader.reload()
    expect(reader.locator(".days .entry", has_text="冬天的庙会")).to_contain_text("取消")


def test_what_is_written_saves_itself_and_survives_closing_the_page(editor: Page) -> None:
    editor.goto(NEW)
    editor.get_by_label("Title", exact=True).fill("自己存下来的")
    expect(editor.locator("[data-saved]")).to_have_text(SAVED)
    expect(editor).to_have_url(re.compile(r"/en/bureau/events/\d+$"))
    address, context = editor.url, editor.context
    editor.close()
    again = context.new_page()
    again.goto(address)
    expect(again.get_by_label("Title", exact=True)).to_have_value("自己存下来的")
    again.goto("/en/bureau/events/?q=自己存下来的")
    expect(again.locator("tbody th a")).to_have_count(1)


def test_what_was_written_a_moment_before_leaving_is_not_lost(editor: Page) -> None:
    editor.goto(NEW)
    editor.get_by_label("Title", exact=True).fill("刚写就走的")
    editor.goto("/en/bureau/events/")
    editor.goto(NEW)
    use = editor.get_by_role("button", name="Go on with it")
    expect(use).to_be_visible()
    use.tap()
    expect(editor).to_have_url(re.compile(r"/en/bureau/events/\d+$"))
    expect(editor.get_by_label("Title", exact=True)).to_have_value("刚写就走的")
    editor.goto("/en/bureau/events/?q=刚写就走的")
    expect(editor.locator("tbody th a")).to_have_count(1)
    editor.goto(NEW)
    expect(editor.locator(".event-form")).to_be_visible()
    expect(editor.get_by_role("button", name="Go on with it")).to_have_count(0)


def test_a_lost_connection_keeps_the_text_and_sends_it_later(
    editor: Page, expected_failures: set[str]
) -> None:
    expected_failures.add(AUTOSAVE)
    editor.goto(NEW, wait_until="networkidle")
    editor.context.set_offline(True)
    editor.get_by_label("Title", exact=True).fill("山里没信号")
    expect(editor.locator("[data-saved]")).to_contain_text("No connection")
    editor.get_by_label("Text", exact=True).fill("又多写了一段。")
    editor.context.set_offline(False)
    expect(editor.locator("[data-saved]")).to_have_text(SAVED, timeout=20_000)
    editor.goto("/en/bureau/events/?q=山里没信号")
    expect(editor.locator("tbody th a")).to_have_count(1)
    editor.locator("tbody th a").tap()
    expect(editor.get_by_label("Text", exact=True)).to_have_value("又多写了一段。")


def test_a_text_that_never_arrived_is_offered_again(
    editor: Page, expected_failures: set[str]
) -> None:
    expected_failures.add(AUTOSAVE)
    editor.goto(NEW, wait_until="networkidle")
    context = editor.context
    context.set_offline(True)
    editor.get_by_label("Title", exact=True).fill("断电前写的")
    expect(editor.locator("[data-saved]")).to_contain_text("No connection")
    editor.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(NEW)
    expect(again.locator(".notice")).to_contain_text("not saved")
    again.get_by_role("button", name="Throw it away").tap()
    again.reload()
    expect(again.locator(".event-form")).to_be_visible()
    expect(again.get_by_role("button", name="Throw it away")).to_have_count(0)


def test_a_session_that_has_ended_loses_nothing(
    editor: Page, signed_in: SignedIn, expected_failures: set[str]
) -> None:
    expected_failures.add(AUTOSAVE)
    editor.goto(NEW)
    editor.context.clear_cookies()
    editor.get_by_label("Title", exact=True).fill("登录过期了")
    expect(editor.locator("[data-saved]")).to_contain_text("sign in again")
    signed_in(editor, Role.editor)
    editor.reload()
    expect(editor.locator(".event-form")).to_be_visible()
    expect(editor.get_by_role("button", name="Go on with it")).to_have_count(0)


def test_a_colleagues_change_meanwhile_is_told_and_joined(
    editor: Page, new_page: NewPage, signed_in: SignedIn, expected_failures: set[str]
) -> None:
    editor.goto(NEW)
    editor.get_by_label("Title", exact=True).fill("两个人写的")
    expect(editor.locator("[data-saved]")).to_have_text(SAVED)
    path = editor.evaluate("location.pathname")
    expected_failures.update((f"{path}/autosave", path))
    other = signed_in(new_page(**PHONE), Role.editor, full_name="编辑丙")
    other.goto(path)
    other.get_by_label("Title", exact=True).fill("丙改的题目")
    expect(other.locator("[data-saved]")).to_have_text(SAVED)
    editor.get_by_label("Title", exact=True).fill("甲改的题目")
    expect(editor.locator("[data-saved]")).to_contain_text("编辑丙 has changed this meanwhile")
    editor.get_by_role("button", name="Join both").tap()
    expect(editor.get_by_role("heading", level=1)).to_have_text("Two people have changed this")
    expect(editor.locator(".question")).to_contain_text("丙改的题目")
    editor.get_by_label("What 编辑丙 wrote").check()
    editor.get_by_role("button", name="Save both together").tap()
    expect(editor.get_by_label("Title", exact=True)).to_have_value("丙改的题目")


def test_without_scripts_the_button_saves(without_javascript: Page, signed_in: SignedIn) -> None:
    page = signed_in(without_javascript, Role.editor)
    page.goto(NEW)
    page.get_by_label("Title", exact=True).fill("没有脚本")
    page.get_by_role("button", name="Save the draft").tap()
    expect(page.get_by_role("status").first).to_have_text("Saved.")
    expect(page.get_by_label("Title", exact=True)).to_have_value("没有脚本")


def pages_of(page: Page) -> list[str]:
    """The desk's pages of events; an event of the content files is the example."""
    page.goto("/en/bureau/events/?show=published")
    address = page.locator("tbody th a").first.get_attribute("href") or ""
    off = page.locator(".row-acts a", has_text="Cancel").first.get_attribute("href") or ""
    return ["/en/bureau/events/", NEW, address, off, off.replace("call-off", "address")]


@pytest.fixture
def everything(new_page: NewPage, signed_in: SignedIn) -> Page:
    """A phone of somebody who may open every page of events; axe may put its style into it."""
    page = new_page(**PHONE, bypass_csp=True)
    return signed_in(page, Role.editor, Role.reviewer, full_name="编辑审核都做的人")


def test_axe_objects_to_nothing(everything: Page) -> None:
    for address in pages_of(everything):
        everything.goto(address)
        everything.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
        assert not violations(everything), address
        everything.emulate_media(color_scheme="dark")
        assert not violations(everything, ABOUT_COLOUR), address
        everything.emulate_media(color_scheme="light")


def test_text_twice_as_large_never_scrolls_sideways(everything: Page) -> None:
    for address in pages_of(everything):
        everything.goto(address)
        everything.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
        for size in ("100%", "200%"):
            everything.evaluate(f"() => {{ document.documentElement.style.fontSize = '{size}'; }}")
            wide = everything.evaluate("document.documentElement.scrollWidth")
            assert wide <= 360, f"{address} at {size}: {wide}"
