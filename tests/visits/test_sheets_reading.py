"""Workbooks are read as people mean them, and refused where they are dangerous."""

import io
import zipfile
from datetime import date, datetime

import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.visits.workbooks import HEADER, part, repacked, workbook
from webapp.visits import daily_form, upload
from webapp.visits.daily_form import DayReport, Refused
from webapp.visits.models import Metric

TODAY = date(2026, 11, 23)
DAY = date(2026, 11, 22)
NOON = datetime(2026, 11, 22, 13, 30)  # noqa: DTZ001 - workbooks know no zones
MIDNIGHT = datetime(2026, 11, 22)  # noqa: DTZ001
SHEET = "xl/worksheets/sheet1.xml"


def read(content: bytes) -> tuple[list[DayReport], list[str]]:
    form, problems = daily_form.read(content, TODAY)
    return form.reports, [f"{one.line} {one.column}: {one.reason}" for one in problems]


def refusal(content: bytes, name: str = "日报.xlsx") -> str:
    with pytest.raises(Refused) as refused:
        upload.read(content, name)
    (problem,) = refused.value.problems
    return problem.reason


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 11, 22),
        MIDNIGHT,
        "2026-11-22",
        "2026年11月22日",
        "2026/11/22",
        20261122,
        46348,
        "46348",
    ],
)
def test_a_day_may_be_a_date_a_number_or_a_text(day: object) -> None:
    (report,), problems = read(workbook((day, "五当召", 812)))
    assert (report.day, report.values, problems) == (DAY, {Metric.visits: 812}, [])


@pytest.mark.parametrize("day", [date(2026, 11, 22), 44886])
def test_days_may_be_counted_from_1904(day: object) -> None:
    def from_1904(book, _sheet):  # type: ignore[no-untyped-def]
        book.epoch = CALENDAR_MAC_1904

    (report,), problems = read(workbook((day, "五当召", 812), change=from_1904))
    assert (report.day, problems) == (DAY, [])


def test_an_instant_within_a_day_is_not_a_day() -> None:
    reports, problems = read(workbook((NOON, "五当召", 812)))
    assert not reports
    assert problems == ["2 日期: not a day; write it as 2026-11-22"]


@pytest.mark.parametrize("number", [812, 812.0, "812", "８１２", " 812 ", "0812"])
def test_numbers_may_be_texts(number: object) -> None:
    (report,), problems = read(workbook((DAY, "五当召", number)))
    assert (report.values[Metric.visits], problems) == (812, [])


def test_money_that_excel_worked_out_keeps_its_two_decimals() -> None:
    header = (*HEADER, "门票收入（元）")
    (report,), problems = read(workbook((DAY, "五当召", 3, 0.1 + 0.2), header=header))
    assert (report.values[Metric.ticket_revenue], problems) == (30, [])


def test_the_sheet_with_the_header_is_read_and_the_others_are_named() -> None:
    def with_others(book, sheet):  # type: ignore[no-untyped-def]
        book.create_sheet("说明", 0).append(["请填写"])
        book.create_sheet("旧").sheet_state = "hidden"
        sheet.title = "日报"

    content = workbook((DAY, "五当召", 812), change=with_others)
    sheet = upload.read(content, "日报.xlsx")
    assert sheet.others == ("说明", "旧")
    assert read(content)[0][0].values == {Metric.visits: 812}


def test_hidden_sheets_are_not_read() -> None:
    def hide(book, sheet):  # type: ignore[no-untyped-def]
        sheet.sheet_state = "hidden"
        book.create_sheet("空")

    assert "There is no header" in refusal(workbook((DAY, "五当召", 812), change=hide)) or (
        refusal(workbook((DAY, "五当召", 812), change=hide)) == "The file is empty."
    )


def test_of_a_formula_what_it_showed_is_taken_and_said() -> None:
    content = workbook((DAY, "五当召", "=800+12"))
    sheet = part(content, SHEET)
    shown = sheet.replace(b"<f>800+12</f><v></v>", b"<f>800+12</f><v>812</v>").replace(
        b"<f>800+12</f><v />", b"<f>800+12</f><v>812</v>"
    )
    assert shown != sheet
    content = repacked(content, xl__worksheets__sheet1_0xml=shown)
    assert upload.read(content, "x.xlsx").formulas == 1
    assert read(content)[0][0].values == {Metric.visits: 812}


def test_a_formula_without_a_result_is_no_missing_value() -> None:
    _, problems = read(workbook((DAY, "五当召", "=800+12")))
    assert problems == [
        "2 入园人次: a formula without a result; open the file in Excel and save it"
    ]


def test_an_error_of_excel_is_told() -> None:
    _, problems = read(workbook((DAY, "五当召", "#DIV/0!")))
    assert problems == ["2 入园人次: Excel shows an error here"]


def test_merged_cells_are_refused_where_they_are_read() -> None:
    def merge(_book, sheet):  # type: ignore[no-untyped-def]
        sheet.merge_cells("A2:A3")
        sheet.merge_cells("C4:C5")
        sheet.merge_cells("G2:H9")

    rows = [(DAY, "五当召", 5), (None, "青山村", 6), (DAY, "梅力更", 700), (DAY, "美岱召", None)]
    reports, problems = read(workbook(*rows, (DAY, "五当召", 8), change=merge))
    merged = "this cell is merged with others; undo that and fill in each"
    assert problems == [
        f"{n} {c}: {merged}"
        for n, c in ((2, "日期"), (3, "日期"), (4, "入园人次"), (5, "入园人次"))
    ]
    assert [report.line for report in reports] == [6]


