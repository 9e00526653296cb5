"""Storing a notice: it replaces what the year had as a whole, or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.holidays.arrangement import Day, Source, as_lines
from webapp.holidays.models import HolidayDay, HolidayNotice


class OfAnotherYear(Exception):
    """Days of the notice already belong to the notice of the year before or after."""

    def __init__(self, days: Sequence[date]) -> None:
        super().__init__(", ".join(map(str, days)))
        self.days = days


@dataclass(frozen=True)
class Stored:
    """What a year had and has now, in the words of the audit trail; before is None at first."""

    before: dict[str, Any] | None
    after: dict[str, Any]

    @property
    def changed(self) -> bool:
        """Whether it is any different."""
        return self.before != self.after

    @property
    def differing(self) -> tuple[dict[str, Any] | None, dict[str, Any]]:
        """Before and after, with only the values that are different."""
        if self.before is None:
            return None, self.after
        keys = [key for key in self.after if self.before[key] != self.after[key]]
        return {key: self.before[key] for key in keys}, {key: self.after[key] for key in keys}


def replace(
    session: Session, year: int, days: Sequence[Day], source: Source, by_id: int, at: datetime
) -> Stored:
    """Make `days` the arrangement of `year`; a repeated one changes nothing. The caller commits.

    The caller has begun a writing transaction in its turn, as every changing page of the desk has.

    Args:
        days: As `notice.read` gives them: of the year or the December before, none twice.
        by_id: The account that enters it.

    Raises:
        OfAnotherYear: another year's notice has one of these days.
    """
    _check_free(session, year, days)
    stored = session.get(HolidayNotice, year)
    before = as_told(stored) if stored else None
    after = _told(days, source)
    if before == after:
        return Stored(before, after)
    if stored is None:
        stored = HolidayNotice(year=year)
        session.add(stored)
    stored.title, stored.url = source.title, source.url
    stored.published_on = source.published_on
    stored.entered_by_id, stored.entered_at = by_id, at
    stored.days = [HolidayDay(day=day.date, kind=day.kind, holiday=day.holiday) for day in days]
    session.flush()
    return Stored(before, after)


def days_in(stored: HolidayNotice) -> list[Day]:
    """The days of a stored notice as plain data."""
    return [Day(day.day, day.kind, day.holiday) for day in stored.days]


def source_of(stored: HolidayNotice) -> Source:
    """Where a stored notice was published."""
    return Source(stored.title, stored.url, stored.published_on)


def as_told(stored: HolidayNotice) -> dict[str, Any]:
    """A stored notice in the words of the audit trail."""
    return _told(days_in(stored), source_of(stored))


def _told(days: Sequence[Day], source: Source) -> dict[str, Any]:
    return {
        "title": source.title,
        "url": source.url,
        "published_on": str(source.published_on or ""),
        "days": as_lines(days).splitlines(),
    }


def _check_free(session: Session, year: int, days: Sequence[Day]) -> None:
    asked = select(HolidayDay.day).where(
        HolidayDay.day.in_([day.date for day in days]), HolidayDay.year != year
    )
    if taken := session.scalars(asked.order_by(HolidayDay.day)).all():
        raise OfAnotherYear(taken)
