"""Two people work on one event: nothing of either is lost, and nothing goes out twice."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import flask
from flask.testing import FlaskClient
from flask_wtf.csrf import generate_csrf
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests import forms
from tests.events.desk import FIVE, FORM, NEW, NOW, DeskTestCase
from tests.support import Page
from webapp.core import clock
from webapp.events.models import Event
from webapp.review.models import State, Version
from webapp.staff import lock, sessions
from webapp.staff.models import Account, Role


class WithSeveralPeople(DeskTestCase):
    """A test that turns from one person's browser to another's."""

    __test__ = False

    def resend(
        self,
        account: Account,
        page: Page,
        values: Mapping[str, str],
        button: str = "Save the draft",
        status: int = 303,
    ) -> Page:
        """Send a form that somebody has had open for a while."""
        self.act_as(account)
        form = FORM if page.soup.select(FORM) else "main form"
        action, fields = forms.filled_in(page.soup, values, button, form)
        return self.post(action, fields, status)


class TwoPeople(WithSeveralPeople):
    """编辑甲 and 编辑丙 with a browser each, on the form of one draft."""

    def setUp(self) -> None:
        super().setUp()
        self.other = self.staff(Role.editor, full_name="编辑丙")
        self.write(price_zh="免费", organiser_zh="文旅局")
        self.draft = self.version()
        self.mine = self.form_of(self.editor)
        self.theirs = self.form_of(self.other)

    def form_of(self, account: Account) -> Page:
        self.act_as(account)
        return self.get(self.edit_address(self.draft))

    def save(self, account: Account, page: Page, status: int = 303, **values: str) -> Page:
        named = {name.replace("__", "-"): value for name, value in values.items()}
        return self.resend(account, page, named, status=status)

    def test_who_change_different_parts_both_keep_theirs(self) -> None:
        self.save(self.other, self.theirs, price_zh="30元", title_en="Winter fair")
        page = self.save(self.editor, self.mine, 409, title_zh="冬季庙会")
        assert "编辑丙" in page.words
        assert "30元" in page.words and "Winter fair" in page.words
        assert not page.soup.select("[name^=choice-]")
        self.send(page, {}, "Save both together", "main form")
        fields = self.version().fields
        assert fields["title"] == {"zh": "冬季庙会", "en": "Winter fair"}
        assert fields["price"] == {"zh": "30元"}

    def test_who_change_the_same_part_see_both_and_choose(self) -> None:
        for choice, title, expected in (
            ("theirs", None, "丙的题目"),
            ("mine", None, "甲的题目"),
            ("mine", "两个人的题目", "两个人的题目"),
        ):
            with self.subTest(choice, title=title):
                self.mine, self.theirs = self.form_of(self.editor), self.form_of(self.other)
                self.save(self.other, self.theirs, title_zh="丙的题目", price_zh="30元")
                page = self.save(self.editor, self.mine, 409, title_zh="甲的题目")
                assert "丙的题目" in page.one(".question").get_text()
                assert page.one(".question [name=title_zh]")["value"] == "甲的题目"
                answers = {"choice-title.zh": choice} | ({"title_zh": title} if title else {})
                self.send(page, answers, "Save both together", "main form")
                fields = self.version().fields
                assert (fields["title"]["zh"], fields["price"]["zh"]) == (expected, "30元")
                self.save(self.editor, self.form_of(self.editor), title_zh="庙会", price_zh="")

    def test_who_change_the_dates_choose_whose_hold(self) -> None:
        self.save(self.other, self.theirs, dates__0__starts="09:00")
        page = self.save(self.editor, self.mine, 409, dates__0__starts="10:00")
        assert "09:00" in page.words and "10:00" in page.words
        self.send(page, {"choice-dates": "theirs"}, "Save both together", "main form")
        assert self.version().fields["dates"][0]["starts"] == "09:00:00"

    def test_of_a_draft_with_hardly_anything_in_it_can_be_joined(self) -> None:
        self.act_as(self.editor)
        self.send(self.get(NEW), {"title_zh": "庙会"}, "Save the draft", FORM)
        self.draft = self.version()
        self.mine, self.theirs = self.form_of(self.editor), self.form_of(self.other)
        self.save(self.other, self.theirs, title_zh="丙的题目")
        page = self.save(self.editor, self.mine, 409, title_zh="甲的题目")
        self.send(page, {"choice-title.zh": "theirs"}, "Save both together", "main form")
        assert self.version().fields["title"]["zh"] == "丙的题目"

    def test_a_third_change_while_two_are_joined_asks_again(self) -> None:
        self.save(self.other, self.theirs, title_zh="丙的题目")
        page = self.save(self.editor, self.mine, 409, title_zh="甲的题目")
        self.save(self.other, self.form_of(self.other), title_zh="丙又改了")
        again = self.resend(self.editor, page, {}, "Save both together", 409)
        assert "丙又改了" in again.one(".question").get_text()

    def test_what_is_saved_by_itself_is_told_too(self) -> None:
        self.save(self.other, self.theirs, title_zh="丙的题目")
        answer = self.autosaved(self.editor, self.mine, title_zh="甲的题目")
        assert answer.status_code == 409
        assert "编辑丙" in answer.get_json()["problem"] and answer.get_json()["merge"]
        assert self.version().fields["title"]["zh"] == "丙的题目"

    def test_an_answer_that_was_lost_makes_no_quarrel_with_oneself(self) -> None:
        for _ in range(2):
            answer = self.autosaved(self.editor, self.mine, title_zh="甲的题目")
            assert answer.status_code == 200
        assert answer.get_json()["saves"] == 2

    def autosaved(self, account: Account, page: Page, **values: str) -> TestResponse:
        self.act_as(account)
        action, fields = forms.filled_in(page.soup, values, None, FORM)
        return self.client.post(
            str(page.one(FORM)["data-autosave"]), data=fields | {"csrf_token": self.token()}
        )


class APublicEvent(WithSeveralPeople):
    def test_opened_by_two_becomes_one_new_version_with_both_changes(self) -> None:
        with clock.fixed_at(NOW):
            self.published()
            other = self.staff(Role.editor, full_name="编辑丙")
            address = self.edit_address(self.version())
            pages = {}
            for account in (self.editor, other):
                self.act_as(account)
                pages[account.id] = self.get(address)
            self.resend(other, pages[other.id], {"price_zh": "30元"})
            page = self.resend(
                self.editor, pages[self.editor.id], {"title_zh": "冬季庙会"}, status=409
            )
            assert "30元" in page.words
            self.send(page, {}, "Save both together", "main form")
            fields = self.version().fields
            assert (fields["title"]["zh"], fields["price"]["zh"]) == ("冬季庙会", "30元")
            assert self.version().number == 2

    def test_published_anew_while_a_form_was_open_loses_neither(self) -> None:
        with clock.fixed_at(NOW):
            self.published()
            address = self.edit_address(self.version())
            other = self.staff(Role.editor, full_name="编辑丙")
            self.act_as(other)
            old = self.get(address)
            self.act_as(self.editor)
            self.send(self.get(address), {"price_zh": "30元"}, "Submit for review", FORM)
            self.publish(self.version())
            page = self.resend(other, old, {"title_zh": "冬季庙会"}, status=409)
            self.send(page, {}, "Save both together", "main form")
            fields = self.version().fields
            assert (fields["title"]["zh"], fields["price"]["zh"]) == ("冬季庙会", "30元")
            assert self.version().number == 3

    def test_called_off_while_it_is_changed_stays_called_off(self) -> None:
        with clock.fixed_at(NOW):
            event = self.published()
            self.act_as(self.editor)
            self.send(
                self.get(self.edit_address(self.version())),
                {"title_zh": "冬季庙会"},
                "Submit for review",
                FORM,
            )
            self.act_as(self.staff(Role.reviewer))
            page = self.get(f"/en/bureau/events/public/{event.id}/call-off")
            self.send(page, {"reason_zh": "大雪"}, form=".form")
            self.publish(self.version_in(State.submitted))
            page = self.get(f"/events/{event.slug}")
            assert "冬季庙会" in page.words and "大雪" in page.words

    def version_in(self, state: State) -> Version:
        self.session.rollback()
        return self.session.scalars(select(Version).filter_by(state=state)).one()


class AtTheSameMoment(DeskTestCase):
    """Several requests at once, each from a client of its own."""

    def at_once(self, account: Account, address: str, fields: dict[str, object]) -> list[int]:
        senders = [self.signed_in_client(account) for _ in range(4)]
        with ThreadPoolExecutor(4) as pool:
            answers = pool.map(
                lambda sender: (
                    sender[0].post(address, data={**fields, "csrf_token": sender[1]}).status_code
                ),
                senders,
            )
            return list(answers)

    def signed_in_client(self, account: Account) -> tuple[FlaskClient, str]:
        client = self.app.test_client()
        token = sessions.start(self.session, account, clock.now(), second_factor=True)
        self.session.commit()
        with self.app.test_request_context("/"), client.session_transaction() as cookie:
            csrf = generate_csrf()
            cookie.update({lock.TOKEN: token, "csrf_token": flask.session["csrf_token"]})
        return client, csrf

    def test_one_draft_is_begun(self) -> None:
        fields = FIVE | {"number": "0", "saves": "0"}
        assert set(self.at_once(self.editor, NEW, fields)) == {303}
        assert self.manuscripts() == 1

    def test_one_event_is_published(self) -> None:
        version = self.submitted()
        address = f"/en/bureau/review/{version.manuscript_id}/{version.number}/publish"
        answers = self.at_once(self.reviewer, address, {"seen": version.saves})
        assert set(answers) == {303}
        self.session.rollback()
        assert len(self.session.scalars(select(Event)).all()) == 1
        assert self.version().state is State.published

    def test_one_version_is_submitted(self) -> None:
        self.write()
        version = self.version()
        page = self.get(self.edit_address(version))
        _, fields = forms.filled_in(page.soup, {}, "Submit for review", FORM)
        answers = self.at_once(self.editor, self.edit_address(version), fields)
        assert sorted(answers) == [303, 409, 409, 409]
        assert self.version().state is State.submitted

    def test_one_manuscript_is_made_of_an_event_of_the_content_files(self) -> None:
        with clock.fixed_at(NOW):
            event = self.published()
            for table in ("version_save", "version", "manuscript"):
                self.session.connection().exec_driver_sql(f"delete from {table}")
            self.session.commit()
        fields = FIVE | {"number": "1", "saves": "0", "title_zh": "冬季庙会"}
        answers = self.at_once(self.editor, f"/en/bureau/events/public/{event.id}", fields)
        assert set(answers) == {303}
        assert self.manuscripts() == 1
        assert self.version().number == 2
        assert self.version().saved_at > NOW - timedelta(days=1)
