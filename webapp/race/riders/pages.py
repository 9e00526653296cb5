"""What the desk's pages of riders share: their blueprint, and finding what an address names."""

from flask import Blueprint, abort, current_app

from webapp.core.database import db
from webapp.race.models import Edition
from webapp.race.riders import known
from webapp.race.riders.known import Known
from webapp.race.riders.models import Rider
from webapp.race.riders.sealing import Sealer
from webapp.staff.models import Role

bp = Blueprint("race_riders", __name__, url_prefix="/race/<int(fixed_digits=4):year>/riders")
WRITERS = (Role.editor,)
ROADSIDE = (Role.editor, Role.reviewer)
READERS = (Role.editor, Role.reviewer, Role.auditor)
ID = "int(max=2147483647):id"


def edition_of_desk(year: int) -> Edition:
    """The edition of a year, also one that was withdrawn; answers 404 when there is none."""
    return db.session.get(Edition, year) or abort(404)


def rider_of_desk(year: int, id: int) -> Rider:
    """A rider of an edition; answers 404 when there is none."""
    found = db.session.get(Rider, id)
    return found if found is not None and found.edition_year == year else abort(404)


def sealer() -> Sealer:
    """What seals and opens this service's personal data."""
    secret = current_app.secret_key
    assert secret is not None
    return Sealer(secret)


def known_of_desk(edition: Edition) -> Known:
    """Everybody who is entered for an edition."""
    return known.known(db.session, edition, sealer())


def object_of(rider: Rider) -> str:
    """A rider as the audit trail names them."""
    return f"rider {rider.id}"
