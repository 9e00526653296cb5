"""Surveying positions and closing places in a real browser, on a phone."""

import re

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from tests.browser.conftest import PHONE, NewPage, Served, SignedIn
from tests.browser.test_axe import ABOUT_COLOUR, violations
from webapp.extensions import db
from webapp.places.models import Place
from webapp.review.models import Version
from webapp.staff.models import Role

STILL = {"reduced_motion": "reduce"}
HERE = {"latitude": 40.7940, "longitude": 110.3180, "accuracy": 10}
SURVEY = "/en/bureau/places/huawu-renjian/position"


@pytest.fixture
def surveyor(new_page: NewPage, signed_in: SignedIn) -> Page:
    """An editor with a phone that tells where it is."""
    page = new_page(**PHONE, **STILL, geolocation=HERE, permissions=["geolocation"])
    return signed_in(page, Role.editor)


def place_id(served: Served, slug: str) -> int:
    with served.app.app_context():
        found = db.session.scalar(select(Place.id).where(Place.slug == slug))
    assert found is not None
    return found


def test_several_fixes_become_one_position_that_is_handed_in(
    surveyor: Page, served: Served
) -> None:
    page = surveyor
    page.goto(SURVEY)
    page.get_by_role("button", name="I am there now").tap()
    expect(page.locator(".survey-says")).to_have_text("1 measurements, right to within 10 m")
    # Twice as far off counts a quarter: the second lies 11 m north of the first.
    page.context.set_geolocation(HERE | {"latitude": 40.7941, "accuracy": 20})
    expect(page.locator(".survey-says")).to_contain_text("2 measurements")
    page.context.set_geolocation(HERE | {"latitude": 40.9, "accuracy": 3000})
    page.wait_for_timeout(300)
    page.get_by_role("button", name="Use this now").tap()
    expect(page.locator(".survey-says")).to_contain_text("Measured 2 times")
    expect(page.locator("#lat")).to_have_value("40.794020")
    expect(page.locator("#lon")).to_have_value("110.318000")
    expect(page.locator("#accuracy_m")).to_have_value("10")
    expect(page.locator(".survey-pin")).to_be_visible()
    page.get_by_role("button", name="Hand it in for review").tap()
    expect(page.locator(".notice")).to_contain_text("A reviewer looks at it")
    with served.app.app_context():
        version = db.session.scalars(select(Version).order_by(Version.id.desc())).first()
        assert version is not None
        assert version.state.value == "submitted"
        assert version.fields["position"]["found"] == "device"
        assert version.fields["position"]["accuracy_m"] == 10


def test_measuring_can_be_cancelled_and_changes_nothing(surveyor: Page) -> None:
    page = surveyor
    page.goto(SURVEY)
    page.locator("#lat").fill("40.7")
    page.locator("#lon").fill("110.2")
    page.get_by_role("button", name="I am there now").tap()
    expect(page.locator("#lat")).to_have_value("40.794000")
    page.get_by_role("button", name="Cancel").tap()
    expect(page.locator(".survey-says")).to_have_text("Cancelled. Nothing was changed.")
    expect(page.locator("#lat")).to_have_value("40.7")
    page.context.set_geolocation(HERE | {"latitude": 40.75})
    page.wait_for_timeout(300)
    expect(page.locator("#lat")).to_have_value("40.7")


def test_whoever_is_elsewhere_is_told_so(surveyor: Page) -> None:
    page = surveyor
    page.context.set_geolocation({"latitude": 39.9, "longitude": 116.4, "accuracy": 10})
    page.goto(SURVEY)
    page.get_by_role("button", name="I am there now").tap()
    expect(page.locator(".survey-says")).to_contain_text("You are not in Shiguai")
    expect(page.locator("#lat")).to_have_value("")


def test_a_refused_permission_is_explained(new_page: NewPage, signed_in: SignedIn) -> None:
    page = signed_in(new_page(**PHONE, **STILL), Role.editor)
    page.goto(SURVEY)
    page.get_by_role("button", name="I am there now").tap()
    expect(page.locator(".survey-says")).to_contain_text("Your browser does not tell us")
    expect(page.get_by_role("button", name="I am there now")).to_be_visible()


