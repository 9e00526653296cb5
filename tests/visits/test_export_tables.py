"""Each of the bureau's tables says what it is said to."""

from datetime import date, datetime
from unittest.mock import patch

from tests.visits.exporting import FILE, ExportTestCase
from tests.visits.made import NOW, device, form, place_id, row, sent, take
from webapp.core import clock
from webapp.holidays import store
from webapp.holidays.arrangement import Day, Source
from webapp.holidays.models import DayOff
from webapp.staff.models import Role
from webapp.visits import capacity, chain, daily_form, ledger, seals
from webapp.visits.methods import FOREVER
from webapp.visits.models import Status
from webapp.visits.opening import say


class ADay(ExportTestCase):
    query = "what=days&first=2026-11-20&last=2026-11-22"

    def test_is_set_beside_what_the_place_may_hold(self) -> None:
        self.report("2026-11-20,五当召,812,,,,,,,", "2026-11-22,五当召,750,,,,,,,")
        span, place = (date(2026, 11, 21), FOREVER), place_id(self.session)
        approved = capacity.Approved(at_once=300, a_day=1000)
        capacity.approve(self.session, place, approved, span, "文号", self.me, NOW)
        self.session.commit()
        shares = [line["Daily capacity used in per cent"] for line in self.table(self.query)]
        assert shares == ["", "", "75.0"]

    def test_without_a_report_is_missing_or_closed(self) -> None:
        self.report("2026-11-19,五当召,812,,,,,,,")
        span, place = (date(2026, 11, 21), date(2026, 11, 21)), place_id(self.session)
        say(self.session, place, span, range(7), is_open=False, note=None, by=self.me, now=NOW)
        self.session.commit()
        told = [(line["Admissions"], line["Status"]) for line in self.table(self.query)]
        assert told == [("", "missing"), ("", "closed"), ("", "missing")]
        [month] = {
            line["Missing place-days"]
            for line in self.table("what=months&first=2026-11-01&last=2026-11-22")
        }
        assert month == "2"


class AMonth(ExportTestCase):
    def test_stands_beside_the_same_days_of_the_year_before(self) -> None:
        self.report(
            *(f"2025-11-{day:02},五当召,100,60,20,20,100,,," for day in range(1, 31)),
            *(f"2026-11-{day:02},五当召,150,90,30,30,200.5,10,," for day in range(1, 23)),
        )
        table = self.table("what=months&first=2026-11-01&last=2026-11-22")
        found = {line["Indicator"]: line for line in table}
        visits, revenue = found["Person-times received"], found["Operating revenue"]
        assert (visits["This month"], visits["Year before"]) == ("3300", "2200")
        assert visits["Growth in per cent (same days)"] == "50.0"
        assert visits["This month in ten thousands"] == "0.33"
        assert (revenue["Unit"], revenue["This month"]) == ("yuan", "4631.00")
        assert found["of which free"]["This month"] == "660"
        assert visits["Last day counted"] == "2026-11-22"
        assert visits["Missing place-days"] == "0"

    def test_says_what_changed_on_days_that_both_years_have(self) -> None:
        self.report(
            *(f"2025-11-{day:02},五当召,100,,,,,,," for day in range(11, 31)),
            *(f"2026-11-{day:02},五当召,150,,,,,,," for day in range(1, 21)),
        )
        table = self.table("what=months&first=2026-11-01&last=2026-11-22")
        [visits] = [line for line in table if line["Indicator"] == "Person-times received"]
        assert (visits["This month"], visits["Year before"]) == ("3000", "1200")
        assert visits["Growth in per cent (same days)"] == "150.0"
        assert visits["Growth in per cent (days counted in both years)"] == "50.0"
        assert (visits["Missing place-days"], visits["Missing, year before"]) == ("2", "0")

    def test_is_counted_to_the_last_day_that_is_over(self) -> None:
        self.report("2026-11-22,五当召,150,,,,,,,", "2026-11-23,五当召,9,,,,,,,")
        for what, at, total in (("months", 3, "This month"), ("goals", 0, "Reached, all places")):
            line = self.table(f"what={what}&first=2026-11-01&last=2026-11-23")[at]
            assert (line[total], line["Last day counted"]) == ("150", "2026-11-22"), what
        with clock.fixed_at(datetime(2026, 12, 1, 12, tzinfo=clock.LOCAL)):
            self.sign_in(Role.statistician)
            page = self.get("/en/bureau/visits/months/2026-12")
            assert "No day of this month is over yet." in page.words
            [visits] = [
                line
                for line in self.table("what=months&first=2026-12-01&last=2026-12-01")
                if line["Indicator"] == "Person-times received"
            ]
            assert (visits["This month"], visits["1 January to date"]) == ("", "159")
            assert visits["Last day counted"] == "2026-11-30"
        with clock.fixed_at(datetime(2027, 1, 1, 12, tzinfo=clock.LOCAL)):
            self.sign_in(Role.statistician)
            [visits, *_] = self.table("what=goals&first=2027-01-01&last=2027-01-01")
            assert (visits["Reached, all places"], visits["Last day counted"]) == ("", "")

    def test_has_no_growth_from_nothing(self) -> None:
        self.report("2026-11-22,五当召,150,,,,,,,")
        table = self.table("what=months&first=2026-11-01&last=2026-11-22")
        assert {line["Growth in per cent (same days)"] for line in table} == {""}
        assert {line["Year before"] for line in table} == {""}


