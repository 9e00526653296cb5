"""The start list's way to the public: an editor submits it, somebody else publishes it."""

import enum
import hashlib
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from webapp.race.riders import masking
from webapp.race.riders.known import Known, is_public
from webapp.race.riders.models import Rider, RiderState, StartList
from webapp.staff.models import Account


class Refusal(enum.Enum):
    """Why the list cannot be published."""

    nobody = "nobody"  # nobody is entered
    not_submitted = "not_submitted"
    own_work = "own_work"
    changed = "changed"  # the list is another one than was looked at


def submit(listed: StartList, by: Account, now: datetime) -> None:
    """Ask for the list to be published."""
    listed.submitted_by_id, listed.submitted_at = by.id, now
    listed.returned_because = listed.returned_to_id = None


def return_(listed: StartList, reason: str) -> None:
    """Give a list that waits back to whoever has submitted it."""
    listed.returned_because, listed.returned_to_id = reason, listed.submitted_by_id
    listed.submitted_by_id = listed.submitted_at = None


def own_work(listed: StartList, by: Account) -> bool:
    """Whether somebody has written or submitted what waits."""
    return by.id == listed.submitted_by_id or by.id in listed.imported_by


def waits(listed: StartList | None) -> bool:
    """Whether the list waits for somebody to publish it."""
    return listed is not None and listed.submitted_at is not None


def refusal(listed: StartList | None, riders: Sequence[Rider], by: Account) -> Refusal | None:
    """Why this account cannot publish the list; None: it can."""
    if not any(rider.state is RiderState.confirmed for rider in riders):
        return Refusal.nobody
    if listed is None or not waits(listed):
        return Refusal.not_submitted
    if own_work(listed, by):
        return Refusal.own_work
    return None


def stamp(riders: Sequence[Rider]) -> str:
    """Stands for everything that publishing the list would show; another one: it has changed."""
    shows = [
        (one.id, one.bib, one.name, one.team, one.category, one.masked, one.minor)
        for one in riders
        if one.state is RiderState.confirmed
    ]
    return hashlib.sha256(repr(shows).encode()).hexdigest()[:32]


def publish(session: Session, listed: StartList, known: Known, by: Account, now: datetime) -> None:
    """Let the public see everybody who is entered now; what they wrote is another's word now."""
    mark_minors(known)
    listed.published_by_id, listed.published_at = by.id, now
    listed.submitted_by_id = listed.submitted_at = None
    listed.imported_by = ()
    session.flush()


def mark_minors(known: Known) -> None:
    """Mark who is under 18 on the race day as it stands now; the day may have moved."""
    for rider in known.riders:
        data = known.data.get(rider.id)
        if data is not None and data.birth_date is not None:
            rider.minor = masking.is_minor(known.edition, data.birth_date, None)


def take_down(listed: StartList) -> None:
    """Take the list from the public."""
    listed.published_at = listed.published_by_id = None


def shown(listed: StartList | None, riders: Sequence[Rider]) -> list[Rider]:
    """Whom the public sees: who rides and was entered when the list was published."""
    return [
        rider
        for rider in riders
        if rider.state is RiderState.confirmed and is_public(listed, rider)
    ]
