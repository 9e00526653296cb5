"""The review at the desk: what people read and press, and what is refused."""

from datetime import timedelta

from sqlalchemy import func, select

from tests.review.made import LATER, NOW, Desk, a_note, forget_manuscripts
from tests.support import Page, TestCase
from webapp.core import clock
from webapp.core.audit import AuditEntry
from webapp.core.translated import Translated
from webapp.places.models import Place
from webapp.review import drafts, workflow
from webapp.review.models import Manuscript, State, Version
from webapp.staff.models import Role

ROOT = "/en/bureau/review/"
SCRIPT = "<script>alert(1)</script>"


class ReviewPages(TestCase):
    """Base: somebody sits at the desk, the texts are made by others."""

    __test__ = False

    def setUp(self) -> None:
        self.desk = Desk(self.session)

    def run(self, result: object = None) -> object:
        with clock.fixed_at(NOW):
            return super().run(result)

    def page_of(self, version: Version) -> Page:
        self.session.commit()
        return self.get(f"{ROOT}{version.manuscript_id}")

    def press(self, version: Version, button: str, **values: str) -> Page:
        """Open the manuscript's page and press a button on it."""
        page = self.page_of(version)
        named = {name.replace("_", "-"): value for name, value in values.items()}
        return self.send(page, named, button)

    def audited(self) -> AuditEntry:
        return self.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()  # type: ignore[return-value]


class WhatWaits(ReviewPages):
    def test_a_reviewer_sees_what_waits_by_what_has_to_be_done(self) -> None:
        self.desk.submitted(a_note("要审的"))
        self.desk.in_state(State.returned)
        self.desk.approved()
        self.desk.urgent()
        self.session.commit()
        self.act_as(self.desk.reviewer)
        page = self.get(ROOT)
        assert page.texts("h2") == [
            "Changed at once, to confirm 1",
            "To review 1",
            "Returned 1",
            "Waiting for their time 1",
            "Recently published",
        ]
        assert "要审的" in page.words
        assert "标题太短" in page.words, "the reason for returning it"
        assert "3 May 2027, 10:00" in page.words

    def test_own_work_is_marked(self) -> None:
        self.desk.submitted()
        self.session.commit()
        self.act_as(self.desk.author)
        assert self.get(ROOT).texts(".own") == ["your own work"]

    def test_an_empty_list_says_so_in_warm_words(self) -> None:
        self.sign_in(Role.reviewer)
        assert "Nothing waits for a review. Time for a cup of tea." in self.get(ROOT).words

    def test_what_comes_from_the_content_files_is_not_news(self) -> None:
        version = self.desk.published()
        version.saved_by_id = None
        self.session.commit()
        self.sign_in(Role.reviewer)
        assert "春天" not in self.get(ROOT).words

    def test_an_operator_sees_only_what_they_have_written(self) -> None:
        operator = self.staff(Role.operator)
        mine, other = self.desk.draft(a_note("我的"), operator), self.desk.draft(a_note("别人的"))
        self.session.commit()
        self.act_as(operator)
        assert "我的" in self.get(ROOT).words and "别人的" not in self.get(ROOT).words
        self.get(f"{ROOT}{mine.manuscript_id}")
        self.get(f"{ROOT}{other.manuscript_id}", 404)
        self.post(f"{ROOT}{other.manuscript_id}/1/drop", status=404)