class AHoliday(ExportTestCase):
    def setUp(self) -> None:
        super().setUp()
        for year, days in ((2025, range(1, 9)), (2026, range(1, 8))):
            off = [Day(date(year, 10, day), DayOff.off, "国庆节") for day in days]
            store.replace(self.session, year, off, Source("通知", "https://x"), self.me.id, NOW)
        self.session.commit()

    def counted(self, year: int, days: range, visits: int, place: str = "五当召") -> None:
        self.report(*(f"{year}-10-{day:02},{place},{visits},,,,,,," for day in days))

    def holiday(self) -> dict[str, dict[str, str]]:
        found = self.table("what=holidays&first=2026-01-01&last=2026-11-22")
        return {line["Place"]: line for line in found}

    def test_is_compared_day_by_day(self) -> None:
        self.counted(2025, range(1, 9), 100)
        self.counted(2026, range(1, 8), 120)
        line = self.holiday()["All places"]
        assert (line["Holiday"], line["From"], line["To"]) == (
            "National Day",
            "2026-10-01",
            "2026-10-07",
        )
        assert (line["Admissions"], line["Daily mean"], line["Number of days"]) == (
            "840",
            "120",
            "7",
        )
        assert (line["Same holiday, year before"], line["Its days"]) == ("800", "8")
        assert line["Comparable growth in per cent (per day)"] == "20.0"

    def test_is_not_compared_while_days_are_missing(self) -> None:
        self.counted(2025, range(1, 9), 100)
        self.counted(2026, range(1, 7), 120)
        line = self.holiday()["All places"]
        assert (line["Missing place-days"], line["Daily mean"]) == ("1", "")
        assert line["Comparable growth in per cent (per day)"] == ""

    def test_tells_what_was_taken_as_the_holiday_form_does(self) -> None:
        growth = "Comparable growth of revenue in per cent (per day)"
        self.report(*(f"2025-10-{day:02},五当召,100,,,,1000,,," for day in range(1, 9)))
        self.report(*(f"2026-10-{day:02},五当召,120,,,,1100.5,,," for day in range(1, 7)))
        self.report("2026-10-07,五当召,120,,,,,,,")
        line = self.holiday()["All places"]
        assert (line["Revenue (yuan)"], line["Revenue in ten thousands of yuan"]) == (
            "6603.00",
            "0.66",
        )
        assert line[growth] == ""  # the takings of a day are not known
        self.report("2026-10-07,五当召,120,,,,1397,,,")
        line = self.holiday()["All places"]
        assert line["of which tickets (yuan)"] == "8000.00"
        assert line["Revenue of the same holiday, year before (yuan)"] == "8000.00"
        assert line[growth] == "14.3"
        self.report("2026-10-07,五当召,120,,,,1397,5,,")
        assert self.holiday()["All places"][growth] == ""  # other things were sold than then

    def test_is_not_compared_with_other_places(self) -> None:
        self.counted(2025, range(1, 9), 100)
        self.counted(2026, range(1, 8), 120)
        self.counted(2026, range(1, 8), 10, "赵长城")
        found = self.holiday()
        assert found["All places"]["Comparable growth in per cent (per day)"] == ""
        assert found["Wudangzhao Monastery"]["Comparable growth in per cent (per day)"] == "20.0"


