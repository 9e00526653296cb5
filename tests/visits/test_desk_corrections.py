"""The second person at the desk: approving, refusing, thinking better of it."""

from tests.visits.desk import DESK, DeskTest
from tests.visits.made import device, figure, form, row, sent, take
from webapp.core.audit import AuditEntry
from webapp.visits.models import Metric


class TheSecondPerson(DeskTest):
    def test_approves_and_the_figure_changes(self) -> None:
        self.asked()
        page = self.send(self.get(f"{DESK}/corrections"), {}, "Approve")
        assert "The correction counts now" in self.notice(page)
        assert figure(self.session, "2026-11-10") == 500
        assert "No correction waits" in page.words
        (row,) = page.texts(".desk-table tbody tr")
        assert "300 person-times → 500 person-times" in row and "王芳" in row and "李敏" in row
        assert self.session.query(AuditEntry).filter_by(action="approve correction").count() == 1

    def test_refuses_with_a_reason(self) -> None:
        number = self.asked()
        page = self.get(f"{DESK}/corrections")
        empty = self.send(page, {}, "Refuse it", status=422)
        assert "Write why not" in empty.words
        page = self.send(empty, {f"c{number}-why": "与票务系统不符"}, "Refuse it")
        assert "The figure stays as it is" in self.notice(page)
        assert "Refused: 与票务系统不符" in page.words
        assert figure(self.session, "2026-11-10") == 300

    def test_decides_all_that_came_together_as_one_thing(self) -> None:
        header = "日期,景区,入园人次,全票,优惠,免票,门票收入"
        take(self.session, form("2026-11-09,五当召,812,500,200,112,30000", header=header))
        take(self.session, form("2026-11-09,五当召,712,400,200,112,", header=header), "复核")
        address = f"{DESK}/corrections"
        assert "One correction of visitor numbers waits" in self.get("/en/bureau/").words
        page = self.get(address)
        assert page.texts("#waiting .count") == ["1"]
        assert page.texts(".visit-changes > div") == [
            "Admissions 812 person-times → 712 person-times",
            "Full price 500 person-times → 400 person-times",
            "Discount 200 person-times stays",
            "Free 112 person-times stays",
            "Full price, discount and free together 812 → 712",
        ]
        assert "all of it counts, or nothing" in page.words
        self.send(page, {}, "Approve")
        assert figure(self.session, "2026-11-09", metric=Metric.full) == 400
        assert figure(self.session, "2026-11-09") == 712
        noted = self.session.query(AuditEntry).filter_by(action="approve correction").one()
        assert noted.before == {"visits": 812, "full": 500}
        assert noted.after == {"visits": 712, "full": 400, "state": "applied"}

    def test_is_told_where_a_day_would_not_add_up_and_so_is_everybody_after(self) -> None:
        header = "日期,景区,入园人次,全票,优惠,免票"
        take(self.session, form("2026-10-08,五当召,812,500,200,112", header=header))
        self.asked(900, "2026-10-08")
        page = self.get(f"{DESK}/corrections")
        assert "would not add up: 900 admissions" in page.words
        self.send(page, {}, "Approve")
        said = "900 admissions, but full price, discount and free come to 812"
        page = self.day("2026-10-08")
        assert said in page.texts("#adds-up")[0] and "Verify this day" not in page.words
        self.post(f"{DESK}/wudangzhao/2026-10-08/verify")
        assert said in self.notice(self.day("2026-10-08"))
        assert said in self.get(f"{DESK}/?month=2026-10").texts("#waits ~ ul")[0]
        seal = self.get(f"{DESK}/seals/2026-10")
        assert said in seal.texts(".visit-checks .is-bad")[0] and not seal.soup.select("#seal")
        page = self.send(seal, {}, "Verify all its days that are over")
        assert "One day was left out, for it does not add up." in page.texts(".notice")
        assert said in self.get(f"{DESK}/months/2026-10").words
        assert said in self.get(f"{DESK}/report/wudangzhao/2026-10-08").words

    def test_nobody_is_their_own_second_person(self) -> None:
        number = self.asked(by=self.session.merge(self.me))
        page = self.get(f"{DESK}/corrections")
        assert "somebody else has to decide" in page.words and "Approve" not in page.words
        self.post(f"{DESK}/corrections/{number}/approve")
        assert "You asked for it yourself" in self.notice(self.get(f"{DESK}/corrections"))
        self.post(f"{DESK}/corrections/{number}/refuse", {f"c{number}-why": "x"})
        assert "You asked for it yourself" in self.notice(self.get(f"{DESK}/corrections"))
        assert figure(self.session, "2026-11-10") == 300

    def test_whoever_asked_takes_it_back_and_nobody_else(self) -> None:
        number = self.asked()
        self.post(f"{DESK}/corrections/{number}/take-back")
        assert "Somebody else asked for it" in self.notice(self.get(f"{DESK}/corrections"))
        self.as_colleague()
        page = self.send(self.get(f"{DESK}/corrections"), {}, "Take it back")
        assert "Taken back" in self.notice(page) and "taken back" in page.words

    def test_two_who_decide_at_once_are_told_apart(self) -> None:
        number = self.asked()
        self.post(f"{DESK}/corrections/{number}/approve")
        self.get(f"{DESK}/corrections")
        self.post(f"{DESK}/corrections/{number}/refuse", {f"c{number}-why": "x"})
        assert "Somebody else has just decided" in self.notice(self.get(f"{DESK}/corrections"))
        assert figure(self.session, "2026-11-10") == 500

    def test_a_figure_that_changed_meanwhile_is_not_overwritten(self) -> None:
        token, day = device(self.session), "2026-11-20"
        hours = {"from": f"{day}T10:00:00+08:00", "to": f"{day}T11:00:00+08:00"}
        sent(self.session, token, row("a", 400, **hours))
        number = self.asked(800, day)
        sent(self.session, token, row("b", 50, **hours))
        self.post(f"{DESK}/corrections/{number}/approve")
        page = self.get(f"{DESK}/corrections")
        assert "The figure has changed since this was asked for" in self.notice(page)
        assert figure(self.session, day) == 450

    def test_a_figure_that_was_taken_away_can_be_given_back(self) -> None:
        self.asked(None, "2026-11-22")
        self.send(self.get(f"{DESK}/corrections"), {}, "Approve")
        assert figure(self.session) is None
        page = self.day()
        assert "There is no figure for this day" in page.words
        (link,) = [one for one in page.soup.select("a") if "Give it a figure" in one.get_text()]
        page = self.get(str(link["href"]))
        assert "a second person has to approve the new one" in page.words
        self.send(page, {"value": "812", "reason": "误撤"})
        assert "no value" not in self.get(f"{DESK}/corrections").texts(".visit-corrections li")[0]

    def test_numbers_that_are_none_are_no_pages(self) -> None:
        for number in (0, 999, 2**31, 10**30):
            self.post(f"{DESK}/corrections/{number}/approve", status=404)
        self.get(f"{DESK}/corrections?before=x")
        self.get(f"{DESK}/corrections?before={'9' * 40}")

    def test_corrections_from_a_terminal_have_somebody_decide(self) -> None:
        take(self.session, form("2026-11-10,五当召,350"), correction="补报")
        page = self.get(f"{DESK}/corrections")
        assert "Asked for by somebody at the terminal" in page.words
        self.send(page, {}, "Approve")
        assert figure(self.session, "2026-11-10") == 350
