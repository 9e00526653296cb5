"""How full places are, for the pages: read once a page, put into words, kept while it is true.

Places know nothing of counting: their templates ask for `crowd_at` where it is there.
"""

from datetime import datetime
from fractions import Fraction

from flask import Flask, current_app, g
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from webapp.core import clock, due
from webapp.core.database import db
from webapp.places import closures
from webapp.places.models import Place
from webapp.visits import crowds
from webapp.visits.crowd import LADDER, Crowd, Level

EXTENSION = "crowds"
Remembered = tuple[int, datetime | None, crowds.Crowds]  # content version, until when, what
MOST_DRIFT = Fraction(1, 20)  # of those who came: beyond it nobody is sure who is inside


def init_app(app: Flask) -> None:
    """Keep pages no longer than a level holds; give templates what they ask of the crowd."""
    app.extensions[EXTENSION] = (-1, None, {})
    due.register(app, _next_change)
    app.jinja_env.globals["crowd_at"] = crowd_at
    app.jinja_env.filters |= {
        "crowd_name": name,
        "crowd_bars": bars,
        "sure_in_park": sure_in_park,
        "crowd_percent": percent,
    }


def crowd_at(place: Place) -> Crowd | None:
    """How full a place is; None where nobody could tell: without gates or approved capacity."""
    if "crowds" not in g:
        g.crowds = _remembered(clock.now())
    if g.crowds is None:
        g.crowds = _read(db.session, clock.now())
    found: crowds.Crowds = g.crowds
    return found.get(place.id)


def _next_change(session: Session, now: datetime) -> datetime | None:
    # Read anew: what was due may have been done since this page was asked for.
    g.crowds = _read(session, now)
    return _ends(g.crowds)


def _read(session: Session, now: datetime) -> crowds.Crowds:
    found = crowds.of_all(
        session,
        lambda: closures.in_force_at(session, now).keys(),
        crowds.steps_of(current_app.config),
        now,
    )
    remembered: Remembered = (g.get("version_read", -1), _ends(found), found)
    current_app.extensions[EXTENSION] = remembered
    return found


def _remembered(now: datetime) -> crowds.Crowds | None:
    """What was read for a page of the same content version, while it still holds."""
    kept: Remembered = current_app.extensions[EXTENSION]
    version, ends, found = kept
    same = version == g.get("version_read") and version != -1
    return found if same and (ends is None or ends > now) else None


def _ends(found: crowds.Crowds) -> datetime | None:
    """When the first of these levels stops being true."""
    return min((one.until for one in found.values() if one.until), default=None)


def name(level: Level) -> str:
    """A level as people say it."""
    return {
        Level.comfortable: _("Plenty of room"),
        Level.busy: _("Rather busy"),
        Level.crowded: _("Crowded"),
        Level.nearly_full: _("Nearly full"),
        Level.full: _("Full"),
        Level.unknown: _("Crowd unknown"),
        Level.closed: _("Closed now"),
    }[level]


def bars(level: Level) -> int:
    """How many of four bars stand for a level; 0 for one that is none."""
    return min(LADDER.index(level) + 1, 4) if level in LADDER else 0


def sure_in_park(crowd: Crowd) -> int | None:
    """People inside, where the gates agree well enough to say so."""
    if crowd.in_park is None or crowd.level not in LADDER or not crowd.admitted:
        return None
    return crowd.in_park if crowd.drift <= MOST_DRIFT * crowd.admitted else None


def percent(share: Fraction) -> int:
    """A share in whole per cent, never rounded up."""
    return int(share * 100)
