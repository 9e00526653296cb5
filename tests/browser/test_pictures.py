"""Pictures at the desk in a real browser: seen before they are sent, chosen, put in order."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.browser.conftest import PHONE, NewPage, Served, SignedIn
from tests.browser.test_axe import ABOUT_COLOUR, violations
from tests.pictures.made import drawn, stored_picture, upload
from webapp.extensions import db
from webapp.staff.models import Role

NEW = "/en/bureau/pictures/new"
RECEIVE = "/en/bureau/pictures/receive"


def picture(kind: str = "JPEG", seed: int = 0) -> FilePayload:
    return {"name": "IMG.jpg", "mimeType": "image/jpeg", "buffer": upload(kind, drawn(seed=seed))}


def said(page: Page) -> Locator:
    return page.locator(".new-picture [role=status]")


@pytest.fixture
def editor(phone: Page, signed_in: SignedIn) -> Page:
    return signed_in(phone, Role.editor)


def test_a_picture_is_seen_and_sent_before_its_words_are_written(editor: Page) -> None:
    editor.goto(NEW)
    editor.get_by_label("New picture").set_input_files([picture(seed=20)])
    expect(editor.locator(".new-picture canvas")).to_be_visible()
    expect(said(editor)).to_have_text("The picture has arrived. Say below what it shows.")
    editor.get_by_label("What the picture shows", exact=True).fill("白色的殿堂")
    editor.get_by_role("button", name="Store the picture").click()
    expect(editor.locator(".notice")).to_have_text("The picture is stored.")
    expect(editor.locator("figure img")).to_have_attribute("alt", "白色的殿堂")


def test_a_telephones_heic_is_seen_once_it_has_arrived(editor: Page) -> None:
    editor.goto(NEW)
    editor.get_by_label("New picture").set_input_files([picture("HEIF", seed=21)])
    expect(editor.locator(".new-picture-shown img")).to_be_visible()
    expect(said(editor)).to_contain_text("has arrived")


def test_what_is_no_picture_is_refused_at_once(editor: Page, expected_failures: set[str]) -> None:
    expected_failures.add(RECEIVE)
    editor.goto(NEW)
    file = editor.get_by_label("New picture")
    script = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    file.set_input_files([{"name": "a.jpg", "mimeType": "image/jpeg", "buffer": script}])
    expect(said(editor)).to_contain_text("This is no JPEG, PNG, WebP or HEIC picture")
    expect(file).to_have_value("")


def test_what_is_too_heavy_is_not_even_sent(editor: Page, tmp_path: Path) -> None:
    heavy = tmp_path / "heavy.jpg"
    heavy.write_bytes(upload() + bytes(15_000_000))
    editor.goto(NEW)
    editor.get_by_label("New picture").set_input_files(heavy)
    expect(said(editor)).to_contain_text("more than 15 MB")


def test_a_lost_connection_leaves_the_file_to_the_form(
    editor: Page, expected_failures: set[str]
) -> None:
    expected_failures.add(RECEIVE)
    editor.route(f"**{RECEIVE}", lambda route: route.abort())
    editor.goto(NEW)
    editor.get_by_label("New picture").set_input_files([picture(seed=22)])
    expect(said(editor)).to_contain_text("It goes along when the form is sent.")
    editor.get_by_label("What the picture shows", exact=True).fill("白色的殿堂")
    editor.get_by_role("button", name="Store the picture").click()
    expect(editor.locator(".notice")).to_have_text("The picture is stored.")


def test_everything_works_without_scripts(
    new_page: NewPage, signed_in: SignedIn, expected_failures: set[str]
) -> None:
    expected_failures.add(NEW)
    page = signed_in(new_page(**PHONE, java_script_enabled=False), Role.operator)
    page.goto(NEW)
    page.get_by_label("New picture").set_input_files([picture(seed=23)])
    page.get_by_role("button", name="Store the picture").click()
    expect(page.locator(".form-errors")).to_contain_text("Say what the picture shows")
    expect(page.locator(".new-picture-shown img")).to_be_visible()
    page.get_by_label("What the picture shows", exact=True).fill("白色的殿堂")
    page.get_by_role("button", name="Store the picture").click()
    expect(page.locator(".notice")).to_have_text("The picture is stored.")


def test_pictures_of_an_event_are_chosen_found_added_and_put_in_order(
    editor: Page, served: Served
) -> None:
    with served.app.app_context():
        for seed, alt in enumerate(("骑手出发", "骑手冲过终点", "庙会")):
            stored_picture(served.app, db.session, alt, seed=30 + seed)
    editor.goto("/en/bureau/events/new")
    editor.locator("summary", has_text=re.compile("^Pictures")).click()
    editor.get_by_text("Choose from the pictures that are here").click()
    editor.get_by_label("Look for a picture").fill("qishou")
    offered = editor.locator(".offered-pictures .picture-choice")
    expect(offered).to_have_count(2)
    offered.filter(has_text="出发").get_by_role("checkbox").check()
    chosen = editor.locator(".is-chosen .picture-choice")
    expect(chosen.locator("label")).to_have_text(["骑手出发"])

    editor.get_by_text("Upload a new picture").click()
    editor.get_by_label("New picture").set_input_files([picture(seed=33)])
    expect(said(editor)).to_contain_text("has arrived")
    editor.get_by_label("What the picture shows", exact=True).fill("白色的殿堂")
    editor.get_by_role("button", name="Add this picture").click()
    expect(chosen.locator("label")).to_have_text(["骑手出发", "白色的殿堂"])
    expect(editor.get_by_label("What the picture shows", exact=True)).to_have_value("")

    chosen.nth(1).get_by_role("button", name="Move forward").click()
    expect(chosen.locator("label")).to_have_text(["白色的殿堂", "骑手出发"])
    ticked = editor.locator(".is-chosen :checked")
    expect(ticked).to_have_count(2)


@pytest.mark.parametrize("address", ["", "new", "{id}"])
def test_axe_objects_to_nothing(
    new_page: NewPage, signed_in: SignedIn, served: Served, address: str
) -> None:
    with served.app.app_context():
        one = stored_picture(served.app, db.session, seed=50 + len(address))
        id = one.id
    page = signed_in(new_page(**PHONE, bypass_csp=True), Role.editor)
    page.goto(f"/bureau/pictures/{address.format(id=id)}")
    assert not violations(page)
    page.emulate_media(color_scheme="dark")
    assert not violations(page, ABOUT_COLOUR)
