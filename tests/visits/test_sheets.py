"""Sheets at the desk: looked at first, then stored as they were shown."""

import io
from datetime import date, datetime, timedelta
from typing import Any

import openpyxl
from sqlalchemy import func, select

from tests.support import Page
from tests.visits import made
from tests.visits.desk import OperatorTest
from tests.visits.workbooks import HEADER, workbook
from webapp.core import clock, file_names
from webapp.core.audit import AuditEntry
from webapp.staff.models import Role
from webapp.visits import daily_form, ledger, opening, upload, upload_pages
from webapp.visits.decisions import Correction
from webapp.visits.models import Entry, Metric, Submission
from webapp.visits.upload import Upload

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=clock.LOCAL)
SHEETS = "/en/bureau/visits/sheets"
STORE = "form.form"


class TheSheets(OperatorTest):
    now = NOW

    def upload(
        self, content: bytes, mode: str = "add", name: str = "日报.csv", **more: Any
    ) -> Page:
        """Choose a file, and look at what it would do."""
        file = (io.BytesIO(content), name)
        return self.send(self.get(SHEETS), {"file": file, "mode": mode}, form=STORE, **more)

    def rows(self, page: Page) -> list[str]:
        return page.texts(".sheet-rows tbody tr")

    def figure(self, day: str = "2026-11-22") -> int | None:
        return made.figure(self.session, day)

    def count(self, table: type) -> int:
        self.session.rollback()
        return self.session.scalar(select(func.count()).select_from(table)) or 0


class TheDryRun(TheSheets):
    def test_says_of_each_row_what_would_happen_and_stores_nothing(self) -> None:
        made.take(self.session, made.form("2026-11-20,五当召,700", "2026-11-19,五当召,600"))
        page = self.upload(
            made.form(
                "2026-11-22,五当召,812",
                "2026-11-20,五当召,710",
                "2026-11-19,五当召,600",
                "2026-11-31,五当召,5",
                "2026-11-21,五当召,x",
            ),
            mode="replace",
        )
        assert self.rows(page) == [
            "5 2026-11-31 五当召 refused “日期”: there is no such day in the calendar",
            "6 2026-11-21 五当召 refused “入园人次”: not a number; "
            "leave the cell empty when nothing was counted",
            "3 2026-11-20 五当召 changed Admissions 700 → 710",
            "2 2026-11-22 五当召 new Admissions 812",
            "4 2026-11-19 五当召 unchanged Admissions 600",
        ]
        assert page.texts(".sheet-counts li") == ["2 refused", "1 changed", "1 new", "1 unchanged"]
        assert "Store 2 rows, leave out 2" in page.texts(f"{STORE} button")
        assert self.figure() is None

    def test_tells_what_it_left_aside(self) -> None:
        def more(book: Any, _sheet: Any) -> None:
            book.create_sheet("汇总")

        row = ("2026-11-22", "五当召", 812, "晴")
        content = workbook(row, header=(*HEADER, "天气"), change=more)
        page = self.upload(content, name="日报.xlsx")
        assert "Sheets of the file left aside: 汇总" in page.words
        assert "Columns left aside: 天气" in page.words
        assert self.rows(page) == ["2 2026-11-22 五当召 new Admissions 812"]

    def test_rows_can_be_had_as_csv_all_or_those_refused(self) -> None:
        page = self.upload(made.form("2026-11-22,五当召,812", "=1+1,五当召,-3"))
        links = [str(link["href"]) for link in page.soup.select("main a[download]")]
        every, refused = (self.client.get(link).text.splitlines() for link in links)
        assert every == [
            "\ufeffRow,Day,Place,What happens,Admissions,Why it is refused",
            "2,2026-11-22,五当召,new,812,",
            refused[1],
        ]
        assert refused[1] == (
            "3,'=1+1,五当召,refused,,“日期”: not a day; write it as 2026-11-22; "
            "“入园人次”: a value cannot be negative"
        )

    def test_can_be_looked_at_in_each_mode(self) -> None:
        made.take(self.session, made.form("2026-11-22,五当召,800"))
        page = self.upload(made.form("2026-11-22,五当召,812"))
        assert "refused “入园人次”: 五当召 already reported 800" in self.rows(page)[0]
        assert not page.soup.select(STORE)
        address = str(page.soup.select(".desk-chips a")[1]["href"])
        assert "changed Admissions 800 → 812" in self.rows(self.get(address))[0]
        check = self.get(address.replace("replace", "check"))
        assert not check.soup.select(STORE)
        self.get(address.replace("replace", "x"), status=404)

    def test_a_long_sheet_shows_first_what_needs_a_look(self) -> None:
        day = NOW.date()
        rows = [f"{day - timedelta(days=n)},五当召,{n}1" for n in range(1, 260)]
        page = self.upload(made.form(*rows, "x,五当召,5"))
        assert len(self.rows(page)) == upload_pages.SHOWN
        assert self.rows(page)[0].startswith("261 x 五当召 refused")
        assert "The first 200 of 260 rows" in page.words


