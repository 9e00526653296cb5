"""The form of a place in a real browser: it saves itself, and a colleague publishes it."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, NewPage, SignedIn
from webapp.staff.models import Role


def test_what_is_written_saves_itself_and_is_there_again(phone: Page, signed_in: SignedIn) -> None:
    page = signed_in(phone, Role.editor)
    page.goto("/en/bureau/places/qingshan-village")
    page.get_by_role("button", name="Change it").tap()
    page.locator("#phone_zh").fill("0472-8720000")
    expect(page.locator("[data-saved]")).to_contain_text("Saved by itself")
    page.reload()
    expect(page.locator("#phone_zh")).to_have_value("0472-8720000")


def test_two_people_bring_a_change_to_the_public(new_page: NewPage, signed_in: SignedIn) -> None:
    editor = signed_in(new_page(**PHONE), Role.editor)
    reviewer = signed_in(new_page(**PHONE), Role.reviewer)
    editor.goto("/en/bureau/places/new")
    editor.locator("#name_zh").fill("观景台")
    editor.locator("#summary_zh").fill("看得见整个山谷。")
    editor.get_by_role("button", name="Submit for review").tap()
    expect(editor.locator(".notice")).to_contain_text("Submitted")
    reviewer.goto("/en/bureau/review/")
    reviewer.get_by_role("link", name="观景台").tap()
    reviewer.get_by_role("button", name="Publish").tap()
    expect(reviewer.locator(".notice")).to_contain_text("Published")
    reviewer.goto("/search?q=gjt")
    expect(reviewer.locator(".place-row")).to_contain_text("看得见整个山谷")
