"""Sessions of the staff: rows in the database, so that they can be ended at once."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from webapp.staff.models import Account, AccountState, Policy, StaffSession

# A session is written to no more often: every page would otherwise be a write.
SEEN_EVERY = timedelta(minutes=1)


def token_hash(token: str) -> str:
    """What is kept of a token; the token itself is known to its holder alone."""
    return hashlib.sha256(token.encode()).hexdigest()


def start(session: Session, account: Account, at: datetime, *, second_factor: bool) -> str:
    """Begin a session; returns the token that the browser keeps. The caller commits."""
    token = secrets.token_urlsafe(32)
    session.add(
        StaffSession(
            token_hash=token_hash(token),
            account_id=account.id,
            started_at=at,
            seen_at=at,
            second_factor=second_factor,
        )
    )
    return token


def find(session: Session, token: str, policy: Policy, at: datetime) -> StaffSession | None:
    """The session of this token, if it has not ended."""
    found = session.get(StaffSession, token_hash(token))
    if found is None or found.account.state is not AccountState.active:
        return None
    if at - found.seen_at > timedelta(minutes=policy.idle_minutes):
        return None
    return found


def end(session: Session, token: str) -> None:
    """End one session."""
    session.execute(delete(StaffSession).where(StaffSession.token_hash == token_hash(token)))


def end_all(session: Session, account: Account, but: str | None = None) -> None:
    """End every session of an account, or every other than the one of the token `but`."""
    theirs = delete(StaffSession).where(StaffSession.account_id == account.id)
    if but is not None:
        theirs = theirs.where(StaffSession.token_hash != token_hash(but))
    session.execute(theirs)


def forget_ended(session: Session, policy: Policy, at: datetime) -> None:
    """Remove the rows of sessions that have timed out."""
    oldest = at - timedelta(minutes=policy.idle_minutes)
    session.execute(delete(StaffSession).where(StaffSession.seen_at < oldest))
