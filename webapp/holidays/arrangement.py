"""The days of one year's arrangement as plain data: single days, and days in a row."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from webapp.holidays.models import DayOff


@dataclass(frozen=True)
class Day:
    """One day that is no ordinary one; of a day worked, `holiday` may be empty (not told)."""

    date: date
    kind: DayOff
    holiday: str


@dataclass(frozen=True)
class Source:
    """Where an arrangement was published; empty texts while that is not told."""

    title: str = ""
    url: str = ""
    published_on: date | None = None


@dataclass(frozen=True)
class Run:
    """Days in a row of one kind and holiday, both ends included."""

    first: date
    last: date
    kind: DayOff
    holiday: str

    @property
    def length(self) -> int:
        """How many days."""
        return (self.last - self.first).days + 1

    @property
    def dates(self) -> list[date]:
        """Each of its days."""
        return [self.first + timedelta(days=n) for n in range(self.length)]


@dataclass(frozen=True)
class Change:
    """A day that two arrangements see differently; None where one of them does not have it."""

    date: date
    before: Day | None
    after: Day | None


def runs(days: Iterable[Day]) -> list[Run]:
    """The days put together where they follow each other, earliest first."""
    found: list[Run] = []
    for day in sorted(days, key=lambda day: day.date):
        last = found[-1] if found else None
        joins = last and (last.last + timedelta(days=1), last.kind, last.holiday)
        if last and joins == (day.date, day.kind, day.holiday):
            found[-1] = Run(last.first, day.date, day.kind, day.holiday)
        else:
            found.append(Run(day.date, day.date, day.kind, day.holiday))
    return found


def differences(before: Sequence[Day], after: Sequence[Day]) -> list[Change]:
    """The days on which two arrangements differ, earliest first."""
    old, new = _by_date(before), _by_date(after)
    changes = (Change(day, old.get(day), new.get(day)) for day in sorted(old.keys() | new.keys()))
    return [change for change in changes if change.before != change.after]


def _by_date(days: Iterable[Day]) -> Mapping[date, Day]:
    return {day.date: day for day in days}


MARKS = {DayOff.off: "休", DayOff.work: "班"}


def as_lines(days: Iterable[Day]) -> str:
    """The table that `notice.read` reads back: 2026-02-15..2026-02-23 休 春节."""
    lines = []
    for run in runs(days):
        span = f"{run.first}..{run.last}" if run.length > 1 else f"{run.first}"
        lines.append(f"{span} {MARKS[run.kind]} {run.holiday}".rstrip())
    return "\n".join(lines)
