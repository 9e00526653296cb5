"""Many attempts at once get no more tries than one after the other."""

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import func, select

from tests.databases import CHEAP
from tests.staff.made import PASSWORD
from tests.staff.signing_in import WRONG, SigningInTestCase
from webapp.core import clock
from webapp.core.audit import AuditEntry
from webapp.extensions import db
from webapp.staff import signing_in
from webapp.staff.models import Account, Policy
from webapp.staff.passwords import Hashing


class AtOnce(SigningInTestCase):
    def attempt(self, password: str) -> bool:
        with self.app.app_context():
            attempt = signing_in.Attempt("member", password, "", "")
            now = clock.now()
            found = signing_in.sign_in(db.session, attempt, Hashing(CHEAP), Policy(), now)
            db.session.commit()
            return found is not None

    def test_sixteen_threads_get_five_tries(self) -> None:
        self.member(name="member")
        with ThreadPoolExecutor(16) as threads:
            assert not any(threads.map(self.attempt, [f"{WRONG}-{n}" for n in range(16)]))
        assert not self.attempt(PASSWORD)
        self.session.rollback()
        refused = select(AuditEntry.after).where(AuditEntry.action == "sign in")
        reasons = [after["refused"] for after in self.session.scalars(refused) if after]
        assert reasons.count("wrong password") == 5
        assert reasons.count("account locked") == 12
        locks = select(func.count()).where(AuditEntry.action == "lock account")
        assert self.session.scalar(locks) == 1

    def test_failures_at_once_are_all_counted(self) -> None:
        self.member(name="member")
        with ThreadPoolExecutor(4) as threads:
            list(threads.map(self.attempt, [WRONG] * 4))
        self.session.rollback()
        assert self.session.scalar(select(Account.failures)) == 4
