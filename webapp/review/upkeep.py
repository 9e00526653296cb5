"""What grows with every few seconds of writing and is not needed for ever."""

from datetime import datetime, timedelta

from flask import Flask
from sqlalchemy import CursorResult, delete, select
from sqlalchemy.orm import Session

from webapp.core import maintenance
from webapp.core.marking import N_
from webapp.review.models import OPEN, Save, Version
from webapp.staff.models import policy


def init_app(app: Flask) -> None:
    """Register the job."""
    maintenance.add(app, N_("Saves between the versions removed"), forget_saves)


def forget_saves(session: Session, now: datetime) -> int:
    """Remove what decided versions held after each save, once the audit trail forgets it too.

    The versions themselves stay for ever.
    """
    oldest = now - timedelta(days=policy(session).audit_days)
    decided = Version.state.not_in(OPEN) & (Version.saved_at < oldest)
    found = select(Version.id).where(decided)
    gone = session.execute(delete(Save).where(Save.version_id.in_(found), Save.at < oldest))
    assert isinstance(gone, CursorResult)
    return gone.rowcount
