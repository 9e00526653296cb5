"""The statistician's desk on a phone: every page fits and is sound; a day is corrected."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, NewPage, Served, SignedIn
from tests.browser.test_axe import ABOUT_COLOUR, violations
from tests.visits import made
from webapp.core import clock
from webapp.extensions import db
from webapp.staff.models import Role
from webapp.visits import importing

PAGES = (
    "",
    "/wudangzhao/{day}",
    "/wudangzhao/{day}/correct/visits",
    "/months/{month}",
    "/corrections",
    "/seals",
    "/seals/{month}",
    "/method",
    "/method/wudangzhao",
    "/devices",
    "/goals",
    "/revenue",
    "/exports",
)


@pytest.fixture(scope="module")
def day(served: Served) -> date:
    """The day before yesterday, for which 五当召 has reported, as for the weeks before."""
    with served.app.app_context():
        now = clock.now()
        last = clock.business_day(now) - timedelta(days=2)
        rows = [f"{last - timedelta(days=n)},五当召,{400 + n},24000.5" for n in range(40)]
        content = made.form(*rows, header="日期,景区,入园人次,门票收入元")
        importing.take(db.session, content, "日报.csv", now)
        db.session.commit()
        return last


def test_every_page_fits_a_phone_and_axe_objects_to_nothing(
    new_page: NewPage, signed_in: SignedIn, day: date
) -> None:
    phone = signed_in(new_page(**PHONE, bypass_csp=True), Role.statistician)
    for page in PAGES:
        phone.goto(f"/bureau/visits{page.format(day=day, month=f'{day:%Y-%m}')}")
        expect(phone.get_by_role("heading", level=1)).to_be_visible()
        assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth"), page
        assert not violations(phone), page
        phone.emulate_media(color_scheme="dark")
        assert not violations(phone, ABOUT_COLOUR), page
        phone.emulate_media(color_scheme="light")


def test_a_day_is_corrected_and_shows_both_values(
    phone: Page, signed_in: SignedIn, day: date
) -> None:
    signed_in(phone, Role.statistician).goto(f"/bureau/visits/wudangzhao/{day}")
    phone.locator("a[href$='/correct/visits']").tap()
    phone.locator("input[name=value]").fill("410")
    phone.locator("[name=reason]").fill("与票务系统核对")
    phone.locator(".form-actions button").tap()
    expect(phone).to_have_url(re.compile(f"/wudangzhao/{day}"))
    expect(phone.get_by_role("status")).to_be_visible()
    expect(phone.locator("main")).to_contain_text("410")
    expect(phone.locator("main")).to_contain_text("400")
    expect(phone.locator("main")).to_contain_text("与票务系统核对")