def test_a_tap_on_the_map_puts_the_pin_there_and_arrows_move_it(surveyor: Page) -> None:
    page = surveyor
    page.goto(SURVEY)
    live = page.locator(".survey-map .map-live")
    expect(live).to_be_visible()
    page.locator("#pasted").fill("110.3, 40.7")
    live.scroll_into_view_if_needed()
    box = live.bounding_box()
    assert box
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator("#lat")).to_have_value(re.compile(r"^40\.\d{6}$"))
    expect(page.locator("#pasted")).to_have_value("")
    before = float(page.locator("#lat").input_value())
    page.locator(".survey-pin").focus()
    page.keyboard.press("ArrowUp")
    expect(page.locator("#lat")).not_to_have_value(f"{before:.6f}")
    assert float(page.locator("#lat").input_value()) > before
    page.get_by_role("button", name="Show where that is").tap()
    expect(page.locator(".notice")).to_contain_text("This is where it would be")
    expect(page.locator(".survey-pin")).to_be_visible()


def test_without_a_script_the_point_is_shown_on_the_drawn_sheet(
    without_javascript: Page, signed_in: SignedIn
) -> None:
    page = signed_in(without_javascript, Role.editor)
    page.goto(SURVEY)
    expect(page.get_by_role("button", name="I am there now")).to_be_hidden()
    page.locator("#pasted").fill("110.324005151，40.795449914")
    page.get_by_label("Amap or Tencent picker").check()
    page.get_by_role("button", name="Show where that is").tap()
    expect(page.locator(".notice strong").first).to_have_text("40.794000, 110.318000")
    expect(page.locator(".survey-map .sheet .pin-shape")).to_be_visible()


def test_an_operator_closes_the_gate_with_a_phone_and_visitors_see_it(
    new_page: NewPage, signed_in: SignedIn, served: Served
) -> None:
    own = place_id(served, "qingshan-village")
    page = signed_in(new_page(**PHONE, **STILL), Role.operator, places=(own,))
    visitor = new_page(**PHONE, **STILL)
    visitor.goto("/en/places/qingshan-village")
    expect(visitor.locator(".closure")).to_have_count(0)
    page.goto("/en/bureau/places/")
    page.locator(".desk-table a").first.tap()
    page.get_by_role("link", name="Close it for a while").tap()
    page.get_by_label("Reason", exact=True).select_option("snow")
    page.get_by_role("button", name="Close it").tap()
    expect(page.locator(".notice")).to_contain_text("Every page says so")
    visitor.reload()
    expect(visitor.locator(".closure")).to_contain_text("Snow and ice on the road")
    visitor.goto("/en/map?place=qingshan-village")
    pin = visitor.locator(".pin-marker[data-place=qingshan-village]")
    expect(pin).to_have_attribute("data-status", "closed")
    expect(pin).to_have_attribute("aria-label", re.compile("temporarily closed"))
    expect(pin.locator(".pin-closed")).to_have_count(1)
    expect(visitor.locator(".leaflet-popup")).to_contain_text("Snow and ice on the road")
    page.get_by_role("button", name="Open again now").tap()
    expect(page.locator(".notice")).to_contain_text("Open again")
    visitor.goto("/en/places/qingshan-village")
    expect(visitor.locator(".closure")).to_have_count(0)


PAGES = {
    "list": "/bureau/places/",
    "place": "/bureau/places/wudangzhao",
    "close": "/bureau/places/wudangzhao/close",
    "position": "/bureau/places/wudangzhao/position",
    "new": "/bureau/places/new",
}


@pytest.mark.parametrize("language", ["", "/en"], ids=["zh", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_objects_to_nothing(
    new_page: NewPage, signed_in: SignedIn, name: str, language: str
) -> None:
    page = signed_in(new_page(**PHONE, **STILL, bypass_csp=True), Role.editor)
    page.goto(f"{language}{PAGES[name]}")
    expect(page.locator("h1")).to_be_visible()
    if name == "position":
        expect(page.locator(".survey-map.is-live")).to_be_visible()
    assert not violations(page)
    page.emulate_media(color_scheme="dark")
    assert not violations(page, ABOUT_COLOUR)


def test_letters_twice_as_large_do_not_scroll_sideways(
    new_page: NewPage, signed_in: SignedIn
) -> None:
    page = signed_in(new_page(**PHONE, **STILL, bypass_csp=True), Role.editor)
    for address in PAGES.values():
        page.goto(address)
        page.add_style_tag(content="html { font-size: 200% !important; }")
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, (address, wide)
