"""Getting in, and being kept out, in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, NewPage, Served, SignedIn
from tests.browser.test_axe import ABOUT_COLOUR, violations
from tests.staff.made import HASHED, PASSWORD, stored_account
from webapp.core import clock
from webapp.extensions import db
from webapp.staff import links, sessions
from webapp.staff.models import Account, Role

PAGES = ["accounts/", "accounts/new", "policy", "audit", "me", "password", "second-factor"]


def an_account(served: Served, name: str, *, link: bool = False) -> str:
    """A new account; the path of a one-time link, if it is to have one instead of a password."""
    with served.app.app_context():
        kept = None if link else HASHED
        account = stored_account(db.session, Role.editor, name=name, password_hash=kept)
        token = links.make(db.session, account, clock.now())
        db.session.commit()
        return f"/bureau/welcome/{token}"


def sign_in(page: Page, name: str, password: str) -> None:
    page.get_by_label("账号名").fill(name)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()


def test_a_new_colleague_sets_a_password_and_is_in(phone: Page, served: Served) -> None:
    phone.goto(an_account(served, "new-colleague", link=True))
    phone.get_by_label("新密码", exact=True).fill(PASSWORD)
    phone.get_by_label("再输入一次新密码").fill(PASSWORD)
    phone.get_by_role("button", name="设置密码").click()
    expect(phone.get_by_role("status")).to_have_text("密码已设置，请用它登录。")
    sign_in(phone, "new-colleague", PASSWORD)
    expect(phone).to_have_url(f"{served.address}/bureau/")
    phone.get_by_role("button", name="退出").click()
    expect(phone.get_by_role("heading", name="登录")).to_be_visible()


def test_the_sixth_try_fails_with_the_right_password_too(
    phone: Page, served: Served, expected_failures: set[str]
) -> None:
    expected_failures.add("/bureau/sign-in")
    an_account(served, "forgetful")
    phone.goto("/bureau/")
    for number in range(5):
        sign_in(phone, "forgetful", f"Wrong-Ladder-7{number}")
        expect(phone.get_by_role("alert")).to_contain_text("没有登录成功")
        expect(phone.get_by_label("密码")).to_have_value("")
    sign_in(phone, "forgetful", PASSWORD)
    expect(phone.get_by_role("alert")).to_contain_text("没有登录成功")
    phone.goto("/bureau/")
    expect(phone.get_by_role("heading", name="登录")).to_be_visible()


def test_a_form_whose_session_has_ended_is_sent_again_with_one_press(
    phone: Page, served: Served, signed_in: SignedIn, expected_failures: set[str]
) -> None:
    expected_failures.add("/bureau/policy")
    signed_in(phone, Role.administrator, name="slow", password_hash=HASHED).goto("/bureau/policy")
    phone.get_by_label("密码有效天数").fill("77")
    with served.app.app_context():
        account = db.session.query(Account).filter_by(name="slow").one()
        sessions.end_all(db.session, account)
        db.session.commit()
    phone.get_by_role("button", name="保存").click()
    expect(phone.get_by_text("你填写的内容没有丢")).to_be_visible()
    sign_in(phone, "slow", PASSWORD)
    expect(phone.get_by_role("heading", name="你填写的内容还在")).to_be_visible()
    phone.get_by_role("button", name="再次提交").click()
    expect(phone.get_by_label("密码有效天数")).to_have_value("77")


def test_a_long_list_of_places_is_narrowed_by_typing(phone: Page, signed_in: SignedIn) -> None:
    signed_in(phone, Role.administrator).goto("/bureau/accounts/new")
    chosen = phone.get_by_label("包头古城")
    chosen.check()
    phone.get_by_label("在景点中查找").fill("五当召")
    expect(phone.get_by_label("五当召", exact=True)).to_be_visible()
    expect(chosen).to_be_visible()
    expect(phone.get_by_label("青山村")).to_be_hidden()


@pytest.mark.parametrize("name", PAGES)
def test_axe_objects_to_nothing_and_nothing_is_wider_than_the_phone(
    new_page: NewPage, signed_in: SignedIn, name: str
) -> None:
    phone = new_page(**PHONE, bypass_csp=True)
    signed_in(phone, Role.administrator).goto(f"/bureau/{name}")
    assert not violations(phone)
    phone.evaluate("document.documentElement.style.fontSize = '200%'")
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    phone.evaluate("document.documentElement.style.fontSize = ''")
    phone.emulate_media(color_scheme="dark")
    assert not violations(phone, ABOUT_COLOUR)


def test_axe_objects_to_nothing_before_signing_in(new_page: NewPage, served: Served) -> None:
    phone = new_page(**PHONE, bypass_csp=True)
    for path in ("/bureau/sign-in", an_account(served, "looked-at", link=True)):
        phone.goto(path)
        assert not violations(phone)
