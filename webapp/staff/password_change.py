"""Changing a password, and setting it for the first time."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from webapp.core import audit
from webapp.core.database import EDITING, begin_writing
from webapp.staff import links, passwords, sessions, signing_in
from webapp.staff.models import Account
from webapp.staff.passwords import Hashing, Refusal

CHANGE = "change password"


class NotTaken(Exception):
    """The new password is not good enough.

    Attributes:
        refusals: Every reason why.
    """

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        super().__init__(*(one.value for one in refusals))
        self.refusals = refusals


class WrongPassword(Exception):
    """The present password is not the one given. It counts as a try: the caller commits."""


class LinkIsGone(Exception):
    """The one-time link was used, replaced, or is too old."""


def change(
    session: Session,
    account: Account,
    present: str,
    new: str,
    hashing: Hashing,
    at: datetime,
    address: str,
) -> None:
    """Put a new password in the place of the present one; every session ends.

    The hashing is done before the writing transaction begins. The caller commits.

    Raises:
        WrongPassword: also while the account is locked.
        NotTaken: nothing has changed.
    """
    kept = account.password_hash
    matched = hashing.matches(kept, present)
    hashed = _hashed(new, account, hashing) if matched else ""
    session.rollback()
    begin_writing(session, EDITING)
    right = matched and account.password_hash == kept
    object = f"account {account.id}"
    if signing_in.locked(account, at) or not right:
        signing_in.count_failure(session, account, at, address)
        audit.record(session, CHANGE, object, by=account, succeeded=False, address=address)
        raise WrongPassword(account.name)
    passwords.put(account, hashed, at)
    links.forget(session, account)
    sessions.end_all(session, account)
    audit.record(session, CHANGE, object, by=account, address=address)


def set_first(
    session: Session, token: str, new: str, hashing: Hashing, at: datetime, address: str
) -> Account:
    """Set the password with a one-time link, which is then used up. The caller commits.

    Raises:
        LinkIsGone, NotTaken: nothing has changed.
    """
    account = links.find(session, token, at)
    if account is None:
        raise LinkIsGone
    hashed = _hashed(new, account, hashing)
    session.rollback()
    begin_writing(session, EDITING)
    if links.find(session, token, at) is None:
        raise LinkIsGone
    links.use(session, account, hashed, at)
    audit.record(session, "set password", f"account {account.id}", by=account, address=address)
    return account


def _hashed(new: str, account: Account, hashing: Hashing) -> str:
    if refusals := passwords.refusals(new, account, hashing):
        raise NotTaken(refusals)
    return hashing.hashed(new)
