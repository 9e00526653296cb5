"""跟着赛事去旅行: the days around an edition, as an itinerary to be saved or printed."""

from flask import Blueprint, Response, abort, render_template, request, url_for

from webapp.core import clock, languages, page_cache
from webapp.core.database import db
from webapp.core.words import absolute
from webapp.events.calendar_file import MEDIA_TYPE
from webapp.race.models import Edition, edition_of
from webapp.race.parts import parts_of
from webapp.race.travel import calendar_file, itinerary, words
from webapp.race.travel.itinerary import Stop
from webapp.race.travel.journey import journey

bp = Blueprint("race_travel", __name__, url_prefix="/race/<int(fixed_digits=4):year>")


@bp.get("/travel")
def page(year: int) -> str:
    """The days around an edition, each stop with what to look at before relying on it."""
    page_cache.public()
    edition = _edition(year)
    last = edition.last_day
    return render_template(
        "race/travel.html",
        edition=edition,
        parts=parts_of(db.session, edition),
        days=journey(db.session, edition),
        race_days=(last - edition.held_on).days + 1 if last and edition.held_on else 0,
        over=last is not None and last < clock.today(),
        words=words,
    )


@bp.get("/travel.ics")
def file(year: int) -> Response:
    """The stops that `?stop=` names, or all of them, to be added to a calendar."""
    page_cache.public()
    edition = _edition(year)
    days = itinerary.chosen(journey(db.session, edition), request.args.getlist("stop"))
    if edition.held_on is None or not days:
        abort(404)
    stamp = edition.edited_at or clock.at_local(edition.held_on)
    name = languages.words(edition.name)
    content = calendar_file.calendar_file(name, year, days, stamp, lambda stop: _told(stop, year))
    response = Response(content, content_type=f"{MEDIA_TYPE}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="race-{year}-travel.ics"'
    return response


def _edition(year: int) -> Edition:
    return db.session.scalar(edition_of(year)) or abort(404)


def _told(stop: Stop, year: int) -> str:
    """The full address of the page that tells more of a stop."""
    if stop.place is not None:
        return absolute(url_for("places.page", slug=stop.place.slug))
    if stop.station is not None:
        anchor = f"point-{stop.station.number}"
        return absolute(url_for("race_courses.page", year=year, _anchor=anchor))
    return absolute(url_for("race.edition", year=year))
