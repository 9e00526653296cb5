"""What time alone brings about: features say when something is due, readers never see it late.

No clock ticks in the background. A page that is made asks what is due, does it, and is kept no
longer than until the next instant; what is due is known per content version, so it costs nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from flask import Flask, current_app
from sqlalchemy.orm import Session

from webapp.core.database import EDITING, begin_writing, db

EXTENSION = "due"
NextOf = Callable[[Session, datetime], datetime | None]
Act = Callable[[Session, datetime], bool]


@dataclass
class Due:
    """What the features have registered, and the next instant as of a content version."""

    features: list[tuple[NextOf, Act | None]] = field(default_factory=list)
    known: tuple[int, datetime | None] = (-1, None)

    def look(self, session: Session, now: datetime) -> tuple[list[Act], datetime | None]:
        """What has to be done now, and the earliest of all instants that lie ahead."""
        instants = [(next_of(session, now), act) for next_of, act in self.features]
        overdue = [act for at, act in instants if act is not None and at is not None and at <= now]
        return overdue, min((at for at, _ in instants if at and at > now), default=None)


def init_app(app: Flask) -> None:
    """Make the register."""
    app.extensions[EXTENSION] = Due()


def register(app: Flask, next_of: NextOf, act: Act | None = None) -> None:
    """Let pages change when time passes.

    Args:
        next_of: The next instant, seen from now, at which public pages change; also one that has
            passed while `act` has not been called for it.
        act: Does what is due now; whether it did anything. Afterwards `next_of` lies ahead. It
            neither commits nor raises: every public page waits for it.
    """
    due: Due = app.extensions[EXTENSION]
    due.features.append((next_of, act))


def until(version: int, now: datetime) -> tuple[datetime | None, bool]:
    """Do what is due; how long a page made now will be true, and whether anything was done.

    Args:
        version: The content version as it is now.
    """
    due: Due = current_app.extensions[EXTENSION]
    known, at = due.known
    if known == version and (at is None or at > now):
        return at, False
    overdue, at = due.look(db.session, now)
    if overdue:
        catch_up(now)
        return due.look(db.session, now)[1], True
    due.known = (version, at)
    return at, False


def catch_up(now: datetime) -> None:
    """Do what is due. Called before a page reads: it ends the transaction."""
    due: Due = current_app.extensions[EXTENSION]
    if not due.look(db.session, now)[0]:
        return
    db.session.rollback()
    begin_writing(db.session, EDITING)
    # Asked again: another process may have been faster.
    for act in due.look(db.session, now)[0]:
        act(db.session, now)
    db.session.commit()
