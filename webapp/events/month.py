"""One month of the calendar: its days with what is on, and the months that can be turned to."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from webapp.events.occurrence import Occurrence, order


class NoSuchMonth(Exception):
    """The text names no month, or one that the calendar does not reach."""


@dataclass(frozen=True)
class Entry:
    """An occurrence on one of its days: the `nth` of `of`."""

    occurrence: Occurrence
    nth: int
    of: int


@dataclass
class Day:
    """One day and what is on."""

    date: date
    entries: list[Entry] = field(default_factory=list)


@dataclass
class Month:
    """A month as a page shows it.

    Attributes:
        days: Every day, also those without events.
        running: What is on for more than two weeks; not repeated on each day.
        sometime: What is known to fall into the month or year, but not on which day.
        previous, next: First days of the months beside it, None at the ends of the calendar.
    """

    first: date
    days: list[Day]
    running: list[Occurrence]
    sometime: list[Occurrence]
    previous: date | None
    next: date | None

    @property
    def week(self) -> list[date]:
        """Any seven days from Monday to Sunday, to head the columns with."""
        return sorted((day.date for day in self.days[:7]), key=date.weekday)

    @property
    def empty(self) -> bool:
        """Whether nothing at all is known for it."""
        return not (self.running or self.sometime or any(day.entries for day in self.days))


@dataclass(frozen=True)
class Reach:
    """The months the calendar has, by their first days."""

    first: date
    last: date

    @classmethod
    def of(cls, first_known: date | None, today: date) -> "Reach":
        """From the month of the first known date (or this month) to the end of next year."""
        start = min(first_known or today, today).replace(day=1)
        return cls(start, date(today.year + 1, 12, 1))

    def read(self, text: str) -> date:
        """The month that an address means by `text`, such as 2027-06.

        Raises:
            NoSuchMonth: it is none, or out of reach.
        """
        match = re.fullmatch(r"([0-9]{4})-(0[1-9]|1[0-2])", text, re.ASCII)
        if match is None or match[1] == "0000":
            raise NoSuchMonth(text)
        month = date(int(match[1]), int(match[2]), 1)
        if not self.first <= month <= self.last:
            raise NoSuchMonth(text)
        return month


def last_day(month: date) -> date:
    """The last day of the month that `month` lies in."""
    return following(month) - timedelta(days=1)


def following(month: date) -> date:
    """The first day of the next month."""
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)


def preceding(month: date) -> date:
    """The first day of the month before."""
    return (month.replace(day=1) - timedelta(days=1)).replace(day=1)


def make(first: date, reach: Reach, occurrences: Iterable[Occurrence]) -> Month:
    """The month that begins on `first`, out of `occurrences` that touch it."""
    last = last_day(first)
    month = Month(
        first=first,
        days=[Day(first + timedelta(days=n)) for n in range(last.day)],
        running=[],
        sometime=[],
        previous=preceding(first) if first > reach.first else None,
        next=following(first) if first < reach.last else None,
    )
    for one in sorted(occurrences, key=order):
        if one.on_days is None:
            month.sometime.append(one)
        elif one.runs_for_a_while:
            month.running.append(one)
        else:
            _enter(month, one)
    return month


def _enter(month: Month, one: Occurrence) -> None:
    if one.on_days is None:
        return
    for nth in range(one.on_days.length):
        day = one.on_days.first + timedelta(days=nth)
        if (day.year, day.month) == (month.first.year, month.first.month):
            month.days[day.day - 1].entries.append(Entry(one, nth + 1, one.on_days.length))
