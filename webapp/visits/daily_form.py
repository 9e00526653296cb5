"""The bureau's daily form 01景区日报: its columns, and the reading of its rows."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import TypeVar

from webapp.core.marking import N_
from webapp.visits import cells, file_sheets
from webapp.visits.models import Metric, Status
from webapp.visits.tables import NotATable, Row
from webapp.visits.workbook_rows import Sheet

HEADER_WITHIN = 10  # rows; a title may stand above the header
MOST_PROBLEMS = 200  # told at once; a file with more is the wrong file

DAY, PLACE, STATUS, NOTE, SOURCE = "day", "place", "status", "note", "source"
REQUIRED = (DAY, PLACE, Metric.visits.value)
# Column to what people call it; compared folded, so without blanks, brackets and case.
NAMES: Mapping[str, str] = {
    DAY: "日期 统计日 统计日期 营业日 填报日期 date day businessday",
    PLACE: "景区 景区名称 景区点 景点 景点名称 单位 单位名称 place placename spot "
    "scenicarea scenicspot site attraction",
    "visits": "入园人次 入园人数 接待人次 接待人数 接待游客人次 接待量 人次 visits visitors "
    "admissions persontimes personvisits",
    "full": "全票 全票人次 全价票 full fullprice fulltickets fulladmissions",
    "discount": "优惠 优惠票 优惠人次 优惠票人次 半票 discount discounted concession reduced",
    "free": "免票 免票人次 免票人数 免费 free freeadmissions",
    "reentry_correction": "同日重复入园修正 重复入园修正 重复入园 同日重复入园 reentry reentries "
    "reentrycorrection",
    "deduplicated": "去重人次 去重 deduplicated",
    "peak_in_park": "瞬时最大在园 瞬时最大在园人数 最大在园 最大在园人数 peakinpark peak",
    "ticket_revenue": "门票收入元 门票收入 ticketrevenue ticketrevenueyuan",
    "other_revenue": "其他收入元 其他收入 otherrevenue otherrevenueyuan",
    SOURCE: "来源 数据来源 source",
    STATUS: "状态 数据状态 status",
    NOTE: "备注 说明 note notes remark remarks",
    "": "占瞬时承载量% 占日承载量% 占瞬时承载量 占日承载量 序号 number",  # worked out here
}
COLUMNS = {name: column for column, names in NAMES.items() for name in names.split()}
T = TypeVar("T")


@dataclass(frozen=True)
class Problem:
    """What is wrong at one spot of the file.

    Attributes:
        column: The column's heading as the file has it; empty when it is the whole row.
        reason: An English msgid with the names of `details`.
    """

    line: int
    column: str
    reason: str
    details: Mapping[str, object] = field(default_factory=dict)


class Refused(Exception):
    """The file was not taken; nothing of it was stored."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = list(problems)


@dataclass(frozen=True)
class DayReport:
    """One row: what a place reports of a day. Metrics that it leaves empty are not in `values`."""

    line: int
    day: date
    place: str  # as written
    values: Mapping[Metric, int]
    status: Status | None
    note: str | None  # what it says of its source, and its remark


@dataclass(frozen=True)
class Form:
    """The readable rows of a file, and its header."""

    headings: Mapping[str, str]  # column to its heading in the file
    reports: list[DayReport]
    ignored: tuple[str, ...]  # headings of columns that mean nothing here
    positions: Mapping[str, int]  # column to where it stands in a row
    header_line: int


def read(content: bytes, latest: date) -> tuple[Form, list[Problem]]:
    """The rows that can be read, and what is wrong with the others.

    Args:
        latest: The last day that may be reported.

    Raises:
        Refused: the file has no readable table or no header.
    """
    return read_sheet(sheet_of(content), latest)


def sheet_of(content: bytes) -> Sheet:
    """The first sheet of a file (.xlsx or .csv) that has the header.

    Raises:
        Refused: there is none.
    """
    refused: Refused | None = None
    try:
        for sheet in file_sheets.sheets(content):
            try:
                _header(sheet.rows)
            except Refused as error:
                refused = refused or error
            else:
                return sheet
    except NotATable as error:
        raise Refused([Problem(1, "", str(error))]) from error
    raise refused or Refused([_no_header(None)])


