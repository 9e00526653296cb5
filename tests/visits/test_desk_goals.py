"""Setting a year's goal at the desk: looked at in words, shown to everybody at once."""

from tests.visits.desk import DESK, DeskTest
from webapp.core.audit import AuditEntry
from webapp.visits.models import Goal, GoalMetric


class TheGoals(DeskTest):
    def fill(self, status: int = 200, **values: str):  # type: ignore[no-untyped-def]
        values = {"value": "1,500,000", "title": "2026年政府工作报告"} | values
        return self.send(self.get(f"{DESK}/goals"), values, form="#goal", status=status)

    def test_is_looked_at_before_everybody_sees_it(self) -> None:
        assert "goal of 2024 carried on" in self.get("/en/visits").words
        page = self.fill(url="https://www.example.cn/report")
        assert "1,500,000 person-times" in page.one(".notice").get_text(" ")
        assert "That is a change of +7.1%" in page.words
        assert "goal of 2024 carried on" in self.get("/en/visits").words
        page = self.send(page, {}, "Set it")
        assert "The public page shows it" in self.notice(page)
        public = self.get("/en/visits")
        assert "1,500,000" in public.words and "2026年政府工作报告" in public.words
        assert "carried on" not in public.texts(".goal")[0]

    def test_what_was_changed_after_looking_is_looked_at_again(self) -> None:
        page = self.send(self.fill(), {"value": "15000000"}, "Set it", status=200)
        assert "15,000,000 person-times" in page.one(".notice").get_text(" ")
        assert self.session.get(Goal, (2026, GoalMetric.visits)) is None

    def test_both_values_are_in_the_audit_trail(self) -> None:
        self.send(self.fill(), {}, "Set it")
        self.send(self.fill(value="1600000"), {}, "Set it")
        last = self.session.query(AuditEntry).filter_by(action="set goal").all()[-1]
        assert last.before == {"value": 1_500_000} and last.after["value"] == 1_600_000

    def test_revenue_has_a_goal_of_its_own(self) -> None:
        self.send(self.fill(metric="revenue", value="500,000,000"), {}, "Set it")
        assert self.session.get_one(Goal, (2026, GoalMetric.revenue)).value == 500_000_000

    def test_what_is_no_goal_is_refused_at_its_field(self) -> None:
        for value in ("0", "-1", "x", "1.5", "999999999", "9" * 39):
            assert self.fill(422, value=value).texts("#goal .field-error"), value
        assert "Name the document" in self.fill(422, title=" ").words
        for url in ("javascript:alert(1)", "example.cn", "https://x y"):
            assert "begins with https://" in self.fill(422, url=url).words, url
        self.fill(422, year="2031")
        self.fill(422, metric="x")
        assert self.session.query(Goal).filter(Goal.year == 2026).count() == 0
