"""Setting and changing passwords through the pages."""

from datetime import timedelta

from tests.staff.made import HASHED, PASSWORD
from tests.staff.signing_in import NOON, WRONG, SigningInTestCase
from tests.support import Page
from webapp.core import clock
from webapp.staff import links
from webapp.staff.models import Account, AccountState, Policy, PolicyRow, Role, SignInLink

NEW = "Copper-Violin-38"


class TheOneTimeLink(SigningInTestCase):
    def link(self, account: Account) -> str:
        token = links.make(self.session, account, clock.now())
        self.session.commit()
        return f"/bureau/welcome/{token}"

    def set(self, address: str, status: int = 303, password: str = PASSWORD) -> Page:
        page = self.get(address)
        return self.send(page, {"new_password": password, "again": password}, status=status)

    def test_it_sets_a_password_once(self) -> None:
        account = self.staff(Role.editor, name="tuya")
        address = self.link(account)
        self.set(address)
        self.get(address, 404)
        self.try_to_sign_in("tuya")
        assert [one.account for one in self.entries("set password")] == ["tuya"]

    def test_looking_at_it_does_not_use_it_up(self) -> None:
        address = self.link(self.staff(Role.editor))
        for _ in range(3):
            self.client.head(address)
            self.get(address)
        self.set(address)

    def test_it_is_good_for_24_hours(self) -> None:
        with clock.fixed_at(NOON):
            address = self.link(self.staff(Role.editor))
        with clock.fixed_at(NOON + timedelta(hours=23, minutes=59)):
            self.get(address)
        with clock.fixed_at(NOON + timedelta(hours=24)):
            self.get(address, 404)
            self.post(address, {"new_password": PASSWORD, "again": PASSWORD}, status=404)

    def test_a_newer_one_takes_its_place(self) -> None:
        account = self.staff(Role.editor)
        first, second = self.link(account), self.link(account)
        self.get(first, 404)
        self.set(second)

    def test_what_is_guessed_leads_nowhere(self) -> None:
        self.link(self.staff(Role.editor))
        for token in (
            "x",
            "0" * 43,
            "../me",
            "%00",
            self.session.query(SignInLink).one().token_hash,
        ):
            assert self.client.get(f"/bureau/welcome/{token}").status_code in (302, 400, 404)

    def test_a_disabled_accounts_link_is_void(self) -> None:
        account = self.staff(Role.editor, state=AccountState.disabled)
        self.get(self.link(account), 404)

    def test_a_weak_password_is_refused_with_every_reason_and_the_link_stays_good(self) -> None:
        address = self.link(self.staff(Role.editor, name="tuya"))
        assert len(self.get(address).texts(".rules li")) == 5
        page = self.set(address, 422, "tuya")
        assert len(page.texts(".field-error")) == 4
        page = self.send(page, {"new_password": PASSWORD, "again": PASSWORD + "x"}, status=422)
        assert len(page.texts(".field-error")) == 1
        self.set(address)

    def test_no_password_is_ever_sent_back(self) -> None:
        page = self.set(self.link(self.staff(Role.editor)), 422, "Shiguai-2026!")
        assert "Shiguai-2026!" not in page.text

    def test_it_unlocks_and_ends_every_session(self) -> None:
        account = self.sign_in(Role.editor, locked_until=clock.now() + timedelta(minutes=5))
        cookie = self.client.get_cookie("bureau")
        address = self.link(account)
        self.sign_out()
        self.set(address)
        self.try_to_sign_in(account.name)
        assert cookie
        self.client.set_cookie("bureau", cookie.value)
        assert self.client.get("/bureau/").status_code == 302


