"""The desk in a real browser: who is signed in, being locked out, pages that everybody can read."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, NewPage, Served, SignedIn
from tests.browser.test_axe import ABOUT_COLOUR, violations
from tests.staff.made import HASHED, PASSWORD, stored_account
from webapp.extensions import db
from webapp.staff.models import Role
from webapp.staff.signing_in import TRIES

SIGN_IN = "/en/bureau/sign-in"
ADMINISTRATOR = ["", "accounts/{id}"]
AUDITOR = ["", "audit?failures=1", "accounts/{id}", "policy", "holidays/2026", "review/"]
EDITOR = ["", "places/", "holidays/", "holidays/2027", "holidays/2027/enter?start=proposal"]


def test_whoever_is_signed_in_is_named_at_the_head(phone: Page, signed_in: SignedIn) -> None:
    signed_in(phone, Role.editor, full_name="编辑甲").goto("/bureau/")
    expect(phone.get_by_role("link", name="编辑甲")).to_be_visible()


def try_to_sign_in(page: Page, name: str, password: str) -> None:
    page.get_by_label("Account name").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


@pytest.fixture
def clumsy(served: Served) -> str:
    """The name of an editor who forgets which keyboard is on."""
    with served.app.app_context():
        more = {"full_name": "编辑乙", "password_hash": HASHED}
        return stored_account(db.session, Role.editor, **more).name


def test_five_wrong_passwords_lock_out_until_the_administrator_helps(
    new_page: NewPage, signed_in: SignedIn, clumsy: str, expected_failures: set[str]
) -> None:
    expected_failures.add(SIGN_IN)
    clerk = new_page(**PHONE)
    clerk.goto(SIGN_IN)
    refused = clerk.get_by_role("alert")
    expect(refused).to_have_count(0)
    for tried in range(TRIES):
        with clerk.expect_response(lambda answer: answer.request.method == "POST"):
            try_to_sign_in(clerk, clumsy, f"Wrong-Ladder-{tried}")
        expect(refused).to_contain_text("That did not work.")
    told = refused.inner_text()
    with clerk.expect_response(lambda answer: answer.request.method == "POST"):
        try_to_sign_in(clerk, clumsy, PASSWORD)
    expect(refused).to_have_text(told)  # the right password is told nothing else
    administrator = signed_in(new_page(), Role.administrator)
    administrator.goto("/en/bureau/accounts/")
    administrator.get_by_role("link", name="编辑乙").click()
    expect(administrator.get_by_text("locked until")).to_be_visible()
    administrator.get_by_role("button", name="Unlock").click()
    expect(administrator.get_by_text("They can try to sign in again.")).to_be_visible()
    try_to_sign_in(clerk, clumsy, PASSWORD)
    expect(clerk.get_by_role("link", name="编辑乙")).to_be_visible()


@pytest.mark.parametrize(
    ("role", "addresses"),
    [(Role.administrator, ADMINISTRATOR), (Role.auditor, AUDITOR), (Role.editor, EDITOR)],
    ids=lambda one: one.value if isinstance(one, Role) else "",
)
def test_axe_objects_to_nothing(
    new_page: NewPage, signed_in: SignedIn, served: Served, role: Role, addresses: list[str]
) -> None:
    with served.app.app_context():
        somebody = stored_account(db.session, Role.editor).id
    page = signed_in(new_page(**PHONE, bypass_csp=True), role)
    for address in addresses:
        page.goto(f"/bureau/{address.format(id=somebody)}")
        assert not violations(page), address
        page.emulate_media(color_scheme="dark")
        assert not violations(page, ABOUT_COLOUR), address
        page.emulate_media(color_scheme="light")
