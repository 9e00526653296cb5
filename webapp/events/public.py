"""The public pages: the calendar, one event, and both as calendar files."""

from collections.abc import Sequence
from datetime import date
from enum import Enum

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.core import clock, languages, page_cache, posters
from webapp.core.sources import sources_of
from webapp.core.words import absolute
from webapp.events import addresses, calendar_file, event_page, month, schedule, words
from webapp.events.linked_data import linked_data
from webapp.events.models import Event, by_slug, first_day, listed
from webapp.events.occurrence import Occurrence
from webapp.extensions import db
from webapp.holidays import calendar
from webapp.pictures.models import in_order
from webapp.places import filters
from webapp.places.models import PlaceKind, kinds_in_use

bp = Blueprint("events", __name__)
MOST_PAST = 40  # older ones are found by turning the months back


@bp.get("/events")
def index() -> str:
    """The calendar: a month, what is coming, what has no date yet, and what is over."""
    page_cache.public()
    today, kind = clock.today(), filters.asked_kind()
    reach = month.Reach.of(first_day(db.session), today)
    asked = _asked_month(reach)
    first = asked or today.replace(day=1)
    everything = db.session.scalars(listed()).all()
    events = schedule.of_kind(everything, kind)
    shown = schedule.between(events, first, month.last_day(first))
    groups = schedule.groups(events, today)
    return render_template(
        "events/index.html",
        month=month.make(first, reach, shown),
        holidays=calendar.sheet(db.session, first, month.last_day(first), today),
        groups=groups,
        past=groups.past[:MOST_PAST],
        next_day=schedule.next_start(
            events, max(today, month.following(first)), month.last_day(reach.last)
        ),
        event_kinds=dict.fromkeys(schedule.kinds_offered(everything, today)),
        place_kinds=dict.fromkeys(schedule.place_kinds_offered(everything, today)),
        on_map=_on_map(kind, events, today),
        kind=kind,
        of_places=isinstance(kind, PlaceKind),
        events=events,
        asked_month=asked.strftime("%Y-%m") if asked else None,
        this_month=today.replace(day=1),
    )


def _on_map(kind: Enum | None, events: Sequence[Event], today: date) -> bool:
    """Whether the map, filtered by `kind`, shows any place."""
    if isinstance(kind, PlaceKind):
        return kind in kinds_in_use(db.session)
    places = (one.event.place for one in schedule.ahead(events, today))
    return kind is None or any(place is not None and place.public for place in places)


def _asked_month(reach: month.Reach) -> date | None:
    text = request.args.get("month")
    if not text:
        return None
    try:
        return reach.read(text)
    except month.NoSuchMonth:
        abort(404)


@bp.get("/events/<slug>")
def page(slug: str) -> ResponseReturnValue:
    """One event: when, where, whether it holds, and its story."""
    page_cache.public()
    return shown(_event(slug))


def shown(event: Event, **more: object) -> str:
    """The page of an event; a preview of one that is in no session as well."""
    dates = event_page.make(event, clock.today())
    return render_template(
        "events/page.html",
        event=event,
        dates=dates,
        as_text=words.as_text(dates.main, _address(event)) if dates.main else "",
        pictures=in_order(db.session, event.pictures),
        sources=sources_of(db.session, event_page.source_keys(event)),
        linked_data=linked_data(dates.all, _address(event)),
        **more,
    )


@bp.get("/events/<slug>.ics")
def file(slug: str) -> ResponseReturnValue:
    """One event, to be added to a calendar."""
    page_cache.public()
    event = _event(slug)
    name = languages.words(event.title)
    return _calendar(name, schedule.in_calendars([event], clock.today()), slug)


@bp.get("/events/<slug>.qr.svg")
def qr_code(slug: str) -> ResponseReturnValue:
    """The QR code of an event's page, to print and put up."""
    page_cache.public()
    event = _event(slug)
    return posters.code(url_for(".page", slug=slug), languages.words(event.title))


@bp.get("/events/<slug>/poster")
def poster(slug: str) -> ResponseReturnValue:
    """One event on one sheet, to print and put up."""
    page_cache.public()
    event = _event(slug)
    return posters.page(
        "events/poster.html",
        of=url_for(".page", slug=slug),
        code=url_for(".qr_code", slug=slug),
        event=event,
        dates=event_page.make(event, clock.today()),
        pictures=in_order(db.session, event.pictures),
    )


@bp.get("/events.ics")
def feed() -> ResponseReturnValue:
    """All events, or those that a kind shows, to subscribe to."""
    page_cache.public()
    kind = filters.asked_kind()
    events = schedule.of_kind(db.session.scalars(listed()), kind)
    name = _("Events in Shiguai")
    if kind is not None:
        name = _("Events in Shiguai: %(kind)s", kind=filters.name(kind))
    return _calendar(name, schedule.in_calendars(events, clock.today()))


def _calendar(name: str, occurrences: Sequence[Occurrence], download: str = "") -> Response:
    """A calendar file; with `download`, one that a browser saves under that name."""
    response = Response(
        calendar_file.calendar_file(name, occurrences, _address),
        content_type=f"{calendar_file.MEDIA_TYPE}; charset=utf-8",
    )
    if download:
        response.headers["Content-Disposition"] = f'attachment; filename="{download}.ics"'
    return response


def _event(slug: str) -> Event:
    """The event of an address; who asks at one that it once had is led to the one it has."""
    event = db.session.scalar(by_slug(slug))
    if event is None:
        if now := addresses.moved_to(db.session, slug):
            abort(redirect(url_for(str(request.endpoint), slug=now), 308))
        abort(410 if addresses.withdrawn(db.session, slug) else 404)
    return event


def _address(event: Event) -> str:
    return absolute(url_for("events.page", slug=event.slug))
