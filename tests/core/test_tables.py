"""Tables that go out as files."""

import csv
import io
import tracemalloc
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.core import tables
from webapp.core.tables import Cell, Row

AT = datetime(2026, 11, 22, 16, 30, 5, tzinfo=UTC)  # half past midnight in Shiguai


def written(header: Sequence[str], rows: Iterable[Row], about: Iterable[Row] = ()) -> str:
    return "".join(tables.csv_pieces(header, rows, about))


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "\n",
        "＝1",
        "＋1",
        "－1",
        "＠x",
        " =1",
    ],
)
def test_no_spreadsheet_computes_a_cell(text: str) -> None:
    assert tables.harmless(text) == f"'{text}"


@pytest.mark.parametrize("value", ["", "a=1", "五当召", "1-2", -5, None])
def test_other_cells_stay_as_they_are(value: Cell) -> None:
    assert tables.harmless(value) == value


def test_a_table_begins_with_what_tells_excel_its_encoding() -> None:
    text = written(["名称", "=n"], [("五当召", 3), ("=cmd", -1)])
    assert text == "\ufeff名称,'=n\r\n五当召,3\r\n'=cmd,-1\r\n"


def test_a_table_without_rows_has_its_header() -> None:
    assert "".join(tables.csv_pieces(["a", "b"], [])) == "\ufeffa,b\r\n"


def test_every_kind_of_cell_is_written_as_people_read_it() -> None:
    row = (date(2026, 11, 22), AT, Decimal("1234.50"), Decimal("0E-2"), 0, None, '三千, "约"')
    text = written("abcdefg", [row])
    line = '2026-11-22,2026-11-23 00:30:05,1234.50,0.00,0,,"三千, ""约"""\r\n'
    assert text == "\ufeffa,b,c,d,e,f,g\r\n" + line


def test_lines_about_a_table_stand_before_its_header() -> None:
    about = [("口径", "L0"), ("制表人", "=1")]
    text = written(["n"], [(1,)], about)
    assert text == "\ufeff口径,L0\r\n制表人,'=1\r\n\r\nn\r\n1\r\n"


@given(st.lists(st.tuples(st.text(), st.text()), max_size=30))
def test_what_is_written_is_read_again(rows: list[tuple[str, str]]) -> None:
    cells = read(written(["a", "b"], rows))[1:]
    assert cells == [[str(tables.harmless(cell)) for cell in row] for row in rows]
    assert not any(tables.FORMULA.match(cell) for row in cells for cell in row)


def test_long_tables_come_in_pieces() -> None:
    pieces = list(tables.csv_pieces(["n"], ((n,) for n in range(2100))))
    assert len(pieces) == 3
    assert "".join(pieces).count("\r\n") == 2101


def test_rows_are_not_kept() -> None:
    rows = ((AT.date(), "五当召", number, AT) for number in range(20_000))
    tracemalloc.start()
    for _piece in tables.csv_pieces("abcd", rows):
        pass
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 2_000_000, most
