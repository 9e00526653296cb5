"""What a person reads on the page of the year's visitors, and on the panel of the home page."""

from tests.support import TestCase
from tests.visits.made import NOW, device, form, row, take
from webapp.core import clock
from webapp.places.models import Place, by_slug


class AtNow(TestCase):
    content = True

    def setUp(self) -> None:
        fixed = clock.fixed_at(NOW)
        fixed.__enter__()
        self.addCleanup(fixed.__exit__, None, None, None)


class BeforeAnythingIsCounted(AtNow):
    def test_the_page_says_so_and_shows_the_goal(self) -> None:
        page = self.get("/en/visits")
        assert page.one("h1").text == "Visitors counted in 2026"
        assert "No visitors have been reported for 2026 yet." in page.words
        assert "Goal: 1,400,000 person-times goal of 2024 carried on" in page.words
        assert "500,000,000 yuan" in page.words
        assert not page.soup.select(".big-number, figure.chart, main table")

    def test_nothing_counted_is_not_shown_as_zero(self) -> None:
        assert "0%" not in self.get("/en/visits").words

    def test_the_page_is_there_in_chinese(self) -> None:
        page = self.get("/visits")
        assert page.soup.html["lang"] == "zh-Hans"
        assert "1,400,000" in page.words
        assert "140万" in page.words.replace(" ", "")
        assert "5亿" in page.words.replace(" ", "")

    def test_the_home_page_says_so_too(self) -> None:
        panel = self.get("/en/").one(".progress-panel")
        assert "No visitors have been reported for 2026 yet." in panel.text


class AYearUnderWay(AtNow):
    def setUp(self) -> None:
        super().setUp()
        take(
            self.session,
            form(
                "2025-12-31,五当召,7,",
                "2026-01-01,五当召,50000,",
                "2026-11-19,五当召,20000,1234.5",
                "2026-11-22,五当召,0,",
                "2026-11-22,包头古城,70000,",
                header="日期,景区,入园人次,门票收入元",
            ),
        )

    def test_leads_with_the_number_its_goal_and_what_it_means(self) -> None:
        page = self.get("/en/visits")
        assert page.texts(".big-number") == ["140,000 person-times"]
        assert "10% of the goal of 1,400,000 person-times" in page.words
        assert (
            "39 days of the year are left: reaching the goal takes 32,308 person-times on each; "
            "so far there were 46,667 on an average day with reports." in page.words
        )
        assert "Level L0" in page.words
        assert "Reports up to Sunday, 22 November 2026." in page.words

    def test_counts_a_withdrawn_place_and_does_not_lead_to_its_page(self) -> None:
        assert self.get("/visits").soup.select("main a[href='/places/wudangzhao']")
        place: Place = self.session.scalars(by_slug("wudangzhao")).one()
        place.withdrawn_at = NOW
        self.session.commit()
        page = self.get("/visits")
        assert "五当召" in page.words
        assert not page.soup.select("main a[href='/places/wudangzhao']")

    def test_says_the_same_in_chinese(self) -> None:
        page = self.get("/visits")
        assert page.texts("h1") == ["2026年接待人次"]
        assert page.texts(".big-number") == ["140,000 人次"]
        assert "今年还剩39天，要完成目标每天需接待32,308人次" in page.words
        assert "沿用2024年目标" in page.words
        assert page.texts(".gaps dd span") == ["1月2日—11月18日", "11月20日—21日"]

    def test_every_bar_of_the_chart_stands_in_the_table(self) -> None:
        page = self.get("/en/visits")
        assert len(page.soup.select("figure.chart rect.bar")) == 2
        months = page.texts("table.months tbody tr")
        assert len(months) == 12
        assert months[0].startswith("January 50,000")
        assert months[1].startswith("February nothing reported")
        assert months[10].startswith("November 90,000")
        described = page.one("figure.chart svg desc").text
        assert described == "January: 50,000; November: 90,000"

    def test_places_come_with_the_days_they_rest_on(self) -> None:
        rows = self.get("/en/visits").texts("table.stacks tbody tr")
        assert rows == ["Baotou Ancient City 70,000 1 0 0", "Wudangzhao Monastery 70,000 3 0 323"]

    def test_missing_days_are_listed_and_are_not_zero(self) -> None:
        page = self.get("/en/visits")
        assert page.texts(".gaps dd span") == ["2 Jan – 18 Nov", "20–21 Nov"]
        assert "Missing is not zero" in page.words

    def test_takings_are_shown_but_not_held_against_the_goal(self) -> None:
        page = self.get("/en/visits")
        assert "at the gate): 1,234.5 yuan, up to Thursday, 19 November 2026" in page.words
        assert "no share of the goal is worked out" in page.words

    def test_another_year_has_its_own_page(self) -> None:
        page = self.get("/en/visits?year=2025")
        assert page.one("h1").text == "Visitors counted in 2025"
        assert page.texts(".big-number") == ["7 person-times"]
        assert "The year ended 1,399,993 person-times short of the goal." in page.words
        assert [a["href"] for a in page.soup.select("nav.section .chips a")] == ["/en/visits"]
        this_year = self.get("/en/visits")
        assert [a["href"] for a in this_year.soup.select("nav.section .chips a")] == [
            "/en/visits?year=2025"
        ]
        assert "nothing" not in self.get("/en/visits?year=2024").texts("h1")

    def test_a_year_without_a_goal_says_so(self) -> None:
        assert "No visitors have been reported for 2020" in self.get("/en/visits?year=2020").words

    def test_what_is_no_year_is_no_page(self) -> None:
        for year in ("1999", "2101", "x", "20260", "2026.0", "٢٠٢٦", "-2026"):
            self.get(f"/visits?year={year}", 404)
        for year in ("2000", "2100"):
            self.get(f"/visits?year={year}")

    def test_the_sources_of_the_goals_are_named(self) -> None:
        page = self.get("/visits")
        assert "政府工作报告" in page.words

    def test_gate_counts_show_where_nobody_reported(self) -> None:
        token = device(self.session, "qingshan-village", "村口")
        sent = self.client.post(
            "/api/v1/visits/counts",
            json=[row("a", 33, place="qingshan-village", gate="村口")],
            headers={"Authorization": f"Bearer {token}"},
        )
        assert sent.status_code == 200
        assert "Qingshan Village 33 1 1 0" in self.get("/en/visits").texts("table.stacks tbody tr")

    def test_a_reached_goal_is_said(self) -> None:
        days = [f"2026-03-{d:02},青山村,90000" for d in range(1, 16)]
        take(self.session, form(*days))
        page = self.get("/en/visits")
        assert "The goal is reached." in page.words
        assert "106.4% of the goal" in page.words

    def test_the_home_page_shows_the_same_number(self) -> None:
        assert self.get("/en/").texts(".progress-panel .big-number") == ["140,000 person-times"]
