"""The administrator's pages about accounts."""

from urllib.parse import urlsplit

import pyotp

from tests.staff.made import HASHED, PASSWORD
from tests.staff.signing_in import WRONG, SigningInTestCase
from tests.support import Page
from webapp.places.models import Place
from webapp.staff.models import Account, AccountState, Role, SignInLink

NEW = {"name": "tuya", "full_name": "图雅", "roles": ["editor", "reviewer"]}


class Accounts(SigningInTestCase):
    content = True

    def setUp(self) -> None:
        self.administrator = self.sign_in(Role.administrator)

    def token(self) -> dict[str, str]:
        page = self.get("/bureau/me")
        return {"csrf_token": str(page.soup.select("input[name=csrf_token]")[0]["value"])}

    def account(self, name: str) -> Account:
        self.session.rollback()
        return self.session.query(Account).filter_by(name=name).one()

    def page(self, account: Account) -> Page:
        return self.get(f"/bureau/accounts/{account.id}")

    def press(self, account: Account, action: str) -> Page:
        return self.send(self.page(account), {}, form=f"form[action$='/{action}']")

    def change(self, account: Account, status: int = 303, **values: object) -> Page:
        form = f"form[action='/bureau/accounts/{account.id}']"
        return self.send(self.page(account), values, form=form, status=status)

    def test_a_new_account_gets_a_link_that_is_shown_once(self) -> None:
        page = self.send(self.get("/bureau/accounts/new"), NEW, status=200)
        link = page.one("#one-time-link").get_text()
        assert page.one("[data-behaviour=copy-text]")["data-copy"] == link
        assert page.soup.select(".qr svg")
        assert link.startswith("https://shiguai.example/bureau/welcome/")
        assert link not in self.page(self.account("tuya")).text
        self.sign_out()
        page = self.get(urlsplit(link).path)
        self.send(page, {"new_password": PASSWORD, "again": PASSWORD})
        self.try_to_sign_in("tuya")
        assert self.account("tuya").roles == (Role.editor, Role.reviewer)

    def test_the_list_shows_who_there_is_and_how_they_are(self) -> None:
        self.staff(Role.editor, full_name="Tuya")
        self.staff(Role.editor, full_name="Sarnai", state=AccountState.disabled)
        page = self.get("/en/bureau/accounts/")
        rows = page.texts("tbody tr")
        assert any("Tuya" in row and "no password yet" in row for row in rows)
        assert any("Sarnai" in row and "disabled" in row for row in rows)

    def test_names_are_unique_and_readable(self) -> None:
        self.staff(Role.editor, name="tuya")
        for name in ("Tuya", "", "a b", "<script>", "x" * 41, "../x"):
            page = self.send(self.get("/bureau/accounts/new"), NEW | {"name": name}, status=422)
            assert len(page.texts(".field-error")) == 1
            assert page.one("input[name=full_name]")["value"] == "图雅"
            assert len(page.soup.select("input[name=roles][checked]")) == 2

    def test_an_auditor_holds_no_other_role(self) -> None:
        both = NEW | {"roles": ["editor", "auditor"]}
        self.send(self.get("/bureau/accounts/new"), both, status=422)
        account = self.staff(Role.editor)
        self.change(account, 422, roles=["editor", "auditor"])
        self.change(account, roles=["auditor"])
        assert self.account(account.name).roles == (Role.auditor,)

    def test_there_is_no_account_without_a_role_or_of_roles_that_do_not_exist(self) -> None:
        account = self.staff(Role.editor)
        self.change(account, 422, roles=False)
        self.change(account, 422, roles=["emperor"])

    def test_an_operator_has_places(self) -> None:
        first = self.session.query(Place.id).first()
        assert first
        account = self.staff(Role.editor)
        self.change(account, 422, roles=["operator"])
        self.change(account, 422, roles=["operator"], places=["999999"])
        self.change(account, roles=["operator"], places=[str(first.id)])
        assert self.account(account.name).places == (first.id,)
        self.change(account, roles=["editor"])
        assert self.account(account.name).places == ()

    def test_nobody_changes_their_own_roles(self) -> None:
        self.staff(Role.administrator)
        page = self.change(self.administrator, 422, roles=["administrator", "editor"])
        assert len(page.texts(".field-error")) == 1
        self.change(self.administrator, full_name="Another Name")
        self.session.rollback()
        assert self.administrator.roles == (Role.administrator,)
        assert self.administrator.full_name == "Another Name"

    def test_the_last_administrator_stays(self) -> None:
        self.staff(Role.administrator, state=AccountState.disabled)
        page = self.press(self.administrator, "disable")
        assert page.texts(".notice.is-error")
        self.session.rollback()
        assert self.administrator.state is AccountState.active
        self.staff(Role.administrator)
        self.client.post(f"/bureau/accounts/{self.administrator.id}/disable", data=self.token())
        assert self.account(self.administrator.name).state is AccountState.disabled

    def test_other_roles_or_places_end_the_sessions_and_another_name_does_not(self) -> None:
        account = self.staff(Role.editor)
        self.act_as(account)
        theirs = self.client.get_cookie("bureau")
        self.act_as(self.administrator)
        own = self.client.get_cookie("bureau")
        assert theirs and own

        def still_in() -> bool:
            self.client.set_cookie("bureau", theirs.value)
            status = self.client.get("/bureau/").status_code
            self.client.set_cookie("bureau", own.value)
            return status == 200

        self.change(account, full_name="Another Name")
        assert still_in()
        self.change(account, roles=["editor", "reviewer"])
        assert not still_in()

    def test_disabling_shuts_everything_and_enabling_opens_it(self) -> None:
        account = self.staff(Role.editor, password_hash=HASHED)
        self.make_link(account)
        self.press(account, "disable")
        assert not self.session.query(SignInLink).all()
        self.try_to_sign_in(account.name, status=401)
        self.act_as(self.administrator)
        self.press(account, "enable")
        self.try_to_sign_in(account.name)

    def make_link(self, account: Account) -> str:
        page = self.send(self.page(account), {}, form="form[action$='/link']", status=200)
        return page.one("#one-time-link").get_text()

    def test_a_new_link_makes_the_one_before_void(self) -> None:
        account = self.staff(Role.editor)
        first, second = (urlsplit(self.make_link(account)).path for _ in range(2))
        self.sign_out()
        self.get(first, 404)
        self.get(second)

    def test_a_locked_account_is_unlocked(self) -> None:
        account = self.member()
        for _ in range(5):
            self.try_to_sign_in(account.name, WRONG, status=401)
        self.act_as(self.administrator)
        self.press(account, "unlock")
        self.try_to_sign_in(account.name)

    def test_a_lost_phone_is_forgotten_and_its_sessions_end(self) -> None:
        account = self.member(totp_secret=pyotp.random_base32())
        self.act_as(account)
        theirs = self.client.get_cookie("bureau")
        self.act_as(self.administrator)
        self.press(account, "reset-second-factor")
        self.try_to_sign_in(account.name)
        assert theirs
        self.client.set_cookie("bureau", theirs.value)
        assert self.client.get("/bureau/").status_code == 302

    def test_somebody_is_signed_out_everywhere(self) -> None:
        account = self.staff(Role.editor)
        self.act_as(account)
        theirs = self.client.get_cookie("bureau")
        self.act_as(self.administrator)
        self.press(account, "end-sessions")
        assert theirs
        self.client.set_cookie("bureau", theirs.value)
        assert self.client.get("/bureau/").status_code == 302

    def test_whatever_else_is_sent_changes_nothing(self) -> None:
        account = self.staff(Role.editor)
        extra = {
            "full_name": "X",
            "roles": "editor",
            "name": "evil",
            "state": "disabled",
            "password_hash": "x",
            "id": "999",
            "failures": "0",
            "totp_secret": "x",
        }
        self.post(f"/bureau/accounts/{account.id}", extra)
        self.session.rollback()
        kept = (account.name, account.state, account.password_hash, account.totp_secret)
        assert kept == (account.name, AccountState.active, None, None)
        assert account.name != "evil" and account.full_name == "X"

    def test_ids_that_are_none_lead_nowhere(self) -> None:
        for number in ("0", "999999", "99999999999999999999", "-1", "x"):
            self.get(f"/bureau/accounts/{number}", 404)
            self.post(f"/bureau/accounts/{number}/disable", status=404)

    def test_scripts_in_a_name_are_words(self) -> None:
        evil = "<script>alert(1)</script>"
        account = self.staff(Role.editor)
        self.change(account, full_name=evil)
        for path in ("/bureau/accounts/", f"/bureau/accounts/{account.id}", "/bureau/audit"):
            page = self.get(path)
            assert evil in page.words and evil not in page.text

    def test_an_auditor_reads_and_has_nothing_to_press(self) -> None:
        account = self.staff(Role.editor)
        self.sign_in(Role.auditor)
        page = self.page(account)
        assert not page.soup.select("main form, main button")
        assert not self.get("/bureau/accounts/").soup.select("main .button")

    def test_every_change_is_in_the_trail_with_before_and_after(self) -> None:
        account = self.staff(Role.editor, full_name="Before")
        self.change(account, full_name="After", roles=["reviewer"])
        (entry,) = self.entries("change account")
        assert entry.account == self.administrator.name
        assert entry.object == f"account {account.id}"
        assert entry.before == {"full_name": "Before", "roles": ["editor"]}
        assert entry.after == {"full_name": "After", "roles": ["reviewer"]}
        self.change(account)
        assert len(self.entries("change account")) == 1
