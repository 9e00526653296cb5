"""The bureau's tables: they add up, say where they come from, and hold nothing that computes."""

from datetime import date, datetime, timedelta

from sqlalchemy import select

from tests.visits.exporting import FILE, WHOLE, ExportTestCase, rows_of
from tests.visits.made import NOW, form, take
from webapp.core.audit import AuditEntry
from webapp.staff.models import Role
from webapp.visits import chain, exports, method_sheet
from webapp.visits.exports import Asked, What
from webapp.visits.scope import counted_places


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
        assert year["Goal"] == 1_400_000 and year["Reached in per cent"] == round(
            expected / 14_000, 1
        )
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
        self.report("2026-11-21,五当召,812,500,200,100,,,,", "2026-11-22,五当召,812,,,,,,,")
        head = chain.head(self.session)
        method = dict(self.book().worksheets[-1].iter_rows(values_only=True))
        assert method["Period"] == "2026-01-01 – 2026-11-22"
        assert method["Made by"] == self.me.full_name
        assert method["Made at"] == datetime.fromisoformat("2026-11-23T09:30:00")
        assert method["Head of the chain"] == f"{head.number} {head.hash}"
        assert method["Level"].startswith("L0")
        assert method["Method version"] >= 1
        said = "812 admissions, but full price, discount and free come to 800."
        assert method["2026-11-21 Wudangzhao Monastery"].endswith(said)

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
            (good.replace("days", "nothing"), "Which table"),
            (good.replace("csv", "pdf"), "File format"),
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
        assert ["Period", "2026-11-22 – 2026-11-23"] in lines


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
