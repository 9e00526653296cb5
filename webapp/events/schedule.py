"""What is on when: stored dates, and the expected ones of years without a stored date."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import Enum

from sqlalchemy.orm import Session

from webapp.core import clock
from webapp.events import recurrence
from webapp.events.models import DateStatus, Event, EventKind, Precision, listed
from webapp.events.occurrence import Occurrence, of_row, order
from webapp.events.recurrence import Span
from webapp.places.models import PlaceKind


@dataclass
class Groups:
    """Occurrences as a reader looks for them; each is in exactly one group.

    Attributes:
        today: On today, whole local day, and not for a while.
        this_week: On until Sunday.
        running: On now or from this week, for more than two weeks: 一直都有.
        later: Announced for later.
        expected: Expected for later, by a rule or by habit: 预计.
        to_be_announced: Without a day: 待定.
        past: Over, the latest first.
    """

    today: list[Occurrence] = field(default_factory=list)
    this_week: list[Occurrence] = field(default_factory=list)
    running: list[Occurrence] = field(default_factory=list)
    later: list[Occurrence] = field(default_factory=list)
    expected: list[Occurrence] = field(default_factory=list)
    to_be_announced: list[Occurrence] = field(default_factory=list)
    past: list[Occurrence] = field(default_factory=list)


def horizon(today: date) -> date:
    """The last day that is looked ahead to: the end of next year."""
    return date(today.year + 1, 12, 31)


def stored(events: Iterable[Event]) -> list[Occurrence]:
    """Every stored date, dated or not."""
    return sorted((of_row(row) for event in events for row in event.dates), key=order)


def expected(events: Iterable[Event], first: date, last: date) -> list[Occurrence]:
    """The computed dates that touch `first` to `last`, of years that have no stored one."""
    return [
        Occurrence(event, str(year), span)
        for event in events
        if event.rule is not None
        for year, span in recurrence.between(event.rule, first, last)
        if not _known(event, year, span)
    ]


def _known(event: Event, year: int, computed: Span) -> bool:
    """Whether a stored date already speaks for the computed one of `year`."""
    return any(
        one.key == str(year) or (one.span is not None and _same_year(one, year, computed))
        for one in map(of_row, event.dates)
    )


def _same_year(one: Occurrence, year: int, computed: Span) -> bool:
    if one.event.rule is None or one.span is None:
        return False
    if one.span.touches(*computed):
        return True
    by_year = one.precision is Precision.year
    return not by_year and recurrence.nearest_year(one.event.rule, one.span.first) == year


def between(events: Sequence[Event], first: date, last: date) -> list[Occurrence]:
    """Every dated occurrence that shares a day with `first` to `last`, in a stable order."""
    known = [one for one in stored(events) if one.span and one.span.touches(first, last)]
    return sorted([*known, *expected(events, first, last)], key=order)


def undated(events: Iterable[Event]) -> list[Occurrence]:
    """Occurrences whose day is to be announced, or was called off before it was."""
    return [one for one in stored(events) if one.span is None]


def coming(events: Sequence[Event], today: date) -> list[Occurrence]:
    """What is on today or later, up to the horizon for computed dates."""
    return _coming(stored(events), events, today)


def ahead(events: Sequence[Event], today: date) -> list[Occurrence]:
    """What is on today or later, then what has no day yet."""
    return [*coming(events, today), *undated(events)]


def _coming(known: list[Occurrence], events: Iterable[Event], today: date) -> list[Occurrence]:
    ahead = [one for one in known if one.span and one.span.last >= today]
    return sorted([*ahead, *expected(events, today, horizon(today))], key=order)


def next_start(events: Sequence[Event], first: date, last: date) -> date | None:
    """The first day from `first` to `last` on which something begins."""
    starts = (one.on_days.first for one in between(events, first, last) if one.on_days)
    return min((day for day in starts if day >= first), default=None)


def past(events: Iterable[Event], today: date) -> list[Occurrence]:
    """Stored dates that are over, the latest first. A computed day proves nothing took place."""
    over = (one for one in stored(events) if one.span and one.span.last < today)
    return sorted(over, key=order, reverse=True)


def groups(events: Sequence[Event], today: date) -> Groups:
    """Everything known of `events`, each occurrence in its one group."""
    known = stored(events)
    over = [one for one in reversed(known) if one.span and one.span.last < today]
    found = Groups(to_be_announced=[one for one in known if one.span is None], past=over)
    sunday = today + timedelta(days=6 - today.weekday())
    for one in _coming(known, events, today):
        _group(found, one, today, sunday).append(one)
    return found


def _group(found: Groups, one: Occurrence, today: date, sunday: date) -> list[Occurrence]:
    days = one.on_days
    if days is not None and days.first <= sunday:
        if one.runs_for_a_while:
            return found.running
        return found.today if days.first <= today else found.this_week
    return found.expected if one.status is DateStatus.expected else found.later


def kinds_offered(events: Sequence[Event], today: date) -> list[EventKind]:
    """The kinds with something on, to come or to be announced; one that is all past is not."""
    kinds = {one.event.kind for one in ahead(events, today)}
    return [kind for kind in EventKind if kind in kinds]


def place_kinds_offered(events: Sequence[Event], today: date) -> list[PlaceKind]:
    """The kinds of the places where something is on, to come or to be announced."""
    places = (one.event.place for one in ahead(events, today))
    kinds = {place.kind for place in places if place is not None and place.public}
    return [kind for kind in PlaceKind if kind in kinds]


def of_kind(events: Iterable[Event], kind: Enum | None) -> list[Event]:
    """The events that `kind` shows: those of it, or those at places of it; all without one."""
    return [event for event in events if kind in (None, event.kind) or _at_place_of(event, kind)]


def _at_place_of(event: Event, kind: Enum | None) -> bool:
    return event.place is not None and event.place.public and event.place.kind is kind


def upcoming(session: Session, today: date, limit: int) -> list[Occurrence]:
    """The next occurrences, today's included, called-off ones too; at most `limit`."""
    return coming(session.scalars(listed()).all(), today)[:limit]


