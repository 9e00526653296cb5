"""What somebody sends to the desk without its forms: other names, other ids, nonsense."""

from typing import Any

from sqlalchemy import select

from tests import forms
from tests.events.desk import FIVE, FORM, LIST, NEW, NOW, DeskTestCase
from webapp.core import clock
from webapp.events.models import Event
from webapp.review.models import Manuscript, State, Version
from webapp.staff.models import Role


class NamesThatTheFormDoesNotHave(DeskTestCase):
    EXTRA = {
        "state": "published",
        "authors": "[]",
        "slug": "mine",
        "uid": "mine",
        "published_at": "2026-01-01T00:00",
        "reviewer_id": "1",
        "reviewed_at": "2026-01-01T00:00",
        "record_id": "1",
        "manuscript_id": "1",
        "id": "1",
        "urgent": "1",
        "edited_at": "",
        "withdrawn_at": "",
        "fields": "{}",
        "sources": "seed",
        "dates-0-sources": "seed",
        "dates-0-sequence": "99",
        "dates-0-id": "1",
        "story": "x",
        "verify": "1",
    }

    def test_change_nothing(self) -> None:
        self.write()
        version = self.version()
        page = self.get(self.edit_address(version))
        _, fields = forms.filled_in(page.soup, {}, "Save the draft", FORM)
        self.post(self.edit_address(version), fields | self.EXTRA)
        now = self.version()
        assert (now.state, now.authors) == (State.draft, (self.editor.id,))
        assert (now.published_at, now.reviewer_id, now.urgent) == (None, None, False)
        assert now.manuscript.record_id is None
        assert now.fields == version.fields
        assert now.fields["dates"][0]["sources"] == []
        assert self.session.scalars(select(Event)).all() == []

    def test_nor_when_they_name_choices_of_a_join(self) -> None:
        self.write()
        version = self.version()
        page = self.get(self.edit_address(version))
        _, fields = forms.filled_in(page.soup, {}, "Save the draft", FORM)
        choices = ("state", "title", "title.zh", "title.xx", "dates.0", "__class__", "")
        self.post(
            self.edit_address(version), fields | {f"choice-{name}": "theirs" for name in choices}
        )
        assert self.version().fields == version.fields

    def test_a_date_cannot_take_the_name_or_the_sources_of_another(self) -> None:
        with clock.fixed_at(NOW):
            self.published()
            version = self.version()
            self.act_as(self.editor)
            page = self.get(self.edit_address(version))
            _, fields = forms.filled_in(page.soup, {}, "Save the draft", FORM)
            for key in ("../x", "A", "a b", "<b>"):
                self.post(self.edit_address(version), fields | {"dates-0-key": key}, 422)
            twice = {f"dates-1-{name}": "2026" for name in ("key",)}
            self.post(self.edit_address(version), fields | twice)
            assert [one["key"] for one in self.version().fields["dates"]] == ["2026"]


class WhatAFormCannotSend(DeskTestCase):
    def test_is_refused_and_never_an_error_of_ours(self) -> None:
        self.act_as(self.editor)
        wrong: dict[str, Any] = {
            "kind": "monastery",
            "place": "no-such-place",
            "dates-0-status": "published",
            "dates-0-precision": "minute",
            "dates-0-starts_on": "99999-01-01",
            "dates-0-starts": "25:00",
            "dates-0-postponed_to": "2020",
            "rule_calendar": "mayan",
            "rule_month": "13",
            "rule_day": "9" * 400,
            "publish_at": "tomorrow",
            "title_zh": "长" * 101,
            "text_zh": "长" * 20_001,
        }
        for name, value in wrong.items():
            with self.subTest(name):
                self.post(NEW, FIVE | {name: value}, 422)
        assert self.manuscripts() == 0

    def test_is_refused_by_what_saves_by_itself_too(self) -> None:
        self.act_as(self.editor)
        answer = self.post(f"{NEW}/autosave", FIVE | {"dates-0-starts_on": "x"}, 422)
        assert answer.response.get_json()["problem"]
        assert self.manuscripts() == 0

    def test_numbers_of_a_page_may_be_anything(self) -> None:
        self.write()
        version = self.version()
        for number, saves in (("-1", "9" * 30), ("x", "y"), ("999", "1"), ("1", "999"), ("", "")):
            sent = FIVE | {"number": number, "saves": saves, "title_zh": f"题{number}{saves}"[:90]}
            page = self.post(self.edit_address(version), sent, 409)
            assert page.soup.select(".question")
        assert self.version().saves == version.saves

    def test_characters_nobody_can_type_are_refused(self) -> None:
        self.act_as(self.editor)
        self.post(NEW, FIVE | {"title_zh": "a\0b"}, 400)


