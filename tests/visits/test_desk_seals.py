"""Sealing a month at the desk: its checks, check totals, the seal, revisions."""

from tests.visits.desk import DESK, LATER, DeskTest
from webapp.core import clock
from webapp.core.audit import AuditEntry
from webapp.staff.models import Role
from webapp.visits import corrections
from webapp.visits.decisions import CheckTotal, Correction, Seal

OCTOBER = f"{DESK}/seals/2026-10"


class TheSeal(DeskTest):
    def seal(self) -> str:
        page = self.send(self.get(OCTOBER), {"looked": True}, form="#seal")
        return self.notice(page)

    def total(self, value: str, tolerance: str = "0", status: int = 303, **more: str):  # type: ignore[no-untyped-def]
        values = {"value": value, "tolerance": tolerance, "source": "票务系统", **more}
        return self.send(self.get(OCTOBER), values, form="#check-total", status=status)

    def test_shows_what_is_in_order_and_what_is_not(self) -> None:
        checks = self.get(OCTOBER).texts(".visit-checks li")
        assert checks[0] == "✓ in order The month is over."
        assert checks[1] == "✓ in order 2 figures."
        assert checks[2] == "✓ in order No correction waits."
        assert "▲ look at it Missing days stay missing: Wudangzhao Monastery (29)" in checks[3]
        assert "Nobody has verified 2 figures" in checks[4]
        assert "The month is still running" in self.get(f"{DESK}/seals/2026-11").words

    def test_closes_the_month_after_a_tick_and_keeps_the_head_of_the_chain(self) -> None:
        page = self.send(self.get(OCTOBER), {}, form="#seal", status=422)
        assert "Tick it once you have looked" in page.words
        assert "becomes a public revision" in self.seal()
        page = self.get(OCTOBER)
        seal = self.session.query(Seal).one()
        assert "Sealed by 李敏" in page.words and seal.chain_hash in page.words
        assert not page.soup.select("#seal, #check-total")
        assert "900 person-times" in page.words
        assert self.session.query(AuditEntry).filter_by(action="seal month").count() == 1
        assert "■ sealed" in self.get(f"{DESK}/seals").words

    def test_is_set_once_even_when_two_press_at_the_same_time(self) -> None:
        self.seal()
        page = self.post(OCTOBER, {"looked": "y"}, status=422)
        assert "These days lie in a sealed month" in page.words

    def test_does_not_close_a_month_while_a_correction_waits(self) -> None:
        self.asked(450, "2026-10-31")
        page = self.get(OCTOBER)
        assert "✕ hinders the seal One correction waits" in page.words
        assert not page.soup.select("#seal")
        assert "Something still stands between" in self.post(OCTOBER, {"looked": "y"}, 422).words
        assert self.session.query(Seal).count() == 0

    def test_a_check_total_that_is_missed_hinders_it_until_it_is_withdrawn(self) -> None:
        self.total("1,000", "50")
        page = self.get(OCTOBER)
        assert "It says 1,000 person-times, give or take 50 person-times" in page.words
        assert "the figures come to 900 person-times" in page.words
        assert not page.soup.select("#seal")
        page = self.send(page, {}, "Withdraw this total")
        assert "hinders nothing" in self.notice(page) and page.soup.select("#seal")
        self.total("900")
        assert "✓ in order 票务系统" in self.get(OCTOBER).words
        assert "becomes a public revision" in self.seal()

    def test_a_check_total_of_money_is_typed_in_yuan(self) -> None:
        self.total("1234.5", metric="ticket_revenue", place="wudangzhao")
        found = self.session.query(CheckTotal).one()
        assert (found.value, found.place_id is not None) == (123450, True)
        assert "1,234.50 yuan" in self.get(OCTOBER).words

    def test_a_check_total_that_cannot_be_is_refused_in_words(self) -> None:
        for value, said in (
            ("-5", "no number such as"),
            ("9" * 20, "no number such as"),
            ("1.5", "decimals"),
        ):
            assert said in self.total(value, status=422).words, value
        assert (
            "ends before it begins"
            in self.total("5", status=422, first="2026-10-09", last="2026-10-08").words
        )
        assert "lie in this month" in self.total("5", status=422, last="2026-11-01").words
        assert "no day such as" in self.total("5", status=422, last="x").words
        assert "Say where it is known from" in self.total("5", status=422, source=" ").words
        assert self.session.query(CheckTotal).count() == 0

    def test_all_days_of_a_month_are_verified_at_once(self) -> None:
        page = self.send(self.get(OCTOBER), {}, "Verify all its days that are over")
        assert "2 figures of this month" in self.notice(page)
        assert "Every figure is verified" in page.words
        self.post(f"{OCTOBER}/verify")
        assert "Nothing to verify" in self.notice(self.get(OCTOBER))

    def test_what_is_corrected_afterwards_stands_there_as_a_revision(self) -> None:
        self.sealed()
        number = self.asked(450, "2026-10-31")
        page = self.get(f"{DESK}/corrections")
        assert "becomes a public revision" in page.words
        with clock.fixed_at(LATER):
            self.send(page, {}, "Approve")
        revisions = self.get(OCTOBER).words.partition("Revisions since")[2]
        assert "400 person-times → 450 person-times" in revisions
        assert self.session.get_one(Correction, number).after_seal
        assert corrections.waiting() is not None

    def test_months_and_totals_that_are_none_are_no_pages(self) -> None:
        for month in ("2026-13", "2026-12", "1999-12", "2026-1", "x"):
            self.get(f"{DESK}/seals/{month}", 404)
        for number in (1, 2**31, 10**30):
            self.post(f"{DESK}/check-totals/{number}/withdraw", status=404)

    def test_the_front_desk_tells_of_what_waits(self) -> None:
        assert (
            "Visitor numbers of October 2026 are ready to be sealed"
            in self.get("/en/bureau/").words
        )
        self.asked()
        assert "One correction of visitor numbers waits" in self.get("/en/bureau/").words
        self.as_colleague()
        assert "One correction of visitor numbers waits" not in self.get("/en/bureau/").words
        self.sign_in(Role.operator)
        assert "ready to be sealed" not in self.get("/en/bureau/").words
