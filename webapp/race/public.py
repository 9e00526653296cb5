"""The public pages: the race, and one edition of it."""

from typing import Any

from flask import Blueprint, Response, abort, render_template, url_for

from webapp.core import clock, languages, page_cache, posters
from webapp.core.sources import sources_of
from webapp.core.words import absolute
from webapp.events import addresses, event_page
from webapp.events.models import Event, by_slug
from webapp.extensions import db
from webapp.race import (
    calendar_file,
    day_data,
    day_words,
    delays,
    edition_page,
    file_answer,
    files,
    notice_words,
    plan_words,
    present,
    race_day,
    words,
)
from webapp.race.calendar import RACE_EVENT
from webapp.race.courses import words as course_words
from webapp.race.linked_data import linked_data
from webapp.race.models import Edition, RaceFile, edition_of, editions, questions
from webapp.race.parts import parts_by_year, parts_of

bp = Blueprint("race", __name__)
WORDS = {
    "race_words": words,
    "day_words": day_words,
    "notice_words": notice_words,
    "plan_words": plan_words,
}  # what the templates of the race put things into words with


@bp.get("/race")
def index() -> str:
    """What the race is, which edition is now or next, which are known, and what is not."""
    page_cache.public()
    now = clock.now()
    event = _event()
    known = db.session.scalars(editions()).all()
    chosen = present.chosen(known, clock.today())
    keys = [key for edition in known for key in edition.source_keys()]
    story = [key for paragraph in event.story for key in paragraph.sources] if event else []
    return render_template(
        "race/index.html",
        editions=known,
        present=present.of(db.session, chosen, now) if chosen else None,
        parts=parts_by_year(db.session),
        event=event,
        dates=event_page.make(event, clock.today()) if event else None,
        questions=db.session.scalars(questions()).all(),
        sources=sources_of(db.session, [*story, *keys]),
        **WORDS,
        now=now,
    )


@bp.get("/race/<int(fixed_digits=4):year>")
def edition(year: int) -> str:
    """One year's race."""
    page_cache.public()
    return shown(_edition(year))


def shown(found: Edition, **more: Any) -> str:
    """The page of an edition; a preview of one that is in no session as well."""
    now = clock.now()
    known = day_data.of_year(db.session, found.year)
    day = race_day.make(found, known)
    starts = delays.starts(found, known.notices)
    years = list(db.session.scalars(editions().with_only_columns(Edition.year)))
    return render_template(
        "race/edition.html",
        edition=found,
        present=present.made(found, now, day),
        known=known,
        notices=known.notices,
        starts=starts,
        categories=edition_page.categories(found, starts, known.courses),
        days=edition_page.days(found.timetable),
        organisers=edition_page.organisers(found),
        places=edition_page.places(db.session, found.timetable),
        parts=parts_of(db.session, found),
        earlier=max((one for one in years if one < found.year), default=None),
        later=min((one for one in years if one > found.year), default=None),
        sources=sources_of(db.session, found.source_keys()),
        linked_data=linked_data(found, _address(found), starts),
        course_words=course_words,
        **WORDS,
        now=now,
        **more,
    )


@bp.get("/race/<int(fixed_digits=4):year>.qr.svg")
def qr_code(year: int) -> Response:
    """The QR code of an edition's page, to print and put up."""
    page_cache.public()
    return posters.code(url_for(".edition", year=year), languages.words(_edition(year).name))


@bp.get("/race/<int(fixed_digits=4):year>/poster")
def poster(year: int) -> str:
    """One year's race on one sheet, to print and put up."""
    page_cache.public()
    found, now = _edition(year), clock.now()
    known = day_data.of_year(db.session, year)
    return posters.page(
        "race/poster.html",
        of=url_for(".edition", year=year),
        code=url_for(".qr_code", year=year),
        edition=found,
        known=known,
        starts=delays.starts(found, known.notices),
        course_words=course_words,
        **WORDS,
        now=now,
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
    roads = absolute(url_for("race_roads.page", year=year))
    around = calendar_file.around(db.session, found, roads)
    response = Response(
        calendar_file.calendar_file(found, uid, _address(found), around),
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
