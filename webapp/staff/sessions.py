"""Sessions of the staff: rows in the database, so that they can be ended at once."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import CursorResult, delete, select, update
from sqlalchemy.orm import Session

from webapp.staff.models import Account, AccountState, Policy, StaffSession

# A session is written to no more often: every page would otherwise be a write.
SEEN_EVERY = timedelta(minutes=1)

HALF, HALF_LASTS = "half-", timedelta(minutes=15)


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
    if found is None or found.account.state is not AccountState.active or token.startswith(HALF):
        return None
    if at - found.seen_at > timedelta(minutes=policy.idle_minutes):
        return None
    return found


def of(session: Session, account: Account, policy: Policy, at: datetime) -> Sequence[StaffSession]:
    """The sessions in which somebody is signed in now, the last used first."""
    oldest = at - timedelta(minutes=policy.idle_minutes)
    theirs = select(StaffSession).where(
        StaffSession.account_id == account.id, StaffSession.seen_at >= oldest
    )
    return session.scalars(theirs.order_by(StaffSession.seen_at.desc())).all()


def start_half(session: Session, account: Account, at: datetime) -> str:
    """Begin what opens one page alone: where a second factor is set up; returns its token.

    The token says what it is, so that it can never be taken for a session's.
    """
    token = HALF + secrets.token_urlsafe(32)
    half = StaffSession(
        token_hash=token_hash(token), account_id=account.id, started_at=at, seen_at=at
    )
    session.add(half)
    return token


def find_half(session: Session, token: str, at: datetime) -> Account | None:
    """Who has given a password, a moment ago, and is about to set up a second factor."""
    found = session.get(StaffSession, token_hash(token)) if token.startswith(HALF) else None
    if found is None or found.account.state is not AccountState.active:
        return None
    return found.account if at - found.started_at <= HALF_LASTS else None


def touch(session: Session, token: str, at: datetime) -> None:
    """Note that it was used; nothing happens to one that has just been ended elsewhere."""
    session.execute(
        update(StaffSession).where(StaffSession.token_hash == token_hash(token)).values(seen_at=at)
    )


def end(session: Session, token: str) -> None:
    """End one session."""
    session.execute(delete(StaffSession).where(StaffSession.token_hash == token_hash(token)))


def end_all(session: Session, account: Account, but: str | None = None) -> None:
    """End every session of an account, or every other than the one of the token `but`."""
    theirs = delete(StaffSession).where(StaffSession.account_id == account.id)
    if but is not None:
        theirs = theirs.where(StaffSession.token_hash != token_hash(but))
    session.execute(theirs)


def forget_ended(session: Session, policy: Policy, at: datetime) -> int:
    """Remove the rows of sessions that have timed out; how many there were."""
    oldest = at - timedelta(minutes=policy.idle_minutes)
    gone = session.execute(delete(StaffSession).where(StaffSession.seen_at < oldest))
    assert isinstance(gone, CursorResult)
    return gone.rowcount
