"""开放日历: on which days a place is open, as far as the bureau has said.

A day without a report is missing while the place is open, and not while it is closed: neither is
zero. Zero is a value like any other, and on an open day somebody has to say why nobody came.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import JSON, ForeignKey, Row, Select, select, type_coerce
from sqlalchemy.orm import Mapped, Session, mapped_column

from webapp.core.content_version import Public
from webapp.core.database import Json, Model
from webapp.staff.models import Account
from webapp.visits.refusals import BadSpan, BadValue

EVERY_DAY = frozenset(range(7))  # Monday is 0
ONE_DAY = timedelta(days=1)
Hours = tuple[time, time]  # opens, closes


class OpeningSpan(Public, Model):
    """A place is open, or closed, on some weekdays between two days; what is said later counts."""

    __tablename__ = "opening_span"
    id: Mapped[int] = mapped_column(primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    first: Mapped[date]
    last: Mapped[date]  # methods.FOREVER where no end is known
    weekdays: Mapped[tuple[int, ...]] = mapped_column(Json(tuple[int, ...]))  # 0 is Monday
    open: Mapped[bool]
    opens: Mapped[time | None]  # on the clocks of Shiguai; None: not said
    closes: Mapped[time | None]
    note: Mapped[str | None]
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    entered_at: Mapped[datetime]
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    withdrawn_at: Mapped[datetime | None]  # it was said by mistake


@dataclass(frozen=True)
class Said:
    """One thing said of a place's days."""

    first: date
    last: date
    weekdays: frozenset[int]
    open: bool
    opens: time | None = None
    closes: time | None = None

    def covers(self, day: date) -> bool:
        """Whether it is about this day."""
        return self.first <= day <= self.last and day.weekday() in self.weekdays


@dataclass(frozen=True)
class Calendar:
    """All that was said of a place, in the order it was said."""

    said: tuple[Said, ...] = ()

    def is_open(self, day: date) -> bool | None:
        """Whether the place is open; None when nobody has said."""
        found = self._of(day)
        return None if found is None else found.open

    def hours(self, day: date) -> Hours | None:
        """When it opens and closes; None on a closed day, and when nobody has said."""
        found = self._of(day)
        if found is None or not found.open or found.opens is None or found.closes is None:
            return None
        return found.opens, found.closes

    def _of(self, day: date) -> Said | None:
        return next((one for one in reversed(self.said) if one.covers(day)), None)

    def expects(self, day: date) -> bool:
        """Whether a report is due: not on a day that it is closed."""
        return self.is_open(day) is not False

    def needs_a_word(self, day: date, visits: int) -> bool:
        """Whether whoever reports has to say why: zero on an open day, anything on a closed one."""
        is_open = self.is_open(day)
        return is_open is not None and is_open is (visits == 0)

    def closed_days(self, first: date, last: date) -> Iterator[date]:
        """The days between these on which nothing is due."""
        if not any(not one.open for one in self.said):
            return
        for number in range((last - first).days + 1):
            day = first + number * ONE_DAY
            if not self.expects(day):
                yield day


NOTHING_SAID = Calendar()


def say(
    session: Session,
    place_id: int,
    span: tuple[date, date],
    weekdays: Collection[int],
    *,
    is_open: bool,
    note: str | None,
    by: Account,
    now: datetime,
    hours: Hours | None = None,
) -> OpeningSpan:
    """Say that a place is open or closed; the caller commits.

    Args:
        span: Both included; the last may be methods.FOREVER.
        weekdays: 0 for Monday to 6.
        hours: When it opens and closes on an open day, on the clocks of Shiguai.

    Raises:
        BadSpan, BadValue: nothing is stored then.
    """
    _refuse_nonsense(span, weekdays, is_open, hours)
    made = OpeningSpan(
        place_id=place_id,
        first=span[0],
        last=span[1],
        weekdays=tuple(sorted(set(weekdays))),
        open=is_open,
        opens=hours[0] if hours else None,
        closes=hours[1] if hours else None,
        note=note,
        entered_by_id=by.id,
        entered_at=now,
    )
    session.add(made)
    session.flush()
    return made


def _refuse_nonsense(
    span: tuple[date, date], weekdays: Collection[int], is_open: bool, hours: Hours | None
) -> None:
    if span[0] > span[1]:
        raise BadSpan
    if not weekdays or not EVERY_DAY.issuperset(weekdays):
        raise BadValue
    if hours is not None and (not is_open or hours[0] >= hours[1]):
        raise BadValue


def withdraw(one: OpeningSpan, by: Account, now: datetime) -> None:
    """Let something said by mistake count for nothing; it stays to be read. The caller commits."""
    if one.withdrawn_at is None:
        one.withdrawn_by_id, one.withdrawn_at = by.id, now


def calendars(session: Session, place_ids: Collection[int]) -> Mapping[int, Calendar]:
    """The calendar of each of these places; an empty one where nothing was said."""
    return calendars_in(session.execute(said_of(place_ids).order_by(OpeningSpan.id)), place_ids)


def said_of(place_ids: Collection[int]) -> Select[*tuple[Any, ...]]:
    """Everything that holds of what was said of these places."""
    return select(
        OpeningSpan.id,
        OpeningSpan.place_id,
        OpeningSpan.first,
        OpeningSpan.last,
        type_coerce(OpeningSpan.weekdays, JSON).label("weekdays"),
        OpeningSpan.open,
        OpeningSpan.opens,
        OpeningSpan.closes,
    ).where(OpeningSpan.place_id.in_(place_ids), OpeningSpan.withdrawn_at.is_(None))


def calendars_in(
    rows: Iterable[Row[*tuple[Any, ...]]], place_ids: Collection[int]
) -> Mapping[int, Calendar]:
    """The calendars that rows of `said_of` make, in the order in which they were said."""
    said: dict[int, list[Said]] = defaultdict(list)
    for row in rows:
        one = Said(row.first, row.last, frozenset(row.weekdays), row.open, row.opens, row.closes)
        said[row.place_id].append(one)
    return {place_id: Calendar(tuple(said[place_id])) for place_id in place_ids}
