"""The bureau's tables: they add up, say where they come from, and hold nothing that computes."""

import csv
import io
from datetime import date, datetime, timedelta
from typing import Any
from unittest.mock import patch

import openpyxl
from sqlalchemy import select

from tests.support import TestCase
from tests.visits.made import NOW, device, form, row, sent, take
from webapp.core import clock
from webapp.core.audit import AuditEntry
from webapp.holidays import store
from webapp.holidays.arrangement import Day, Source
from webapp.holidays.models import DayOff
from webapp.staff.models import Role
from webapp.visits import chain, daily_form, exports, method_sheet
from webapp.visits.exports import Asked, What
from webapp.visits.models import Status
from webapp.visits.scope import counted_places

FILE = "/en/bureau/visits/exports/file"
HEADER = "日期,景区,入园人次,全票,优惠,免票,门票收入元,其他收入元,状态,备注"
WHOLE = "what=workbook&first=2026-01-01&last=2026-11-22&format=xlsx"


class ExportTestCase(TestCase):
    content = True

    def setUp(self) -> None:
        fixed = clock.fixed_at(NOW)
        fixed.__enter__()
        self.addCleanup(fixed.__exit__, None, None, None)
        self.me = self.sign_in(Role.statistician)

    def report(self, *rows: str) -> None:
        take(self.session, form(*rows, header=HEADER))

    def book(self, query: str = WHOLE) -> Any:
        response = self.client.get(f"{FILE}?{query}", buffered=True)
        assert response.status_code == 200, response.text
        return openpyxl.load_workbook(io.BytesIO(response.data))

    def lines(self, query: str) -> list[list[str]]:
        response = self.client.get(f"{FILE}?{query}&format=csv", buffered=True)
        assert response.status_code == 200, response.text
        assert response.mimetype == "text/csv"
        text = response.data.decode("utf-8-sig")
        return list(csv.reader(io.StringIO(text, newline="")))

    def table(self, query: str) -> list[dict[str, str]]:
        """What stands below the lines about the table."""
        lines = self.lines(query)
        header, *rows = lines[lines.index([]) + 1 :]
        return [dict(zip(header, line, strict=True)) for line in rows]


def rows_of(sheet: Any) -> list[dict[str, Any]]:
    header, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(header, line, strict=True)) for line in rows]


