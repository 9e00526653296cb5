"""Reading the audit trail."""

import csv
import io
from datetime import timedelta

import pytest
from sqlalchemy import delete, text, update
from sqlalchemy.exc import DBAPIError

from tests.staff.signing_in import NOON, SigningInTestCase
from webapp.core import audit, clock
from webapp.core.audit import AuditEntry
from webapp.staff.models import Role


class TheTrail(SigningInTestCase):
    def note(self, action: str = "publish", object: str = "event 17", **more: object) -> None:
        audit.record(self.session, action, object, by=None, **more)  # type: ignore[arg-type]
        self.session.commit()

    def rows(self, query: str = "") -> list[str]:
        return self.get(f"/bureau/audit{query}").texts("tbody tr")

    def setUp(self) -> None:
        self.sign_in(Role.auditor)

    def test_it_is_found_by_account_action_object_day_text_and_failure(self) -> None:
        with clock.fixed_at(NOON):
            self.note(name="tuya", after={"title": "五当召的春天"})
        with clock.fixed_at(NOON + timedelta(days=1)):
            self.note("withdraw", "event 170", name="sarnai", succeeded=False)
            self.note("close place", "place 3", address="192.0.2.7")
        for query, count in {
            "": 3,
            "?account=tuya": 1,
            "?action=withdraw": 1,
            "?object=event+17": 1,
            "?object=event": 2,
            "?from=2026-06-02": 2,
            "?to=2026-06-01": 1,
            "?from=2026-06-01&to=2026-06-01": 1,
            "?text=五当召": 1,
            "?text=192.0.2.7": 1,
            "?text=%25": 0,
            "?failures=1": 1,
            "?account=tuya&failures=1": 0,
            "?account=%27+or+1%3D1": 0,
        }.items():
            assert len(self.rows(query)) == count, query

    def test_days_are_those_of_shiguai(self) -> None:
        with clock.fixed_at(NOON.replace(hour=17)):  # already the second of June there
            self.note()
        assert len(self.rows("?from=2026-06-02&to=2026-06-02")) == 1
        assert len(self.rows("?to=2026-06-01")) == 0

    def test_before_and_after_stand_side_by_side(self) -> None:
        self.note(before={"title": {"zh": "旧"}, "places": []}, after={"title": {"zh": "新"}})
        page = self.get("/en/bureau/audit")
        assert page.texts(".changes div") == ["Title 旧 → 新", "Places —"]

    def test_what_the_code_calls_things_is_said_in_words(self) -> None:
        self.note("change account", "account 3", after={"roles": ["editor", "reviewer"]})
        self.note("no such action", "nothing known", after={"no_such_field": "x"})
        self.note("forget", "audit trail", name="maintenance")
        rows = self.get("/en/bureau/audit").texts("tbody tr")
        assert "Old entries removed audit trail" in rows[0]
        assert "no such action nothing known no_such_field x" in rows[1]
        assert "Account changed account 3 Roles Editor, Reviewer" in rows[2]

    def test_long_trails_come_in_pages_that_lose_and_repeat_nothing(self) -> None:
        for number in range(120):
            self.note(object=f"event {number}")
        seen, page = [], self.get("/bureau/audit?action=publish")
        while True:
            seen += [one.replace("\u2068", "") for one in page.texts("tbody td:nth-of-type(3)")]
            self.note(object="event 999")  # what comes in meanwhile moves nothing
            older = page.soup.select("a[rel=next]")
            if not older:
                break
            page = self.get(str(older[0]["href"]))
        assert len(seen) == len(set(seen)) == 120
        newer = self.get(str(page.one("a[rel=prev]")["href"]))
        assert len(newer.texts("tbody tr")) == 50

    def test_there_is_a_sentence_when_nothing_is_found(self) -> None:
        page = self.get("/bureau/audit?account=nobody")
        assert page.soup.select("main p")

    def test_malformed_filters_are_refused_in_words(self) -> None:
        for query in (
            "from=yesterday",
            "to=0001-01-01",
            "to=9999-12-31",
            "before=x",
            "after=-1",
            "before=" + "9" * 30,
        ):
            self.get(f"/bureau/audit?{query}", 400)
            response = self.client.get(f"/bureau/audit.csv?{query}", buffered=True)
            assert response.status_code in (200, 400)

    def test_it_goes_out_as_a_table_and_the_export_is_in_it(self) -> None:
        self.note(name="tuya", after={"title": "五当召"})
        response = self.client.get("/en/bureau/audit.csv?account=tuya")
        assert response.mimetype == "text/csv"
        assert "attachment" in response.headers["Content-Disposition"]
        assert response.headers["Cache-Control"] == "no-store"
        assert response.text.startswith("\ufeff")
        header, row = csv.reader(io.StringIO(response.text.removeprefix("\ufeff")))
        told = dict(zip(header, row, strict=True))
        assert (told["Account name"], told["After"]) == ("tuya", '{"title": "五当召"}')
        (entry,) = self.entries("export audit trail")
        assert entry.after == {"account": "tuya"}

    def test_no_cell_of_the_table_is_a_formula(self) -> None:
        for name in ("=cmd|' /C calc'!A0", "+1", "-1", "@x", "\t=1", "\r=1"):
            self.note(name=name)
        response = self.client.get("/bureau/audit.csv")
        rows = list(csv.reader(io.StringIO(response.text.removeprefix("\ufeff"), newline="")))
        names = [row[2] for row in rows[2:]]
        assert len(names) == 6 and all(name.startswith("'") for name in names)

    def test_a_script_that_somebody_tried_as_a_name_is_words(self) -> None:
        evil = "<img src=x onerror=alert(1)>"
        self.note(name=evil, object=evil, after={evil: evil})
        page = self.get(f"/bureau/audit?text={evil}")
        assert not page.soup.select("main img")
        assert evil in page.words


class AppendOnly(SigningInTestCase):
    def entry(self, days: int) -> None:
        with clock.fixed_at(clock.now() - timedelta(days=days)):
            audit.record(self.session, "publish", "event 1", by=None)
            self.session.commit()

    def test_no_entry_is_ever_changed(self) -> None:
        self.entry(100)
        for change in (
            update(AuditEntry).values(account="somebody else"),
            text("insert or replace into audit_entry select * from audit_entry")
            if self.engine.dialect.name == "sqlite"
            else text("update audit_entry set at = at"),
        ):
            with pytest.raises(DBAPIError):
                self.session.execute(change)
            self.session.rollback()

    def test_none_is_removed_within_184_days(self) -> None:
        self.entry(183)
        with pytest.raises(DBAPIError):
            self.session.execute(delete(AuditEntry))
        self.session.rollback()
        if self.engine.dialect.name == "postgresql":
            with pytest.raises(DBAPIError):
                self.session.execute(text("truncate audit_entry"))
            self.session.rollback()
        assert self.session.query(AuditEntry).count() == 1

    def test_older_ones_may_go(self) -> None:
        self.entry(185)
        self.entry(1)
        assert audit.forget(self.session, 1) == 1
        assert self.session.query(AuditEntry).count() == 1