def at_place(session: Session, place_id: int, today: date) -> list[Occurrence]:
    """What is on at a place, today or later, then what has no day yet."""
    return ahead(session.scalars(listed().where(Event.place_id == place_id)).all(), today)


def in_calendars(events: Sequence[Event], today: date) -> list[Occurrence]:
    """What a subscribed calendar holds: every date known to the day, and what is computed.

    Computed dates are those of this year and the next; what is called off stays in.
    """
    known = [one for one in stored(events) if one.on_days]
    return sorted([*known, *expected(events, date(today.year, 1, 1), horizon(today))], key=order)


@dataclass(frozen=True)
class NowAndNext:
    """What the home page shows: what is on today, and what comes after."""

    now: list[Occurrence]
    next: list[Occurrence]


def now_and_next(session: Session, now: datetime, limit: int = 3) -> NowAndNext:
    """What is on, on its whole local day, and the next `limit` to come.

    When fewer are dated, what is to be announced fills up.
    """
    today = clock.local(now).date()
    found = groups(session.scalars(listed()).all(), today)
    started = [one for one in found.running if one.span and one.span.first <= today]
    to_start = [one for one in found.running if one not in started]
    ahead = sorted([*found.this_week, *to_start, *found.later, *found.expected], key=order)
    return NowAndNext([*found.today, *started], [*ahead, *found.to_be_announced][:limit])


def statuses_by_place(session: Session, today: date) -> dict[int, DateStatus]:
    """For the pins: at each place (by id) the status of what is on there next."""
    events = session.scalars(listed().where(Event.place_id.is_not(None))).all()
    found: dict[int, DateStatus] = {}
    for one in ahead(events, today):
        if one.event.place_id is not None:
            found.setdefault(one.event.place_id, one.status)
    return found
