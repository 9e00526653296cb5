"""Signing in through the real form, as people do."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from tests.staff.made import HASHED, PASSWORD
from tests.support import Page, TestCase
from webapp.core.audit import AuditEntry
from webapp.staff.models import Account, Role

NOON = datetime(2026, 6, 1, 4, 0, 10, tzinfo=UTC)
WRONG = "Wrong-Ladder-72"
REFUSED = "没有登录成功"


class SigningInTestCase(TestCase):
    """A test with accounts that have passwords."""

    __test__ = False

    def member(self, *roles: Role, **more: Any) -> Account:
        """A new account whose password is PASSWORD."""
        return self.staff(*(roles or (Role.editor,)), **{"password_hash": HASHED, **more})

    def try_to_sign_in(
        self,
        name: str,
        password: str = PASSWORD,
        code: str | None = None,
        status: int = 303,
        address: str = "127.0.0.1",
        **more: str,
    ) -> Page:
        """Fill in the form as anybody does who comes with a fresh browser."""
        self.sign_out()
        page = self.get("/bureau/sign-in")
        token = page.one("input[name=csrf_token]")["value"]
        fields = {"csrf_token": token, "name": name, "password": password, **more}
        if code is not None:
            fields["code"] = code
        response = self.client.post(
            "/bureau/sign-in", data=fields, environ_base={"REMOTE_ADDR": address}
        )
        self.session.rollback()
        assert response.status_code == status, f"{response.status_code}, not {status}"
        return Page(response)

    def entries(self, action: str) -> list[AuditEntry]:
        """What the audit trail says of an action."""
        self.session.rollback()
        found = select(AuditEntry).where(AuditEntry.action == action).order_by(AuditEntry.id)
        return list(self.session.scalars(found))