class Storing(TheSheets):
    def test_stores_what_was_shown(self) -> None:
        page = self.upload(made.form("2026-11-22,五当召,812", "2026-11-31,五当召,5"))
        stored = self.send(page, {}, form=STORE)
        assert stored.texts(".notice") == ["Stored: what you have seen, and nothing else."]
        assert "1 new value, 0 corrected, 1 row left out" in stored.words
        assert self.figure() == 812
        envelope = self.session.scalars(select(Submission)).one()
        assert (envelope.file_name, envelope.account_id) == ("日报.csv", self.operator.id)
        kept = self.session.scalars(select(Upload)).one()
        assert kept.sheet is None
        actions = self.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()
        assert actions == ["upload sheet", "store sheet"]

    def test_a_workbook_as_well(self) -> None:
        page = self.upload(workbook((NOW.date(), "wudangzhao", 812)), name="日报.xlsx")
        assert page.one("h1").text == "Sheet 日报.xlsx"
        self.send(page, {}, form=STORE)
        assert self.figure("2026-11-23") == 812

    def test_twice_counts_once(self) -> None:
        page = self.upload(made.form("2026-11-22,五当召,812"))
        self.send(page, {}, form=STORE)
        again = self.send(page, {}, form=STORE)
        assert again.texts(".notice") == ["This sheet was stored before; it counts once."]
        assert self.count(Entry) == 1
        same = self.upload(made.form("2026-11-22,五当召,812"))
        assert not same.soup.select(STORE)
        assert "unchanged" in self.rows(same)[0]

    def test_our_own_table_comes_back_in_every_mode(self) -> None:
        made.take(self.session, made.form("2026-11-18,五当召,700", "2026-11-22,五当召,0"))
        who = self.sign_in(Role.statistician, full_name="李敏")
        monday = date(2026, 11, 20)
        ledger.begin(self.session)
        opening.say(
            self.session, self.place, (monday, monday), opening.EVERY_DAY,
            is_open=False, note=None, by=who, now=NOW,
        )  # fmt: skip
        self.session.commit()
        entries, query = self.count(Entry), "what=days&first=2026-11-18&last=2026-11-22"
        for language, missing, closed in (("", "缺报", "闭园"), ("/en", "missing", "closed")):
            address = f"{language}/bureau/visits/exports/file?{query}&format="
            text = self.client.get(f"{address}csv", buffered=True).data
            book = self.client.get(f"{address}xlsx", buffered=True).data
            assert [words in text.decode() for words in (missing, closed)] == [True, True]
            for content, name in ((text, "日报.csv"), (book, "日报.xlsx")):
                for mode in ("check", "add", "replace"):
                    page = self.upload(content, mode, name)
                    assert len(self.rows(page)) == 5
                    assert all("unchanged" in row for row in self.rows(page)), self.rows(page)
                    assert not page.soup.select(STORE)
        # Somebody fills in a missing day, and leaves the word beside it.
        filled = text.decode().replace(
            "2026-11-19,Wudangzhao Monastery,", "2026-11-19,五当召,600", 1
        )
        assert filled != text.decode()
        for mode in ("add", "replace"):
            page = self.upload(filled.encode(), mode)
            assert "Admissions 600" in " ".join(self.rows(page))
        self.send(page, {}, form=STORE)
        assert (self.figure("2026-11-19"), self.figure("2026-11-20")) == (600, None)
        assert self.count(Entry) == entries + 1

    def test_a_change_in_between_brings_the_dry_run_back(self) -> None:
        page = self.upload(made.form("2026-11-22,五当召,812", "2026-11-21,五当召,700"), "replace")
        made.take(self.session, made.form("2026-11-22,五当召,800"))
        shown = self.send(page, {}, form=STORE, status=422)
        assert "The numbers have changed since you looked." in shown.words
        assert "changed Admissions 800 → 812" in self.rows(shown)[0]
        assert self.figure("2026-11-21") is None
        self.send(shown, {"reason": "闸机复核"}, form=STORE)
        assert (self.figure(), self.figure("2026-11-21")) == (812, 700)

    def test_what_stands_is_replaced_with_a_reason_alone(self) -> None:
        made.take(self.session, made.form("2026-11-22,五当召,800"))
        page = self.upload(made.form("2026-11-22,五当召,812"), "replace")
        refused = self.send(page, {}, form=STORE, status=422)
        assert "Say why the numbers change." in refused.words
        self.send(refused, {"reason": "x" * 401}, form=STORE, status=422)
        self.send(refused, {"reason": "闸机复核"}, form=STORE)
        assert self.figure() == 812
        correction = self.session.scalars(select(Correction)).one()
        assert (correction.reason, correction.asked_by_id) == ("闸机复核", self.operator.id)

    def test_much_waits_for_a_second_person_and_is_refused_meanwhile(self) -> None:
        made.take(self.session, made.form("2026-11-22,五当召,800"))
        content = made.form("2026-11-22,五当召,8000")
        page = self.upload(content, "replace")
        assert "changed once a second person approves Admissions 800 → 8,000" in self.rows(page)[0]
        page = self.send(page, {"reason": "重计"}, form=STORE)
        assert "1 waiting for a second person" in page.words
        assert self.figure() == 800
        again = self.upload(content, "replace")
        assert "another correction of this value waits for a second person" in self.rows(again)[0]
        assert not again.soup.select(STORE)

    def test_an_empty_cell_leaves_what_stands(self) -> None:
        header = "日期,景区,入园人次,免票"
        made.take(self.session, made.form("2026-11-22,五当召,800,12", header=header))
        page = self.upload(made.form("2026-11-22,五当召,810,", header=header), "replace")
        self.send(page, {"reason": "复核"}, form=STORE)
        assert made.figure(self.session, metric=Metric.free) == 12

    def test_only_checking_stores_nothing_whatever_is_sent(self) -> None:
        page = self.upload(made.form("2026-11-22,五当召,812"), "check")
        address = f"{SHEETS}/{self.session.scalars(select(Upload.id)).one()}"
        for mode in ("check", "add"):
            refused = self.post(address, {"mode": mode, "stamp": "x"}, status=422)
            assert not refused.texts(".notice")
        self.post(address, {"mode": "x"}, status=404)
        assert page.status == 200 and self.count(Entry) == 0


