"""What the desk's pages of places share: the blueprint, and finding what is one's business."""

from flask import Blueprint, abort
from sqlalchemy import select

from webapp.core.database import db
from webapp.places.models import Place
from webapp.review.models import Manuscript, Version, manuscript_of
from webapp.staff.lock import account
from webapp.staff.models import Account, Role

KIND = "place"
READERS = (Role.editor, Role.reviewer, Role.operator, Role.auditor)
ID = "int(max=2147483647)"

bp = Blueprint("places", __name__, url_prefix="/places")


def sees_all(who: Account) -> bool:
    """Whether every place is somebody's business; an operator's are those they are bound to."""
    return who.holds(Role.editor, Role.reviewer, Role.auditor)


def place_called(slug: str) -> Place:
    """The place with this address, withdrawn ones too, if it is this account's business."""
    place = db.session.scalar(select(Place).where(Place.slug == slug)) or abort(404)
    if not sees_all(account()) and place.id not in account().places:
        abort(403)
    return place


def manuscript_called(number: int) -> Manuscript:
    """The manuscript of a place, if it is this account's business."""
    manuscript = db.session.get(Manuscript, number)
    if manuscript is None or manuscript.kind != KIND:
        abort(404)
    if not sees_all(account()) and manuscript.record_id not in account().places:
        abort(403)
    return manuscript


def manuscript_about(place: Place) -> Manuscript | None:
    """The manuscript of a place, if anybody has worked on it yet."""
    return db.session.scalar(manuscript_of(KIND, place.id))


def version_called(number: int) -> Version:
    """A version of a place, if it is this account's business."""
    version = db.session.get(Version, number) or abort(404)
    manuscript_called(version.manuscript_id)
    return version
