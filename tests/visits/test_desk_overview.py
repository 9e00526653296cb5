"""The statistician's first page: a month of all places at a glance, and what waits."""

from datetime import date

from tests.visits.desk import DESK, DeskTest
from tests.visits.made import NOW, device, place_id, row, sent
from webapp.staff.models import Account, Role
from webapp.visits import opening


class TheOverview(DeskTest):
    def test_each_day_says_in_words_what_there_is_of_it(self) -> None:
        with self.ledger():
            span, me = (
                (date(2026, 11, 2), date(2026, 11, 3)),
                self.session.get_one(Account, self.me.id),
            )
            place = place_id(self.session)
            more = {"is_open": False, "note": None, "by": me, "now": NOW}
            opening.say(self.session, place, span, range(7), **more)
        days = self.get(f"{DESK}/").texts(".visit-day")
        assert days[0] == "1 ✕ : missing"
        assert days[1] == "2 – : closed"
        assert days[9] == "10 ○ : preliminary, 300"
        assert days[22] == "23 · : not over yet"
        assert len(days) == 30

    def test_verified_and_sealed_days_have_marks_of_their_own(self) -> None:
        self.send(self.day("2026-10-31"), {}, "Verify this day")
        days = self.get(f"{DESK}/?month=2026-10").texts(".visit-day")
        assert days[30] == "31 ● : verified, 400"
        self.sealed()
        assert self.get(f"{DESK}/?month=2026-10").texts(".visit-day")[0] == "1 ■ : sealed, 500"

    def test_what_waits_leads_to_where_it_is_dealt_with(self) -> None:
        self.asked()
        self.asked(100, "2026-11-21", self.session.merge(self.me))
        sent(self.session, device(self.session), row("a", 500))
        page = self.get(f"{DESK}/")
        said = " ".join(page.texts(".visit-waits"))
        assert "Waits for a second person. Asked for by 王芳." in said
        assert "You asked for it; somebody else has to decide." in said
        assert "reported 812, the gates counted 500" in said
        assert "-38.4% apart; the figure rests on: reported" in said
        assert "October 2026 is ready to be sealed" in said
        assert "19 days missing" in said
        assert self.get(str(page.soup.select(".visit-waits a")[0]["href"])).one("h1")

    def test_a_place_that_began_in_this_month_has_nothing_missing_before(self) -> None:
        days = self.get(f"{DESK}/?month=2026-09").words
        assert "No place has reported yet" in days

    def test_an_auditor_reads_it_and_finds_no_button(self) -> None:
        self.asked()
        self.sign_in(Role.auditor)
        for path in (
            "/",
            "/corrections",
            "/seals/2026-10",
            "/method/wudangzhao",
            "/devices",
            "/goals",
        ):
            assert not self.get(DESK + path).soup.select("main form[method=post]"), path

    def test_months_that_are_none_are_no_pages(self) -> None:
        for month in ("2026-13", "2026-12", "1999-01", "0000-00", "x", "2026-11-01", "２０２６-11"):
            self.get(f"{DESK}/?month={month}", 404)


class AnEmptyDesk(DeskTest):
    def setUp(self) -> None:
        self.sign_in(Role.statistician)

    def tearDown(self) -> None:
        pass

    def test_before_anything_was_counted_each_page_says_so(self) -> None:
        assert "No place has reported yet" in self.get(f"{DESK}/").words
        assert "No correction waits" in self.get(f"{DESK}/corrections").words
        assert "Nothing has been counted yet" in self.get(f"{DESK}/method").words
        assert "There is no device yet" in self.get(f"{DESK}/devices").words
        assert self.get(f"{DESK}/seals").words
