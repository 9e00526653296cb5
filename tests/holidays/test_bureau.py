"""Entering a notice at the desk."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime

from sqlalchemy import select

from tests import forms
from tests.holidays.made import DAYS_2026, JSON_2026, OFFICIAL_2026, TABLE_2026, TITLE, URL
from tests.support import Page, TestCase
from webapp.core import clock
from webapp.core.audit import AuditEntry
from webapp.core.clock import LOCAL
from webapp.holidays import notice, store
from webapp.holidays.arrangement import Source
from webapp.holidays.models import HolidayDay, HolidayNotice
from webapp.staff.models import Role

ENTER = "/en/bureau/holidays/2026/enter"
SOURCE = {"title": TITLE, "url": URL, "published_on": "2025-11-04"}
READERS = (Role.editor, Role.reviewer, Role.statistician, Role.auditor, Role.administrator)


class TheDesk(TestCase):
    def setUp(self) -> None:
        standing = clock.fixed_at(datetime(2026, 11, 23, 9, tzinfo=LOCAL))
        standing.__enter__()
        self.addCleanup(standing.__exit__, None, None, None)

    def check(self, text: str, status: int = 200, address: str = ENTER, **more: str) -> Page:
        """Hand in a text and look at what it would do."""
        values = {"text": text, **SOURCE, **more}
        return self.send(self.get(address), values, button="Check it first", status=status)

    def enter(self, text: str = TABLE_2026, **more: str) -> Page:
        """Look at it, then store it."""
        return self.send(self.check(text, **more), {}, button="Store it for 2026")

    def stored(self) -> HolidayNotice:
        self.session.rollback()  # a new look at the database
        return self.session.get_one(HolidayNotice, 2026)

    def errors(self, page: Page) -> list[str]:
        return page.texts(".form-errors li")


class EnteringANotice(TheDesk):
    def setUp(self) -> None:
        super().setUp()
        self.editor = self.sign_in(Role.editor, full_name="The editor")

    def test_shows_what_would_be_stored_before_anything_is(self) -> None:
        page = self.check(OFFICIAL_2026)
        rows = page.texts("#dry-run ~ table tbody tr")
        assert len(rows) == 13
        assert rows[3] == "Sun 15 Feb to Mon 23 Feb day off Spring Festival 9"
        assert "Lines that say no day, left aside: 1, 2, 4, 5, 13, 14" in page.words
        assert "Nothing is stored for this year so far." in page.words
        assert self.session.get(HolidayNotice, 2026) is None

    def test_stores_what_was_looked_at_and_who_did_it(self) -> None:
        page = self.enter()
        assert page.texts(".notice") == ["Stored. The public calendar shows it from now on."]
        assert store.days_in(self.stored()) == DAYS_2026
        assert (self.stored().url, self.stored().published_on) == (URL, date(2025, 11, 4))
        assert "Entered by The editor, Monday, 23 November 2026 09:00" in page.words
        assert page.one("main a[rel=noreferrer]")["href"] == URL
        assert "day off Spring Festival" in page.words

    def test_is_in_the_audit_trail_with_what_was_before(self) -> None:
        self.enter()
        self.enter(TABLE_2026.replace("2026-10-10 班", "2026-10-11 班"))
        first, second = self.session.scalars(
            select(AuditEntry).where(AuditEntry.action == "enter holidays")
        )
        assert (first.object, first.account, first.before) == (
            "holidays 2026",
            self.editor.name,
            None,
        )
        assert second.before == {"days": TABLE_2026.splitlines()}
        assert second.after["days"][-1] == "2026-10-11 班 国庆节"

    def test_takes_the_source_from_json(self) -> None:
        page = self.send(self.get(ENTER), {"text": JSON_2026}, button="Check it first", status=200)
        self.send(page, {}, button="Store it for 2026")
        assert (self.stored().title, self.stored().url) == (TITLE, URL)
        assert self.stored().published_on == date(2025, 11, 4)

    def test_names_every_line_that_is_wrong_and_keeps_what_was_typed(self) -> None:
        text = "2026-05-01..2026-05-05 休 劳动节\n2026-06-18 班\nhm"
        page = self.check(text, 422)
        assert self.errors(page) == [
            "The notice: Line 2: Thursday, 18 June 2026 is worked anyway: "
            "only a Saturday or Sunday can be a work day.",
            "The notice: Line 3: This cannot be read: “hm”.",
        ]
        assert page.one("textarea").get_text().strip() == text
        assert page.one("input[name=url]")["value"] == URL
        assert self.session.get(HolidayNotice, 2026) is None

    def test_asks_for_the_source(self) -> None:
        page = self.check(TABLE_2026, 422, title=" ", url="javascript:alert(1)")
        assert self.errors(page) == [
            "Title of the source: This has to be filled in.",
            "Its address: This is no address that begins with https://.",
        ]
        for url in ("", "https://", "http://[", "https://a b.cn", "ftp://www.gov.cn/", "x" * 501):
            assert self.errors(self.check(TABLE_2026, 422, url=url)), url
        assert self.errors(self.check(TABLE_2026, 422, published_on="2026-11-24")) == [
            "Published on: This day is still to come."
        ]
        assert self.errors(self.check(TABLE_2026, 422, published_on="soon"))
        assert self.errors(self.check("", 422)) == ["The notice: This has to be filled in."]

    def test_points_at_what_looks_odd(self) -> None:
        page = self.check("2026-10-01..2026-10-07 休 国庆节", url="https://news.example/1")
        said = page.texts(".notice.is-error")
        assert said[0].startswith(
            "Look again: By law Thursday, 1 January 2026 belongs to New Year’s Day"
        )
        assert said[-1].startswith("Look again: The address is not one of gov.cn")

    def test_shows_the_differences_to_what_is_stored(self) -> None:
        self.enter()
        page = self.check(TABLE_2026.replace("2026-10-10 班", "2026-10-11 班"))
        assert page.texts("h3 + table tbody tr") == [
            "Saturday, 10 October 2026 workday National Day ordinary day",
            "Sunday, 11 October 2026 ordinary day workday National Day",
        ]
        assert "The days are those that are stored." in self.check(TABLE_2026).words

    def test_the_form_begins_with_what_is_stored(self) -> None:
        self.enter()
        page = self.get(ENTER)
        assert page.one("textarea").get_text().strip() == TABLE_2026
        assert page.one("input[name=published_on]")["value"] == "2025-11-04"

    def test_the_same_again_changes_nothing_and_is_no_entry(self) -> None:
        self.enter()
        page = self.enter()
        assert page.texts(".notice") == ["This is stored already; nothing has changed."]
        entries = select(AuditEntry).where(AuditEntry.action == "enter holidays")
        assert len(self.session.scalars(entries).all()) == 1

    def test_what_was_not_looked_at_is_not_stored(self) -> None:
        page = self.check(TABLE_2026)
        changed = {"text": TABLE_2026.replace("2026-10-10 班", "2026-10-11 班")}
        page = self.send(page, changed, button="Store it for 2026", status=422)
        assert self.errors(page)[0].startswith("The text, or what is stored, has changed")
        assert self.session.get(HolidayNotice, 2026) is None
        self.send(page, {}, button="Store it for 2026")
        assert self.stored().days[-1].day == date(2026, 10, 11)

    def test_what_a_colleague_stored_meanwhile_is_seen_first(self) -> None:
        mine = self.check(TABLE_2026)
        theirs = notice.read(TABLE_2026.replace("2026-10-10 班", "2026-10-11 班"), 2026).days
        source, now = Source(TITLE, URL), clock.now()
        store.replace(self.session, 2026, theirs, source, self.staff(Role.editor).id, now)
        self.session.commit()
        page = self.send(mine, {}, button="Store it for 2026", status=422)
        assert "Sunday, 11 October 2026 workday National Day ordinary day" in page.words
        assert self.stored().days[-1].day == date(2026, 10, 11)

    def test_a_day_of_another_years_notice_is_refused_in_words(self) -> None:
        text = "2026-12-31..2027-01-02 休 元旦"
        page = self.check(text, address="/en/bureau/holidays/2027/enter")
        self.send(page, {}, button="Store it for 2027")
        page = self.check(TABLE_2026 + "\n2026-12-31 休 元旦")
        page = self.send(page, {}, button="Store it for 2026", status=422)
        assert self.errors(page) == [
            "The notice: These days already belong to the notice of another year: "
            "Thursday, 31 December 2026"
        ]

    def test_a_proposal_is_where_one_can_begin_but_is_not_stored_as_it_is(self) -> None:
        page = self.get("/en/bureau/holidays/2027")
        assert "Arrangement to be announced" in page.words
        assert "Proposed to begin with, not an arrangement" in page.words
        assert page.texts("tbody tr")[1] == "Fri 5 Feb to Mon 8 Feb by law Spring Festival 4"
        start = page.soup.select("main a[href*='start=proposal']")[0]["href"]
        form = self.get(str(start))
        assert "2027-02-05..2027-02-08 休 春节" in form.one("textarea").get_text()
        page = self.send(form, SOURCE, button="Check it first", status=422)
        assert self.errors(page) == [
            "The notice: Line 1: This is a proposal: complete it from the notice, "
            "then delete this line."
        ]
        assert self.session.scalar(select(HolidayDay)) is None

    def test_a_script_in_any_field_is_only_text(self) -> None:
        attack = "<script>alert(1)</script>"
        page = self.check(f"2026-06-19 休 {attack}", 422, title=attack)
        assert attack not in page.text
        page = self.enter("2026-06-19 休 <b>x</b>", title=attack)
        assert "<b>x</b>" in page.words and "<b>x</b>" not in page.text
        assert attack not in page.text

    def test_two_at_once_store_one_after_the_other(self) -> None:
        checked = self.check(TABLE_2026)
        other = self.check(TABLE_2026.replace("2026-10-10 班", "2026-10-11 班"))

        def press(page: Page) -> int:
            action, fields = forms.filled_in(page.soup, {}, "Store it for 2026", None)
            client = self.app.test_client()
            for cookie in self.client._cookies.values():
                client._cookies[cookie._storage_key] = cookie
            return client.post(action, data=fields).status_code

        with ThreadPoolExecutor(2) as pool:
            assert sorted(pool.map(press, (checked, other))) == [303, 422]
        assert len(self.stored().days) == 39


class TheYears(TheDesk):
    def test_are_listed_with_the_one_that_is_missing(self) -> None:
        self.sign_in(Role.editor)
        self.enter()
        page = self.get("/en/bureau/holidays/")
        assert [row.split()[:2] for row in page.texts("tbody tr")][:3] == [
            ["2027", "not"],
            ["2026", "entered"],
            ["2025", "not"],
        ]
        assert page.texts(".notice") == ["The holiday notice for 2027 is not entered"]

    def test_that_can_have_no_notice_are_no_pages(self) -> None:
        self.sign_in(Role.editor)
        for year in ("2007", "2028", "0", "99999999999999999999", "-1", "x"):
            self.get(f"/bureau/holidays/{year}", 404)
            self.get(f"/bureau/holidays/{year}/enter", 404)

    def test_of_the_package_are_proposed_for_2026(self) -> None:
        self.sign_in(Role.editor)
        page = self.get("/en/bureau/holidays/2026")
        assert "What a program library says of this year." in page.words
        assert len(page.texts("tbody tr")) == 13

    def test_are_read_by_all_but_operators_and_entered_by_editors(self) -> None:
        for role in Role:
            self.sign_in(role)
            reads = 200 if role in READERS else 403
            self.get("/bureau/holidays/", reads)
            page = self.get("/bureau/holidays/2026", reads)
            enters = role is Role.editor
            assert bool(page.soup.select("a[href$='/enter']")) is enters
            self.get(ENTER, 200 if enters else 403)
            self.post(ENTER, {"text": TABLE_2026}, 422 if enters else 403)
        self.sign_out()
        self.assertRedirects(
            self.client.get("/bureau/holidays/"),
            "/bureau/sign-in?next=/bureau/holidays/",
        )


class TheFrontDesk(TheDesk):
    def test_tells_editors_and_reviewers_what_is_missing(self) -> None:
        said = "The holiday notice for 2026 is not entered"
        for role, told in ((Role.editor, "/enter"), (Role.reviewer, ""), (Role.auditor, None)):
            self.sign_in(role)
            with clock.fixed_at(datetime(2026, 10, 31, 9, tzinfo=LOCAL)):
                links = self.get("/en/bureau/").soup.select("main a[href*='/holidays/']")
            assert [link["href"] for link in links] == (
                [f"/en/bureau/holidays/2026{told}"] if told is not None else []
            )
            assert all(said in link.get_text() for link in links)

    def test_asks_for_next_years_from_1_november(self) -> None:
        self.sign_in(Role.editor)
        self.enter()
        for day, told in ((date(2026, 10, 31), False), (date(2026, 11, 1), True)):
            with clock.fixed_at(clock.at_local(day)):
                page = self.get("/en/bureau/")
            assert ("The holiday notice for 2027 is not entered" in page.words) is told
