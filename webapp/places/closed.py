"""What is closed now or soon: read once a page, and put into words."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from flask import Flask, g
from flask_babel import gettext as _

from webapp.core import clock, dates, due
from webapp.core.database import db
from webapp.core.words import in_style
from webapp.places import closures
from webapp.places.models import Closure, Place


def init_app(app: Flask) -> None:
    """Keep pages no longer than closures stay as they are; give templates what they ask of them."""
    due.register(app, closures.next_change)
    app.jinja_env.globals |= {
        "closure_of": closure_of,
        "coming_closures": coming,
        "closure_period": period,
        "closure_until": until,
    }


def at(place_id: int | None) -> Sequence[Closure]:
    """What closes a place now or later, the earliest first. One query a page."""
    if "closures" not in g:
        g.closures = closures.not_over(db.session, clock.now())
    found: Mapping[int | None, Sequence[Closure]] = g.closures
    return found.get(place_id, ())


def closure_of(place: Place) -> Closure | None:
    """What keeps a place closed now; None while it is open."""
    return closures.in_force(at(place.id), clock.now())


def coming(place: Place) -> Sequence[Closure]:
    """What will close a place."""
    return [one for one in at(place.id) if one.starts_at > clock.now()]


def until(closure: Closure) -> str:
    """How long it lasts: until 5 December 18:00, until the end of 4 December, until we say so."""
    if closure.ends_at is None:
        return _("until further notice")
    if _at_midnight(closure.ends_at):
        last = _day(closure.ends_at - timedelta(days=1))
        return _("until the end of %(day)s", day=last)
    return _("until %(moment)s", moment=_moment(closure.ends_at))


def period(closure: Closure) -> str:
    """From when until when, of one that has not begun."""
    begin = _day if _at_midnight(closure.starts_at) else _moment
    return _("from %(start)s, %(until)s", start=begin(closure.starts_at), until=until(closure))


def _at_midnight(instant: datetime) -> bool:
    return clock.at_local(clock.local(instant).date()) == instant


def _moment(instant: datetime) -> str:
    return f"{_day(instant)} {clock.local(instant):%H:%M}"


def _day(instant: datetime) -> str:
    day = clock.local(instant).date()
    return in_style(day, dates.MONTH_DAY if day.year == clock.today().year else dates.DATE)
