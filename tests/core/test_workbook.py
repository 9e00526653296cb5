"""Workbooks in which everything is what it was, and nothing is a formula."""

import io
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from webapp.core import workbook
from webapp.core.tables import Cell, Column, Table

HEADINGS = ("日期", "景区", "人次", "元", "时间")
COLUMNS = [Column(heading, 18) for heading in HEADINGS]
AT = datetime(2026, 11, 22, 16, 30, 5, tzinfo=UTC)  # half past midnight in Shiguai
ROW: Sequence[Cell] = (date(2026, 11, 22), "五当召", 812, Decimal("1234.50"), AT)
NAMED = workbook.Properties("日报", "统计员", AT, "L0")


def book(*tables: Table) -> Any:
    target = io.BytesIO()
    workbook.write(target, tables, NAMED)
    return openpyxl.load_workbook(io.BytesIO(target.getvalue()))


def sheet(*rows: Sequence[Cell], columns: Sequence[Column] = COLUMNS) -> Any:
    return book(Table("日报", columns, rows)).active


def cell(text: str) -> Any:
    return sheet([text], columns=[Column("备注")])["A2"]


def test_days_moments_and_numbers_are_what_they_are():
    day, place, visits, yuan, at = sheet(ROW)[2]
    assert day.value == datetime.fromisoformat("2026-11-22") and day.is_date
    assert day.number_format == "yyyy-mm-dd"
    assert at.value == datetime.fromisoformat("2026-11-23T00:30:05") and at.is_date
    assert (place.value, visits.value, yuan.value) == ("五当召", 812, 1234.5)
    assert (visits.number_format, yuan.number_format) == ("#,##0", "#,##0.00")


def test_what_is_unknown_is_empty_and_zero_is_zero():
    found = sheet((None, "", 0, Decimal("0.00"), None), ROW)
    assert [one.value for one in found[2]] == [None, None, 0, 0, None]


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "＝1", "=cmd|' /C calc'!A0", "{=1}", "'=1"]
)
def test_a_text_that_looks_like_a_formula_stays_a_text(text: str):
    found = cell(text)
    assert (found.data_type, found.value) == ("s", text)
    assert found.quotePrefix == (text[0] not in "{'")  # it stays one when it is typed into again


@pytest.mark.parametrize(
    "text",
    [
        *("<r>&</r>", "<r><t>粗</t></r>", "</c><f>1+1</f>", " 前后 ", "𠀀"),
        *("http://example.org", "mailto:a@example.org", "00123", "1E5", "两\n行"),
    ],
)
def test_a_text_is_never_taken_for_markup_an_address_or_a_number(text: str):
    found = cell(text)
    assert (found.data_type, found.value, found.hyperlink) == ("s", text, None)


def test_a_text_that_is_too_long_is_cut_and_not_left_out():
    assert len(cell("长" * 40_000).value) == workbook.LONGEST_TEXT


def test_a_sheet_has_wide_columns_a_header_that_stays_and_a_font_with_chinese():
    found = sheet(ROW)
    assert found.title == "日报"
    assert found.freeze_panes == "A2"
    assert found.column_dimensions["A"].width >= 18
    assert found["B2"].font.name == "Microsoft YaHei"
    assert found.print_title_rows == "$1:$1"
    assert found.auto_filter.ref == "A1:E2"
    assert [one.value for one in found[1]] == list(HEADINGS)


def test_every_table_is_a_sheet_also_one_without_rows():
    found = book(Table("01", COLUMNS, [ROW]), Table("02", COLUMNS, []))
    assert found.sheetnames == ["01", "02"]
    assert found["02"].max_row == 1


def test_a_workbook_says_who_made_it_and_when():
    about = book(Table("日报", COLUMNS, [ROW])).properties
    assert (about.title, about.creator, about.description) == ("日报", "统计员", "L0")
    assert about.created == AT.replace(tzinfo=None)


def test_more_rows_than_a_sheet_holds_are_refused_and_not_left_out(monkeypatch: Any):
    monkeypatch.setattr(workbook, "MOST_ROWS", 2)
    with pytest.raises(workbook.TooManyRows):
        sheet(ROW, ROW, ROW)
