"""A form that is sent after the session has ended is not lost."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pyotp
from flask import Flask

from tests.staff.made import HASHED, PASSWORD
from tests.staff.signing_in import NOON, SigningInTestCase
from tests.support import Page
from webapp.core import clock
from webapp.staff import kept
from webapp.staff.models import Policy, PolicyRow, Role

LONG = "五当召的春天\n第二行 <b>&amp;</b> “引号”" * 200
TYPED = {"title": LONG, "kind": ["a", "b"], "password": "secret-1", "code": "123456"}
LATER = NOON + timedelta(minutes=31)
AIM = "/bureau/policy?from=here"


class AFormThatCameTooLate(SigningInTestCase):
    def send_late(self, data: dict[str, Any] = TYPED) -> Page:
        with clock.fixed_at(NOON):
            self.account = self.sign_in(Role.administrator, password_hash=HASHED, name="member")
            token = self.get("/bureau/me").soup.select("input[name=csrf_token]")[0]["value"]
        with clock.fixed_at(LATER):
            response = self.client.post(AIM, data={**data, "csrf_token": token})
            assert response.status_code == 401
            return Page(response)

    def sign_in_on(self, page: Page, **more: str) -> Page:
        return self.send(page, {"name": "member", "password": PASSWORD, **more}, status=200)

    def test_it_is_shown_again_after_signing_in_to_be_sent_with_one_press(self) -> None:
        page = self.send_late()
        assert page.one("h1")
        with clock.fixed_at(LATER):
            page = self.sign_in_on(page)
            form = page.one("main form")
            assert form["action"] == AIM
            fields = [(one["name"], one.get("value")) for one in form.select("input")]
            assert fields[1:] == [("title", LONG), ("kind", "a"), ("kind", "b")]
            assert "五当召的春天" in page.words
            self.get("/bureau/me")

    def test_passwords_and_codes_are_not_kept(self) -> None:
        page = self.send_late()
        assert "secret-1" not in page.text and "123456" not in page.text

    def test_a_wrong_password_in_between_loses_nothing(self) -> None:
        page = self.send_late()
        with clock.fixed_at(LATER):
            page = self.send(page, {"name": "member", "password": "no"}, status=401)
            page = self.sign_in_on(page)
            assert page.one("input[name=title]")["value"] == LONG

    def test_nor_does_a_password_that_has_run_out(self) -> None:
        page = self.send_late()
        new = "Copper-Violin-38"
        with clock.fixed_at(LATER):
            self.session.rollback()
            self.account.password_set_at = NOON - timedelta(days=100)
            self.session.commit()
            page = self.sign_in_on(page)
            values = {"password": PASSWORD, "new_password": new, "again": new}
            page = self.send(page, values | {"again": "x"}, status=422)
            page = self.send(page, values, status=200)
            assert page.one("input[name=title]")["value"] == LONG

    def test_nor_does_setting_up_a_second_factor(self) -> None:
        page = self.send_late()
        with clock.fixed_at(LATER):
            self.session.rollback()
            self.session.add(PolicyRow(value=Policy(second_factor=(Role.administrator,))))
            self.session.commit()
            page = self.sign_in_on(page)
            secret = page.one("code.secret").get_text().replace(" ", "")
            page = self.send(page, {"code": pyotp.TOTP(secret).at(LATER)}, status=200)
            assert page.one("input[name=title]")["value"] == LONG

    def test_files_have_to_be_chosen_again_and_it_says_so(self) -> None:
        page = self.send_late({"title": "x", "picture": (BytesIO(b"x"), "x.png")})
        assert len(page.texts(".notice")) == 2
        with clock.fixed_at(LATER):
            assert len(self.sign_in_on(page).texts(".notice")) == 1

    def test_without_files_nothing_is_said_of_them(self) -> None:
        page = self.send_late()
        with clock.fixed_at(LATER):
            assert not self.sign_in_on(page).texts(".notice")

    def test_what_another_site_sends_is_not_kept(self) -> None:
        response = self.client.post(AIM, data=TYPED, headers={"Origin": "https://evil.example"})
        assert response.status_code == 401
        assert "五当召的春天" not in response.text

    def test_what_a_page_of_ours_sends_is_kept_without_any_cookie(self) -> None:
        for origin in ("https://shiguai.example", "http://localhost"):
            response = self.client.post(AIM, data=TYPED, headers={"Origin": origin})
            assert "五当召的春天" in response.text

    def test_one_that_was_signed_in_anew_elsewhere_sends_it_again(self) -> None:
        account = self.sign_in(Role.administrator)
        old = self.get("/bureau/me").soup.select("input[name=csrf_token]")[0]["value"]
        self.act_as(account)
        data, here = {**TYPED, "csrf_token": old}, {"Origin": "https://shiguai.example"}
        page = Page(self.client.post(AIM, data=data, headers=here))
        assert page.status == 400
        assert page.one("input[name=title]")["value"] == LONG
        assert self.client.post(AIM, data=data).status_code == 400
        assert "五当召的春天" not in self.client.post(AIM, data=data).text


def test_what_is_carried_can_only_go_to_a_page_of_ours(app: Flask) -> None:
    with app.test_request_context("/"):
        fine = kept.of("/bureau/policy", [("a", "b"), ("csrf_token", "x")], files=False)
        assert kept.read(kept.written(fine)) == fine
        assert fine.fields == (("a", "b"),)
        for path in ("//evil.example", "https://evil.example", "javascript:alert(1)"):
            assert kept.read(kept.written(kept.of(path, [], files=False))) is None
        for text in ("", None, "{}", "[]", "x", '{"path": 1}', '{"path": "/x", "fields": [["a"]]}'):
            assert kept.read(text) is None
