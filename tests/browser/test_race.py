"""The race on a phone: one kilometre shown everywhere at once, and arrivals as they come."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PHONE, NewPage, Served, SignedIn
from tests.race.made import YEAR, a_closure, a_course, an_edition
from tests.race.results_made import a_result
from tests.race.results_public import a_revision
from tests.race.riders_made import as_csv
from webapp.extensions import db
from webapp.race.results import live_feed
from webapp.staff.models import Role

COURSE = f"/race/{YEAR}/course"
LIVE = f"/race/{YEAR}/live"
RIDERS = f"/bureau/race/{YEAR}/riders/"
START_LIST = f"/race/{YEAR}/start-list"


@pytest.fixture(scope="module", autouse=True)
def raced(served: Served) -> None:
    """An edition with a course and a closed road."""
    with served.app.app_context():
        db.session.add(an_edition())
        db.session.flush()
        course = a_course()
        db.session.add(course)
        db.session.flush()
        db.session.add(a_closure(course_id=course.id))
        db.session.commit()


@pytest.fixture
def phone(new_page: NewPage) -> Page:
    """A phone on the page of the course."""
    page = new_page(**PHONE, reduced_motion="reduce")
    page.goto(COURSE)
    expect(page.locator(".course-hint")).to_be_visible()
    return page


def middle_of(part: Locator, share: float) -> tuple[float, float]:
    part.scroll_into_view_if_needed()
    box = part.bounding_box()
    assert box
    return box["x"] + box["width"] * share, box["y"] + box["height"] / 2


def cursor_of(page: Page) -> float:
    """Where the ring stands on the map, as a share of its width."""
    ring = page.locator(".course-map [data-cursor]").bounding_box()
    sheet = page.locator(".course-map svg").bounding_box()
    assert ring
    assert sheet
    return (ring["x"] + ring["width"] / 2 - sheet["x"]) / sheet["width"]


def test_a_touch_on_the_heights_shows_the_place_on_the_map_and_in_words(phone: Page) -> None:
    readout = phone.locator(".course-readout")
    phone.touchscreen.tap(*middle_of(phone.locator(".profile"), 2 / 3))
    expect(readout).to_contain_text(re.compile(r"(29\.9|30\.\d)公里 · 海拔1,(299|30\d)米"))
    expect(readout).to_contain_text("男子精英组：09:4")
    expect(readout).to_contain_text("全封闭 08:30–12:00")
    expect(phone.locator("#point-3")).to_have_class(re.compile("is-here"))
    far = cursor_of(phone)
    phone.touchscreen.tap(*middle_of(phone.locator(".profile"), 0.1))
    expect(readout).to_contain_text(re.compile(r"4\.[456]公里"))
    expect(readout).not_to_contain_text("全封闭")
    assert cursor_of(phone) < far


def test_a_touch_on_the_map_or_in_the_list_moves_the_heights(phone: Page) -> None:
    slider = phone.get_by_role("slider")
    phone.locator("#point-3 button").tap()
    expect(slider).to_have_attribute("aria-valuenow", "30.0")
    expect(phone.locator(".profile-cursor line")).to_have_attribute("x1", re.compile("^66.6"))
    there = phone.locator(".course-point.is-feed")
    phone.touchscreen.tap(*middle_of(there, 0.5))
    expect(slider).to_have_attribute("aria-valuenow", re.compile(r"^(19|20)\."))


def test_the_keys_of_a_slider_move_it_and_it_says_where_it_is(phone: Page) -> None:
    slider = phone.get_by_role("slider")
    slider.focus()
    phone.keyboard.press("End")
    expect(slider).to_have_attribute("aria-valuenow", "45.0")
    phone.keyboard.press("PageDown")
    phone.keyboard.press("ArrowLeft")
    expect(slider).to_have_attribute("aria-valuetext", re.compile("^39.5公里 · 海拔1,395米"))
    phone.keyboard.press("Home")
    phone.keyboard.press("ArrowLeft")
    expect(slider).to_have_attribute("aria-valuenow", "0.0")


def arrive(served: Served, revision: int) -> None:
    """Publish who has arrived: as many riders as there have been publications."""
    rows = [a_result(bib, 3800.0 + 10 * bib, name=f"骑手{bib}") for bib in range(1, revision + 1)]
    with served.app.app_context():
        db.session.add(a_revision(revision, rows))
        db.session.commit()


def test_the_live_page_goes_on_after_a_lost_connection_and_doubles_nothing(
    served: Served,
    new_page: NewPage,
    expected_failures: set[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(live_feed, "RETRY_MS", 300)
    expected_failures |= {LIVE, f"{LIVE}/changes"}
    page = new_page(**PHONE, reduced_motion="reduce")
    page.goto(LIVE)
    bibs = page.locator("[data-rows] td:nth-child(2)")
    expect(page.get_by_text("还没有选手到达")).to_be_visible()
    arrive(served, 1)
    expect(bibs).to_have_text(["1"])
    expect(page.get_by_text("还没有选手到达")).to_be_hidden()
    arrive(served, 2)
    expect(bibs).to_have_text(["2", "1"])
    expect(page.locator("[data-told]")).to_have_text("新到达：2 骑手2")
    page.context.set_offline(True)
    lost = page.locator("[data-lost-line]")
    expect(lost).to_contain_text("连接中断")
    arrive(served, 3)
    arrive(served, 4)
    page.context.set_offline(False)
    expect(bibs).to_have_text(["4", "3", "2", "1"])
    expect(lost).to_be_hidden()
    page.get_by_role("link", name="骑手4").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("4号 骑手4")


def test_an_editor_brings_a_list_on_a_phone_and_the_public_reads_it_once_another_publishes(
    new_page: NewPage, signed_in: SignedIn, expected_failures: set[str]
) -> None:
    expected_failures.add(START_LIST)
    born = ("1990-05-01", "2012-05-01", "1991-05-01")
    names = ("赵试", "钱小试", "")
    rows = [
        ["", name, "男", day, "骑游组", "", "", ""] for name, day in zip(names, born, strict=True)
    ]
    public = new_page(**PHONE)
    public.goto(START_LIST)
    expect(public.get_by_role("heading", level=1)).to_have_text("没有这个页面")

    editor = signed_in(new_page(**PHONE), Role.editor, full_name="编辑甲")
    editor.goto(f"{RIDERS}sheets")
    file = {"name": "名单.csv", "mimeType": "text/csv", "buffer": as_csv(rows)}
    editor.get_by_label("文件：").set_input_files(file)
    editor.get_by_label("没有号码的选手").tap()
    editor.get_by_role("button", name="先看结果").tap()
    expect(editor.locator(".sheet-counts li")).to_have_text(["1 不导入", "2 新增"])
    expect(editor.locator(".sheet-rows")).to_contain_text("比赛当天未满18周岁")
    assert editor.evaluate("document.documentElement.scrollWidth") <= 360
    editor.locator("#store button").tap()
    editor.get_by_role("link", name="看选手").tap()
    expect(editor.locator(".riders-table tbody th")).to_have_text(["赵试", "钱小试"])
    editor.get_by_role("button", name="提交公布").tap()
    expect(editor.get_by_text("编辑甲于")).to_be_visible()

    reviewer = signed_in(new_page(**PHONE), Role.reviewer, full_name="审核乙")
    reviewer.goto("/bureau/")
    reviewer.get_by_role("link", name=f"待审核：{YEAR}年出发名单").tap()
    reviewer.get_by_role("button", name="公布出发名单").tap()
    expect(reviewer.get_by_text("已公布。")).to_be_visible()

    public.goto(START_LIST)
    expect(public.locator("article tbody tr")).to_have_text(
        [re.compile("301.*赵试"), re.compile("302.*钱\\*")]
    )
    expect(public.locator("body")).not_to_contain_text("钱小试")
