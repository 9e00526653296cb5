"""axe-core finds no fault on any page, in either language, by day or by night."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import PHONE, NewPage
from tests.public_pages import EN, PAGES, PROBLEMS

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": RULES, "resultTypes": ["violations"]}
CHECKED = PAGES | {"not found": PROBLEMS["not found"]}
axe = Axe()


def violations(page: Page) -> list[str]:
    """What axe objects to, one line each."""
    return [
        f"{found['id']}: {node['target']} {node['failureSummary']}"
        for found in axe.run(page, options=OPTIONS).response["violations"]
        for node in found["nodes"]
    ]


@pytest.mark.parametrize("language", ["", EN], ids=["zh", "en"])
@pytest.mark.parametrize("name", CHECKED)
def test_axe_objects_to_nothing(
    new_page: NewPage, name: str, language: str, expected_failures: set[str]
) -> None:
    # axe puts a style into the page, which our policy would rightly refuse.
    phone = new_page(**PHONE, bypass_csp=True)
    address = f"{language}{CHECKED[name]}"
    if name in PROBLEMS:
        expected_failures.add(address)
    phone.goto(address)
    for scheme in ("light", "dark"):
        phone.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found = violations(phone)
        assert not found, f"{scheme}:\n" + "\n".join(found)


def test_axe_is_awake(new_page: NewPage) -> None:
    page = new_page(bypass_csp=True)
    page.goto("/about")
    page.evaluate("document.querySelector('main').append(document.createElement('button'))")
    assert any(line.startswith("button-name") for line in violations(page))