def test_a_merged_title_above_the_header_does_no_harm() -> None:
    def title(_book, sheet):  # type: ignore[no-untyped-def]
        sheet.insert_rows(1)
        sheet["A1"] = "石拐区景区日报"
        sheet.merge_cells("A1:C1")

    (report,), problems = read(workbook((DAY, "五当召", 812), change=title))
    assert (report.line, problems) == (3, [])


def test_rows_far_below_keep_their_number() -> None:
    def far(_book, sheet):  # type: ignore[no-untyped-def]
        sheet["A90"], sheet["B90"], sheet["C90"] = DAY, "五当召", 7

    reports, _ = read(workbook((DAY, "五当召", 812), change=far))
    assert [report.line for report in reports] == [2, 90]


def a_zip(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, held in parts.items():
            package.writestr(name.replace("__", "/").replace("_0", "."), held)
    return file.getvalue()


GOOD = workbook((DAY, "五当召", 812))
TYPES = part(GOOD, "[Content_Types].xml")
MACROS = "The workbook holds macros. Save it as .xlsx, without them."
TOO_MUCH = "There is too much in this workbook. Copy the table into a new one."
DAMAGED = "This Excel workbook is damaged. Save it anew and try again."
DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]>'


def with_types(change: bytes) -> bytes:
    kind = b"spreadsheetml.sheet.main+xml"
    return repacked(GOOD, **{"[Content_Types]_0xml": TYPES.replace(kind, change)})


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (GOOD, "日报.xlsm", MACROS),
        (with_types(b"vnd.ms-excel.sheet.macroEnabled.main+xml"), "日报.xlsx", MACROS),
        (repacked(GOOD, xl__vbaProject_0bin=b"x"), "日报.xlsx", MACROS),
        (
            b"\xd0\xcf\x11\xe0" + bytes(600),
            "日报.xls",
            "An old workbook, or one with a password. Save it as a plain .xlsx.",
        ),
        (b"PK\x03\x04rest", "日报.xlsx", DAMAGED),
        (GOOD[:-300], "日报.xlsx", DAMAGED),
        (a_zip(word__document_0xml=b"<a/>"), "日报.xlsx", "This is not an Excel workbook."),
        (a_zip(xl__workbook_0xml=b"<a/>"), "日报.xlsx", DAMAGED),
        (repacked(GOOD, xl__workbook_0xml=DOCTYPE + b"<workbook/>"), "日报.xlsx", DAMAGED),
        (repacked(GOOD, xl__workbook_0xml=b"<workbook"), "日报.xlsx", DAMAGED),
        (repacked(GOOD, xl__styles_0xml=None), "日报.xlsx", ""),
        (repacked(GOOD, xl__worksheets__sheet1_0xml=None), "日报.xlsx", DAMAGED),
        (repacked(GOOD, xl__worksheets__sheet1_0xml=bytes(41_000_000)), "日报.xlsx", TOO_MUCH),
        (repacked(GOOD, xl__sharedStrings_0xml=bytes(21_000_000)), "日报.xlsx", TOO_MUCH),
        (repacked(GOOD, xl__styles_0xml=bytes(9_000_000)), "日报.xlsx", TOO_MUCH),
        (bytes(10_000_001), "日报.xlsx", "The file is larger than 10 MB."),
        (GOOD + bytes(10_000_001), "日报.xlsx", "The file is larger than 10 MB."),
        (b"\x00\x01\x02", "日报.csv", "This is not a text file."),
        (b"", "日报.csv", "The file is empty."),
    ],
)
def test_what_must_not_be_read_is_refused_in_a_sentence(
    content: bytes, name: str, said: str
) -> None:
    if not said:
        upload.read(content, name)  # without styles it can still be read
        return
    assert refusal(content, name) == said


def test_a_row_number_beyond_all_sheets_ends_the_reading() -> None:
    sheet = part(GOOD, SHEET).replace(b'<row r="2"', b'<row r="99999999999"')
    assert refusal(repacked(GOOD, xl__worksheets__sheet1_0xml=sheet)) == DAMAGED


def test_a_size_that_the_file_only_claims_is_not_believed() -> None:
    sheet = part(GOOD, SHEET).replace(b'ref="A1:C2"', b'ref="A1:XFD1048576"')
    (report,), _ = read(repacked(GOOD, xl__worksheets__sheet1_0xml=sheet))
    assert report.values == {Metric.visits: 812}


def test_more_rows_than_anybody_looks_through_are_refused() -> None:
    content = "\n".join(["日期,景区,入园人次", *["2026-11-22,五当召,1"] * 5_000]).encode()
    assert refusal(content, "日报.csv") == "The sheet has more than 5,000 rows. Split it."


def test_more_merged_cells_than_a_form_has_are_refused() -> None:
    merged = b"".join(b'<mergeCell ref="A%d:A%d"/>' % (n, n + 1) for n in range(2, 2100, 2))
    sheet = part(GOOD, SHEET).replace(
        b"</sheetData>", b"</sheetData><mergeCells>" + merged + b"</mergeCells>"
    )
    said = refusal(repacked(GOOD, xl__worksheets__sheet1_0xml=sheet))
    assert said == "Too many cells are merged. Undo it: one row for each day."