class OneManuscript(ReviewPages):
    def setUp(self) -> None:
        super().setUp()
        self.act_as(self.desk.reviewer)

    def test_something_new_is_shown_whole(self) -> None:
        page = self.page_of(self.desk.submitted(a_note("春天", tags=("赏花", "踏青"))))
        assert page.one("h1").get_text() == "春天"
        assert page.texts(".whole-text dt") == ["Title", "Tags"]
        assert page.texts(".whole-text dd") == ["春天", "赏花、踏青"]
        assert "Version 1 · written by 甲 · submitted 3 May 2027, 10:00" in page.words

    def test_a_change_is_shown_beside_what_the_public_sees_with_words_for_what_differs(
        self,
    ) -> None:
        first = self.desk.published(a_note("春天的庙会"))
        page = self.page_of(self.desk.next_submitted(first, a_note("夏天的庙会")))
        assert page.texts(".difference h3") == ["Title"]
        assert page.texts(".side-by-side .text") == [
            "[removed: 春 ] 天的庙会",
            "[added: 夏 ] 天的庙会",
        ]
        assert page.texts("del, ins") == ["[removed: 春 ]", "[added: 夏 ]"]
        assert "The public sees version 1 until then." in page.words

    def test_any_two_versions_can_be_compared(self) -> None:
        first = self.desk.in_state(State.replaced)
        workflow.publish(
            self.session, self.desk.next_submitted(first, a_note("秋天")), self.desk.reviewer, NOW
        )
        page = self.page_of(first)
        chosen = self.send_get(page, ".compare", {"from": "1", "to": "3"})
        assert "What differs between version 1 and version 3" in chosen.words
        assert chosen.texts("del, ins") == ["[removed: 春 ]", "[added: 秋 ]"]
        same = self.get(f"{ROOT}{first.manuscript_id}?from=2&to=2")
        assert "Both say the same." in same.words

    def send_get(self, page: Page, form: str, values: dict[str, str]) -> Page:
        action = page.one(form)["action"]
        for name, value in values.items():
            assert page.soup.select(f"{form} select[name={name}] option[value='{value}']")
        return self.get(f"{action}?{'&'.join(f'{k}={v}' for k, v in values.items())}")

    def test_versions_that_cannot_be_compared_are_refused_in_words(self) -> None:
        version = self.desk.published()
        address = f"{ROOT}{version.manuscript_id}"
        self.session.commit()
        for query in ("from=1", "from=a&to=1", "from=1&to=-1", "from=1&to=%EF%BC%91"):
            assert "by their numbers" in self.get(f"{address}?{query}", 400).words
        for query in ("from=1&to=2", "from=0&to=1", "from=1&to=9999999999"):
            self.get(f"{address}?{query}", 404)

    def test_the_history_tells_who_did_what_when_and_why(self) -> None:
        first = self.desk.in_state(State.withdrawn)
        second = self.desk.next_draft(first, self.desk.coauthor)
        self.desk.save(second, a_note("夏天"))
        page = self.page_of(first)
        rows = [page.texts(f".history tbody tr:nth-child({n}) > *")[:6] for n in (1, 2)]
        assert rows == [
            ["Version 2", "Draft", "乙, 甲", "3 May 2027, 10:00", "", ""],
            ["Version 1", "Withdrawn", "甲", "3 May 2027, 10:00", "丙 3 May 2027, 10:00", "过时"],
        ]

    def test_what_is_scheduled_says_its_times(self) -> None:
        version = self.desk.submitted()
        version.publish_at, version.unpublish_at = LATER, LATER + timedelta(days=1)
        page = self.page_of(version)
        assert "Approve: it goes out on 3 May 2027, 11:00" in page.words
        assert "It is taken down by itself on 4 May 2027, 11:00." in page.words
        done = self.press(version, "Approve: it goes out on 3 May 2027, 11:00")
        assert "Approved. It goes out on 3 May 2027, 11:00." in done.words
        assert version.state is State.approved

    def test_what_is_due_has_happened_when_the_page_is_opened(self) -> None:
        version = self.desk.approved()
        self.session.commit()
        with clock.fixed_at(LATER):
            self.act_as(self.desk.reviewer)
            assert "Public" in self.get(f"{ROOT}{version.manuscript_id}").texts(".standing .state")

    def test_a_text_without_a_title_or_of_an_old_form_can_still_be_opened(self) -> None:
        empty = self.desk.draft(a_note(""))
        assert self.page_of(empty).one("h1").get_text() == "Without a title"
        old = self.desk.published()
        old.fields = {"an old field": ["x"]}
        assert "an old field" in self.page_of(old).words
        self.get(ROOT)

    def test_unknown_manuscripts_kinds_and_numbers_are_not_found(self) -> None:
        version = self.desk.published()
        version.manuscript.kind = "nonsense"
        self.session.commit()
        for address in (f"{version.manuscript_id}", "999", "0", "-1", "x", "99999999999999999999"):
            self.get(f"{ROOT}{address}", 404)
        assert "春天" not in self.get(ROOT).words
        for address in ("1/1/publish", "999/1/publish", "1/99999999999999999999/publish"):
            self.post(f"{ROOT}{address}", {"seen": "1"}, 404)


