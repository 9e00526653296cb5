"""What the desk's list says of each place, and what the front desk counts of it."""

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.places import draft
from webapp.places.listing import spot_of
from webapp.places.models import Basis, Place
from webapp.review.models import OPEN, Manuscript, Version

STALE_YEARS = 1
KIND = "place"


class Lacks(enum.Enum):
    """What somebody should do something about; filters the list."""

    position = "position"  # nobody has surveyed where it is
    english = "english"  # something is in Chinese alone
    check = "check"  # nobody has verified it for a year
    closed = "closed"  # closed now


@dataclass(frozen=True)
class Row:
    """One place in the list.

    Attributes:
        version: The one being worked on, if any.
        lacks: Everything that is to be done about it.
    """

    place: Place
    version: Version | None
    lacks: frozenset[Lacks]


def rows(
    session: Session, today: date, closed: Mapping[int, object], among: Sequence[int] | None
) -> list[Row]:
    """Every place, withdrawn ones last; only those `among` the given ids unless it is None.

    Args:
        closed: The ids of the places that are closed now.
    """
    places = session.scalars(
        select(Place).order_by(
            Place.withdrawn_at.is_not(None), Place.signature.is_(None), Place.signature, Place.id
        )
    ).all()
    open_ones = open_versions(session)
    return [
        Row(place, open_ones.get(place.id), lacks(place, today, place.id in closed))
        for place in places
        if among is None or place.id in among
    ]


def open_versions(session: Session) -> dict[int, Version]:
    """By place the version that is being worked on."""
    being_written = select(Version).join(Manuscript).where(Manuscript.kind == KIND)
    found = session.scalars(being_written.where(Version.state.in_(OPEN)))
    return {one.manuscript.record_id: one for one in found if one.manuscript.record_id is not None}


def not_yet_public(session: Session) -> Sequence[Version]:
    """The open versions of places that the public has never seen, the newest first."""
    new = select(Version).join(Manuscript).where(Manuscript.kind == KIND)
    new = new.where(Manuscript.record_id.is_(None), Version.state.in_(OPEN))
    return session.scalars(new.order_by(Version.saved_at.desc(), Version.id.desc())).all()


def lacks(place: Place, today: date, closed: bool) -> frozenset[Lacks]:
    """What is to be done about a place; of one that is withdrawn nothing."""
    if not place.public:
        return frozenset()
    found = {
        Lacks.position: not _surveyed(place),
        Lacks.english: bool(draft.untranslated(draft.read(place))),
        Lacks.check: place.checked_on <= a_year_before(today),
        Lacks.closed: closed,
    }
    return frozenset(one for one, there in found.items() if there)


def a_year_before(today: date) -> date:
    """What was verified on this day or earlier has grown old."""
    if (today.month, today.day) == (2, 29):
        return date(today.year - STALE_YEARS, 2, 28)
    return today.replace(year=today.year - STALE_YEARS)


def _surveyed(place: Place) -> bool:
    """Whether somebody has been there; a part stands where its whole stands."""
    spot = spot_of(place)
    return spot is not None and spot.basis is Basis.surveyed
