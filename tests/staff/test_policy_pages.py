"""The rules of the house."""

from datetime import timedelta

from tests.staff.signing_in import NOON, SigningInTestCase
from tests.support import Page
from webapp.core import clock
from webapp.core.audit import AuditEntry
from webapp.staff.models import Role, policy


class TheRules(SigningInTestCase):
    def set(self, status: int = 303, **values: object) -> Page:
        return self.send(self.get("/bureau/policy"), values, form="main form", status=status)

    def test_each_is_shown_with_its_meaning_and_range(self) -> None:
        self.sign_in(Role.administrator)
        page = self.get("/bureau/policy")
        values = {one["name"]: one.get("value") for one in page.soup.select("main .field > input")}
        assert values == {
            "password_days": "90",
            "idle_minutes": "30",
            "unused_days": "90",
            "audit_days": "190",
        }
        assert len(page.soup.select(".hint")) == 5

    def test_what_is_set_holds_and_is_in_the_trail(self) -> None:
        self.sign_in(Role.administrator)
        self.set(password_days="60", second_factor=["administrator"])
        kept = policy(self.session)
        assert (kept.password_days, kept.second_factor) == (60, (Role.administrator,))
        (entry,) = self.entries("change policy")
        assert entry.before == {"password_days": 90, "second_factor": []}
        assert entry.after == {"password_days": 60, "second_factor": ["administrator"]}
        self.set()
        assert len(self.entries("change policy")) == 1

    def test_the_trail_is_never_kept_for_less_than_the_law_asks(self) -> None:
        self.sign_in(Role.administrator)
        for days in ("183", "1", "0", "-1"):
            page = self.set(422, audit_days=days)
            assert "184" in page.texts(".field-error")[0]
            assert page.one("input[name=audit_days]")["value"] == days
        self.set(audit_days="184")

    def test_numbers_out_of_range_and_words_are_refused(self) -> None:
        self.sign_in(Role.administrator)
        for values in (
            {"idle_minutes": "31"},
            {"idle_minutes": "4"},
            {"password_days": "0"},
            {"password_days": "never"},
            {"unused_days": ""},
            {"unused_days": "1e2"},
            {"audit_days": "9" * 5000},
        ):
            assert len(self.set(422, **values).texts(".field-error")) == 1
        assert not self.entries("change policy")

    def test_the_days_the_trail_is_kept_take_effect(self) -> None:
        with clock.fixed_at(NOON - timedelta(days=200)):
            self.try_to_sign_in("nobody", "x", status=401)
        with clock.fixed_at(NOON):
            self.sign_in(Role.administrator)
            self.set(audit_days="210")
            self.try_to_sign_in(self.member().name)
            assert self.session.query(AuditEntry).filter_by(account="nobody").count() == 1
            self.sign_in(Role.administrator)
            self.set(audit_days="190")
            self.try_to_sign_in(self.member().name)
            self.session.rollback()
            assert self.session.query(AuditEntry).filter_by(account="nobody").count() == 0
            assert self.entries("forget")[0].after == {"entries": 1, "audit_days": 190}

    def test_the_auditor_reads_them(self) -> None:
        self.sign_in(Role.auditor)
        page = self.get("/bureau/policy")
        assert not page.soup.select("main form, main button")
        assert all(one.has_attr("disabled") for one in page.soup.select("main .field > input"))
