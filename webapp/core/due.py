"""What time alone brings about: features say when something is due, readers never see it late.

No clock ticks in the background. A page that is made asks what is due, does it, and is kept no
longer than until the next instant; what is due is known per content version, so it costs nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from flask import Flask, current_app
from sqlalchemy.orm import Session

from webapp.core.database import begin_writing, db

EXTENSION = "due"


@dataclass
class Due:
    """What the features have registered, and the next instant as of a content version."""

    next_of: list[Callable[[Session, datetime], datetime | None]] = field(default_factory=list)
    acts: list[Callable[[Session, datetime], bool]] = field(default_factory=list)
    known: tuple[int, datetime | None] = (-1, None)

    def next(self, session: Session, now: datetime) -> datetime | None:
        """The earliest of all features' instants."""
        return min((at for one in self.next_of if (at := one(session, now))), default=None)


def init_app(app: Flask) -> None:
    """Make the register."""
    app.extensions[EXTENSION] = Due()


def register(
    app: Flask,
    next_of: Callable[[Session, datetime], datetime | None],
    act: Callable[[Session, datetime], bool] | None = None,
) -> None:
    """Let pages change when time passes.

    Args:
        next_of: The next instant, seen from now, at which public pages change; also one that has
            passed while `act` has not been called for it.
        act: Does what is due now; whether it did anything. The caller commits.
    """
    due: Due = app.extensions[EXTENSION]
    due.next_of.append(next_of)
    if act is not None:
        due.acts.append(act)


def until(version: int, now: datetime) -> tuple[datetime | None, bool]:
    """Do what is due; how long a page made now will be true, and whether anything was done.

    Args:
        version: The content version as it is now.
    """
    due: Due = current_app.extensions[EXTENSION]
    known, at = due.known
    if known == version and (at is None or at > now):
        return at, False
    at = due.next(db.session, now)
    if at is not None and at <= now and due.acts:
        done = _act(due, now)
        return due.next(db.session, now), done
    due.known = (version, at)
    return at, False


def _act(due: Due, now: datetime) -> bool:
    db.session.rollback()
    begin_writing(db.session)
    done = [act(db.session, now) for act in due.acts]
    if any(done):
        db.session.commit()
    else:  # another process was faster
        db.session.rollback()
    return any(done)
