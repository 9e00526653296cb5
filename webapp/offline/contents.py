"""What the guide holds that a phone keeps: the addresses of its pages, what matters most first."""

from collections.abc import Iterator
from datetime import date

from flask import current_app, url_for
from sqlalchemy.orm import Session

from webapp.events import month, schedule
from webapp.events.models import listed
from webapp.places.models import all_places
from webapp.race.models import Edition, editions
from webapp.race.parts import parts_of

FIRST = (
    "home.index",
    "offline.guide",
    "offline.page",
    "places.map",
    "places.index",
    "events.index",
    "race.index",
    "home.about",
)
PARTS = {
    "roads": "race_roads.page",
    "course": "race_courses.page",
    "travel": "race_travel.page",
    "start_list": "race_riders.page",
    "results": "race_results.page",
}


def paths(session: Session, today: date) -> list[str]:
    """The path of each page in the language of the request, each once."""
    found = [url_for(endpoint) for endpoint in FIRST]
    known = session.scalars(editions()).all()
    found += [path for edition in known for path in _recent(session, edition, today)]
    found += [url_for("places.page", slug=p.slug) for p in session.scalars(all_places())]
    found += [url_for("events.page", slug=slug) for slug in _events(session, today)]
    found += [url_for("race.edition", year=edition.year) for edition in known]
    return list(dict.fromkeys(found))


def _recent(session: Session, edition: Edition, today: date) -> Iterator[str]:
    """The pages of an edition of this year or later; of older ones its own page is enough."""
    if edition.year < today.year:
        return
    yield url_for("race.edition", year=edition.year)
    parts = parts_of(session, edition)
    for part, endpoint in PARTS.items():
        if getattr(parts, part) and endpoint in current_app.view_functions:
            yield url_for(endpoint, year=edition.year)


def _events(session: Session, today: date) -> list[str]:
    """What the month of the calendar shows, what is ahead, and what has no date yet."""
    events = session.scalars(listed()).all()
    first = today.replace(day=1)
    shown = schedule.between(events, first, month.last_day(first))
    all_ahead = [*schedule.ahead(events, today), *schedule.undated(events)]
    return list(dict.fromkeys(one.event.slug for one in (*shown, *all_ahead)))
