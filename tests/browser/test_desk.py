"""The desk in a real browser."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import SignedIn
from webapp.staff.models import Role


def test_whoever_is_signed_in_is_named_at_the_head(phone: Page, signed_in: SignedIn) -> None:
    signed_in(phone, Role.editor, full_name="编辑甲").goto("/bureau/")
    expect(phone.get_by_role("link", name="编辑甲")).to_be_visible()