class BadFiles(TheSheets):
    def test_are_refused_in_a_sentence(self) -> None:
        for content, name, said in (
            (b"", "a.csv", "Choose a file first."),
            (b"a,b\n1,2\n", "a.csv", "There is no header with the columns 日期, 景区 and 入园人次"),
            (workbook(), "a.xlsm", "The workbook holds macros."),
            (b"PK\x03\x04", "a.xlsx", "This Excel workbook is damaged."),
        ):
            page = self.upload(content, name=name, status=422)
            assert said in page.one(".form-errors").text, name
        assert self.count(Upload) == 0

    def test_too_large_a_request_is_refused(self) -> None:
        kind = "multipart/form-data; boundary=x"
        sent = self.client.post(SHEETS, data=bytes(10_200_000), content_type=kind)
        assert sent.status_code == 413

    def test_a_header_alone_is_an_empty_sheet(self) -> None:
        page = self.upload(made.form())
        assert "There is no row below the header." in page.words
        assert not page.soup.select(STORE)

    def test_names_of_files_are_shown_as_text(self) -> None:
        page = self.upload(made.form("2026-11-22,五当召,5"), name="<script>.csv")
        assert page.one("h1").text == "Sheet <script>.csv"
        assert (
            file_names.shown("C:\\报表\\日\u202e报\n.xlsx")
            == file_names.shown("/x/日报.xlsx")
            == "日报.xlsx"
        )
        assert len(file_names.shown("长" * 500)) == file_names.LONGEST
        assert file_names.shown(None) == "?"