class GuessingIds(DeskTestCase):
    def a_place_manuscript(self) -> Version:
        at = clock.now()
        made = Manuscript(kind="place", record_id=self.place.id, created_at=at)
        version = Version(
            number=1,
            state=State.draft,
            fields={},
            saves=1,
            authors=(self.editor.id,),
            created_at=at,
            saved_at=at,
        )
        made.versions.append(version)
        self.session.add(made)
        self.session.commit()
        return version

    def test_leads_to_no_manuscript_of_another_kind(self) -> None:
        version = self.a_place_manuscript()
        self.act_as(self.editor)
        self.get(self.edit_address(version), 404)
        self.get(f"/en/bureau/events/versions/{version.id}/preview", 404)
        self.post(self.edit_address(version), FIVE, 404)
        self.post(f"{self.edit_address(version)}/autosave", FIVE, 404)
        assert self.version().fields == {}

    def test_leads_to_nothing_that_is_not_there(self) -> None:
        self.act_as(self.staff(Role.editor, Role.reviewer))
        for path in ("4711", "public/4711", "versions/4711/preview", "public/4711/call-off"):
            self.get(f"/en/bureau/events/{path}", 404)
        for path in ("99999999999", "public/99999999999", "-1", "0x1", "x"):
            self.get(f"/en/bureau/events/{path}", 404)
        for path in ("4711", "public/4711", "public/4711/call-off", "public/4711/address"):
            self.post(f"/en/bureau/events/{path}", FIVE, 404)

    def test_a_version_of_one_manuscript_is_not_saved_through_another(self) -> None:
        self.write()
        first = self.version()
        self.write(title_zh="另一个")
        second = self.version()
        page = self.get(self.edit_address(first))
        _, fields = forms.filled_in(page.soup, {}, "Save the draft", FORM)
        sent = fields | {"version_id": str(second.id), "manuscript_id": str(second.manuscript_id)}
        self.post(self.edit_address(first), sent | {"title_zh": "改了"})
        self.session.rollback()
        assert self.session.get_one(Version, second.id).fields["title"] == {"zh": "另一个"}


class Reading(DeskTestCase):
    def test_never_changes_anything(self) -> None:
        with clock.fixed_at(NOW):
            event = self.published()
            self.write(title_zh="草稿")
            version = self.version()
            account = self.staff(Role.editor, Role.reviewer)
            self.act_as(account)
            self.get(LIST)  # notes that somebody is there
            before = self.everything()
            for path in (
                "",
                "new",
                f"new?copy={event.id}",
                "new?date=1",
                f"public/{event.id}/call-off",
                f"public/{event.id}/address",
                f"{version.manuscript_id}",
                f"versions/{version.id}/preview",
            ):
                self.get(f"/en/bureau/events/{path}")
            for path in (f"{version.manuscript_id}/autosave", "new/autosave"):
                assert self.client.get(f"/en/bureau/events/{path}").status_code == 405
            assert self.everything() == before

    def everything(self) -> str:
        self.session.rollback()
        tables = ("event", "event_date", "manuscript", "version", "version_save", "audit_entry")
        rows = [
            self.session.connection().exec_driver_sql(f"select * from {table}").all()
            for table in tables
        ]
        return repr(rows)
