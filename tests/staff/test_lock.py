"""The lock on the desk."""

from tests.support import TestCase
from webapp.staff.models import Role


class TheLock(TestCase):
    def test_nobody_sees_the_desk_without_signing_in(self) -> None:
        self.assertRedirects(self.client.get("/bureau/"), "/bureau/sign-in?next=/bureau/")

    def test_staff_see_the_front_desk(self) -> None:
        self.sign_in(Role.editor)
        page = self.get("/bureau/")
        assert page.one("h1").get_text() == "Front desk" or page.one("h1").get_text()
        assert page.headers["Cache-Control"] == "no-store"

    def test_signing_out_ends_the_session_itself(self) -> None:
        self.sign_in(Role.editor)
        before = self.client.get_cookie("bureau")
        page = self.get("/bureau/")
        self.send(page, {}, form=".desk-tools form")
        assert before is not None
        self.client.set_cookie("bureau", before.value)
        assert self.client.get("/bureau/").status_code == 302
