"""A road is closed and opened at the roadside, on a phone, and the public reads it at once."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, NewPage, Served, SignedIn
from tests.race.made import YEAR, a_closure, an_edition
from webapp.core import clock
from webapp.extensions import db
from webapp.staff.models import Role

DESK = f"/bureau/race/{YEAR}/roads/"
ROADS = f"/race/{YEAR}/roads"


@pytest.fixture(scope="module", autouse=True)
def closed(served: Served) -> None:
    """A road that has just been closed, for an hour."""
    now = clock.now()
    with served.app.app_context():
        db.session.add(an_edition())
        db.session.flush()
        times = {"starts_at": now - timedelta(minutes=5), "ends_at": now + timedelta(hours=1)}
        db.session.add(a_closure(**times))
        db.session.commit()


def test_closing_and_opening_a_road_shows_on_the_public_page(
    new_page: NewPage, signed_in: SignedIn
) -> None:
    phone = signed_in(new_page(**PHONE, reduced_motion="reduce"), Role.editor)
    public = new_page(**PHONE)
    phone.goto(DESK)
    expect(phone.locator(".road-item.is-on")).to_be_visible()
    _fits(phone)
    state = public.locator(".road-state")
    phone.get_by_role("button", name="立即放行").tap()
    expect(phone.locator(".notice")).to_contain_text("已放行")
    public.goto(ROADS)
    expect(state).to_contain_text("放行")
    phone.get_by_role("button", name="再封闭30分钟").tap()
    expect(phone.locator(".road-item.is-on")).to_be_visible()
    public.goto(ROADS)
    expect(state.last).to_contain_text("正在管制")
    _fits(public)


def _fits(page: Page) -> None:
    """Nothing reaches beyond the screen, and every button is as large as a fingertip."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    small = "[...document.querySelectorAll('.road-tap button')].filter(b => b.offsetHeight < 44)"
    assert page.evaluate(f"{small}.length") == 0
