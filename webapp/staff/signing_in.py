"""Signing in: one answer for every failure, five tries, twenty from one network.

GB/T 22239-2019, 7.1.4.1 b: failures are counted, and limit what follows.
"""

import enum
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.core import audit, network
from webapp.core.audit import AuditEntry
from webapp.core.database import EDITING, begin_writing
from webapp.staff import second_factor, sessions
from webapp.staff.models import Account, AccountState, Policy, by_name
from webapp.staff.passwords import Hashing

ACTION = "sign in"
TRIES = 5  # wrong ones in a row, then the account is locked
LOCKED_FOR = timedelta(minutes=15)
FAILURES_OF_A_NETWORK = 20
COUNTED_FOR = timedelta(minutes=15)
LONGEST_NAME = 40


class Refusal(enum.Enum):
    """Why somebody was not let in: for the audit trail, never for whoever tried."""

    unknown = "unknown name"
    disabled = "account disabled"
    unused = "account unused for too long"
    locked = "account locked"
    password = "wrong password"  # noqa: S105
    code = "wrong code"


class TooManyFailures(Exception):
    """So many sign-ins from this network have failed that none is tried for a while."""


@dataclass(frozen=True)
class Attempt:
    """What somebody typed, and the address they typed it from."""

    name: str
    password: str
    code: str
    address: str


def sign_in(
    session: Session, attempt: Attempt, hashing: Hashing, policy: Policy, at: datetime
) -> Account | None:
    """The account, if everything is right; None otherwise, and nobody learns why.

    The password is tried before the writing transaction begins, and what was read is read again
    within it: many attempts at once get no more tries than one after the other. The caller
    commits in either case.

    Raises:
        TooManyFailures: nothing was tried.
    """
    if failures(session, attempt.address, at) >= FAILURES_OF_A_NETWORK:
        raise TooManyFailures(attempt.address)
    name = meant_name(attempt.name)
    before = session.scalar(by_name(name))
    kept = before.password_hash if before else None
    matched = hashing.matches(kept, attempt.password)
    session.rollback()
    begin_writing(session, EDITING)
    account = session.scalar(by_name(name).with_for_update())
    right = matched and account is not None and account.password_hash == kept
    if account is None:
        _note(session, attempt, None, Refusal.unknown)
        return None
    if refusal := _refusal(session, account, attempt, right, policy, at):
        _note(session, attempt, account, refusal)
        return None
    _welcome(session, account, attempt, hashing, at)
    return account


def failures(session: Session, address: str, at: datetime) -> int:
    """How many sign-ins from the network of an address have failed lately."""
    near = AuditEntry.address == address
    if ":" in address:
        near = AuditEntry.address.startswith(network.network(address), autoescape=True)
    failed = select(func.count()).where(
        AuditEntry.action == ACTION,
        near,
        AuditEntry.at > at - COUNTED_FOR,
        AuditEntry.succeeded.is_(False),
    )
    return session.scalar(failed) or 0


def meant_name(typed: str) -> str:
    """The account's name as it is kept: lower case, half width, no blanks around it."""
    text = typed[: LONGEST_NAME + 1].replace("\0", "")
    return unicodedata.normalize("NFKC", text).strip().lower()


def is_name(text: str) -> bool:
    """Whether this can be an account's name: letters, digits, and . _ - between them."""
    return (
        len(text) <= LONGEST_NAME
        and bool(re.fullmatch(r"\w+([.-]\w+)*", text))
        and (text == meant_name(text))
    )


def locked(account: Account, at: datetime) -> bool:
    """Whether too many tries have failed."""
    return account.locked_until is not None and at < account.locked_until


def unlock(account: Account) -> None:
    """Let somebody try again before the time is over."""
    account.failures, account.locked_until = 0, None


def unused(account: Account, policy: Policy, at: datetime) -> bool:
    """Whether it was not used for so long that it is not to be used any more."""
    return at - account.last_used_at > timedelta(days=policy.unused_days)


def _refusal(
    session: Session,
    account: Account,
    attempt: Attempt,
    right: bool,
    policy: Policy,
    at: datetime,
) -> Refusal | None:
    if account.state is not AccountState.active:
        return Refusal.disabled
    if unused(account, policy, at):
        _disable(session, account, attempt, policy)
        return Refusal.unused
    if locked(account, at):
        return Refusal.locked
    if not right:
        count_failure(session, account, at, attempt.address)
        return Refusal.password
    if account.totp_secret and not second_factor.accept(account, attempt.code, at):
        count_failure(session, account, at, attempt.address)
        return Refusal.code
    return None


def _disable(session: Session, account: Account, attempt: Attempt, policy: Policy) -> None:
    account.state = AccountState.disabled
    sessions.end_all(session, account)
    after = {"state": account.state, "unused_days": policy.unused_days}
    _by_itself(session, "disable account", account, attempt.address, after)


def count_failure(session: Session, account: Account, at: datetime, address: str) -> None:
    """Count a wrong password or code; the fifth in a row locks the account."""
    if locked(account, at):
        return
    account.failures += 1
    if account.failures >= TRIES:
        account.failures, account.locked_until = 0, at + LOCKED_FOR
        until = {"locked_until": account.locked_until}
        _by_itself(session, "lock account", account, address, until)


def _by_itself(
    session: Session, action: str, account: Account, address: str, after: object
) -> None:
    object = f"account {account.id}"
    audit.record(session, action, object, by=None, after=after, address=address)


def _note(session: Session, attempt: Attempt, account: Account | None, refusal: Refusal) -> None:
    name = meant_name(attempt.name)
    # What looks like a password in the wrong field is not written down.
    told = account.name if account else name if is_name(name) and name == attempt.name else "?"
    audit.record(
        session,
        ACTION,
        f"account {account.id}" if account else "account",
        by=None,
        name=told,
        after={"refused": refusal.value},
        succeeded=False,
        address=attempt.address,
    )


def _welcome(
    session: Session, account: Account, attempt: Attempt, hashing: Hashing, at: datetime
) -> None:
    unlock(account)
    account.last_used_at = at
    if account.password_hash and hashing.outdated(account.password_hash):
        account.password_hash = hashing.hashed(attempt.password)
    audit.record(session, ACTION, f"account {account.id}", by=account, address=attempt.address)
