"""Accounts made at the server's terminal."""

from urllib.parse import urlsplit

from click.testing import Result

from tests.staff.made import PASSWORD
from tests.staff.signing_in import SigningInTestCase
from webapp.staff.models import Account, AccountState, Role


class AtTheTerminal(SigningInTestCase):
    content = True

    def run_staff(self, *arguments: str, code: int = 0) -> Result:
        result = self.app.test_cli_runner().invoke(args=["staff", *arguments])
        assert result.exit_code == code, result.output
        assert "Traceback" not in result.output
        self.session.rollback()
        return result

    def account(self, name: str) -> Account:
        return self.session.query(Account).filter_by(name=name).one()

    def test_the_first_account_is_made_and_signs_in_by_its_link(self) -> None:
        result = self.run_staff("add", "tuya", "--role", "administrator", "--full-name", "图雅")
        link = result.output.splitlines()[-1]
        assert link.startswith("https://shiguai.example/bureau/welcome/")
        page = self.get(urlsplit(link).path)
        assert "图雅" in page.words
        self.send(page, {"new_password": PASSWORD, "again": PASSWORD})
        self.assertRedirects(self.try_to_sign_in("tuya").response, "/bureau/")
        assert self.account("tuya").roles == (Role.administrator,)

    def test_an_operator_is_bound_to_places(self) -> None:
        arguments = ("add", "gate", "--role", "operator")
        assert "place" in self.run_staff(*arguments, code=1).output
        assert "nowhere" in self.run_staff(*arguments, "--place", "nowhere", code=1).output
        self.run_staff(*arguments, "--place", "wudangzhao")
        assert len(self.account("gate").places) == 1

    def test_what_cannot_be_is_said_in_a_sentence(self) -> None:
        self.run_staff("add", "tuya", "--role", "administrator")
        for arguments in (
            ("add", "tuya", "--role", "editor"),
            ("add", "no blanks", "--role", "editor"),
            ("add", "both", "--role", "auditor", "--role", "editor"),
            ("link", "nobody"),
            ("disable", "tuya"),
        ):
            assert self.run_staff(*arguments, code=1).output.startswith("Error: ")
        self.run_staff("add", "nobody", "--role", "emperor", code=2)

    def test_an_account_is_disabled_enabled_and_given_another_link(self) -> None:
        self.run_staff("add", "tuya", "--role", "editor")
        self.run_staff("disable", "tuya")
        assert self.account("tuya").state is AccountState.disabled
        assert "enable" in self.run_staff("link", "tuya", code=1).output
        self.run_staff("enable", "tuya")
        assert "/bureau/welcome/" in self.run_staff("link", "tuya").output.splitlines()[-1]
        assert "tuya\tactive\teditor" in self.run_staff("list").output

    def test_all_of_it_is_in_the_audit_trail(self) -> None:
        self.run_staff("add", "tuya", "--role", "editor")
        self.run_staff("link", "tuya")
        self.run_staff("disable", "tuya")
        for action in ("add account", "make link", "disable account"):
            (entry,) = self.entries(action)
            assert entry.account == "command line"
            assert "welcome" not in repr((entry.before, entry.after))


class WithoutAPublicAddress(SigningInTestCase):
    settings = {"PUBLIC_URL": "", "HOST": "::1", "PORT": 8123}

    def test_the_link_leads_to_where_the_service_listens(self) -> None:
        runner = self.app.test_cli_runner()
        result = runner.invoke(args=["staff", "add", "tuya", "--role", "administrator"])
        assert result.output.splitlines()[-1].startswith("http://[::1]:8123/bureau/welcome/")
