"""Signing in and out through the pages."""

import re
from datetime import timedelta
from urllib.parse import quote

import pyotp

from tests.staff.made import PASSWORD
from tests.staff.signing_in import NOON, WRONG, SigningInTestCase
from tests.support import Page
from webapp.core import clock
from webapp.staff.models import AccountState, Role

SECRET = pyotp.random_base32()


def body(page: Page, name: str) -> str:
    """The page without what differs each time: the token, and the name that was typed."""
    return re.sub(r'(name="csrf_token" value=")[^"]+', r"\1", page.text).replace(name, "NAME")


class SigningIn(SigningInTestCase):
    def test_a_name_and_a_password_lead_to_the_front_desk(self) -> None:
        account = self.member(full_name="Tuya")
        page = self.try_to_sign_in(account.name)
        self.assertRedirects(page.response, "/bureau/")
        assert "Tuya" in self.get("/bureau/").text
        assert [one.account for one in self.entries("sign in")] == [account.name]

    def test_the_name_may_be_typed_with_capitals_blanks_and_full_width_letters(self) -> None:
        self.member(name="tuya.s")
        self.try_to_sign_in(" Ｔuya.S ")

    def test_whoever_is_signed_in_is_not_asked_again(self) -> None:
        self.sign_in(Role.editor)
        self.assertRedirects(self.client.get("/bureau/sign-in"), "/bureau/")

    def test_one_arrives_at_the_page_one_had_asked_for(self) -> None:
        account = self.member(Role.administrator)
        asked = self.client.get("/en/bureau/me?x=1")
        page = self.get(asked.location)
        answer = self.send(page, {"name": account.name, "password": PASSWORD})
        assert answer.one("h1").get_text() == "My account"

    def test_nobody_is_sent_to_another_site(self) -> None:
        account = self.member()
        for evil in ("//evil.example", "/\\evil.example", "https://evil.example", "/%5cevil"):
            self.sign_out()
            shown = self.get(f"/bureau/sign-in?next={quote(evil)}")
            assert not shown.soup.select("input[name=next]")
            page = self.try_to_sign_in(account.name, next=evil)
            self.assertRedirects(page.response, "/bureau/")

    def test_the_session_is_a_new_one_and_the_cookie_of_before_is_worth_nothing(self) -> None:
        account = self.member()
        self.get("/bureau/sign-in")
        planted = self.client.get_cookie("bureau")
        page = self.get("/bureau/sign-in")
        self.send(page, {"name": account.name, "password": PASSWORD})
        fresh = self.client.get_cookie("bureau")
        assert planted and fresh and planted.value != fresh.value
        self.client.set_cookie("bureau", planted.value)
        assert self.client.get("/bureau/").status_code == 302

    def test_a_forms_token_of_before_is_worth_nothing_afterwards(self) -> None:
        account = self.member(Role.administrator)
        page = self.get("/bureau/sign-in")
        before = page.one("input[name=csrf_token]")["value"]
        self.send(page, {"name": account.name, "password": PASSWORD})
        response = self.client.post("/bureau/policy", data={"csrf_token": before})
        assert response.status_code == 400

    def test_the_cookie_is_for_this_service_and_out_of_reach_of_scripts(self) -> None:
        response = self.client.get("/bureau/sign-in")
        name, *flags = response.headers["Set-Cookie"].split("; ")
        assert name.startswith("bureau=")
        assert set(flags) == {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"}

    def test_public_pages_set_no_cookie_for_anybody(self) -> None:
        self.sign_in(Role.editor)
        for path in ("/", "/places", "/events", "/nothing-here"):
            assert "Set-Cookie" not in self.client.get(path).headers

    def test_a_form_without_a_token_is_refused_in_words(self) -> None:
        for path in ("/bureau/sign-in", "/bureau/sign-out"):
            response = self.client.post(path, data={"name": "x", "password": "y"})
            assert response.status_code == 400
            assert "重新加载" in response.text or "reload" in response.text

    def test_signing_out_ends_the_session_at_once_everywhere_it_was_copied_to(self) -> None:
        self.sign_in(Role.editor)
        stolen = self.client.get_cookie("bureau")
        self.send(self.get("/bureau/"), {}, form=".desk-tools form")
        assert stolen
        self.client.set_cookie("bureau", stolen.value)
        assert self.client.get("/bureau/").status_code == 302
        assert len(self.entries("sign out")) == 1

    def test_under_a_path_of_the_host_everything_stays_below_it(self) -> None:
        prefix = {"SCRIPT_NAME": "/wlj"}
        response = self.client.get("/bureau/", environ_overrides=prefix)
        assert response.location == "/wlj/bureau/sign-in?next=/wlj/bureau/"
        response = self.client.get("/bureau/sign-in", environ_overrides=prefix)
        assert "Path=/wlj;" in response.headers["Set-Cookie"] + ";"


class OneAnswerForEveryFailure(SigningInTestCase):
    def test_nobody_learns_why(self) -> None:
        """Unknown, wrong, locked, disabled, unused, no password, no code: one answer."""
        now = clock.now()
        self.member(name="member")
        self.member(name="locked", locked_until=now + timedelta(minutes=5))
        self.member(name="disabled", state=AccountState.disabled)
        self.staff(Role.editor, name="without")
        self.member(name="unused", last_used_at=now - timedelta(days=91))
        self.member(name="coded", totp_secret=SECRET)
        tries = [
            ("nobody", PASSWORD),
            ("member", WRONG),
            ("locked", PASSWORD),
            ("disabled", PASSWORD),
            ("without", PASSWORD),
            ("unused", PASSWORD),
            ("coded", PASSWORD),
            ("member", ""),
        ]
        pages = [
            (self.try_to_sign_in(name, password, status=401), name) for name, password in tries
        ]
        bodies = {body(page, f'value="{name}"') for page, name in pages}
        assert len(bodies) == 1
        headers = [sorted(set(page.headers.keys()) - {"Set-Cookie"}) for page, _ in pages]
        assert all(one == headers[0] for one in headers)

    def test_the_trail_knows_why(self) -> None:
        self.member(name="member")
        self.try_to_sign_in("member", WRONG, status=401)
        self.try_to_sign_in("nobody", WRONG, status=401)
        first, second = self.entries("sign in")
        assert first.after == {"refused": "wrong password"} and first.account == "member"
        assert second.after == {"refused": "unknown name"} and second.account == "nobody"
        assert not first.succeeded and not second.succeeded
        assert first.address == "127.0.0.1"

    def test_a_password_in_the_field_of_the_name_is_written_nowhere(self) -> None:
        page = self.try_to_sign_in(PASSWORD, "tuya", status=401)
        assert page.status == 401
        (entry,) = self.entries("sign in")
        assert entry.account == "?"

    def test_what_cannot_be_a_name_does_no_harm(self) -> None:
        for name in ("x" * 5000, "'; drop table account --", "%", "\u202e", "<script>"):
            self.try_to_sign_in(name, WRONG, status=401)
            self.try_to_sign_in(WRONG, name, status=401)
        self.try_to_sign_in("a\0b", WRONG, status=400)


class FiveTries(SigningInTestCase):
    def test_after_five_failures_the_right_password_fails_too_for_15_minutes(self) -> None:
        with clock.fixed_at(NOON):
            account = self.member(name="member")
            for _ in range(5):
                self.try_to_sign_in("member", WRONG, status=401)
            self.try_to_sign_in("member", status=401)
            assert [one.object for one in self.entries("lock account")] == [f"account {account.id}"]
        with clock.fixed_at(NOON + timedelta(minutes=14, seconds=59)):
            self.try_to_sign_in("member", status=401)
        with clock.fixed_at(NOON + timedelta(minutes=15)):
            self.try_to_sign_in("member")

    def test_a_success_forgives_the_failures_before_it(self) -> None:
        self.member(name="member")
        for _ in range(4):
            self.try_to_sign_in("member", WRONG, status=401)
        self.try_to_sign_in("member")
        for _ in range(4):
            self.try_to_sign_in("member", WRONG, status=401)
        self.try_to_sign_in("member")

    def test_trying_while_it_is_locked_does_not_lock_it_longer(self) -> None:
        with clock.fixed_at(NOON):
            self.member(name="member")
            for _ in range(12):
                self.try_to_sign_in("member", WRONG, status=401)
        with clock.fixed_at(NOON + timedelta(minutes=15)):
            self.try_to_sign_in("member")

    def test_wrong_codes_count_as_failures(self) -> None:
        with clock.fixed_at(NOON):
            self.member(name="member", totp_secret=SECRET)
            for _ in range(5):
                self.try_to_sign_in("member", code="000000", status=401)
            self.try_to_sign_in("member", code=pyotp.TOTP(SECRET).at(NOON), status=401)

    def test_others_are_not_locked_out_with_it(self) -> None:
        self.member(name="member")
        self.member(name="other")
        for _ in range(5):
            self.try_to_sign_in("member", WRONG, status=401)
        self.try_to_sign_in("other")


class TwentyFailuresOfANetwork(SigningInTestCase):
    def fail(self, address: str, times: int = 1, status: int = 401) -> None:
        for _ in range(times):
            self.try_to_sign_in("nobody", WRONG, address=address, status=status)

    def test_then_nothing_is_tried_from_there_for_a_while(self) -> None:
        with clock.fixed_at(NOON):
            self.member(name="member")
            self.fail("192.0.2.7", 20)
            page = self.try_to_sign_in("member", address="192.0.2.7", status=429)
            assert page.headers["Retry-After"] == "900"
            self.try_to_sign_in("member", address="192.0.2.8")
        with clock.fixed_at(NOON + timedelta(minutes=15)):
            self.try_to_sign_in("member", address="192.0.2.7")

    def test_an_ipv6_network_is_one_whatever_its_addresses(self) -> None:
        self.member(name="member")
        for number in range(20):
            self.fail(f"2001:db8:1:2:{number:x}::1")
        self.fail("2001:db8:1:2:ffff:ffff:ffff:ffff", status=429)
        self.fail("2001:db8:1:3::1")
        self.try_to_sign_in("member", address="2001:db8:1:20::1")

    def test_an_ipv4_address_written_as_ipv6_is_the_same(self) -> None:
        self.fail("192.0.2.7", 10)
        self.fail("::ffff:192.0.2.7", 10)
        self.fail("192.0.2.7", status=429)

    def test_successes_do_not_count(self) -> None:
        self.member(name="member")
        for _ in range(21):
            self.try_to_sign_in("member")
