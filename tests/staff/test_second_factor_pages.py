"""Setting up and using the second factor through the pages."""

from datetime import timedelta

import pyotp

from tests.staff.made import HASHED, PASSWORD
from tests.staff.signing_in import NOON, SigningInTestCase
from tests.support import Page
from webapp.core import clock
from webapp.staff.models import Policy, PolicyRow, Role

SECRET = pyotp.random_base32()
STEP = timedelta(seconds=30)


def secret_on(page: Page) -> str:
    return page.one("code.secret").get_text().replace(" ", "")


class ASecondFactor(SigningInTestCase):
    def ask_of(self, *roles: Role) -> None:
        self.session.add(PolicyRow(value=Policy(second_factor=roles)))
        self.session.commit()

    def test_nobody_is_asked_for_a_code_while_nobody_has_one(self) -> None:
        assert not self.get("/bureau/sign-in").soup.select("input[name=code]")

    def test_the_first_sign_in_of_a_role_that_needs_one_leads_to_its_set_up(self) -> None:
        with clock.fixed_at(NOON):
            self.ask_of(Role.administrator)
            account = self.member(Role.administrator, name="member")
            answer = self.try_to_sign_in("member")
            self.assertRedirects(answer.response, "/bureau/second-factor")
            page = self.get("/bureau/second-factor")
            secret = secret_on(page)
            assert len(page.soup.select(".qr svg")) == 1
            assert secret_on(self.get("/bureau/second-factor")) == secret
            page = self.send(page, {"code": "000000"}, status=422)
            assert secret_on(page) == secret
            self.send(page, {"code": pyotp.TOTP(secret).at(NOON)})
            self.get("/bureau/me")
            self.session.refresh(account)
            assert account.totp_secret == secret
            assert [one.account for one in self.entries("set up second factor")] == ["member"]

    def test_until_then_nothing_else_opens(self) -> None:
        self.ask_of(Role.editor)
        self.member(name="member")
        self.try_to_sign_in("member")
        for rule in self.app.url_map.iter_rules():
            if rule.endpoint.startswith("bureau.") and not rule.arguments:
                if rule.endpoint in ("bureau.staff.second_factor", "bureau.staff.sign_in"):
                    continue
                if "GET" in (rule.methods or ()):
                    location = self.client.get(rule.rule).location or ""
                    assert location.startswith("/bureau/sign-in"), rule

    def test_its_cookie_is_no_session(self) -> None:
        self.ask_of(Role.editor)
        self.member(name="member")
        self.try_to_sign_in("member")
        with self.client.session_transaction() as cookie:
            cookie["staff"] = cookie["half"]
        assert self.client.get("/bureau/").status_code == 302

    def test_it_waits_for_a_quarter_of_an_hour(self) -> None:
        with clock.fixed_at(NOON):
            self.ask_of(Role.editor)
            self.member(name="member")
            self.try_to_sign_in("member")
        with clock.fixed_at(NOON + timedelta(minutes=16)):
            self.assertRedirects(self.client.get("/bureau/second-factor"), "/bureau/sign-in")

    def test_from_then_on_every_sign_in_needs_a_code_that_works_once(self) -> None:
        with clock.fixed_at(NOON):
            self.member(name="member", totp_secret=SECRET)
            code = pyotp.TOTP(SECRET).at(NOON)
            self.try_to_sign_in("member", status=401)
            self.try_to_sign_in("member", code=code)
            self.try_to_sign_in("member", code=code, status=401)
        with clock.fixed_at(NOON + STEP):
            self.try_to_sign_in("member", code=code, status=401)
            self.try_to_sign_in("member", code=pyotp.TOTP(SECRET).at(NOON + STEP))

    def test_a_code_of_another_secret_or_time_is_wrong(self) -> None:
        with clock.fixed_at(NOON):
            self.member(name="member", totp_secret=SECRET)
            for code in (
                pyotp.TOTP(pyotp.random_base32()).at(NOON),
                pyotp.TOTP(SECRET).at(NOON + 2 * STEP),
                pyotp.TOTP(SECRET).at(NOON - 2 * STEP),
            ):
                self.try_to_sign_in("member", code=code, status=401)

    def test_switching_it_on_leaves_those_alone_who_are_at_work(self) -> None:
        account = self.sign_in(Role.editor, password_hash=HASHED)
        self.ask_of(Role.editor)
        self.get("/bureau/me")
        answer = self.try_to_sign_in(account.name)
        self.assertRedirects(answer.response, "/bureau/second-factor")

    def test_anybody_may_set_one_up_for_themselves(self) -> None:
        with clock.fixed_at(NOON):
            account = self.sign_in(Role.editor, password_hash=HASHED)
            page = self.get("/bureau/second-factor")
            self.send(page, {"code": pyotp.TOTP(secret_on(page)).at(NOON)})
            assert not self.get("/bureau/second-factor").soup.select("code.secret")
            self.try_to_sign_in(account.name, PASSWORD, status=401)

    def test_setting_one_up_ends_the_other_sessions(self) -> None:
        with clock.fixed_at(NOON):
            account = self.sign_in(Role.editor, password_hash=HASHED)
            other = self.client.get_cookie("bureau")
            self.act_as(account)
            page = self.get("/bureau/second-factor")
            self.send(page, {"code": pyotp.TOTP(secret_on(page)).at(NOON)})
            self.get("/bureau/me")
            assert other
            self.client.set_cookie("bureau", other.value)
            assert self.client.get("/bureau/me").status_code == 302

    def test_one_that_is_set_up_cannot_be_replaced_without_the_administrator(self) -> None:
        account = self.sign_in(Role.editor, totp_secret=SECRET)
        self.post("/bureau/second-factor", {"code": "000000"})
        self.session.refresh(account)
        assert account.totp_secret == SECRET
