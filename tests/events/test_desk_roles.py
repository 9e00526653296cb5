"""Who may do what with events at the desk: each role, each action."""

from tests.events.desk import FIVE, NOW, DeskTestCase
from webapp.core import clock
from webapp.events import pages
from webapp.staff.models import Role

READERS = {Role.editor, Role.reviewer, Role.auditor}
WRITERS = {Role.editor}
DECIDERS = {Role.editor, Role.reviewer}
ACTIONS = {
    ("GET", ""): READERS,
    ("GET", "new"): WRITERS,
    ("POST", "new"): WRITERS,
    ("POST", "new/autosave"): WRITERS,
    ("GET", "{manuscript}"): WRITERS,
    ("POST", "{manuscript}"): WRITERS,
    ("POST", "{manuscript}/autosave"): WRITERS,
    ("GET", "public/{event}"): WRITERS,
    ("POST", "public/{event}"): WRITERS,
    ("POST", "public/{event}/autosave"): WRITERS,
    ("GET", "versions/{version}/preview"): READERS,
    ("GET", "public/{event}/call-off"): DECIDERS,
    ("POST", "public/{event}/call-off"): DECIDERS,
    ("GET", "public/{event}/address"): {Role.reviewer},
    ("POST", "public/{event}/address"): {Role.reviewer},
}


class EachRole(DeskTestCase):
    def test_can_do_what_it_may_and_nothing_else(self) -> None:
        with clock.fixed_at(NOW):
            event, version = self.published(), self.version()
            names = {
                "event": event.id,
                "manuscript": version.manuscript_id,
                "version": version.id,
            }
            for role in Role:
                self.act_as(self.staff(role))
                for (method, path), roles in ACTIONS.items():
                    address = f"/en/bureau/events/{path.format(**names)}"
                    with self.subTest(role=role.value, action=f"{method} {path}"):
                        if method == "GET":
                            status = self.client.get(address).status_code
                        else:
                            status = self.posted(address)
                        assert (status == 403) == (role not in roles), status
                        assert status in (200, 302, 303, 403, 409, 422), status

    def posted(self, address: str) -> int:
        sent = FIVE | {"key": "none", "slug": "", "csrf_token": self.token()}
        return self.client.post(address, data=sent).status_code

    def test_is_named_for_every_action_there_is(self) -> None:
        rules = {
            (method, rule.rule.removeprefix("/bureau/events/"))
            for rule in self.app.url_map.iter_rules()
            if rule.endpoint.startswith("bureau.events.")
            for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        }
        known = {(method, self.as_rule(path)) for method, path in ACTIONS}
        assert rules == known

    def as_rule(self, path: str) -> str:
        for name in ("manuscript", "event", "version"):
            path = path.replace(f"{{{name}}}", f"<{pages.ID}:{name}_id>")
        return path

    def test_without_signing_in_nothing_is_there(self) -> None:
        for method, path in ACTIONS:
            address = f"/bureau/events/{path.format(event=1, manuscript=1, version=1)}"
            answer = self.client.open(address, method=method)
            assert answer.status_code in (302, 400, 401, 200), (method, path)
            assert "event-form" not in answer.text
        assert self.manuscripts() == 0


class Links(DeskTestCase):
    def test_lead_only_where_one_may_go(self) -> None:
        with clock.fixed_at(NOW):
            self.published()
            for role, acts in {
                Role.editor: {"New event", "Copy", "Cancel …"},
                Role.reviewer: {"Cancel …"},
                Role.auditor: set(),
            }.items():
                self.act_as(self.staff(role))
                links = set(self.get("/en/bureau/events/").texts("main a"))
                assert links & {"New event", "Copy", "Cancel …"} == acts, role
