"""Devices at the desk: adding one, its token shown once, revoking."""

from tests.visits.desk import DESK, DeskTest
from tests.visits.made import NOW, row, sent
from webapp.core.audit import AuditEntry
from webapp.staff.models import Role
from webapp.visits import devices
from webapp.visits.models import Device


class TheDevices(DeskTest):
    def add(self, gate: str = "北门", status: int = 200, **more: object):  # type: ignore[no-untyped-def]
        page = self.get(f"{DESK}/devices")
        return self.send(page, {"place": "wudangzhao", "gate": gate}, form="#device", status=status)

    def test_a_token_is_shown_once_and_works(self) -> None:
        page = self.add()
        token = page.one("#token").get_text()
        assert page.one("[data-copy]")["data-copy"] == token
        assert "/api/v1/visits/counts" in page.words and "/en/" not in page.words
        gate = devices.gate_of(self.session, token)
        assert gate is not None and gate.name == "北门"
        assert token not in self.get(f"{DESK}/devices").text
        trail = self.session.query(AuditEntry).filter_by(action="add device").one()
        assert token not in str(trail.after)

    def test_the_list_says_when_each_was_heard(self) -> None:
        token = self.add("山门").one("#token").get_text()
        (line,) = self.get(f"{DESK}/devices").texts(".desk-table tbody tr")
        assert "not in the last 14 days" in line and "active" in line
        today = {"from": "2026-11-23T08:00:00+08:00", "to": "2026-11-23T09:00:00+08:00"}
        sent(self.session, token, row("a"), row("b", 3, **today))
        cells = self.get(f"{DESK}/devices").texts(".desk-table tbody td")
        assert cells[2:4] == ["23 November 2026, 09:30", "1"]

    def test_a_second_one_at_a_gate_has_to_be_meant(self) -> None:
        self.add()
        page = self.add(status=422)
        assert "This gate has an active device" in page.words
        assert self.send(page, {"another": True}, form="#device", status=200).one("#token")
        assert self.session.query(Device).count() == 2

    def test_a_gate_without_a_name_is_none(self) -> None:
        assert "Name the gate" in self.add(" ", status=422).words
        self.add("长" * 101, status=422)
        assert self.session.query(Device).count() == 0

    def test_a_revoked_token_counts_for_nothing(self) -> None:
        token = self.add().one("#token").get_text()
        number = self.session.query(Device).one().id
        page = self.send(self.get(f"{DESK}/devices"), {}, f"Revoke no. {number}")
        assert "counts for nothing" in self.notice(page) and "revoked" in page.words
        assert devices.gate_of(self.session, token) is None
        self.post(f"{DESK}/devices/{number}/revoke")
        assert "It was revoked before" in self.notice(self.get(f"{DESK}/devices"))
        self.post(f"{DESK}/devices/{10**30}/revoke", status=404)

    def test_whoever_keeps_accounts_revokes_and_adds_none(self) -> None:
        self.add()
        number = self.session.query(Device).one().id
        self.sign_in(Role.administrator)
        page = self.get(f"{DESK}/devices")
        assert not page.soup.select("#device")
        self.post(f"{DESK}/devices", {"place": "wudangzhao", "gate": "x"}, 403)
        self.send(self.get(f"{DESK}/devices"), {}, f"Revoke no. {number}")
        self.session.rollback()
        assert self.session.query(Device).one().revoked_at == NOW
