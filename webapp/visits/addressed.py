"""What the addresses of the desk's pages name: a place, a day, a month."""

import re
from datetime import date

from flask import abort

from webapp.core import clock
from webapp.core.database import db
from webapp.places.models import Place, by_slug
from webapp.visits.ledger import FIRST_YEAR, LAST_YEAR

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


def place(slug: str) -> Place:
    """The place with this address; what is none is no page."""
    return db.session.scalars(by_slug(slug)).first() or abort(404)


def day(written: str) -> date:
    """A business day that has begun, written 2026-11-22 and in no other way."""
    if not (written.isascii() and _DAY.fullmatch(written)):
        abort(404)
    try:
        found = date.fromisoformat(written)
    except ValueError:
        abort(404)
    if not FIRST_YEAR <= found.year <= LAST_YEAR or found > clock.business_day(clock.now()):
        abort(404)
    return found


def month(written: str) -> date:
    """The first day of a month that has begun, written 2026-11."""
    if not (written.isascii() and _MONTH.fullmatch(written)):
        abort(404)
    found = date.fromisoformat(f"{written}-01")
    if found.year < FIRST_YEAR or found > clock.business_day(clock.now()):
        abort(404)
    return found