class TheWorkbook(ExportTestCase):
    def test_has_six_sheets_and_every_sum_is_the_same(self) -> None:
        first = date(2026, 1, 1)
        days = [first + timedelta(days=n) for n in range(326) if n % 7]
        self.report(
            *(f"{day},五当召,{day.day * 31 + day.month},,,,{day.day}.05,,初步," for day in days),
            *(f"{day},赵长城,{day.month * 10},,,,,,初步," for day in days[100:]),
        )
        book = self.book()
        assert [name[:2] for name in book.sheetnames] == ["01", "02", "03", "04", "05", "06"]
        daily, _holidays, monthly, goals, _corrections, _method = (
            rows_of(sheet) for sheet in book.worksheets
        )
        expected = sum(d.day * 31 + d.month for d in days) + sum(d.month * 10 for d in days[100:])
        by_day = sum(line["Admissions"] or 0 for line in daily)
        received = [line for line in monthly if line["Indicator"] == "Person-times received"]
        by_month = [line["This month"] for line in received]
        year, _tourism, revenue = goals
        assert by_day == sum(by_month) == year["Reached, all places"] == expected
        assert received[-1]["1 January to date"] == expected
        assert list(year.values())[-12:] == [*by_month, None]
        yuan = sum(line["Ticket revenue (yuan)"] or 0 for line in daily)
        assert round(yuan, 2) == revenue["Reached, all places"]
        assert year["Goal"] == 1_400_000 and year["Reached %"] == round(expected / 14_000, 1)
        assert year["Needed each day until the end"] == -(-(1_400_000 - expected) // 39)

    def test_leaves_missing_days_empty_and_writes_zero_as_zero(self) -> None:
        self.report("2026-11-20,五当召,0,,,,,,,", "2026-11-22,五当召,812,500,,,,,,")
        found = rows_of(self.book("what=days&first=2026-11-19&last=2026-11-23&format=xlsx").active)
        told = [(f"{line['Day']:%d}", line["Admissions"], line["Status"]) for line in found]
        assert told == [
            ("20", 0, "preliminary"),
            ("21", None, "missing"),
            ("22", 812, "preliminary"),
        ]
        assert [line["Full price"] for line in found] == [None, None, 500]
        assert [line["Admissions in ten thousands"] for line in found] == [0, None, 0.08]

    def test_has_numbers_as_numbers_and_days_as_days(self) -> None:
        self.report("2026-11-22,五当召,12350,,,,1234.5,,,")
        sheet = self.book().worksheets[0]
        day, place, visits, shown, *_more = sheet[2]
        assert day.is_date and day.value.date() == date(2026, 11, 22)
        assert (place.value, visits.value, visits.data_type) == ("Wudangzhao Monastery", 12350, "n")
        assert (shown.value, shown.number_format) == (1.24, "#,##0.00")
        assert 1234.5 in [cell.value for cell in sheet[2]]

    def test_holds_no_formula_whatever_people_wrote(self) -> None:
        risky = ("=1+1", "+1", "@SUM(A1)", '=HYPERLINK("http://x")', "<r>&</r>")
        self.report(
            *(
                f'2026-11-{10 + n},五当召,{n},,,,,,,"{text.replace(chr(34), chr(34) * 2)}"'
                for n, text in enumerate(risky)
            )
        )
        take(self.session, form("2026-11-10,五当召,7"), "=cmd|' /C calc'!A0")
        book = self.book()
        cells = [cell for sheet in book for line in sheet for cell in line]
        assert not [cell for cell in cells if cell.data_type == "f"]
        assert {"+1", "@SUM(A1)", "<r>&</r>"} <= {cell.value for cell in cells}
        written = self.lines("what=days&first=2026-11-01&last=2026-11-22")
        assert {"'+1", "'@SUM(A1)"} <= {line[-1] for line in written if line}
        assert not [cell for line in written for cell in line if cell[:1] in "=+@" and cell]

    def test_says_where_it_comes_from(self) -> None:
        self.report("2026-11-22,五当召,812,,,,,,,")
        head = chain.head(self.session)
        method = dict(self.book().worksheets[-1].iter_rows(values_only=True))
        assert method["Days"] == "2026-01-01 – 2026-11-22"
        assert method["Made by"] == self.me.full_name
        assert method["Made at"] == datetime.fromisoformat("2026-11-23T09:30:00")
        assert method["Head of the chain"] == f"{head.number} {head.hash}"
        assert method["Level"].startswith("L0")
        assert method["Method version"] >= 1

    def test_of_months_is_made_of_whole_ones(self) -> None:
        self.report("2026-10-01,五当召,5,,,,,,,", "2026-11-22,五当召,7,,,,,,,")
        for query, month in (("first=2026-10-09&last=2026-10-12", 5), ("first=2026-10-09", 12)):
            last = "" if "last" in query else "&last=2026-11-02"
            book = self.book(f"what=workbook&{query}{last}&format=xlsx")
            assert sum(line["Admissions"] or 0 for line in rows_of(book.worksheets[0])) == month

    def test_of_an_empty_ledger_is_empty(self) -> None:
        book = self.book()
        assert [sheet.max_row for sheet in book.worksheets[:3]] == [1, 1, 89]
        values = [cell for line in book.worksheets[0].iter_rows(min_row=2) for cell in line]
        assert values == []


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
        assert visits["Growth % (same days)"] == "50.0"
        assert visits["This month in ten thousands"] == "0.33"
        assert (revenue["Unit"], revenue["This month"]) == ("yuan", "4631.00")
        assert found["of which free"]["This month"] == "660"
        assert visits["Last day counted"] == "2026-11-22"
        assert visits["Missing place-days"] == "0"

    def test_has_no_growth_from_nothing(self) -> None:
        self.report("2026-11-22,五当召,150,,,,,,,")
        table = self.table("what=months&first=2026-11-01&last=2026-11-22")
        assert {line["Growth % (same days)"] for line in table} == {""}
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
        assert (line["Admissions"], line["Daily mean"], line["Days"]) == ("840", "120", "7")
        assert (line["Same holiday, year before"], line["Its days"]) == ("800", "8")
        assert line["Comparable growth % (per day)"] == "20.0"

    def test_is_not_compared_while_days_are_missing(self) -> None:
        self.counted(2025, range(1, 9), 100)
        self.counted(2026, range(1, 7), 120)
        line = self.holiday()["All places"]
        assert (line["Missing place-days"], line["Daily mean"]) == ("1", "")
        assert line["Comparable growth % (per day)"] == ""

    def test_is_not_compared_with_other_places(self) -> None:
        self.counted(2025, range(1, 9), 100)
        self.counted(2026, range(1, 8), 120)
        self.counted(2026, range(1, 8), 10, "赵长城")
        found = self.holiday()
        assert found["All places"]["Comparable growth % (per day)"] == ""
        assert found["Wudangzhao Monastery"]["Comparable growth % (per day)"] == "20.0"


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


class AFile(ExportTestCase):
    query = "what=entries&first=2026-11-01&last=2026-11-22"

    def test_shows_one_moment_whatever_is_reported_while_it_is_made(self) -> None:
        self.report("2026-11-21,五当召,812,,,,,,,")
        head = chain.head(self.session)
        asked = Asked(What.entries, date(2026, 11, 1), date(2026, 11, 22))
        with self.app.test_request_context("/en/"), exports.one_moment(self.engine) as session:
            origin = method_sheet.origin_of(session, "", NOW)
            self.report("2026-11-22,五当召,5,,,,,,,")
            known = counted_places(session)
            scope = exports.scope_of(session, asked, known, "en", NOW.date())
            values = [line[9] for line in exports.table(asked.what, scope).rows]
        assert (origin.head, values) == (head, [812])

    def test_gives_the_database_back_once_it_is_sent_or_left(self) -> None:
        self.report(*(f"2026-11-{day:02},五当召,812,7,8,9,,,," for day in range(1, 23)))
        for query in (f"{self.query}&format=csv", WHOLE):
            self.client.get(f"{FILE}?{query}", buffered=True)
            left = self.client.get(f"{FILE}?{query}")
            left.close()
            assert self.engine.pool.checkedout() == 0

    def test_is_made_on_the_way_and_kept_nowhere(self) -> None:
        self.report("2026-11-21,五当召,812,,,,,,,")
        response = self.client.get(f"{FILE}?{self.query}&format=csv", buffered=True)
        assert response.headers["Cache-Control"] == "no-store"
        assert "Content-Length" not in response.headers
        name = 'attachment; filename="visits-entries-2026-11-01-2026-11-22.csv"'
        assert response.headers["Content-Disposition"] == name


class WhoExports(ExportTestCase):
    def test_is_in_the_audit_trail_with_what_they_took(self) -> None:
        self.report("2026-11-22,五当召,812,,,,,,,")
        self.lines("what=days&first=2026-11-22&last=2026-11-22")
        self.session.rollback()
        entry = self.session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()[-1]
        assert (entry.action, entry.object) == ("export visits", "visits days")
        assert entry.account == self.me.name
        assert entry.after is not None and entry.after["head"] == chain.head(self.session).hash

    def test_is_a_statistician_or_an_auditor(self) -> None:
        for role in Role:
            self.sign_in(role)
            status = 200 if role in (Role.statistician, Role.auditor) else 403
            for address in ("exports", "months/2026-11"):
                self.get(f"/bureau/visits/{address}", status)
            assert self.client.get(f"{FILE}?{WHOLE}", buffered=True).status_code == status
        self.sign_out()
        self.get(f"{FILE}?{WHOLE}", 302)

    def test_is_told_what_is_wrong_with_what_they_ask(self) -> None:
        good = "what=days&first=2026-11-01&last=2026-11-22&format=csv"
        for wrong, words in (
            (good.replace("2026-11-01", "june"), "From"),
            (good.replace("first=2026-11-01&", ""), "This has to be filled in"),
            (good.replace("2026-11-22", "2026-10-22"), "before the first one"),
            (good.replace("2026-11-01", "1999-12-31"), "before 2000"),
            (good.replace("days", "nothing"), "What"),
            (good.replace("csv", "pdf"), "File"),
            (good.replace("days", "workbook"), "holds one table"),
            (f"{good}&place=999999", "Places"),
            (f"{good}&place=x", "Places"),
            (f"{good}&metric=x", "Metrics"),
            ("", "This has to be filled in"),
        ):
            assert words in self.get(f"{FILE}?{wrong}", 422).words, wrong

    def test_finds_days_that_are_still_to_come_left_out(self) -> None:
        self.report("2026-11-22,五当召,812,,,,,,,")
        lines = self.lines("what=days&first=2026-11-22&last=2099-01-01")
        assert ["Days", "2026-11-22 – 2026-11-23"] in lines


class TheForm(ExportTestCase):
    def test_offers_the_year_so_far(self) -> None:
        page = self.get("/en/bureau/visits/exports")
        assert page.one("#first")["value"] == "2026-01-01"
        assert page.one("#last")["value"] == "2026-11-22"
        assert page.texts(".desk-ways [aria-current=page]") == ["Tables"]

    def test_leads_to_every_month_with_numbers(self) -> None:
        self.report("2026-09-30,五当召,812,,,,,,,")
        page = self.get("/en/bureau/visits/exports")
        assert page.texts(".month-links a") == ["2026-11", "2026-10", "2026-09"]


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
