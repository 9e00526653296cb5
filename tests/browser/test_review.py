"""Reviewing in a real browser, on a phone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage, Served, SignedIn
from tests.browser.test_axe import ABOUT_COLOUR, violations
from tests.review.made import Desk, a_note, notes
from webapp.core.translated import Translated
from webapp.extensions import db
from webapp.review.models import State
from webapp.staff.models import Role

LARGEST_HEAD = 0.25  # of a phone's screen
PAGES = ("/en/bureau/", "/en/bureau/review/")


@pytest.fixture(scope="module", autouse=True)
def manuscripts(served: Served) -> Iterator[dict[str, int]]:
    """Manuscripts by how far they are."""
    with notes(), served.app.app_context():
        desk = Desk(db.session)
        text = Translated("早上九点开市，下午五点收市。", "Open from nine to five.")
        changed = desk.next_submitted(desk.published(), a_note("夏天的市集", text=text))
        made = {
            "changed": changed,
            "new": desk.submitted(a_note("新写的", text=text, tags=("市集",))),
            "returned": desk.in_state(State.returned),
            "approved": desk.approved(),
            "withdrawn": desk.in_state(State.withdrawn),
            "urgent": desk.urgent(),
        }
        ids = {name: version.manuscript_id for name, version in made.items()}
        db.session.commit()
        yield ids


@pytest.fixture
def reviewer(phone: Page, signed_in: SignedIn) -> Page:
    return signed_in(phone, Role.reviewer, full_name="一位名字特别特别长的审核员")


def test_a_reviewer_publishes_and_sees_it_as_the_public_does(
    reviewer: Page, manuscripts: dict[str, int]
) -> None:
    reviewer.goto("/en/bureau/")
    reviewer.get_by_role("link", name="Review: 新写的").click()
    expect(reviewer.get_by_role("heading", level=1)).to_have_text("新写的")
    reviewer.get_by_role("button", name="Publish version 1").click()
    expect(reviewer.get_by_role("status")).to_contain_text("Published.")
    reviewer.get_by_role("link", name="See it as the public does").click()
    expect(reviewer.get_by_role("heading", level=1)).to_have_text("新写的")


def test_a_reason_is_asked_for_in_place(reviewer: Page, manuscripts: dict[str, int]) -> None:
    reviewer.goto(f"/en/bureau/review/{manuscripts['changed']}")
    reason = reviewer.locator("#return-reason")
    expect(reason).to_be_hidden()
    reviewer.get_by_text("Return it with a reason").first.click()
    expect(reason).to_be_visible()
    reason.fill("请写明地点")
    reviewer.get_by_role("button", name="Return it with a reason").click()
    expect(reviewer.get_by_role("status")).to_contain_text("Returned.")
    expect(reviewer.locator("blockquote.reason")).to_contain_text("请写明地点")


@pytest.mark.parametrize("role", [Role.reviewer, Role.editor, Role.auditor], ids=lambda r: r.value)
def test_axe_objects_to_nothing(
    new_page: NewPage, signed_in: SignedIn, manuscripts: dict[str, int], role: Role
) -> None:
    page = signed_in(new_page(viewport={"width": 360, "height": 740}, bypass_csp=True), role)
    for address in (*PAGES, *(f"/bureau/review/{one}" for one in manuscripts.values())):
        page.goto(address)
        page.emulate_media(color_scheme="light")
        assert not violations(page), address
        page.emulate_media(color_scheme="dark")
        assert not violations(page, ABOUT_COLOUR), address


def test_the_head_leaves_the_phone_to_the_page(reviewer: Page) -> None:
    for address in ("/bureau/", "/en/bureau/"):
        reviewer.goto(address)
        head = reviewer.locator(".desk-top").bounding_box()
        assert head is not None and head["height"] <= 740 * LARGEST_HEAD


def test_nothing_moves_sideways_with_text_of_twice_the_size(
    reviewer: Page, manuscripts: dict[str, int]
) -> None:
    for address in (*PAGES, *(f"/en/bureau/review/{one}" for one in manuscripts.values())):
        reviewer.goto(address)
        reviewer.evaluate("document.documentElement.style.fontSize = '200%'")
        wide = reviewer.evaluate("document.documentElement.scrollWidth")
        assert wide <= 360, f"{address}: {wide}"


def test_what_is_pressed_is_large_enough(reviewer: Page, manuscripts: dict[str, int]) -> None:
    for address in (*PAGES, *(f"/bureau/review/{one}" for one in manuscripts.values())):
        reviewer.goto(address)
        for one in reviewer.locator("header a, button:visible, summary, select").all():
            box = one.bounding_box()
            assert box is not None and box["height"] >= 44, f"{address}: {one}"
