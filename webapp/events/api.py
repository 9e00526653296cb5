"""Open data about events: what is on when, called-off ones too."""

from datetime import date, datetime, timedelta

import msgspec
from flask import Blueprint, Response, url_for
from werkzeug.exceptions import BadRequest

from webapp.core import asked, clock, page_cache
from webapp.core.open_api import Operation, Parameter
from webapp.core.translated import Translated
from webapp.core.words import absolute
from webapp.events import schedule
from webapp.events.models import DateStatus, EventKind, Precision, listed
from webapp.events.occurrence import Occurrence
from webapp.extensions import db
from webapp.places import filters

bp = Blueprint("events_api", __name__, url_prefix="/api/v1")
LONGEST_RANGE = timedelta(days=3700)
YEARS = range(1900, 2100)


class OccurrenceItem(msgspec.Struct, frozen=True):
    """One time that an event takes place.

    Attributes:
        id: Stable; also the name of its entry in the calendar files.
        computed: Worked out by the event's yearly rule, and not announced by anybody.
        starts_on, ends_on: Whole local days, both inclusive; null while to be announced.
        precision: A month- or year-precise date spans all of its month or year.
        starts_at, ends_at: Instants, null when the hours are not known.
        place: Slug of the place, when it is one of ours.
        organiser: Who holds it (主办); run_by: who carries it out for them (承办).
        postponed_to: The id of the new date.
    """

    id: str
    event: str
    kind: EventKind
    names: Translated
    status: DateStatus
    computed: bool
    precision: Precision
    starts_on: date | None
    ends_on: date | None
    starts_at: datetime | None
    ends_at: datetime | None
    place: str | None
    where: Translated | None
    organiser: Translated | None
    run_by: Translated | None
    hint: Translated | None
    reason: Translated | None
    moved_to: Translated | None
    postponed_to: str | None
    changed_at: datetime
    url: str


class Answer(msgspec.Struct, frozen=True, rename={"first": "from", "last": "to"}):
    """Occurrences that share a day with the range, and those without a day yet."""

    first: date
    last: date
    events: list[OccurrenceItem]
    undated: list[OccurrenceItem]


def operations() -> tuple[Operation, ...]:
    """What programs can ask for here."""
    return (
        Operation(
            path="/api/v1/events",
            summary="Events on a range of days, called-off ones too, and those without a day yet",
            answers=Answer,
            parameters=(
                Parameter("from", date, "First day, inclusive; today unless given"),
                Parameter("to", date, "Last day, inclusive; the end of next year unless given"),
                filters.parameter("Only events of this kind, or at places of it"),
            ),
            problems=(400, 404),
        ),
    )


@bp.get("/events")
def events() -> Response:
    """Occurrences from `?from=` (today) to `?to=` (the end of next year), of one `?kind=`."""
    page_cache.public()
    today, kind = clock.today(), filters.asked_kind()
    first = asked.day("from", YEARS) or today
    last = asked.day("to", YEARS) or max(first, schedule.horizon(today))
    if last < first:
        raise BadRequest("to lies before from.")
    if last - first > LONGEST_RANGE:
        raise BadRequest("Ask for ten years at most.")
    found = schedule.of_kind(db.session.scalars(listed()), kind)
    answer = Answer(
        first,
        last,
        [_item(one) for one in schedule.between(found, first, last)],
        [_item(one) for one in schedule.undated(found)],
    )
    return Response(
        msgspec.json.encode(answer),
        mimetype="application/json",
        headers={"Access-Control-Allow-Origin": "*"},
    )


def _item(one: Occurrence) -> OccurrenceItem:
    new = one.postponed_to
    return OccurrenceItem(
        id=one.uid,
        event=one.event.slug,
        kind=one.event.kind,
        names=one.event.title,
        status=one.status,
        computed=one.stored is None,
        precision=one.precision,
        starts_on=one.span.first if one.span else None,
        ends_on=one.span.last if one.span else None,
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        place=one.event.place.slug if one.event.place and one.event.place.public else None,
        where=one.event.where,
        organiser=one.event.organiser,
        run_by=one.event.run_by,
        hint=one.hint,
        reason=one.reason,
        moved_to=one.moved_to,
        postponed_to=new.uid if new else None,
        changed_at=one.changed_at,
        url=absolute(url_for("events.page", slug=one.event.slug, _anchor=one.anchor)),
    )
