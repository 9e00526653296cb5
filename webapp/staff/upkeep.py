"""What the rules of the house ask for as time passes: ended, expired and unused things go."""

from datetime import datetime, timedelta

from flask import Flask
from sqlalchemy import CursorResult, delete, select
from sqlalchemy.orm import Session

from webapp.core import audit, maintenance
from webapp.core.marking import N_
from webapp.staff import links, sessions
from webapp.staff.models import Account, AccountState, SignInLink, policy

BY = "maintenance"  # as the audit trail names it


def init_app(app: Flask) -> None:
    """Register the jobs."""
    maintenance.add(app, N_("Ended sessions removed"), forget_sessions)
    maintenance.add(app, N_("Expired sign-in links removed"), forget_links)
    maintenance.add(app, N_("Unused accounts disabled"), disable_unused)
    maintenance.add(app, N_("Old audit entries removed"), forget_audit)


def forget_sessions(session: Session, now: datetime) -> int:
    """Remove sessions that have been idle for longer than the policy allows."""
    return sessions.forget_ended(session, policy(session), now)


def forget_links(session: Session, now: datetime) -> int:
    """Remove sign-in links that have run out."""
    gone = session.execute(delete(SignInLink).where(SignInLink.expires_at <= now))
    assert isinstance(gone, CursorResult)
    return gone.rowcount


def disable_unused(session: Session, now: datetime) -> int:
    """Disable accounts that nobody has signed in with for the policy's `unused_days`.

    Also the last administrator's: `flask staff enable` at the server lets them in again.
    """
    days = policy(session).unused_days
    in_use = Account.state == AccountState.active
    unused = in_use & (Account.last_used_at < now - timedelta(days=days))
    found = session.scalars(select(Account).where(unused).order_by(Account.id)).all()
    for account in found:
        before, account.state = account.state, AccountState.disabled
        sessions.end_all(session, account)
        links.forget(session, account)
        audit.record(
            session,
            "disable account",
            f"account {account.id}",
            by=None,
            name=BY,
            before={"state": before},
            after={"state": account.state, "unused_days": days},
        )
    return len(found)


def forget_audit(session: Session, now: datetime) -> int:
    """Remove audit entries older than the policy's `audit_days`, and say so in a new one."""
    days = policy(session).audit_days
    count = audit.forget(session, days)
    if count:
        told = {"entries": count, "audit_days": days}
        audit.record(session, "forget", "audit trail", by=None, name=BY, after=told)
    return count
