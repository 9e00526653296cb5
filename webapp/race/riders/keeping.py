"""How long personal data is kept (race-and-counting A6), and its deletion on time.

A value is there until the end of its last day, in Shiguai; on the next day it goes.
"""

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, CursorResult, delete, or_, select, update
from sqlalchemy.orm import Session

from webapp.core import audit, clock
from webapp.race.models import Edition
from webapp.race.riders.models import Rider, RiderData, RiderSheet, StartList

BY = "maintenance"  # as the audit trail names it
MEDICAL_DAYS, CONTACT_DAYS, WAIVER_YEARS = 30, 90, 3
SHEETS_KEPT = timedelta(days=7)  # that nobody has stored


class Keep(enum.Enum):
    """What is kept equally long."""

    medical = "medical"
    contact = "contact"  # document, phone, emergency contact, day of birth
    waiver = "waiver"  # and who stands for a minor


COLUMNS: Mapping[Keep, tuple[str, ...]] = {
    Keep.medical: ("medical_note",),
    Keep.contact: (
        "birth_date",
        "id_kind",
        "id_number",
        "id_digest",
        "id_last4",
        "phone",
        "emergency_contact",
    ),
    Keep.waiver: ("guardian", "waiver_sha256", "waiver_at"),
}


@dataclass(frozen=True)
class Kept:
    """Until when an edition's data is kept: last days.

    Attributes:
        counted_from: The race day, or the day of the last import.
        by_race: Whether it is the race day.
    """

    until: Mapping[Keep, date]
    counted_from: date
    by_race: bool


def kept(edition: Edition, imported_at: datetime | None) -> Kept | None:
    """Until when data is kept; None while nothing was imported and no day is known.

    The days follow the race: of a postponed edition they move with it. Without a day, nothing is
    kept for longer than 90 days after the last import.
    """
    race_day = edition.last_day
    if race_day is not None:
        until = {
            Keep.medical: race_day + timedelta(days=MEDICAL_DAYS),
            Keep.contact: race_day + timedelta(days=CONTACT_DAYS),
            Keep.waiver: _years_after(race_day, WAIVER_YEARS),
        }
        return Kept(until, race_day, True)
    if imported_at is None:
        return None
    imported = clock.local(imported_at).date()
    last = imported + timedelta(days=CONTACT_DAYS)
    return Kept(dict.fromkeys(Keep, last), imported, False)


def _years_after(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return date(day.year + years, 2, 28)


def last_import(session: Session, year: int) -> datetime | None:
    """When personal data last came in."""
    listed = session.get(StartList, year)
    if listed is not None and listed.imported_at is not None:
        return listed.imported_at
    newest = select(Rider.entered_at).where(Rider.edition_year == year)
    return session.scalar(newest.order_by(Rider.entered_at.desc()).limit(1))


def forget_due(session: Session, now: datetime) -> int:
    """Delete what is due, of every edition; how many riders had something. The caller commits."""
    today, count = clock.local(now).date(), 0
    years = select(Rider.edition_year).join(RiderData).distinct().order_by(Rider.edition_year)
    for year in session.scalars(years).all():
        until = kept(session.get_one(Edition, year), last_import(session, year))
        due = [keep for keep in Keep if until and today > until.until[keep]]
        gone = {keep.value: found for keep in due if (found := _forget(session, year, keep))}
        if gone:
            audit.record(session, "forget rider data", f"race {year}", by=None, name=BY, after=gone)
            count += max(gone.values())
    _drop_empty(session)
    return count


def _forget(session: Session, year: int, keep: Keep) -> int:
    riders = select(Rider.id).where(Rider.edition_year == year)
    theirs = RiderData.rider_id.in_(riders) & or_(*map(_there, COLUMNS[keep]))
    emptied = update(RiderData).where(theirs).values(dict.fromkeys(COLUMNS[keep]))
    gone = session.execute(emptied.execution_options(synchronize_session="fetch"))
    assert isinstance(gone, CursorResult)
    return gone.rowcount


def _there(column: str) -> ColumnElement[bool]:
    found: ColumnElement[bool] = getattr(RiderData, column).is_not(None)
    return found


def _drop_empty(session: Session) -> None:
    every = [column for columns in COLUMNS.values() for column in columns]
    empty = delete(RiderData).where(~or_(*map(_there, every)))
    session.execute(empty.execution_options(synchronize_session="fetch"))


def forget_sheets(session: Session, now: datetime) -> int:
    """Empty uploaded sheets that nobody stored for a week; that they were there stays."""
    old = RiderSheet.content.is_not(None) & (RiderSheet.uploaded_at < now - SHEETS_KEPT)
    gone = session.execute(update(RiderSheet).where(old).values(content=None))
    assert isinstance(gone, CursorResult)
    return gone.rowcount