class WhatNobodyHasWorkedOn(ReviewPages):
    def setUp(self) -> None:
        super().setUp()
        self.record_id = self.desk.published().manuscript.record_id
        forget_manuscripts(self.session)
        self.act_as(self.desk.reviewer)

    def test_a_reviewer_can_open_it_and_withdraw_it(self) -> None:
        address = f"{ROOT}of/note/{self.record_id}"
        page = self.get(self.post(address).response.location)
        assert "Version 1 · The starting content · public since" in page.words
        again = self.get(self.post(address).response.location)
        assert page.one("h1").get_text() == again.one("h1").get_text() == "春天"
        form = "form[action$='/withdraw']"
        assert "Withdrawn." in self.send(again, {"withdraw-reason": "误发"}, form=form).words
        self.get("/places/note-1", 404)

    def test_what_does_not_exist_is_not_found(self) -> None:
        for unknown in ("note/999", "nonsense/1", "note/99999999999999999999", "note/x"):
            self.post(f"{ROOT}of/{unknown}", status=404)
        assert self.session.scalar(select(func.count(Manuscript.id))) == 0

    def test_places_and_events_lead_there(self) -> None:
        self.get("/en/bureau/places/note-1").one("form[action*='/review/of/place/']")


class Deciding(ReviewPages):
    def setUp(self) -> None:
        super().setUp()
        self.act_as(self.desk.reviewer)

    def test_publishing_shows_where_the_public_sees_it(self) -> None:
        version = self.desk.submitted()
        page = self.press(version, "Publish version 1")
        assert "Published. See it as the public does" in page.words
        link = page.one(".notice a")
        assert "春天" in self.get(str(link["href"])).words
        assert (version.state, version.reviewer_id) == (State.published, self.desk.reviewer.id)
        entry = self.audited()
        assert (entry.action, entry.account) == ("publish", self.desk.reviewer.name)
        assert entry.object == version.manuscript.audit_name
        assert entry.before == {"version 1": "submitted"}
        assert entry.after is not None
        assert entry.after["version 1"] == "published"
        assert entry.after["title"] == {"zh": "春天"}

    def test_the_audit_trail_holds_only_what_changed(self) -> None:
        first = self.desk.published(a_note("春天", tags=("a",)))
        second = self.desk.next_submitted(first, a_note("夏天", tags=("a",)))
        self.press(second, "Publish version 2")
        entry = self.audited()
        assert entry.before == {
            "title": {"zh": "春天"},
            "version 1": "published",
            "version 2": "submitted",
        }
        assert entry.after == {
            "title": {"zh": "夏天"},
            "version 1": "replaced",
            "version 2": "published",
        }

    def test_a_version_is_returned_with_a_reason_that_its_author_reads(self) -> None:
        version = self.desk.submitted()
        page = self.press(version, "Return it with a reason", return_reason="标题太短")
        assert "Returned." in page.words
        assert (version.state, version.reason) == (State.returned, "标题太短")
        assert self.audited().after == {"version 1": "returned", "reason of 1": "标题太短"}
        self.act_as(self.desk.author)
        assert "标题太短" in self.page_of(version).words

    def test_without_a_reason_nothing_is_returned_and_the_page_says_so(self) -> None:
        version = self.desk.submitted()
        page = self.page_of(version)
        form = "form[action$='/return']"
        refused = self.send(page, {"return-reason": "  "}, form=form, status=422)
        assert "Please say why" in refused.texts(".form-errors")[0]
        assert refused.one("textarea#return-reason")["aria-invalid"] == "true"
        assert version.state is State.submitted

    def test_a_reason_that_is_too_long_is_kept_for_its_author_to_shorten(self) -> None:
        version = self.desk.published()
        page, long = self.page_of(version), "长" * 501
        form = "form[action$='/withdraw']"
        refused = self.send(page, {"withdraw-reason": long}, form=form, status=422)
        assert "at most 500 characters" in refused.words
        assert refused.one("#withdraw-reason").get_text().strip() == long
        assert version.state is State.published

    def test_a_reason_is_shown_as_it_was_typed_not_run(self) -> None:
        version = self.desk.submitted(a_note(SCRIPT))
        page = self.press(version, "Return it with a reason", return_reason=SCRIPT)
        assert SCRIPT in page.words
        assert SCRIPT not in page.text
        assert SCRIPT not in self.get(ROOT).text
        self.act_as(self.desk.author)
        assert SCRIPT not in self.get("/en/bureau/").text

    def test_withdrawing_takes_the_page_away(self) -> None:
        version = self.desk.published()
        page = self.press(version, "Withdraw it from the public", withdraw_reason="误发")
        assert "Withdrawn. The public no longer sees it." in page.words
        self.get("/places/note-1", 404)
        assert self.audited().after == {"version 1": "withdrawn", "reason of 1": "误发"}

    def test_only_what_is_public_is_withdrawn(self) -> None:
        version = self.desk.in_state(State.replaced)
        address = f"{ROOT}{version.manuscript_id}/1/withdraw"
        self.session.commit()
        page = self.post(address, {"withdraw-reason": "误发"})
        assert page.status == 303
        self.get("/places/note-1")

    def test_what_went_out_at_once_is_confirmed_by_a_second_person(self) -> None:
        version = self.desk.urgent()
        page = self.page_of(version)
        assert "Version 2 went out at once, without a review: 暴雨" in page.words
        assert page.texts(".difference h3") == ["Tags"]
        done = self.send(page, {}, "Confirm that version 2 was right")
        assert "Confirmed." in done.words
        assert version.reviewer_id == self.desk.reviewer.id
        assert self.audited().after == {"confirmed 2": self.desk.reviewer.id}
        self.act_as(self.desk.author)
        assert "went out at once" not in self.page_of(version).words

    def test_an_editor_takes_back_gives_up_and_restores(self) -> None:
        first = self.desk.published()
        second = self.desk.next_submitted(first)
        self.act_as(self.desk.author)
        assert "Taken back." in self.press(second, "Take it back to change it").words
        assert second.state is State.draft
        assert "Given up." in self.press(second, "Give version 2 up").words
        assert second.state is State.dropped
        assert "A new draft" in self.press(second, "Restore this version").words
        third = second.manuscript.open_version
        assert third is not None and third.fields == second.fields
        assert self.audited().after == {"version 3": "draft"}

    def test_who_wrote_some_of_it_reads_why_there_is_no_button(self) -> None:
        version = self.desk.draft()
        self.desk.save(version, a_note("夏天"), self.desk.coauthor)
        drafts.submit(self.session, version, self.desk.author, NOW)
        for account in (self.desk.author, self.desk.coauthor):
            self.act_as(account)
            page = self.page_of(version)
            assert "You have written some of this yourself" in page.words
            buttons = page.texts("main button")
            assert not [one for one in buttons if one.startswith(("Publish", "Return"))]
            done = self.follow(f"{ROOT}{version.manuscript_id}/1/publish", {"seen": "2"})
            assert "You have written some of this yourself" in done.texts(".notice.is-error")[0]
            assert version.state is State.submitted

    def follow(self, url: str, data: dict[str, str]) -> Page:
        """Post anything, and read the page one is sent back to."""
        return self.get(self.post(url, data).response.location)

    def test_a_page_that_is_older_than_the_text_decides_nothing(self) -> None:
        version = self.desk.submitted()
        page = self.page_of(version)
        drafts.take_back(self.session, version, self.desk.author)
        self.desk.save(version, a_note("改过了"))
        drafts.submit(self.session, version, self.desk.author, NOW)
        self.session.commit()
        answer = self.send(page, {}, "Publish version 1")
        assert "The text was changed after you had opened this page." in answer.words
        assert version.state is State.submitted

    def test_pressing_twice_does_it_once(self) -> None:
        version = self.desk.submitted()
        page = self.page_of(version)
        self.send(page, {}, "Publish version 1")
        again = self.send(page, {}, "Publish version 1")
        assert "already in the state “Public”. Nothing was changed" in again.words
        assert self.session.scalar(select(func.count(Place.id))) == 1

    def test_what_is_missing_or_too_late_is_named(self) -> None:
        version = self.desk.submitted()
        version.fields = {"title": {"zh": ""}}
        answer = self.press(version, "Publish version 1")
        assert "It cannot go out yet: Title is missing." in answer.words
        version.fields = {"title": {"zh": "春天"}}
        version.unpublish_at = NOW - timedelta(hours=1)
        answer = self.press(version, "Publish version 1")
        assert "It was to be taken down on 3 May 2027, 09:00" in answer.words

    def test_a_version_is_not_restored_over_open_work_or_from_an_old_form(self) -> None:
        first = self.desk.in_state(State.replaced)
        first.fields = {"an old field": 1}
        self.act_as(self.desk.author)
        answer = self.press_in_row(first, 1)
        assert "written with an older form" in answer.words
        self.desk.next_draft(first)
        self.session.commit()
        answer = self.follow(f"{ROOT}{first.manuscript_id}/1/restore", {})
        assert "Version 3 is being worked on." in answer.words

    def press_in_row(self, version: Version, number: int) -> Page:
        return self.send(self.page_of(version), {}, form=f"form[action$='/{number}/restore']")


