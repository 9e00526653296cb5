"""Putting the content into the database: new and changed records, never those staff edited."""

import hashlib
from collections import Counter
from collections.abc import Callable
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.content.files import Content
from webapp.core import clock
from webapp.core.database import EDITING, begin_writing
from webapp.core.records import ContentRecord
from webapp.core.search_key import search_key
from webapp.core.sources import Source
from webapp.core.translated import Statement
from webapp.events.models import Event, EventDate
from webapp.home.models import Climate, DistrictFact, Season
from webapp.places.models import Place
from webapp.race.models import Edition, OpenQuestion
from webapp.visits.models import Goal

Values = dict[str, Any]
# Where a record is kept, how it is found again, and what it takes from its item.
Entry = tuple[
    str,
    type[Any],
    Callable[[Any, int], Values],
    Callable[[Session, Any, Any, int], None],
]


def load(session: Session, content: Content) -> Counter[str]:
    """Bring the database to what the files say; the caller commits.

    Returns:
        How many records were `added`, `changed`, `unchanged`, `kept` as staff left them, or
        `removed` because the files no longer hold them.
    """
    begin_writing(session, EDITING)
    outcome: Counter[str] = Counter()
    for kind, table, key, apply in TABLES:
        items = list(content.items(kind))
        keys = [key(item, position) for position, item in enumerate(items)]
        for position, item in enumerate(items):
            outcome[_store(session, table, keys[position], item, position, apply)] += 1
        session.flush()
        if table in STANDING_ALONE and items:
            outcome.update(_remove_others(session, table, keys))
    _tie_parents(session, content)
    session.flush()
    return outcome


def _store(
    session: Session,
    table: type[Any],
    key: Values,
    item: Any,
    position: int,
    apply: Callable[..., None],
) -> str:
    revision = _revision(item, position)
    record: ContentRecord | None = session.scalar(select(table).filter_by(**key))
    if record is None:
        record = table(**key)
        apply(session, record, item, position)
        session.add(record)
        outcome = "added"
    elif record.edited_at is not None:
        return "kept"
    elif record.content_revision == revision:
        return "unchanged"
    else:
        apply(session, record, item, position)
        outcome = "changed"
    record.content_revision = revision
    return outcome


def _remove_others(session: Session, table: type[Any], keys: list[Values]) -> Counter[str]:
    """Remove what came from the files and is in them no more, unless staff have edited it."""
    ours = select(table).where(table.content_revision.is_not(None), table.edited_at.is_(None))
    gone = [
        record
        for record in session.scalars(ours)
        if not any(all(getattr(record, k) == v for k, v in key.items()) for key in keys)
    ]
    for record in gone:
        session.delete(record)
    return Counter({"removed": len(gone)} if gone else {})


def _revision(item: Any, position: int) -> str:
    """A digest of everything the record is made from."""
    return hashlib.sha256(msgspec.json.encode([position, item])).hexdigest()[:16]


def _copy(record: Any, item: Any, *names: str) -> None:
    for name in names:
        setattr(record, name, getattr(item, name))


def _source(session: Session, record: Source, item: Any, position: int) -> None:
    _copy(record, item, "title", "kind", "published", "url")


def _place(session: Session, record: Place, item: Any, position: int) -> None:
    _copy(record, item, "kind", "name", "summary", "township", "aliases", "tags", "status")
    _copy(record, item, "status_note", "story", "facts", "hours", "price", "season")
    _copy(record, item, "getting_there", "phone", "signature", "checked_on")
    spot = item.position
    record.lat, record.lon = (spot.lat, spot.lon) if spot else (None, None)
    record.accuracy_m, record.basis = (spot.accuracy_m, spot.basis) if spot else (None, None)
    record.position_note = (
        Statement(zh=spot.note.zh, en=spot.note.en, sources=spot.sources) if spot else None
    )
    record.search_key = search_key([item.name, *item.aliases, *item.tags, item.township])


def _event(session: Session, record: Event, item: Any, position: int) -> None:
    record.slug = record.slug or item.slug  # staff may have given it another since
    _copy(record, item, "kind", "title", "summary", "story", "where", "organiser")
    _copy(record, item, "price", "contact", "rule")
    record.changed_at = clock.now()
    record.place_id = _place_id(session, item.place)
    record.search_key = search_key([item.title, item.where])
    known = {date.key: date for date in record.dates}
    dates = [_date(known.get(date.id), date) for date in item.dates]
    gone = [date for date in known.values() if date not in dates]
    for date in dates:
        if date.postponed_to in gone:
            date.postponed_to = None
    record.dates = dates


def _date(known: EventDate | None, item: Any) -> EventDate:
    """The stored date brought to the item; its SEQUENCE rises when that changes it."""
    record = known or EventDate(key=item.id, changed_at=clock.now(), sequence=-1)
    fields = ("status", "precision", "starts_on", "ends_on", "hint", "note", "sources")
    if known is None or any(getattr(known, name) != getattr(item, name) for name in fields):
        _copy(record, item, *fields)
        record.sequence += 1
        record.changed_at = clock.now()
    return record


def _edition(session: Session, record: Edition, item: Any, position: int) -> None:
    _copy(record, item, "number", "number_basis", "status", "held_on", "name", "course")
    _copy(record, item, "distance_km", "riders", "riders_note", "organisers", "categories")
    _copy(record, item, "winners", "notes", "sources")


def _question(session: Session, record: OpenQuestion, item: Any, position: int) -> None:
    record.text = item


def _goal(session: Session, record: Goal, item: Any, position: int) -> None:
    _copy(record, item, "value", "note", "sources")


def _fact(session: Session, record: DistrictFact, item: Any, position: int) -> None:
    record.position, record.group = position, item.group
    record.statement = Statement(
        zh=item.zh,
        en=item.en,
        label=item.label,
        sources=item.sources,
        verify=item.verify,
    )


def _climate(session: Session, record: Climate, item: Any, position: int) -> None:
    _copy(record, item, "note", "mean_high_c", "mean_low_c", "precip_mm", "sources")


def _season(session: Session, record: Season, item: Any, position: int) -> None:
    record.position = position
    _copy(record, item, "title", "text", "places", "events")


def _place_id(session: Session, slug: str | None) -> int | None:
    return session.scalar(select(Place.id).where(Place.slug == slug)) if slug else None


def _tie_parents(session: Session, content: Content) -> None:
    """Parents are set last: a part may be written before the whole."""
    for item in content.items("place"):
        place = session.scalars(select(Place).filter_by(slug=item.slug)).one()
        parent_id = _place_id(session, item.parent)
        if place.edited_at is None and place.parent_id != parent_id:
            place.parent_id = parent_id


TABLES: tuple[Entry, ...] = (
    ("source", Source, lambda item, _: {"key": item.key}, _source),
    ("place", Place, lambda item, _: {"slug": item.slug}, _place),
    ("event", Event, lambda item, _: {"uid": item.slug}, _event),
    ("edition", Edition, lambda item, _: {"year": item.year}, _edition),
    ("question", OpenQuestion, lambda _, position: {"id": position + 1}, _question),
    ("goal", Goal, lambda item, _: {"year": item.year, "metric": item.metric}, _goal),
    ("fact", DistrictFact, lambda item, _: {"key": item.key}, _fact),
    ("climate", Climate, lambda _, position: {"id": position + 1}, _climate),
    ("season", Season, lambda item, _: {"key": item.key}, _season),
)
# Nothing refers to these. Places, events, editions and sources stay: records of staff rest on them.
STANDING_ALONE = {OpenQuestion, Goal, DistrictFact, Climate, Season}
