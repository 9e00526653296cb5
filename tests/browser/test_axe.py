"""axe-core finds no fault on any page, in every language, by day or by night."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import PHONE, NewPage
from tests.public_pages import EN, MONGOLIAN, PAGES, PROBLEMS, RACE_PAGES

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ABOUT_COLOUR = ["color-contrast", "link-in-text-block"]
pytestmark = pytest.mark.usefixtures("a_race")

NOT_FOUND = PROBLEMS["not found"]
# The pages of the race have the same marks in English as in Chinese.
CHECKED = (
    *(*PAGES.values(), *RACE_PAGES.values(), NOT_FOUND),
    *(f"{EN}{path}" for path in (*PAGES.values(), NOT_FOUND)),
    *MONGOLIAN,
)
AXE = Axe().axe_script
# What is in order is much longer, and nobody reads it.
RUN = "(options) => axe.run(options).then((results) => results.violations)"


def violations(page: Page, rules: list[str] = RULES) -> list[str]:
    """What axe objects to, one line each."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate(RUN, {"runOnly": rules, "resultTypes": ["violations"]})
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in found
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("address", CHECKED)
def test_axe_objects_to_nothing(
    reading_page: NewPage, address: str, expected_failures: set[str]
) -> None:
    # axe puts a style into the page, which our policy would rightly refuse.
    phone = reading_page(**PHONE, bypass_csp=True)
    phone.emulate_media(color_scheme="light")
    if address.endswith(NOT_FOUND):
        expected_failures.add(address)
    phone.goto(address)
    assert not violations(phone)
    phone.emulate_media(color_scheme="dark")
    assert not violations(phone, ABOUT_COLOUR)


def test_axe_is_awake(new_page: NewPage) -> None:
    page = new_page(bypass_csp=True)
    page.goto("/about")
    page.evaluate("document.querySelector('main').append(document.createElement('button'))")
    assert any(line.startswith("button-name") for line in violations(page))
