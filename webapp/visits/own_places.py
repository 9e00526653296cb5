"""Whose visitor numbers somebody may see and write: an operator's own places, or all of them."""

from collections.abc import Sequence

from flask import abort
from sqlalchemy import select

from webapp.core.database import db
from webapp.places.known import known
from webapp.places.models import Place
from webapp.staff.lock import account
from webapp.staff.models import Role
from webapp.staff.places_known import KnownPlace

SEE_ALL = (Role.statistician, Role.auditor)


def all_of_them() -> bool:
    """Whether every place is this account's business."""
    return account().holds(*SEE_ALL)


def mine() -> Sequence[KnownPlace]:
    """The places that are this account's business, in the order of lists."""
    return [one for one in known(db.session) if all_of_them() or one.id in account().places]


def called(slug: str) -> Place:
    """The place with this address, if it is this account's business."""
    place = db.session.scalar(select(Place).where(Place.slug == slug)) or abort(404)
    if not all_of_them() and place.id not in account().places:
        abort(403)
    return place
