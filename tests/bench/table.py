"""What was measured, printed beside its budget."""

from collections.abc import Iterable
from dataclasses import dataclass

import click


@dataclass(frozen=True)
class Line:
    """One measure; a budget is a ceiling unless `at_least`."""

    what: str
    measured: float
    budget: float | None = None
    unit: str = ""
    at_least: bool = False

    @property
    def verdict(self) -> str:
        """Whether the budget is kept."""
        if self.budget is None:
            return ""
        kept = self.measured >= self.budget if self.at_least else self.measured <= self.budget
        return "ok" if kept else "OVER" if not self.at_least else "UNDER"

    def __str__(self) -> str:
        sign = "≥" if self.at_least else "≤"
        budget = "" if self.budget is None else f"{sign} {number(self.budget)} {self.unit}"
        measured = f"{number(self.measured)} {self.unit}"
        return f"  {self.what:<44} {measured:>18} | {budget:<18} | {self.verdict}"


def number(value: float) -> str:
    """Three or so digits that matter."""
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.2f}"


def show(title: str, lines: Iterable[Line]) -> None:
    """Print a table as soon as it is known."""
    click.echo(f"\n{title}\n  {'':<44} {'measured':>18} | {'budget':<18} |")
    for line in lines:
        click.echo(str(line).rstrip())