def read_sheet(sheet: Sheet, latest: date) -> tuple[Form, list[Problem]]:
    """The same of a sheet that has a header."""
    header, columns, ignored = _header(sheet.rows)
    headings = {column: header.cells[at] for column, at in columns.items()}
    reader = _Reader(columns, headings, len(header.cells), latest, sheet.day_zero)
    reports = [
        report for row in sheet.rows if row.line > header.line and (report := reader.report(row))
    ]
    return Form(headings, reports, ignored, columns, header.line), reader.problems


def fold(heading: str) -> str:
    """A heading as it is compared: without blanks, brackets, signs and case."""
    return re.sub(r"[\s()\[\]_:/\-*·]", "", cells.plain(heading).casefold())


def column_of(heading: str) -> str | None:
    """The column that a heading means, "" for one that is worked out here, None if unknown."""
    without_unit = re.sub(r"\((?!.*万).*?\)", "", cells.plain(heading))
    return COLUMNS.get(fold(heading), COLUMNS.get(fold(without_unit)))


def _header(rows: Sequence[Row]) -> tuple[Row, dict[str, int], tuple[str, ...]]:
    best: tuple[list[str], Row] | None = None
    for row in rows[:HEADER_WITHIN]:
        found = [column_of(cell) for cell in row.cells]
        missing = [column for column in REQUIRED if column not in found]
        if not missing:
            return row, _positions(row, found), _ignored(row, found)
        if best is None or len(missing) < len(best[0]):
            best = (missing, row)
    raise Refused([_no_header(best)])


def _no_header(best: tuple[list[str], Row] | None) -> Problem:
    if best is None:
        return Problem(1, "", N_("The file is empty."))
    names = {DAY: "日期", PLACE: "景区", "visits": "入园人次"}
    reason = N_("There is no header with the columns 日期, 景区 and 入园人次; missing: %(names)s.")
    return Problem(best[1].line, "", reason, {"names": "、".join(names[c] for c in best[0])})


def _positions(row: Row, found: Sequence[str | None]) -> dict[str, int]:
    positions: dict[str, int] = {}
    for at, column in enumerate(found):
        if not column:
            continue
        if column in positions:
            reason = N_("Two columns mean the same: this one and %(other)s.")
            other = row.cells[positions[column]]
            raise Refused([Problem(row.line, row.cells[at], reason, {"other": other})])
        positions[column] = at
    return positions


def _ignored(row: Row, found: Sequence[str | None]) -> tuple[str, ...]:
    return tuple(
        cell for cell, column in zip(row.cells, found, strict=True) if cell and column is None
    )


@dataclass
class _Reader:
    """Reads rows, and notes what is wrong with them."""

    columns: Mapping[str, int]
    headings: Mapping[str, str]
    width: int
    latest: date
    day_zero: date
    problems: list[Problem] = field(default_factory=list)

    def report(self, row: Row) -> DayReport | None:
        """The row's report; None, with the reasons added to `problems`, when it cannot be read."""
        before = len(self.problems)
        if any(row.cells[self.width :]):
            reason = N_("more cells than the header has; put numbers with separators in quotes")
            self.problems.append(Problem(row.line, "", reason))
            return None
        day = self._cell(row, DAY, lambda text: cells.read_day(text, self.latest, self.day_zero))
        place = self._cell(row, PLACE, _named)
        values = {
            metric: self._cell(row, metric.value, partial(cells.read_value, metric=metric))
            for metric in Metric
            if metric.value in self.columns
        }
        status = self._cell(row, STATUS, cells.read_status)
        remarks = [self._cell(row, column, cells.read_note) for column in (SOURCE, NOTE)]
        if len(self.problems) > before or day is None or place is None:
            return None
        said = {metric: value for metric, value in values.items() if value is not None}
        note = "; ".join(remark for remark in remarks if remark) or None
        return DayReport(row.line, day, place, said, status, note)

    def _cell(self, row: Row, column: str, read: Callable[[str], T]) -> T | None:
        at = self.columns.get(column, -1)
        fault = row.faults.get(at)
        try:
            if fault is not None:
                raise cells.BadCell(fault)
            return read(row.cells[at] if 0 <= at < len(row.cells) else "")
        except cells.BadCell as bad:
            self.problems.append(Problem(row.line, self.headings[column], str(bad)))
            return None


def _named(text: str) -> str:
    if not text:
        raise cells.BadCell(N_("the place is missing"))
    return text
