"""旅游收入 is what surveys estimate; what scenic areas took in stands beside it by its own name."""

import csv
from datetime import date

from tests.visits.desk import DESK, DeskTest
from tests.visits.exporting import FILE
from tests.visits.made import form, take
from webapp.core.audit import AuditEntry
from webapp.visits.goals import YearGoal
from webapp.visits.models import GoalMetric
from webapp.visits.revenue import Estimate, Revenue, RevenueEstimate, last_over, revenue_of

GOAL = YearGoal(GoalMetric.revenue, 500_000_000, 2026, 2024, None, ())


def estimates(*quarters: tuple[int, int]) -> Revenue:
    each = [
        Estimate(n, quarter, value, "", "", None) for n, (quarter, value) in enumerate(quarters)
    ]
    found = revenue_of(2026, each)
    assert found is not None
    return found


def test_quarters_in_a_row_give_total_and_pace() -> None:
    found = estimates((2, 100_000_000), (1, 60_000_000), (3, 200_000_001))
    assert (found.total, found.through) == (360_000_001, date(2026, 9, 30))
    assert found.days_left() == 92
    assert found.pace_needed(GOAL) == 1_521_740  # 139,999,999 in 92 days, rounded up
    assert found.share(GOAL) == 360_000_001 / 500_000_000


def test_with_a_hole_there_is_a_total_and_no_pace() -> None:
    found = estimates((1, 60_000_000), (3, 200_000_000))
    assert (found.total, found.through, found.pace_needed(GOAL)) == (260_000_000, None, None)


def test_the_last_estimate_of_a_period_counts_and_the_whole_year_goes_first() -> None:
    assert estimates((1, 5), (1, 7)).total == 7
    whole = estimates((1, 5), (0, 490_000_000), (2, 7))
    assert (whole.total, whole.through) == (490_000_000, date(2026, 12, 31))
    assert whole.pace_needed(GOAL) is None
    assert revenue_of(2026, []) is None


class TheRevenue(DeskTest):
    def fill(self, status: int = 303, **values: str):  # type: ignore[no-untyped-def]
        values = {
            "year": "2026",
            "quarter": "1",
            "value": "90,000,000",
            "method": "抽样调查乘以接待人次",
            "title": "一季度旅游统计",
        } | values
        return self.send(self.get(f"{DESK}/revenue"), values, form="#revenue", status=status)

    def public(self) -> str:
        found = self.get("/en/visits").soup.select_one("section[aria-labelledby=revenue]")
        assert found is not None
        return " ".join(found.get_text(" ").split())

    def test_is_entered_with_method_and_source_and_shown_to_everybody(self) -> None:
        assert "an estimate from surveys that the bureau has not entered yet" in self.public()
        self.fill()
        words = self.public()
        assert "Tourism revenue, estimated: 90,000,000 yuan · 18% of the goal" in words
        assert "takes 1,490,910 yuan on each of the 275 days after it" in words
        assert "Quarter 1 90,000,000 yuan; 抽样调查乘以接待人次 一季度旅游统计" in words
        last = self.session.query(AuditEntry).filter_by(action="enter revenue").one()
        assert last.after["value"] == 90_000_000

    def test_stands_in_the_table_of_goals_as_far_as_its_periods_are_over_there(self) -> None:
        for quarter, value in (("1", "90,000,000"), ("2", "100,000,000")):
            self.fill(quarter=quarter, value=value)
        names = ("Reached, all places", "Reached in per cent", "Last day counted", "Nov")
        for last, told in (
            ("2026-11-22", ["190000000", "38.0", "2026-06-30", ""]),
            ("2026-05-31", ["90000000", "18.0", "2026-03-31", ""]),
            ("2026-02-28", ["", "", "", ""]),
        ):
            query = f"what=goals&first=2026-01-01&last={last}&format=csv"
            text = self.client.get(f"{FILE}?{query}", buffered=True).text
            header, _people, tourism, _takings = list(csv.reader(text.splitlines()))[-4:]
            line = dict(zip(header, tourism, strict=True))
            assert [line[name] for name in names] == told

    def test_the_form_offers_the_quarter_that_ended_last(self) -> None:
        chosen = self.get(f"{DESK}/revenue").texts("#revenue option[selected]")
        assert chosen == ["2026", "Quarter 3"]
        assert last_over(date(2027, 2, 1)) == (2026, 4)

    def test_withdrawn_counts_for_nothing_and_stays_to_be_read(self) -> None:
        self.fill()
        number = self.session.query(RevenueEstimate.id).scalar()
        self.post(f"{DESK}/revenue/{number}/withdraw", {}, 303)
        assert "has not entered yet" in self.public()
        assert "withdrawn" in self.get(f"{DESK}/revenue").words
        self.post(f"{DESK}/revenue/999/withdraw", {}, 404)

    def test_what_is_no_estimate_is_refused(self) -> None:
        for value in ("0", "x", "-1", "9" * 39):
            self.fill(422, value=value)
        assert "Say how" in self.fill(422, method=" ").words
        assert "Name the document" in self.fill(422, title=" ").words
        assert "begins with https://" in self.fill(422, url="javascript:1").words
        assert "not over yet" in self.fill(422, quarter="4").words
        self.fill(422, quarter="5")
        assert self.session.query(RevenueEstimate).count() == 0

    def test_takings_are_told_by_place_with_the_days_that_lack_them(self) -> None:
        header = "日期,景区,入园人次,门票收入元"
        take(
            self.session, form("2026-11-19,五当召,5,1234.5", "2026-11-20,五当召,5,", header=header)
        )
        words = self.public()
        assert "Wudangzhao Monastery 1,234.5 yuan, from 1 day" in words
        assert "days with visitors and no takings: October: 2 days , November: 4 days" in words
        # (500,000,000 − 1,234.5) over 39 days
        assert "which it is not, it would take 12,820,482 yuan on each of the 39 days" in words
        self.fill()
        assert "If the goal were measured by takings" not in self.public()
