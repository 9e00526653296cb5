"""What an editor writes of an event, and how it becomes the public record.

Texts are plain paragraphs, one a line. A paragraph that nobody changed keeps its sources.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Literal

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.core import clock, links
from webapp.core.search_key import search_key
from webapp.core.translated import Translated
from webapp.events.addresses import new_address
from webapp.events.models import DateStatus, Event, EventDate, EventKind, Precision, Rule
from webapp.places.models import Place
from webapp.review.paragraphs import NOTHING, or_none, plain, split, statement, statements, text_of

SUMMARY = 120  # characters of a first sentence that serves as summary
LONGEST_WORD = 30  # of a language that parts its words


class Written(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Base: what a version holds is held to its struct."""


class RuleText(Written, frozen=True):
    """The yearly rule as far as it is written; without a calendar there is none."""

    calendar: Literal["lunar", "gregorian"] | None = None
    month: int | None = None
    day: int | None = None
    leap: bool = False
    end_month: int | None = None
    end_day: int | None = None


class DateText(Written, frozen=True):
    """One date. `key` names it for ever; `postponed_to` is the key of another one."""

    key: str
    status: DateStatus = DateStatus.confirmed
    precision: Precision = Precision.day
    starts_on: date | None = None
    ends_on: date | None = None
    starts: time | None = None  # on the clocks of Shiguai
    ends: time | None = None
    hint: Translated = NOTHING
    note: Translated = NOTHING
    reason: Translated = NOTHING
    moved_to: Translated = NOTHING
    postponed_to: str | None = None
    sources: tuple[str, ...] = ()


class EventText(Written, frozen=True):
    """Everything an editor writes of an event.

    Attributes:
        summary: Empty: the first sentence of the text.
        place: Slug of one of our places; `where` says it in words, alone or in addition.
        publish_at, unpublish_at: Between which instants the public sees it.
    """

    title: Translated = NOTHING
    kind: EventKind | None = None
    place: str | None = None
    where: Translated = NOTHING
    text: Translated = NOTHING
    dates: tuple[DateText, ...] = ()
    rule: RuleText = RuleText()
    summary: Translated = NOTHING
    organiser: Translated = NOTHING
    run_by: Translated = NOTHING
    price: Translated = NOTHING
    contact: Translated = NOTHING
    pictures: tuple[int, ...] = ()
    publish_at: datetime | None = None
    unpublish_at: datetime | None = None


def read(event: Event) -> EventText:
    """The text that `apply` would make this event of."""
    text = text_of(event.story)
    given = plain(event.summary)
    return EventText(
        title=plain(event.title),
        kind=event.kind,
        place=event.place.slug if event.place else None,
        where=plain(event.where),
        text=text,
        dates=tuple(_date_text(row) for row in event.dates),
        rule=RuleText(**msgspec.structs.asdict(event.rule)) if event.rule else RuleText(),
        summary=NOTHING if given == first_sentence(text) else given,
        organiser=plain(event.organiser),
        run_by=plain(event.run_by),
        price=plain(event.price),
        contact=plain(event.contact),
        pictures=event.pictures,
    )


def apply(session: Session, event: Event | None, text: EventText, at: datetime) -> Event:
    """Bring a public event, or a new one, to `text`, and show it. The caller commits."""
    if event is None:
        event = Event(slug=new_address(session, text.title.zh), story=(), dates=[])
    fill(session, event, text, at)
    session.add(event)
    event.edited_at, event.withdrawn_at = at, None
    return event


def preview(session: Session, event: Event | None, text: EventText, at: datetime) -> Event:
    """What `apply` would make, in no session."""
    slug = event.slug if event else new_address(session, text.title.zh)
    copy = Event(slug=slug, uid=event.uid if event else slug, story=(), dates=[], changed_at=at)
    if event is not None:
        copy.story, copy.price, copy.contact = event.story, event.price, event.contact
    fill(session, copy, text, at)
    return copy


def fill(session: Session, event: Event, text: EventText, at: datetime) -> None:
    """Write `text` into `event`; only what changed is noted as changed at `at`."""
    values = _values(session, event, text)
    if any(getattr(event, name) != value for name, value in values.items()):
        event.changed_at = at
    for name, value in values.items():
        setattr(event, name, value)
    event.search_key = search_key([text.title, event.where])
    _fill_dates(event, text.dates, at)


