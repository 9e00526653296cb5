"""Closing a place at the desk: at once, by those whose business it is."""

from datetime import datetime, timedelta

from sqlalchemy import select

from tests.places.factories import a_place
from tests.support import Page, TestCase
from webapp.core import clock
from webapp.core.audit import AuditEntry
from webapp.core.clock import LOCAL
from webapp.places.models import Closure
from webapp.staff.models import Role

MORNING = datetime(2026, 11, 23, 9, tzinfo=LOCAL)
SCRIPT = "<script>alert(1)</script>"


class ClosingAPlace(TestCase):
    def setUp(self) -> None:
        self.temple = a_place("五当召", slug="temple", lat=40.79, lon=110.31)
        self.other = a_place("古城", slug="town")
        self.session.add_all([self.temple, self.other])
        self.session.commit()

    def close(self, slug: str = "temple", status: int = 303, **values: str) -> Page:
        page = self.get(f"/bureau/places/{slug}/close")
        return self.send(page, {"reason_zh": "道路积雪", **values}, status=status)

    def test_the_public_sees_it_at_once(self) -> None:
        self.sign_in(Role.editor)
        assert "道路积雪" not in self.get("/places/temple").words
        page = self.close()
        assert "Every page says so from now on" in page.words or "关闭" in page.words
        assert "道路积雪" in self.get("/places/temple").words
        self.send(page, {}, form="td .act")
        assert "道路积雪" not in self.get("/places/temple").words

    def test_a_ready_reason_is_told_in_every_language(self) -> None:
        self.sign_in(Role.reviewer)
        self.close(ready="snow", reason_zh="")
        assert "Snow and ice on the road" in self.get("/en/places/temple").words
        assert "道路积雪结冰" in self.get("/places/temple").words

    def test_it_begins_and_ends_on_the_clocks_of_shiguai(self) -> None:
        with clock.fixed_at(MORNING):
            self.sign_in(Role.editor)
            self.close(starts="2026-11-24T08:00", ends="2026-11-25T18:30")
        (found,) = self.session.scalars(select(Closure))
        assert found.starts_at == datetime(2026, 11, 24, 8, tzinfo=LOCAL)
        assert found.ends_at == datetime(2026, 11, 25, 18, 30, tzinfo=LOCAL)

    def test_what_is_wrong_is_said_and_what_was_typed_stays(self) -> None:
        self.sign_in(Role.editor)
        page = self.close(status=422, ends="2020-01-01T00:00")
        assert page.one("#reason_zh")["value"] == "道路积雪"
        assert page.one("#ends")["value"] == "2020-01-01T00:00"
        assert page.soup.select("#ends[aria-invalid]")
        self.close(status=422, reason_zh="  ")
        self.close(status=422, starts="0001-01-01T00:00")
        self.close(status=422, ends="yesterday")
        self.post("/bureau/places/temple/close", {"ready": "nonsense"}, 422)
        self.close(status=422, reason_zh="长" * 121)
        assert not self.session.scalars(select(Closure)).all()

    def test_an_operator_closes_their_own_place_alone(self) -> None:
        self.sign_in(Role.operator, places=(self.temple.id,))
        self.close()
        self.get("/bureau/places/town/close", 403)
        self.get("/bureau/places/town", 403)
        self.post("/bureau/places/town/close", {"reason_zh": "雪"}, 403)
        assert "古城" not in self.get("/bureau/places/").words
        self.act_as(self.staff(Role.operator, places=(self.other.id,)))
        self.post("/bureau/places/closures/1/reopen", status=403)
        assert self.session.scalars(select(Closure)).one().ended_at is None

    def test_others_read_or_see_nothing(self) -> None:
        self.sign_in(Role.auditor)
        page = self.get("/bureau/places/temple")
        assert not page.soup.select("main form")
        self.get("/bureau/places/temple/close", 403)
        self.post("/bureau/places/temple/close", {"reason_zh": "雪"}, 403)
        for role in (Role.administrator, Role.statistician):
            self.sign_in(role)
            for address in ("", "temple", "temple/close", "temple/position"):
                self.get(f"/bureau/places/{address}", 403)
        self.sign_out()
        assert self.client.get("/bureau/places/temple").status_code == 302

    def test_reopening_twice_is_said_and_unknown_ones_are_not_there(self) -> None:
        self.sign_in(Role.editor)
        self.close()
        self.post("/bureau/places/closures/1/reopen")
        before = self.session.get_one(Closure, 1).ended_at
        page = self.get(self.post("/bureau/places/closures/1/reopen").response.location)
        assert page.soup.select(".notice.is-error")
        assert self.session.get_one(Closure, 1).ended_at == before
        self.post("/bureau/places/closures/99/reopen", status=404)
        self.post("/bureau/places/closures/99999999999999/reopen", status=404)
        self.get("/bureau/places/nowhere/close", 404)

    def test_the_audit_trail_tells_who_and_what(self) -> None:
        account = self.sign_in(Role.editor)
        self.close()
        self.post("/bureau/places/closures/1/reopen")
        found = self.session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
        assert [one.action for one in found[-2:]] == ["close place", "reopen place"]
        assert {one.account_id for one in found[-2:]} == {account.id}
        assert found[-2].after and found[-2].after["reason"]["zh"] == "道路积雪"
        assert found[-2].object == f"place {self.temple.id}"

    def test_a_script_in_the_reason_is_a_text(self) -> None:
        self.sign_in(Role.editor)
        self.close(reason_zh=SCRIPT, reason_en=f'"{SCRIPT}')
        for address in ("/places/temple", "/en/places/temple", "/map", "/bureau/places/temple"):
            assert "<script>alert" not in self.get(address).text, address

    def test_only_the_fields_of_the_form_are_read(self) -> None:
        self.sign_in(Role.editor)
        forged = {
            "ready": "",
            "reason_zh": "雪",
            "place_id": self.other.id,
            "announced_by_id": 999,
            "id": 7,
        }
        self.post("/bureau/places/temple/close", forged)
        (found,) = self.session.scalars(select(Closure))
        assert found.place_id == self.temple.id
        assert found.announced_by_id != 999

    def test_the_history_stays(self) -> None:
        with clock.fixed_at(MORNING):
            self.sign_in(Role.editor)
            self.close()
            self.post("/bureau/places/closures/1/reopen")
        with clock.fixed_at(MORNING + timedelta(minutes=5)):
            self.close(reason_zh="大风", starts="2026-12-01T08:00")
            rows = self.get("/bureau/places/temple").texts(".desk-table tbody tr")
        assert ["道路积雪" in rows[1], "大风" in rows[0], len(rows)] == [True, True, 2]