class WhoseSheets(TheSheets):
    def test_an_operator_brings_numbers_of_their_own_places_alone(self) -> None:
        page = self.upload(made.form("2026-11-22,青山村,5", "2026-11-22,五当召,812"))
        assert (
            "refused “景区”: this is none of the places that you report for" in self.rows(page)[0]
        )
        self.send(page, {}, form=STORE)
        assert self.count(Entry) == 1

    def test_a_statistician_brings_those_of_all(self) -> None:
        self.sign_in(Role.statistician)
        page = self.upload(made.form("2026-11-22,青山村,5", "2026-11-22,五当召,812"))
        self.send(page, {}, form=STORE)
        assert self.count(Entry) == 2

    def test_nobody_opens_or_stores_somebody_elses(self) -> None:
        self.upload(made.form("2026-11-22,五当召,812"))
        address = f"{SHEETS}/{self.session.scalars(select(Upload.id)).one()}"
        self.sign_in(Role.operator, Role.statistician, places=(self.place,))
        self.get(address, status=403)
        self.get(f"{address}/rows.csv", status=403)
        self.post(address, {"mode": "add"}, status=403)
        self.get(f"{SHEETS}/999", status=404)
        self.get(f"{SHEETS}/99999999999", status=404)
        assert "日报.csv" not in self.get(SHEETS).words

    def test_an_auditor_reads_everything_and_stores_nothing(self) -> None:
        self.upload(made.form("2026-11-22,五当召,812"))
        address = f"{SHEETS}/{self.session.scalars(select(Upload.id)).one()}"
        self.sign_in(Role.auditor)
        page = self.get(SHEETS)
        assert "填报员甲" in page.words
        assert not page.soup.select(STORE)
        assert not self.get(address).soup.select(STORE)
        self.post(address, {"mode": "add"}, status=403)
        self.post(SHEETS, {}, status=403)

    def test_others_have_no_business_here(self) -> None:
        self.sign_in(Role.editor, Role.reviewer, Role.administrator)
        self.get(SHEETS, status=403)
        self.get(f"{SHEETS}/template.xlsx", status=403)


class TheTemplate(TheSheets):
    def test_can_be_filled_in_and_uploaded(self) -> None:
        file = self.client.get(f"{SHEETS}/template.xlsx")
        book = openpyxl.load_workbook(io.BytesIO(file.data))
        sheet = book["01景区日报"]
        columns = {cell.value: cell.column for cell in sheet[1]}
        assert all(daily_form.column_of(name) for name in columns)
        sheet.cell(2, columns["日期"], NOW)
        for name, value in {"景区": "五当召", "入园人次": 812, "门票收入元": 100.5}.items():
            sheet.cell(2, columns[name], value)
        sheet.cell(2, columns["日期"]).value = NOW.date()
        filled = io.BytesIO()
        book.save(filled)
        page = self.upload(filled.getvalue(), name="日报.xlsx")
        assert self.rows(page) == [
            "2 2026-11-23 五当召 new Admissions 812 Ticket revenue (yuan) 100.50"
        ]


class Forgetting(TheSheets):
    def test_what_nobody_stored_goes_after_two_weeks(self) -> None:
        page = self.upload(made.form("2026-11-22,五当召,812"))
        self.send(page, {}, form=STORE)
        self.upload(made.form("2026-11-21,五当召,812"))
        for days, gone in ((13, 0), (15, 1), (90, 0)):
            assert upload.forget_old(self.session, NOW + timedelta(days=days)) == gone
        assert self.count(Upload) == 2  # rolled back
