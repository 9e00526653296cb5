"""Which days are off or worked, for whatever shows or counts days; and whether that is known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.core.translated import Translated
from webapp.holidays import names
from webapp.holidays.arrangement import Day, Run, runs
from webapp.holidays.models import DayOff, HolidayDay, HolidayNotice
from webapp.holidays.proposal import statutory_days

NOTICE_EXPECTED = (11, 1)  # month and day from which staff are told that next year's is missing
AROUND = timedelta(days=15)  # more than any holiday reaches into the next month


@dataclass(frozen=True)
class Mark:
    """What a calendar writes at one day; `kind` is None for a statutory day before the notice."""

    kind: DayOff | None
    name: Translated

    @property
    def style(self) -> str:
        """off, work, or law: what is written, and how."""
        return self.kind.value if self.kind else "law"


@dataclass(frozen=True)
class Sheet:
    """The holidays of one month of the calendar.

    Attributes:
        known: Whether the notice of its year has been entered.
        marks: What is written at its days.
        holidays: Days off in a row that touch it, whole; the statutory days while not known.
        worked: Its Saturdays and Sundays that are worked.
    """

    year: int
    known: bool
    marks: Mapping[date, Mark]
    holidays: Sequence[Run]
    worked: Sequence[date]

    @property
    def style(self) -> str:
        """How its holidays are marked: off, or law while they are not known."""
        return "off" if self.known else "law"


def days_of(session: Session, first: date, last: date) -> dict[date, HolidayDay]:
    """The days that notices arrange from `first` to `last`; all others are ordinary ones."""
    asked = select(HolidayDay).where(HolidayDay.day.between(first, last)).order_by(HolidayDay.day)
    return {found.day: found for found in session.scalars(asked)}


def notice_known(session: Session, year: int) -> bool:
    """Whether the notice of a year has been entered: only then are its days certain."""
    asked = select(HolidayNotice.year).where(HolidayNotice.year == year)
    return session.scalar(asked) is not None


def missing_notice(session: Session, today: date) -> int | None:
    """The year whose notice should be there by now: this one, from 1 November the next first."""
    years = [today.year]
    if (today.month, today.day) >= NOTICE_EXPECTED:
        years.insert(0, today.year + 1)
    return next((year for year in years if not notice_known(session, year)), None)


def sheet(session: Session, first: date, last: date, today: date) -> Sheet | None:
    """The holidays of the month from `first` to `last`.

    None for a month of a year gone by whose notice was never entered: nobody waits for it.
    """
    stored = days_of(session, first - AROUND, last + AROUND)
    days = [Day(day.day, day.kind, day.holiday) for day in stored.values()]
    known = notice_known(session, first.year)
    if not known:
        if first.year < today.year:
            return None
        days = [day for day in statutory_days(first.year) if day.date not in stored] + days
    within = [day for day in days if first <= day.date <= last]
    marks = {day.date: _mark(day, known or day.date in stored) for day in within}
    touching = [run for run in runs(days) if run.first <= last and run.last >= first]
    return Sheet(
        first.year,
        known,
        marks,
        [run for run in touching if run.kind is DayOff.off],
        [day.date for day in within if day.kind is DayOff.work],
    )


def _mark(day: Day, arranged: bool) -> Mark:
    return Mark(day.kind if arranged else None, names.translated(day.holiday))