class ChangingThePassword(SigningInTestCase):
    def change(self, present: str = PASSWORD, new: str = NEW, status: int = 303) -> Page:
        values = {"password": present, "new_password": new, "again": new}
        return self.send(self.get("/bureau/password"), values, status=status)

    def test_the_new_one_counts_and_other_sessions_end(self) -> None:
        account = self.sign_in(Role.editor, password_hash=HASHED)
        other = self.client.get_cookie("bureau")
        self.act_as(account)
        page = self.change()
        assert page.one("h1")
        own = self.client.get_cookie("bureau")
        assert other and own
        self.client.set_cookie("bureau", other.value)
        assert self.client.get("/bureau/").status_code == 302
        self.try_to_sign_in(account.name, PASSWORD, status=401)
        self.try_to_sign_in(account.name, NEW)
        assert [one.account for one in self.entries("change password")] == [account.name]

    def test_ones_own_session_is_renewed(self) -> None:
        self.sign_in(Role.editor, password_hash=HASHED)
        before = self.client.get_cookie("bureau")
        self.change()
        after = self.client.get_cookie("bureau")
        assert before and after and before.value != after.value
        self.get("/bureau/")
        self.client.set_cookie("bureau", before.value)
        assert self.client.get("/bureau/").status_code == 302

    def test_the_present_password_has_to_be_right(self) -> None:
        account = self.sign_in(Role.editor, password_hash=HASHED)
        page = self.change(present=WRONG, status=422)
        assert len(page.texts(".field-error")) == 1
        self.session.refresh(account)
        assert account.password_hash == HASHED
        assert not self.entries("change password")[0].succeeded

    def test_guessing_it_locks_the_account(self) -> None:
        self.sign_in(Role.editor, password_hash=HASHED)
        for _ in range(5):
            self.change(present=WRONG, status=422)
        self.change(status=422)
        assert len(self.entries("lock account")) == 1

    def test_none_of_the_last_five_is_taken(self) -> None:
        self.sign_in(Role.editor, password_hash=HASHED)
        used = [PASSWORD, *(f"Copper-Violin-3{n}" for n in range(4))]
        for present, new in zip(used, used[1:], strict=False):
            self.change(present, new)
        for password in used:
            assert len(self.change(used[-1], password, 422).texts(".field-error")) == 1
        self.change(used[-1], NEW)
        self.change(NEW, PASSWORD)

    def test_a_wrong_present_password_tells_nothing_of_former_ones(self) -> None:
        self.sign_in(Role.editor, password_hash=HASHED)
        same = self.change(WRONG, PASSWORD, 422).texts(".field-error")
        assert same == self.change(WRONG, NEW, 422).texts(".field-error")


class AnOldPassword(SigningInTestCase):
    def test_after_90_days_only_the_page_for_a_new_one_opens(self) -> None:
        with clock.fixed_at(NOON):
            account = self.member(Role.administrator, name="member")
        with clock.fixed_at(NOON + timedelta(days=90)):
            account.last_used_at = clock.now()
            self.session.commit()
            self.assertRedirects(self.try_to_sign_in("member").response, "/bureau/password")
            for path in ("/bureau/", "/bureau/me", "/bureau/accounts/"):
                self.assertRedirects(self.client.get(path), "/bureau/password")
            page = self.get("/bureau/password")
            values = {"password": PASSWORD, "new_password": NEW, "again": NEW}
            assert self.send(page, values).one("h1")
            self.get("/bureau/me")

    def test_nothing_can_be_sent_either(self) -> None:
        with clock.fixed_at(NOON):
            account = self.member(Role.administrator)
        with clock.fixed_at(NOON + timedelta(days=91)):
            self.act_as(account)
            self.assertRedirects(self.post_raw("/bureau/policy").response, "/bureau/password")
            self.assertRedirects(self.post_raw("/bureau/sign-out").response, "/bureau/sign-in")

    def post_raw(self, path: str) -> Page:
        return Page(self.client.post(path, data={"csrf_token": self.token()}))

    def token(self) -> str:
        return str(self.get("/bureau/password").soup.select("input[name=csrf_token]")[0]["value"])

    def test_the_policy_may_ask_for_it_sooner(self) -> None:
        with clock.fixed_at(NOON):
            self.member(name="member")
            self.session.add(PolicyRow(value=Policy(password_days=30)))
            self.session.commit()
        with clock.fixed_at(NOON + timedelta(days=29)):
            self.assertRedirects(self.try_to_sign_in("member").response, "/bureau/")
        with clock.fixed_at(NOON + timedelta(days=30)):
            self.assertRedirects(self.try_to_sign_in("member").response, "/bureau/password")

    def test_one_that_runs_out_at_work_lasts_until_the_next_sign_in(self) -> None:
        with clock.fixed_at(NOON):
            account = self.member()
        with clock.fixed_at(NOON + timedelta(days=90) - timedelta(minutes=10)):
            self.act_as(account)
        with clock.fixed_at(NOON + timedelta(days=90)):
            self.get("/bureau/")

    def test_one_goes_on_to_where_one_was_going(self) -> None:
        with clock.fixed_at(NOON):
            self.member(name="member", last_used_at=NOON + timedelta(days=90))
        with clock.fixed_at(NOON + timedelta(days=90)):
            first = self.try_to_sign_in("member", next="/bureau/me")
            page = self.get(first.response.location)
            values = {"password": PASSWORD, "new_password": NEW, "again": NEW}
            assert self.send(page, values).response.request.path == "/bureau/me"
