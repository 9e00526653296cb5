"""Changes by hand of riders whom the public sees: out at once, confirmed by somebody else."""

import enum
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.race.riders import masking
from webapp.race.riders.known import is_public
from webapp.race.riders.models import Rider, RiderChange, RiderState, StartList, Values
from webapp.staff.models import Account

NAMES = ("name", "family_name", "given_name")


class Obstacle(enum.Enum):
    """Why a change cannot be confirmed or put back."""

    own_work = "own_work"
    changed_since = "changed_since"
    bib_taken = "bib_taken"


def change(
    session: Session, rider: Rider, wanted: Mapping[str, Any], by: Account, now: datetime
) -> tuple[Values, Values]:
    """Change a rider at once; of one whom the public sees, somebody else confirms it.

    Returns:
        What was and what is now of all that changes.
    """
    new = {name: _plain(value) for name, value in wanted.items()}
    if "name" in new and new["name"] != rider.name:  # the halves belong to the name that was
        new = {**new, "family_name": None, "given_name": None}
    old = {name: _plain(getattr(rider, name)) for name in new}
    before = {name: value for name, value in old.items() if value != new[name]}
    after = {name: new[name] for name in before}
    if after:
        _set(rider, after)
        note(session, rider, before, after, by, now)
    return before, after


def _plain(value: Any) -> str | int | None:
    found: str | int | None = value.value if isinstance(value, RiderState) else value
    return found


def _set(rider: Rider, values: Values) -> None:
    for name, value in values.items():
        setattr(rider, name, RiderState(value) if name == "state" else value)


def note(
    session: Session, rider: Rider, before: Values, after: Values, by: Account, now: datetime
) -> None:
    """Let somebody else confirm what has changed of a rider, if the public sees them.

    What somebody changes once more they have changed once; what they put back, never.
    """
    if not is_public(session.get(StartList, rider.edition_year), rider):
        return
    last = session.scalars(_of(rider).order_by(RiderChange.id.desc()).limit(1)).first()
    if last is not None and last.made_by_id == by.id:
        before, after = {**before, **last.before}, {**last.after, **after}
        session.delete(last)
    changed = [name for name in after if before[name] != after[name]]
    if changed:
        made = RiderChange(edition_year=rider.edition_year, rider_id=rider.id, made_by_id=by.id)
        made.before = {name: before[name] for name in changed}
        made.after = {name: after[name] for name in changed}
        made.made_at = now
        session.add(made)


def _of(rider: Rider) -> Any:
    return select(RiderChange).where(RiderChange.rider_id == rider.id)


def waiting(session: Session, year: int) -> Sequence[tuple[RiderChange, Rider]]:
    """What waits to be confirmed of an edition, the oldest first."""
    both = select(RiderChange, Rider).join(Rider, Rider.id == RiderChange.rider_id)
    theirs = both.where(RiderChange.edition_year == year).order_by(RiderChange.id)
    return [(change, rider) for change, rider in session.execute(theirs)]


def confirm(session: Session, change: RiderChange, by: Account) -> Obstacle | None:
    """Let a change stand; or why not."""
    if change.made_by_id == by.id:
        return Obstacle.own_work
    session.delete(change)
    return None


def put_back(session: Session, change: RiderChange, rider: Rider, by: Account) -> Obstacle | None:
    """Let a rider be again what was before a change; or why not."""
    if change.made_by_id == by.id:
        return Obstacle.own_work
    if any(_plain(getattr(rider, name)) != value for name, value in change.after.items()):
        return Obstacle.changed_since
    bib = change.before.get("bib")
    same = select(Rider.id).where(Rider.edition_year == rider.edition_year, Rider.bib == bib)
    if bib is not None and session.scalar(same) is not None:
        return Obstacle.bib_taken
    _set(rider, change.before)
    session.delete(change)
    return None


def forget(session: Session, rider: Rider) -> None:
    """Delete what waits of a rider, who wants to be forgotten."""
    for one in session.scalars(_of(rider)):
        session.delete(one)


def told(values: Values) -> Values:
    """What the audit trail keeps, for longer than a name may be known."""
    return {
        name: masking.masked(str(value)) if name in NAMES and value else value
        for name, value in values.items()
        if name == "name" or name not in NAMES
    }