VIEWS = {
    "publish": Role.reviewer,
    "return": Role.reviewer,
    "withdraw": Role.reviewer,
    "confirm": Role.reviewer,
    "take-back": Role.editor,
    "drop": Role.editor,
    "restore": Role.editor,
}


class WhoMay(ReviewPages):
    def test_every_action_is_forbidden_to_every_other_role(self) -> None:
        version = self.desk.submitted()
        address = f"{ROOT}{version.manuscript_id}/1"
        for role in Role:
            self.act_as(self.staff(role))
            for view, needed in VIEWS.items():
                if role is needed or (role is Role.operator and view in ("take-back", "drop")):
                    continue
                with self.subTest(role=role, view=view):
                    self.post(f"{address}/{view}", {"seen": "1", "return-reason": "x"}, 403)
        self.session.expire_all()
        assert (version.state, version.reason) == (State.submitted, None)

    def test_only_those_who_write_review_or_audit_read_it(self) -> None:
        address = f"{ROOT}{self.desk.submitted().manuscript_id}"
        readers = (Role.editor, Role.reviewer, Role.auditor)
        for role in Role:
            with self.subTest(role=role):
                self.act_as(self.staff(role))
                status = 200 if role in readers else 404 if role is Role.operator else 403
                self.get(address, status)
                self.get(ROOT, 200 if status != 403 else 403)

    def test_an_auditor_reads_everything_and_has_nothing_to_press(self) -> None:
        first = self.desk.published()
        self.desk.next_submitted(first)
        self.act_as(self.staff(Role.auditor))
        for version in (first, self.desk.urgent(), self.desk.in_state(State.withdrawn)):
            page = self.page_of(version)
            assert not page.soup.select("main form[method=post]")
            assert "Go on writing" not in page.words

    def test_reading_changes_nothing(self) -> None:
        version = self.desk.submitted()
        self.session.commit()
        self.act_as(self.desk.reviewer)
        for view in VIEWS:
            self.get(f"{ROOT}{version.manuscript_id}/1/{view}?seen=1&return-reason=x", 405)
        self.get(f"{ROOT}{version.manuscript_id}?from=1&to=1")
        assert version.state is State.submitted
        assert self.session.scalar(select(func.count(AuditEntry.id))) == 0

    def test_a_form_from_elsewhere_is_refused(self) -> None:
        version = self.desk.submitted()
        self.act_as(self.desk.reviewer)
        for view in VIEWS:
            address = f"{ROOT}{version.manuscript_id}/1/{view}"
            for data in ({}, {"csrf_token": "guessed"}):
                answer = self.client.post(address, data={"seen": "1", **data})
                assert answer.status_code == 400, view
        self.session.expire_all()
        assert version.state is State.submitted

    def test_fields_that_the_form_does_not_have_change_nothing(self) -> None:
        version = self.desk.submitted()
        self.session.commit()
        self.act_as(self.desk.reviewer)
        more = {"state": "published", "authors": "[]", "fields": "{}", "publish_at": "2030-01-01"}
        self.post(
            f"{ROOT}{version.manuscript_id}/1/return", {"seen": "1", "return-reason": "x", **more}
        )
        assert (version.state, version.publish_at) == (State.returned, None)
        assert version.fields["title"] == {"zh": "春天"}

    def test_a_form_that_does_not_say_what_was_read_is_refused_in_words(self) -> None:
        version = self.desk.submitted()
        self.session.commit()
        self.act_as(self.desk.reviewer)
        for seen in ({}, {"seen": ""}, {"seen": "x"}, {"seen": "99999999999"}):
            page = self.post(f"{ROOT}{version.manuscript_id}/1/publish", seen, 400)
            assert "This form is not whole" in page.words

    def test_one_reads_it_in_chinese(self) -> None:
        version = self.desk.submitted(a_note("春天", text=Translated("好", "Good")))
        self.session.commit()
        self.act_as(self.desk.reviewer)
        assert self.get("/bureau/review/").soup.html["lang"] == "zh-Hans"  # type: ignore[index]
        self.get(f"/bureau/review/{version.manuscript_id}")
