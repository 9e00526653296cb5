"""The daily form is read whatever program wrote it, and told about where it is wrong."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.visits.made import form
from webapp.visits import daily_form
from webapp.visits.daily_form import Problem, Refused
from webapp.visits.models import Metric, Status

TODAY = date(2026, 11, 23)
FULL_HEADER = (
    "日期,景区,入园人次,全票,优惠,免票,同日重复入园修正,去重人次,瞬时最大在园,占瞬时承载量%,"
    "占日承载量%,门票收入元,其他收入元,来源,状态(预报/初步/核实/封账),备注"
)


def read(content: bytes) -> tuple[daily_form.Form, list[Problem]]:
    return daily_form.read(content, TODAY)


def test_the_whole_form_of_the_bureau_is_understood() -> None:
    line = '2026-11-22,五当召,"1,234",1000,200,34,5,1200,310,12.5,8.1,60000.5,0,售票系统,核实,晴'
    read_form, problems = read(form(line, header=FULL_HEADER))
    (report,) = read_form.reports
    assert not problems
    assert not read_form.ignored
    assert report.day == date(2026, 11, 22)
    assert report.values == {
        Metric.visits: 1234,
        Metric.full: 1000,
        Metric.discount: 200,
        Metric.free: 34,
        Metric.reentry_correction: 5,
        Metric.deduplicated: 1200,
        Metric.peak_in_park: 310,
        Metric.ticket_revenue: 6_000_050,
        Metric.other_revenue: 0,
    }
    assert report.status is Status.verified
    assert report.note == "售票系统; 晴"


@pytest.mark.parametrize(
    "header",
    [
        "Date,Place,Visits",
        "date;scenic area;Person-times",
        "统计日期\t景区（点）\t接待人次（人次）",
        "日期，景区名称，接待人数",
        "﻿日期,景区,入园人次",
        "石拐区景区日报,,\n日期,景区,入园人次",
    ],
)
def test_headers_have_many_names(header: str) -> None:
    part = next(sign for sign in "\t;，," if sign in header.splitlines()[-1])
    read_form, problems = read(form(part.join(["2026-11-22", "五当召", "5"]), header=header))
    assert not problems
    assert read_form.reports[0].values == {Metric.visits: 5}


def test_an_empty_cell_is_not_reported_and_never_zero() -> None:
    read_form, _ = read(form("2026-11-22,五当召,,3", header="日期,景区,入园人次,免票"))
    assert read_form.reports[0].values == {Metric.free: 3}


def test_a_unit_of_ten_thousand_is_not_taken_for_single_visits() -> None:
    with pytest.raises(Refused) as refused:
        read(form("2026-11-22,五当召,1.2", header="日期,景区,接待人次(万人次)"))
    assert refused.value.problems[0].details == {"names": "入园人次"}


def test_every_bad_row_is_named_with_line_and_column() -> None:
    read_form, problems = read(
        form(
            "2026-11-22,五当召,5",
            "",
            "2026-13-01,五当召,-1",
            "2026-11-21,,5",
            "2026-11-20,五当召,1,234",
        )
    )
    assert len(read_form.reports) == 1
    assert [(p.line, p.column, p.reason.split(";")[0]) for p in problems] == [
        (4, "日期", "there is no such day in the calendar"),
        (4, "入园人次", "a value cannot be negative"),
        (5, "景区", "the place is missing"),
        (6, "", "more cells than the header has"),
    ]


def test_lines_are_counted_as_in_an_editor() -> None:
    content = form(
        '2026-11-22,五当召,5,"两行\n备注"', "x,五当召,5,", header="日期,景区,入园人次,备注"
    )
    _, problems = read(content)
    assert [problem.line for problem in problems] == [4]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"PK\x03\x04rest", "Excel"),
        (b"\xff\xfe\x00", "neither UTF-8"),
        (b"\x81", "neither UTF-8"),
        (b"a\x00b", "not a text file"),
        ('日期,景区,入园人次\n"2026'.encode(), "Quotation"),
        ("日期,景区\n".encode(), "no header"),
        ("日期,景区,入园人次,接待人次\n".encode(), "mean the same"),
        (b"a" * 10_000_001, "10 MB"),
    ],
)
def test_what_is_no_form_is_refused_as_a_whole(content: bytes, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        read(content)
    assert reason in refused.value.problems[0].reason


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        _, problems = read(content)
    except Refused as refused:
        problems = refused.problems
    assert all(problem.line >= 1 and problem.reason for problem in problems)


CELLS = st.text(st.characters(codec="utf-8"), max_size=12)


@given(st.lists(st.lists(CELLS, max_size=6), max_size=6))
def test_any_cells_under_a_header_are_read_or_named(rows: list[list[str]]) -> None:
    content = form(*(",".join(cells) for cells in rows))
    try:
        _, problems = read(content)
    except Refused as refused:
        problems = refused.problems
    assert all(problem.line >= 1 and problem.reason for problem in problems)


NAMES = st.sampled_from(["五当召", "Wudangzhao Monastery", "青山村", "包头古城"])
DAYS = st.dates(date(2000, 1, 1), TODAY)
WRITINGS = st.sampled_from(["{:%Y-%m-%d}", "{:%Y/%m/%d}", "{0.year}年{0.month}月{0.day}日"])
NUMBERS = st.sampled_from(["{}", "{:,}"])


@given(
    st.lists(st.tuples(DAYS, NAMES, st.integers(0, 100_000), WRITINGS, NUMBERS), max_size=8),
    st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]),
    st.booleans(),
)
def test_what_was_written_is_what_is_read(
    rows: list[tuple[date, str, int, str, str]], encoding: str, wide: bool
) -> None:
    text = "日期,景区,入园人次\r\n"
    for day, place, value, writing, number in rows:
        digits = number.format(value)
        if wide:
            digits = digits.translate({ord("0") + n: ord("０") + n for n in range(10)})
        text += f'{writing.format(day)},{place},"{digits}"\r\n'
    read_form, problems = read(text.encode(encoding))
    assert not problems
    assert [(r.day, r.place, r.values[Metric.visits]) for r in read_form.reports] == [
        (day, place, value) for day, place, value, _, _ in rows
    ]
