"""What the tests of exports share: whoever makes them, and reading them back."""

import csv
import io
from typing import Any

import openpyxl

from tests.support import TestCase
from tests.visits.made import NOW, form, take
from webapp.core import clock
from webapp.staff.models import Role

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