def _values(session: Session, event: Event, text: EventText) -> dict[str, Any]:
    place = session.scalar(select(Place).where(Place.slug == text.place)) if text.place else None
    return {
        "kind": text.kind or EventKind.culture,
        "title": text.title,
        "summary": text.summary if text.summary.zh else first_sentence(text.text),
        "story": statements(text.text, event.story),
        "place": place,
        "where": or_none(text.where),
        "organiser": or_none(text.organiser),
        "run_by": or_none(text.run_by),
        "price": statement(text.price, event.price),
        "contact": statement(text.contact, event.contact),
        "rule": rule_of(text),
        "pictures": text.pictures,
    }


def first_sentence(text: Translated) -> Translated:
    """What sums up a text when nobody has: its first sentence in each language."""
    return Translated(**{code: _first_sentence(one) for code, one in text.texts().items()})


def _first_sentence(text: str) -> str:
    first = links.without_links(next(iter(split(text)), ""))
    end = re.search(r"[。！？!?᠃]|\.(?=\s|$)", first)
    sentence = first[: end.end()] if end else first
    return sentence if len(sentence) <= SUMMARY else _cut(sentence) + "…"


def _cut(sentence: str) -> str:
    """Its beginning, without half a word: letters of Mongolian script hang together."""
    beginning = sentence[: SUMMARY - 1]
    words, _blank, rest = beginning.rpartition(" ")
    return words if words and len(rest) <= LONGEST_WORD else beginning


def rule_of(text: EventText) -> Rule | None:
    """The yearly rule, once it names a day; see `completeness` for whether it can be one.

    Raises:
        msgspec.ValidationError: it cannot.
    """
    rule = text.rule
    if rule.calendar is None or rule.month is None or rule.day is None:
        return None
    return msgspec.convert(msgspec.structs.asdict(rule), Rule)


def _date_text(row: EventDate) -> DateText:
    own = row.postponed_to if row.postponed_to in row.event.dates else None
    return DateText(
        key=row.key,
        status=row.status,
        precision=row.precision,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        starts=clock.local(row.starts_at).time() if row.starts_at else None,
        ends=clock.local(row.ends_at).time() if row.ends_at else None,
        hint=plain(row.hint),
        note=plain(row.note),
        reason=plain(row.reason),
        moved_to=plain(row.moved_to),
        postponed_to=own.key if own else None,
        sources=row.sources,
    )


def _fill_dates(event: Event, dates: Sequence[DateText], at: datetime) -> None:
    known = {row.key: row for row in event.dates}
    before = {row: _shown(row) for row in event.dates}
    rows = {one.key: known.get(one.key) or EventDate(key=one.key) for one in dates}
    for one in dates:
        _fill_date(rows[one.key], one)
        rows[one.key].postponed_to = rows.get(one.postponed_to) if one.postponed_to else None
    event.dates[:] = rows.values()
    for row in rows.values():
        if row not in before:
            row.sequence, row.changed_at = 0, at
        elif before[row] != _shown(row):
            row.sequence, row.changed_at = row.sequence + 1, at


def _fill_date(row: EventDate, one: DateText) -> None:
    row.status, row.precision, row.sources = one.status, one.precision, one.sources
    row.starts_on, row.ends_on = one.starts_on, one.ends_on
    row.starts_at, row.ends_at = _hours(one)
    row.hint, row.note = or_none(one.hint), or_none(one.note)
    row.reason, row.moved_to = or_none(one.reason), or_none(one.moved_to)


def _hours(one: DateText) -> tuple[datetime | None, datetime | None]:
    """The instants of a date; an end that is not after the start is on the next day."""
    if one.starts_on is None or one.starts is None or one.precision is not Precision.day:
        return None, None
    starts_at = clock.at_local(one.starts_on, one.starts)
    if one.ends is None:
        return starts_at, None
    ends_at = clock.at_local(one.ends_on or one.starts_on, one.ends)
    return starts_at, ends_at if ends_at > starts_at else ends_at + timedelta(days=1)


def _shown(row: EventDate) -> tuple[Any, ...]:
    """Everything a date tells."""
    new = row.postponed_to.key if row.postponed_to else None
    return (
        *(row.status, row.precision, row.starts_on, row.ends_on, row.starts_at, row.ends_at),
        *(row.hint, row.note, row.reason, row.moved_to, new, row.sources),
    )
