"""One-time links, with which somebody sets the password of their account."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from webapp.staff import passwords
from webapp.staff.models import Account, AccountState, SignInLink
from webapp.staff.sessions import end_all, token_hash

GOOD_FOR = timedelta(hours=24)


def make(session: Session, account: Account, at: datetime) -> str:
    """A new link's token; earlier links of the account are void. The caller commits."""
    forget(session, account)
    token = secrets.token_urlsafe(32)
    session.add(
        SignInLink(token_hash=token_hash(token), account_id=account.id, expires_at=at + GOOD_FOR)
    )
    return token


def find(session: Session, token: str, at: datetime) -> Account | None:
    """The account of a link that is still good."""
    found = session.get(SignInLink, token_hash(token), populate_existing=True)
    if found is None or found.expires_at <= at:
        return None
    return found.account if found.account.state is AccountState.active else None


def use(session: Session, account: Account, hashed: str, at: datetime) -> None:
    """Set the password: the link, and every session there may still be, ends."""
    passwords.put(account, hashed, at)
    account.last_used_at = at
    forget(session, account)
    end_all(session, account)


def forget(session: Session, account: Account) -> None:
    """Void the links of an account."""
    session.execute(delete(SignInLink).where(SignInLink.account_id == account.id))
