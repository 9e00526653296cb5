"""The public pages: the race, and one edition of it."""

from typing import Any

from flask import Blueprint, Response, abort, render_template, url_for

from webapp.core import clock, page_cache
from webapp.core.sources import sources_of
from webapp.core.words import absolute
from webapp.events import addresses, event_page
from webapp.events.models import Event, by_slug
from webapp.extensions import db
from webapp.race import calendar_file, file_answer, files, notice_words, words
from webapp.race.linked_data import linked_data
from webapp.race.models import Edition, RaceFile, edition_of, editions, notices, questions

bp = Blueprint("race", __name__)
RACE_EVENT = "wudangzhao-cup"  # the race in the calendar, by the address it was first given


@bp.get("/race")
def index() -> str:
    """What the race is, which editions are known, and what is not."""
    page_cache.public()
    event = _event()
    known = db.session.scalars(editions()).all()
    keys = [key for edition in known for key in edition.source_keys()]
    story = [key for paragraph in event.story for key in paragraph.sources] if event else []
    return render_template(
        "race/index.html",
        editions=known,
        event=event,
        dates=event_page.make(event, clock.today()) if event else None,
        questions=db.session.scalars(questions()).all(),
        sources=sources_of(db.session, [*story, *keys]),
        race_words=words,
    )


@bp.get("/race/<int(fixed_digits=4):year>")
def edition(year: int) -> str:
    """One year's race."""
    page_cache.public()
    return shown(_edition(year))


def shown(found: Edition, **more: Any) -> str:
    """The page of an edition; a preview of one that is in no session as well."""
    year = found.year
    years = list(db.session.scalars(editions().with_only_columns(Edition.year)))
    return render_template(
        "race/edition.html",
        edition=found,
        notices=db.session.scalars(notices(year)).all(),
        earlier=max((one for one in years if one < year), default=None),
        later=min((one for one in years if one > year), default=None),
        sources=sources_of(db.session, found.source_keys()),
        linked_data=linked_data(found, _address(found)),
        race_words=words,
        notice_words=notice_words,
        **more,
    )


@bp.get("/race/files/<int(max=2147483647):file>.pdf")
def document(file: int) -> Response:
    """A document, as long as a public edition names it."""
    if not files.is_public(db.session, file):
        abort(404)
    return file_answer.answer(db.session.get(RaceFile, file) or abort(404))


@bp.get("/race/<int(fixed_digits=4):year>.ics")
def file(year: int) -> Response:
    """One year's race, to be added to a calendar; there is none while the day is not known."""
    page_cache.public()
    found = _edition(year)
    if found.held_on is None:
        abort(404)
    event = _event()
    uid = f"{event.uid if event else RACE_EVENT}-{year}"
    response = Response(
        calendar_file.calendar_file(found, uid, _address(found)),
        content_type="text/calendar; charset=utf-8",
    )
    response.headers["Content-Disposition"] = f'attachment; filename="race-{year}.ics"'
    return response


def _edition(year: int) -> Edition:
    return db.session.scalar(edition_of(year)) or abort(404)


def _event() -> Event | None:
    """The race's event, also after staff have changed its address."""
    slug = addresses.moved_to(db.session, RACE_EVENT) or RACE_EVENT
    return db.session.scalar(by_slug(slug))


def _address(found: Edition) -> str:
    return absolute(url_for("race.edition", year=found.year))
