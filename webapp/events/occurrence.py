"""An occurrence: one time that an event takes place, stored or computed, and its one status."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from webapp.core import clock
from webapp.core.translated import Translated
from webapp.events import recurrence
from webapp.events.models import DateStatus, Event, EventDate, Precision
from webapp.events.recurrence import Span

RUNS_FOR_A_WHILE = 14  # longer than this many days, an event is not news of today or this week
AT_A_STRETCH = timedelta(hours=24)  # what crosses midnight but is shorter keeps its hours


def status_of(stored: EventDate | None) -> DateStatus:
    """The status of a date, the same on every surface.

    What was computed is expected; what has no day yet is to be announced, unless it was called off.
    """
    if stored is None:
        return recurrence.STATUS
    called_off = stored.status in (DateStatus.cancelled, DateStatus.postponed)
    return stored.status if stored.starts_on or called_off else DateStatus.tba


def span_of(stored: EventDate) -> Span | None:
    """The whole local days it takes; None while they are to be announced.

    Without an end it is its first day; known to the month or year only, all of that.
    An end at midnight does not reach into the day that begins then.
    """
    if stored.starts_on is None or stored.status is DateStatus.tba:
        return None
    first, last = stored.starts_on, stored.ends_on or stored.starts_on
    if stored.precision is Precision.month:
        first = first.replace(day=1)
        last = last.replace(day=monthrange(last.year, last.month)[1])
    elif stored.precision is Precision.year:
        first, last = date(first.year, 1, 1), date(last.year, 12, 31)
    elif stored.ends_at is not None:
        last = clock.local(stored.ends_at - timedelta(microseconds=1)).date()
    return Span(first, max(first, last))


@dataclass(frozen=True)
class Occurrence:
    """One time that an event takes place, or was meant to.

    Attributes:
        key: The stored date's key, or the year of a computed one; part of every address of it.
        span: Whole local days; None while they are to be announced.
        stored: The row it comes from; None for a computed one.
    """

    event: Event
    key: str
    span: Span | None
    stored: EventDate | None = None

    @property
    def uid(self) -> str:
        """Its name for ever: a computed date that is confirmed under its year keeps it."""
        return f"{self.event.uid}-{self.key}"

    @property
    def anchor(self) -> str:
        """Where the event's page shows it."""
        return f"date-{self.key}"

    @property
    def status(self) -> DateStatus:
        """The one status."""
        return status_of(self.stored)

    @property
    def precision(self) -> Precision:
        """How exactly the day is known."""
        return self.stored.precision if self.stored else Precision.day

    @property
    def on_days(self) -> Span | None:
        """The days, when they are known to the day; only these go into a calendar."""
        return self.span if self.precision is Precision.day else None

    @property
    def starts_at(self) -> datetime | None:
        """The instant it begins, when the hour is known."""
        return self.stored.starts_at if self.stored else None

    @property
    def ends_at(self) -> datetime | None:
        """The instant it ends, when the hour is known."""
        return self.stored.ends_at if self.stored else None

    @property
    def hours_hold(self) -> bool:
        """Whether its hours say all: it is one stretch and not whole days one after the other."""
        if self.starts_at is None or self.on_days is None:
            return False
        stretch = (self.ends_at - self.starts_at) if self.ends_at else timedelta(0)
        return self.on_days.length == 1 or (self.ends_at is not None and stretch < AT_A_STRETCH)

    @property
    def runs_for_a_while(self) -> bool:
        """Whether it goes on for more than two weeks, as exhibitions and seasons do."""
        return self.on_days is not None and self.on_days.length > RUNS_FOR_A_WHILE

    @property
    def reason(self) -> Translated | None:
        """Why it was cancelled, postponed or moved."""
        return self.stored.reason if self.stored else None

    @property
    def note(self) -> Translated | None:
        """What else is to be said of this date."""
        return self.stored.note if self.stored else None

    @property
    def hint(self) -> Translated | None:
        """Roughly when, while the day is to be announced."""
        return self.stored.hint if self.stored else None

    @property
    def moved_to(self) -> Translated | None:
        """The other place, once it has moved."""
        moved = self.status is DateStatus.moved and self.stored is not None
        return self.stored.moved_to if moved and self.stored else None

    @property
    def postponed_to(self) -> "Occurrence | None":
        """The new date of a postponed one."""
        if self.status is not DateStatus.postponed or self.stored is None:
            return None
        return of_row(self.stored.postponed_to) if self.stored.postponed_to else None

    @property
    def sequence(self) -> int:
        """Rises with each change; a stored date follows the computed one it replaces."""
        return self.stored.sequence + (self.event.rule is not None) if self.stored else 0

    @property
    def changed_at(self) -> datetime:
        """The last change of anything it shows."""
        own = self.stored.changed_at if self.stored else self.event.changed_at
        return max(own, self.event.changed_at)


def of_row(stored: EventDate) -> Occurrence:
    """The occurrence a stored date stands for."""
    return Occurrence(stored.event, stored.key, span_of(stored), stored)


def order(one: Occurrence) -> tuple[date, time, date, str, str]:
    """Sorts by first day, hour (whole days first), last day, and at last by name: never by chance.

    What has no day comes last.
    """
    first, last = one.span or (date.max, date.max)
    hour = clock.local(one.starts_at).time() if one.starts_at else time.min
    return first, hour, last, one.event.uid, one.key
