"""The desk's list of events: what is public and what is being written, in one line each."""

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.core.search_key import fold
from webapp.core.translated import Translated
from webapp.events import event_page
from webapp.events.draft import DateText, EventText
from webapp.events.models import DateStatus, Event, listed
from webapp.events.occurrence import Occurrence
from webapp.events.writing import KIND, typed
from webapp.review.models import OPEN, Manuscript, State, Version
from webapp.staff.models import Account

SHOWN = (*OPEN, State.published, State.withdrawn, State.dropped)


class Show(enum.Enum):
    """Which events the list shows."""

    current = "current"  # on, to come, or being worked on
    draft = "draft"
    submitted = "submitted"
    returned = "returned"
    approved = "approved"
    published = "published"
    past = "past"
    gone = "gone"  # withdrawn, given up


@dataclass(frozen=True)
class Row:
    """One event in the list.

    Attributes:
        version: The one being worked on, else the public one, else the last; None for what came
            with the content files and nobody has changed.
        event: The public event.
        main: Its next date, else its last.
        written: The first date that is written, while nothing is public.
        ended: Whether nothing of the public event is on or to come.
    """

    version: Version | None
    event: Event | None
    text: EventText | None
    main: Occurrence | None
    written: DateText | None
    ended: bool

    @property
    def title(self) -> Translated:
        """What it is called now."""
        if self.text is not None:
            return self.text.title
        assert self.event is not None
        return self.event.title

    @property
    def state(self) -> State:
        """How far it is."""
        return self.version.state if self.version else State.published

    @property
    def untranslated(self) -> bool:
        """Whether its English is missing."""
        if self.text is not None:
            return not (self.text.title.en and self.text.text.en)
        return self.event is not None and not (self.event.title.en and self.event.summary.en)

    @property
    def over(self) -> bool:
        """Whether it is past, and nobody is working on it."""
        return self.ended and self.state not in OPEN

    @property
    def day(self) -> date | None:
        """The day it is sorted by."""
        if self.main is not None and self.main.span is not None:
            return self.main.span.first
        return self.written.starts_on if self.written else None


def rows(session: Session, today: date) -> list[Row]:
    """Every event: what is worked on first, the latest saved first, then by its next day."""
    versions = _latest(session)
    events = {one.id: one for one in session.scalars(listed())}
    found = [_row(version, events, today) for version in versions]
    known = {version.manuscript.record_id for version in versions}
    found += [_made(None, one, None, today) for one in events.values() if one.id not in known]
    return sorted(found, key=_order)


def chosen(
    found: Iterable[Row], show: Show, words: str = "", mine: Account | None = None
) -> list[Row]:
    """Those that are asked for; of one account, those it has written some of."""
    asked = [fold(word) for word in words.split()]
    return [
        row
        for row in found
        if _is(row, show)
        and all(word in fold(f"{row.title.zh} {row.title.en}") for word in asked)
        and (mine is None or (row.version is not None and mine.id in row.version.authors))
    ]


def _is(row: Row, show: Show) -> bool:
    gone = row.state in (State.withdrawn, State.dropped) and row.event is None
    if show is Show.gone:
        return gone
    if show is Show.past:
        return row.over and not gone
    if show is Show.current:
        return not (gone or row.over)
    if show is Show.published:
        return row.event is not None
    return show is Show[row.state.name] if row.state.name in Show.__members__ else False


def _latest(session: Session) -> Sequence[Version]:
    """Of each manuscript the version to show."""
    of_events = Version.manuscript.has(Manuscript.kind == KIND)
    query = select(Version).where(of_events, Version.state.in_(SHOWN)).order_by(Version.number)
    found: dict[int, Version] = {}
    for version in session.scalars(query):
        before = found.get(version.manuscript_id)
        if before is None or _rank(version) >= _rank(before):
            found[version.manuscript_id] = version
    return list(found.values())


def _rank(version: Version) -> int:
    if version.state in OPEN:
        return 2
    return 1 if version.state is State.published else 0


def _row(version: Version, events: dict[int, Event], today: date) -> Row:
    record = version.manuscript.record_id
    event = events.get(record) if record is not None else None
    return _made(version, event, typed(version.fields), today)


def _made(version: Version | None, event: Event | None, text: EventText | None, today: date) -> Row:
    dates = event_page.make(event, today) if event else None
    main = dates.main if dates else None
    first = min(text.dates, key=_when, default=None) if text and main is None else None
    return Row(version, event, text, main, first, dates is not None and dates.over)


def _when(one: DateText) -> tuple[bool, date]:
    return one.status is DateStatus.tba, one.starts_on or date.max


def _order(row: Row) -> tuple[int, float, str]:
    if row.version is not None and row.version.state in OPEN:
        return 0, -row.version.saved_at.timestamp(), row.title.zh
    if row.over:
        return 2, -float((row.day or date.min).toordinal()), row.title.zh
    return 1, float((row.day or date.max).toordinal()), row.title.zh
