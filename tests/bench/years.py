"""The page of a year costs the same however many years are stored."""

from statistics import median

from tests import databases
from tests.bench import history
from tests.bench.fresh import application, build
from tests.bench.table import Line, show

YEARS = 10
ROUNDS = 15
AT_SCALE = 120  # rows of each gate a day: 22 million in ten years
BUDGET = 2.0


def report(one_year: str, rows_a_day: int = 1) -> None:
    """Compare the same page over one stored year and over ten, in turns."""
    many_years = databases.fresh(content=True)
    history.fill(many_years, YEARS, rows_a_day)
    few: list[float] = []
    many: list[float] = []
    with application(one_year) as young, application(many_years) as old:
        build(young, "/visits")
        build(old, "/visits")
        for _ in range(ROUNDS):
            few.append(build(young, "/visits"))
            many.append(build(old, "/visits"))
    show(
        f"The page of a year, {history.GATES} gates sending {rows_a_day} rows a day",
        [
            Line(f"{YEARS} years stored against one", median(many) / median(few), BUDGET, "×"),
            Line("    one year stored", median(few), unit="ms"),
            Line(f"    {YEARS} years stored", median(many), unit="ms"),
        ],
    )
