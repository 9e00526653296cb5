"""Kept public pages against a bare Flask page of the same size, in turns."""

import importlib.util
from pathlib import Path
from statistics import median

import click

from tests.bench.load import provide_wrk, requests_per_second
from tests.bench.servers import WORKERS, a_bare_page, direct
from tests.bench.table import Line, show

PAGES = {
    "home": "/",
    "a place": "/places/wudangzhao",
    "the calendar": "/events",
    "the calendar feed": "/events.ics",
    "the year's visitors": "/visits",
}
ROUNDS = 5
SECONDS = 2
BUDGET = 0.6


def report(house: str, folder: Path) -> None:
    """Print requests a second and their ratios."""
    tool = "wrk" if provide_wrk() else "our own threads"
    with a_bare_page() as bare:
        lines = [
            line for name, path in PAGES.items() for line in _compare(name, house + path, bare)
        ]
    show(f"Kept pages, granian with {WORKERS} workers, asked by {tool}", lines)
    if importlib.util.find_spec("gunicorn"):
        click.echo("  (gunicorn is installed too; it is not measured)")


def _compare(name: str, page: str, bare: str) -> list[Line]:
    size = _size(page)
    # Every worker keeps its own pages: both have built it once before the clock runs.
    requests_per_second(page, 1)
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(requests_per_second(page, SECONDS))
        theirs.append(requests_per_second(f"{bare}/{size}", SECONDS))
    ratios = [our / their for our, their in zip(ours, theirs, strict=True)]
    return [
        Line(
            f"{name}, {size / 1000:.0f} kB: against a bare page", median(ratios), BUDGET, "×", True
        ),
        Line("    the page itself", median(ours), unit="/s"),
        Line("    the bare page", median(theirs), unit="/s"),
    ]


def _size(page: str) -> int:
    with direct.open(page) as answer:
        return len(answer.read())