class OneTable(ExportTestCase):
    def test_comes_as_text_with_what_it_is_above_it(self) -> None:
        self.report("2026-11-22,五当召,812,,,,,,,约数")
        lines = self.lines("what=days&first=2026-11-22&last=2026-11-22")
        head = chain.head(self.session)
        about = dict(lines[: lines.index([])])
        assert about["Head of the chain"] == f"{head.number} {head.hash}"
        assert (about["Made by"], about["Made at"]) == (self.me.full_name, "2026-11-23 09:30:00")
        [row_] = self.table("what=days&first=2026-11-22&last=2026-11-22")
        assert (row_["Admissions"], row_["Remark"], row_["Source"]) == ("812", "约数", "reported")

    def test_of_days_can_be_read_in_again(self) -> None:
        self.report("2026-11-22,五当召,812,500,12,300,1234.50,0,核实,约数")
        text = "\r\n".join(
            ",".join(line) for line in self.lines("what=days&first=2026-11-22&last=2026-11-22")
        )
        read, problems = daily_form.read(text.encode(), date(2026, 11, 22))
        assert not problems
        [report] = read.reports
        assert {metric.value: value for metric, value in report.values.items()} == {
            "visits": 812,
            "full": 500,
            "discount": 12,
            "free": 300,
            "ticket_revenue": 123450,
            "other_revenue": 0,
        }
        assert report.status is Status.verified

    def test_of_corrections_has_both_values_the_reason_and_the_link(self) -> None:
        self.report("2026-11-22,五当召,812,,,,100.50,,,")
        take(self.session, form("2026-11-22,五当召,840"), "漏报一个团")
        [line] = self.table("what=corrections&first=2026-11-01&last=2026-11-22")
        assert (line["Old value"], line["New value"], line["Difference"]) == ("812", "840", "28")
        assert (line["Reason"], line["Metric"]) == ("漏报一个团", "Admissions")
        assert line["Hash"] == chain.head(self.session).hash

    def test_of_corrections_tells_what_gates_sent_late_in_the_language_of_the_file(self) -> None:
        self.report("2026-10-09,五当召,500,,,,,,,")
        ledger.begin(self.session)
        seals.seal(self.session, date(2026, 10, 1), self.session.merge(self.me), NOW)
        self.session.commit()
        hour = {"from": "2026-10-12T10:00:00+08:00", "to": "2026-10-12T11:00:00+08:00"}
        sent(self.session, device(self.session), row("a", 5, **hour))
        query = "what=corrections&first=2026-10-01&last=2026-11-22&format=csv"
        for file, reason in (
            (FILE, "Counts of a gate that were received after the seal"),
            (FILE.removeprefix("/en"), "封账后收到的闸机计数"),
        ):
            assert reason in self.client.get(f"{file}?{query}", buffered=True).text

    def test_of_the_ledger_has_superseded_entries_and_gates_too(self) -> None:
        self.report("2026-11-22,五当召,812,,,,100.50,,,")
        take(self.session, form("2026-11-22,五当召,840"), "漏报一个团")
        sent(self.session, device(self.session), row("a", 5))
        found = self.table("what=entries&first=2026-11-01&last=2026-11-22")
        told = [(line["Metric"], line["Value"], line["Kind"], line["Gate"]) for line in found]
        assert told == [
            ("Admissions", "812", "report", ""),
            ("Ticket revenue (yuan)", "100.50", "report", ""),
            ("Admissions", "840", "correction", ""),
            ("Through the gates, in", "5", "report", "山门"),
        ]
        assert found[2]["Supersedes"] == found[0]["Entry"]
        assert found[3]["Observed from"] == "2026-11-22 10:00:00"
        [line] = self.table("what=entries&metric=in&first=2026-11-01&last=2026-11-22")
        assert line["Value"] == "5"

    def test_is_of_the_places_and_metrics_that_were_chosen(self) -> None:
        self.report("2026-11-22,五当召,812,9,,,,,,", "2026-11-22,赵长城,5,,,,,,,")
        query = "what=days&first=2026-11-22&last=2026-11-22"
        place = next(
            tag["value"]
            for tag in self.get("/en/bureau/visits/exports").soup.select("[name=place]")
            if "Zhao" in tag.find_next("label").text
        )
        [line] = self.table(f"{query}&place={place}&metric=visits")
        assert line["Admissions"] == "5" and "Full price" not in line

    def test_of_more_entries_than_a_sheet_holds_is_csv_only(self) -> None:
        self.report("2026-11-22,五当召,812,9,,,,,,")
        query = "what=entries&first=2026-11-01&last=2026-11-22"
        with patch("webapp.visits.export_pages.MOST_ENTRIES", 1):
            page = self.get(f"{FILE}?{query}&format=xlsx", 422)
            assert "take csv, or fewer days" in page.words
            assert len(self.table(query)) == 2


class AMonthOnPaper(ExportTestCase):
    def test_has_the_table_the_head_and_lines_to_sign_on(self) -> None:
        self.report(
            *(f"2025-11-{day:02},五当召,100,,,,,,," for day in range(1, 31)),
            *(f"2026-11-{day:02},五当召,150,,,,20.5,,," for day in range(1, 21)),
        )
        page = self.get("/en/bureau/visits/months/2026-11")
        assert "Counted from Sunday, 1 November 2026 to Sunday, 22 November 2026" in page.words
        assert "Person-times received person-times 3,000 0.30 2,200 +36.4" in page.words
        assert "Operating revenue yuan 410.00 0.04" in page.words
        assert "Wudangzhao Monastery 3,000 0.30 20 2" in page.words
        head = chain.head(self.session)
        assert f"{head.number} {head.hash}" in page.words
        assert self.me.full_name in page.words
        assert len(page.texts(".signatures li")) == 4

    def test_is_there_for_months_that_have_begun(self) -> None:
        self.get("/bureau/visits/months/2026-11")
        self.get("/bureau/visits/months/2001-01")
        for wrong in ("2026-12", "2026-13", "2026-1", "1999-12", "２０２６-11", "x", "2026-11-01"):
            self.get(f"/bureau/visits/months/{wrong}", 404)
