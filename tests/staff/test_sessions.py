"""How sessions and accounts end, and what is kept of them."""

from datetime import timedelta

from tests.staff.made import HASHED
from tests.staff.signing_in import NOON, SigningInTestCase
from webapp.core import clock
from webapp.staff import sessions
from webapp.staff.models import AccountState, Policy, PolicyRow, Role, StaffSession
from webapp.staff.passwords import Cost, Hashing


class TheSession(SigningInTestCase):
    def test_it_ends_after_30_minutes_without_use_and_lives_on_when_used(self) -> None:
        with clock.fixed_at(NOON):
            self.sign_in(Role.editor)
        for minutes in (29, 58, 87):
            with clock.fixed_at(NOON + timedelta(minutes=minutes)):
                self.get("/bureau/")
        with clock.fixed_at(NOON + timedelta(minutes=118)):
            assert self.client.get("/bureau/").status_code == 302

    def test_the_administrators_shorter_time_holds_at_once(self) -> None:
        with clock.fixed_at(NOON):
            self.sign_in(Role.editor)
            self.session.add(PolicyRow(value=Policy(idle_minutes=5)))
            self.session.commit()
        with clock.fixed_at(NOON + timedelta(minutes=6)):
            assert self.client.get("/bureau/").status_code == 302

    def test_a_disabled_account_is_out_at_once(self) -> None:
        account = self.sign_in(Role.editor)
        account.state = AccountState.disabled
        self.session.commit()
        assert self.client.get("/bureau/").status_code == 302

    def test_rows_of_sessions_that_have_ended_are_cleared_away(self) -> None:
        with clock.fixed_at(NOON):
            self.sign_in(Role.editor)
        with clock.fixed_at(NOON + timedelta(hours=1)):
            self.try_to_sign_in(self.member().name)
        assert len(self.session.query(StaffSession).all()) == 1

    def test_only_a_hash_of_the_token_is_kept(self) -> None:
        self.sign_in(Role.editor)
        with self.client.session_transaction() as cookie:
            token = cookie["staff"]
        (row,) = self.session.query(StaffSession)
        assert row.token_hash == sessions.token_hash(token) != token


class AnUnusedAccount(SigningInTestCase):
    def test_it_is_disabled_at_its_next_sign_in_and_the_trail_says_so(self) -> None:
        with clock.fixed_at(NOON):
            account = self.member(name="member")
        with clock.fixed_at(NOON + timedelta(days=90)):
            self.try_to_sign_in("member")
        with clock.fixed_at(NOON + timedelta(days=181)):
            self.try_to_sign_in("member", status=401)
        self.session.refresh(account)
        assert account.state is AccountState.disabled
        assert len(self.entries("disable account")) == 1


class ADearerHash(SigningInTestCase):
    settings = {"PASSWORD_HASHING": Cost(time_cost=2, memory_cost=16, parallelism=1)}

    def test_a_password_is_hashed_anew_when_hashing_has_become_dearer(self) -> None:
        account = self.member(name="member")
        self.try_to_sign_in("member")
        self.session.refresh(account)
        assert account.password_hash is not None and account.password_hash != HASHED
        assert not Hashing(Cost(**self.settings["PASSWORD_HASHING"])).outdated(
            account.password_hash
        )
        self.try_to_sign_in("member")
