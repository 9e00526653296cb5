"""An operator's morning, on a phone."""

import re
import time
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, NewPage, Served, SignedIn
from tests.browser.test_axe import ABOUT_COLOUR, violations
from tests.visits import made
from webapp.core import clock
from webapp.extensions import db
from webapp.staff.models import Role
from webapp.visits import importing

MOST_TAPS, MOST_SECONDS = 12, 60
WRITTEN = {"full": "312", "discount": "61", "free": "48", "ticket_revenue": "24890.5"}
COUNT_TAPS = "addEventListener('click', () => name = String(Number(name) + 1), true)"


@pytest.fixture(scope="module")
def place(served: Served) -> int:
    """五当召, which has reported for weeks, but not for yesterday."""
    with served.app.app_context():
        now = clock.now()
        days = [clock.business_day(now) - timedelta(days=n) for n in range(2, 30)]
        rows = [f"{day},五当召,{400 + n},{300 + n},60,40,24000.5,0" for n, day in enumerate(days)]
        header = "日期,景区,入园人次,全票,优惠,免票,门票收入元,其他收入元"
        importing.take(db.session, made.form(*rows, header=header), "日报.csv", now)
        db.session.commit()
        return made.place_id(db.session)


def test_yesterday_is_reported_in_a_minute_with_few_taps(
    phone: Page, signed_in: SignedIn, place: int
) -> None:
    signed_in(phone, Role.operator, places=(place,)).goto("/bureau/")
    phone.evaluate("name = '0'")
    phone.add_init_script(COUNT_TAPS)
    begun = time.monotonic()
    phone.get_by_role("link", name=re.compile("五当召")).first.tap()
    expect(phone.locator("input[name=day]")).to_be_visible()
    for name, number in WRITTEN.items():
        field = phone.locator(f"input[name={name}]")
        field.tap()
        field.press_sequentially(number, delay=150)
    expect(phone.locator("output")).to_have_text("421")
    phone.locator(".form-actions button").tap()
    expect(phone.get_by_role("status")).to_be_visible()
    expect(phone.locator(".report-stored")).to_contain_text("421")
    assert time.monotonic() - begun < MOST_SECONDS
    assert int(phone.evaluate("name")) + 1 <= MOST_TAPS  # the first one was before they counted


def test_the_form_fits_the_phone_with_letters_of_twice_the_size(
    phone: Page, signed_in: SignedIn, place: int
) -> None:
    signed_in(phone, Role.operator, places=(place,)).goto("/bureau/visits/report")
    expect(phone.locator("input[name=full]")).to_be_visible()
    phone.evaluate("document.documentElement.style.fontSize = '200%'")
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_an_unusual_number_is_asked_about_and_nothing_is_lost(
    phone: Page, signed_in: SignedIn, place: int, expected_failures: set[str]
) -> None:
    expected_failures.add("/bureau/visits/report")
    day = clock.business_day(clock.now()) - timedelta(days=40)
    signed_in(phone, Role.operator, places=(place,)).goto(f"/bureau/visits/report?day={day}")
    phone.locator("input[name=full]").fill("50")
    phone.locator("input[name=ticket_revenue]").fill("1")
    phone.locator(".form-actions button").tap()
    expect(phone.locator(".report-questions")).to_be_focused()
    expect(phone.locator("input[name=full]")).to_have_value("50")
    phone.locator("textarea[name=reason]").fill("只卖了一张半价票")
    phone.locator(".form-actions button").tap()
    expect(phone.get_by_role("status")).to_be_visible()


def test_without_javascript_it_works_as_well(
    without_javascript: Page, signed_in: SignedIn, place: int
) -> None:
    page = signed_in(without_javascript, Role.operator, places=(place,))
    day = clock.business_day(clock.now())
    page.goto(f"/bureau/visits/report?day={day}")
    page.locator("input[name=free]").fill("7")
    page.locator("input[name=full]").fill("390")
    page.locator(".form-actions button").tap()
    expect(page.locator(".report-stored")).to_contain_text("397")


def test_a_sheet_is_looked_at_before_it_is_stored(
    phone: Page, signed_in: SignedIn, place: int
) -> None:
    signed_in(phone, Role.operator, places=(place,)).goto("/bureau/visits/sheets")
    day = clock.business_day(clock.now()) - timedelta(days=2)
    rows = made.form(f"{day},五当召,401", f"{day},五当召,400", "x,五当召,1")
    file = {"name": "日报.csv", "mimeType": "text/csv", "buffer": rows}
    phone.set_input_files("input[type=file]", file)  # type: ignore[arg-type]
    phone.locator("input[value=replace]").check()
    phone.locator(".form-actions button").tap()
    expect(phone.locator(".sheet-rows tbody tr")).to_have_count(3)
    phone.locator("textarea[name=reason]").fill("闸机复核")
    phone.locator(".form-actions button").tap()
    expect(phone.locator(".sheet-hash")).to_be_visible()
    expect(phone.get_by_role("status")).to_be_visible()


@pytest.mark.parametrize("page", ["report", "report/wudangzhao/{day}", "reports", "sheets"])
def test_axe_objects_to_nothing(
    new_page: NewPage, signed_in: SignedIn, place: int, page: str
) -> None:
    phone = new_page(**PHONE, bypass_csp=True)
    day = clock.business_day(clock.now()) - timedelta(days=3)
    signed_in(phone, Role.operator, places=(place,)).goto(f"/bureau/visits/{page.format(day=day)}")
    expect(phone.get_by_role("heading", level=1)).to_be_visible()
    assert not violations(phone)
    phone.emulate_media(color_scheme="dark")
    assert not violations(phone, ABOUT_COLOUR)
    phone.evaluate("document.documentElement.style.fontSize = '200%'")
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
