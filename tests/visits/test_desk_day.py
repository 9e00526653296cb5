"""One place's day at the desk: entries, gates beside reports, corrections, 核实."""

from tests.visits.desk import DESK, LATER, DeskTest
from tests.visits.made import device, figure, row, sent
from webapp.core import clock
from webapp.core.audit import AuditEntry
from webapp.staff.models import Role


class TheDay(DeskTest):
    def test_shows_the_chain_of_what_was_said_with_who_and_why(self) -> None:
        self.correct("2026-11-22", "800", "多计一团")
        page = self.day()
        assert "800 person-times" in page.texts(".report-stored dd")[0]
        (first, second) = page.texts(".desk-table tbody tr")
        assert "correction" in first and "李敏" in first and "多计一团" in first
        assert "replaced since" in second and "812 person-times" in second
        assert [one.get_text(strip=True) for one in page.soup.select("table del")] == [
            "812 person-times"
        ]

    def test_shows_what_was_known_at_an_instant(self) -> None:
        with clock.fixed_at(LATER):
            self.correct("2026-11-22", "800", "多计一团")
        page = self.get(f"{DESK}/wudangzhao/2026-11-22?known=2026-11-23T09:30")
        assert "as known on 23 November 2026, 09:30" in page.words
        (only,) = page.texts(".desk-table tbody tr")
        assert "812 person-times" in only and "replaced" not in only
        page = self.get(f"{DESK}/wudangzhao/2026-11-22?known=2026-11-23T09:29")
        assert "By then nobody had said anything" in page.words
        for wrong in ("x", "2026-11-23T09:30:00%2B99:00", "0001-01-01T00:00", "9999-12-31T23:59"):
            self.get(f"{DESK}/wudangzhao/2026-11-22?known={wrong}", 400)

    def test_gates_stand_beside_the_report_with_every_row(self) -> None:
        sent(self.session, device(self.session), row("a", 400), row("b", 9, metric="out"))
        page = self.day()
        beside = page.texts(".visit-beside dd")
        assert beside[:3] == ["812", "400", "-412 (-50.7%)"]
        page = self.get(f"{DESK}/wudangzhao/2026-11-22?gate=山门")
        assert any("10:00–11:00" in one and "400" in one for one in page.texts("tr"))

    def test_what_is_no_place_or_no_day_is_no_page(self) -> None:
        for path in ("nowhere/2026-11-22", "wudangzhao/2026-11-24", "wudangzhao/2026-02-30"):
            self.get(f"{DESK}/{path}", 404)
        for path in ("wudangzhao/20261122", "wudangzhao/1999-01-01"):
            self.get(f"{DESK}/{path}", 404)
        self.get(f"{DESK}/wudangzhao/2026-11-22/correct/in", 404)

    def test_verifying_stands_for_the_day_and_is_on_record(self) -> None:
        page = self.send(self.day(), {}, "Verify this day")
        assert "you stand for the figures" in self.notice(page)
        assert "verified" in page.texts(".report-stored dd")[0]
        assert "Verify this day" not in page.words
        assert self.session.query(AuditEntry).filter_by(action="verify days").count() == 1
        again = self.post(f"{DESK}/wudangzhao/2026-11-22/verify")
        assert again.status == 303

    def test_a_day_that_runs_is_not_verified(self) -> None:
        self.post(f"{DESK}/wudangzhao/2026-11-23/verify")
        assert "not over yet" in self.notice(self.day("2026-11-23"))

    def correct(self, day: str, value: str, reason: str, status: int = 303, **more: object):  # type: ignore[no-untyped-def]
        page = self.get(f"{DESK}/wudangzhao/{day}/correct/visits")
        return self.send(page, {"value": value, "reason": reason, **more}, status=status)

    def test_the_rule_of_the_second_person_is_told_before(self) -> None:
        address = f"{DESK}/wudangzhao/%s/correct/visits"
        assert "Between 650 and 974 it counts at once" in self.get(address % "2026-11-22").words
        assert "13 days back" in self.get(address % "2026-11-10").words
        self.sealed()
        told = "everybody can read the old value, the new value and your reason. Your name is not"
        assert told in self.get(address % "2026-10-31").words
        assert "nothing to correct" in self.get(address % "2026-11-20").words

    def test_a_small_correction_counts_at_once_and_a_large_one_waits(self) -> None:
        page = self.correct("2026-11-22", "650", "多计一团")
        assert "Both values and the reason are kept" in self.notice(page)
        assert figure(self.session) == 650
        page = self.correct("2026-11-21", "90", "多写一个零")
        assert "second person" in self.notice(page)
        assert figure(self.session, "2026-11-21") == 900
        page = self.get(f"{DESK}/wudangzhao/2026-11-21/correct/visits")
        assert "has to be decided first" in page.words and not page.soup.select("main form")

    def test_a_figure_is_taken_away_with_a_reason(self) -> None:
        page = self.correct("2026-11-22", "", "记错日期", gone=True)
        assert "second person" in self.notice(page)

    def test_what_cannot_be_read_is_said_at_its_field(self) -> None:
        page = self.correct("2026-11-22", "-5", "", status=422)
        assert page.one("[name=value]")["value"] == "-5"
        assert len(page.texts(".form-errors a")) == 2
        assert "tick that there is none" in self.correct("2026-11-22", "", "x", status=422).words
        assert (
            "Either a value or none"
            in self.correct("2026-11-22", "5", "x", status=422, gone=True).words
        )
        assert "has this value already" in self.correct("2026-11-22", "812", "x", status=422).words

    def test_whoever_was_slower_sees_what_stands_now(self) -> None:
        page = self.get(f"{DESK}/wudangzhao/2026-11-22/correct/visits")
        self.correct("2026-11-22", "800", "我先")
        late = self.send(page, {"value": "790", "reason": "我后"}, status=422)
        assert "Somebody has changed this figure" in late.words
        assert "Now: 800 person-times" in late.words
        assert late.one("[name=value]")["value"] == "790"

    def test_an_operator_opens_no_day_here(self) -> None:
        self.sign_in(Role.operator)
        self.get(f"{DESK}/wudangzhao/2026-11-22", 403)
        self.post(f"{DESK}/wudangzhao/2026-11-22/correct/visits", {"value": "1"}, 403)
