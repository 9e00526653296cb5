"""Tables as files: rows a second and memory, alone and out of the ledger.

Each is measured in a process of its own: what a process has once taken, it seldom gives back.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import click

from tests import databases
from tests.bench import history
from tests.bench.fresh import application
from tests.bench.table import Line, show
from webapp.bootstrap import ROOT
from webapp.core import clock, workbook
from webapp.core.tables import Column, Row, Table, csv_pieces
from webapp.core.workbook import Properties
from webapp.extensions import db
from webapp.visits import exports
from webapp.visits.exports import Asked, What
from webapp.visits.scope import counted_places

ROWS = 1_000_000
YEARS = 10
LEAST = {"csv": 100_000, "xlsx": 20_000}  # rows a second
MOST_MB = 100
AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
HEADINGS = ("日期", "景区", "入园人次", "全票", "来源", "时间")


def report() -> None:
    """Measure both kinds, of rows that cost nothing and of the ledger's."""
    ledger = databases.fresh(content=True)
    history.fill(ledger, YEARS)
    lines: list[Line] = []
    for kind, least in LEAST.items():
        rate, memory, rows = _measured(kind)
        lines += [
            Line(f"{kind} of {rows:,.0f} rows", rate, least, "rows/s", at_least=True),
            Line("    memory", memory, MOST_MB, "MB"),
        ]
    for kind in LEAST:
        rate, memory, rows = _measured(kind, ledger)
        lines += [
            Line(f"{kind} of a ledger of {rows:,.0f} entries", rate, unit="rows/s"),
            Line("    memory", memory, MOST_MB, "MB"),
        ]
    show("Tables as files", lines)


def _measured(*arguments: str) -> tuple[float, float, float]:
    """Rows a second, megabytes more than before, and how many rows there were."""
    done = subprocess.run(
        [sys.executable, "-P", "-m", "tests.bench.exports", *arguments],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    rate, memory, rows = map(float, done.stdout.split()[-3:])
    return rate, memory, rows


def main() -> None:
    """One measure: csv or xlsx, of a database when its address is told."""
    kind, *url = sys.argv[1:]
    made = Table("日报", [Column(name) for name in HEADINGS], _rows())
    found = _of_the_ledger(kind, url[0]) if url else _timed(kind, made)
    click.echo(" ".join(map(str, found)))


def _of_the_ledger(kind: str, url: str) -> tuple[float, float, int]:
    with (
        application(url) as app,
        app.test_request_context("/"),
        exports.one_moment(db.engine) as session,
    ):
        today = clock.today()
        asked = Asked(What.entries, date(2000, 1, 1), today)
        scope = exports.scope_of(session, asked, counted_places(session), "zh", today)
        return _timed(kind, exports.table(asked.what, scope))


def _rows() -> Iterator[Row]:
    day = AT.date()
    for number in range(ROWS):
        yield [day, "五当召旅游景区", number % 977, number % 531, "填报", AT]


def _timed(kind: str, table: Table) -> tuple[float, float, int]:
    count = 0

    def counted() -> Iterator[Row]:
        nonlocal count
        for row in table.rows:
            count += 1
            yield row

    before, started = _memory("VmRSS"), time.perf_counter()
    WRITE[kind](Table(table.title, table.columns, counted()))
    taken = time.perf_counter() - started
    return count / taken, _memory("VmHWM") - before, count


def _csv(table: Table) -> None:
    for piece in csv_pieces(table.header, table.rows):
        piece.encode()


def _xlsx(table: Table) -> None:
    with tempfile.TemporaryFile() as file:
        workbook.write(file, [table], Properties("", "", AT, ""))


WRITE: dict[str, Callable[[Table], None]] = {"csv": _csv, "xlsx": _xlsx}


def _memory(name: str) -> float:
    """Megabytes: VmRSS, what is held now, or VmHWM, the most there ever was."""
    lines = Path("/proc/self/status").read_text().splitlines()
    [found] = [line for line in lines if line.startswith(f"{name}:")]
    return int(found.split()[1]) / 1000


if __name__ == "__main__":
    main()
