"""Accounts as the administrator keeps them: named, few, none of them everybody's.

GB/T 22239-2019, 7.1.4.2: separated roles, least privilege, no account that nobody uses.
"""

import enum
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.staff import links, second_factor, sessions, signing_in
from webapp.staff.models import Account, AccountState, Role, by_name

LONGEST_FULL_NAME = 40
Changed = tuple[dict[str, Any], dict[str, Any]]  # what the audit trail keeps: before, after


class Refusal(enum.Enum):
    """Why an account is not made or changed so."""

    bad_name = "bad name"
    name_taken = "name taken"
    full_name = "full name"
    no_role = "no role"
    auditor_alone = "auditor alone"
    no_place = "no place"
    unknown_place = "unknown place"
    own_roles = "own roles"
    last_administrator = "last administrator"


class Refused(Exception):
    """The account stays as it is.

    Attributes:
        refusals: Every reason why.
    """

    def __init__(self, *refusals: Refusal) -> None:
        super().__init__(*(one.value for one in refusals))
        self.refusals = refusals


@dataclass(frozen=True)
class Wish:
    """What an account shall be.

    Attributes:
        places: Ids of the places of an operator.
        known: Ids of all places there are.
    """

    full_name: str
    roles: tuple[Role, ...]
    places: tuple[int, ...]
    known: Collection[int]

    @property
    def bound_to(self) -> tuple[int, ...]:
        """The places that count: nobody else is bound to any."""
        return tuple(sorted(set(self.places))) if Role.operator in self.roles else ()

    def refusals(self) -> list[Refusal]:
        """What is wrong with it by itself."""
        wrong = {
            Refusal.full_name: not 0 < len(self.full_name.strip()) <= LONGEST_FULL_NAME,
            Refusal.no_role: not self.roles,
            Refusal.auditor_alone: Role.auditor in self.roles and len(set(self.roles)) > 1,
            Refusal.no_place: Role.operator in self.roles and not self.places,
            Refusal.unknown_place: not set(self.bound_to) <= set(self.known),
        }
        return [refusal for refusal, holds in wrong.items() if holds]


def make(session: Session, name: str, wish: Wish, at: datetime) -> Account:
    """A new account, without a password until its one-time link is used.

    Raises:
        Refused: with every reason.
    """
    meant, refusals = signing_in.meant_name(name), wish.refusals()
    if not signing_in.is_name(meant):
        refusals.insert(0, Refusal.bad_name)
    elif session.scalar(by_name(meant)):
        refusals.insert(0, Refusal.name_taken)
    if refusals:
        raise Refused(*refusals)
    account = Account(
        name=meant,
        full_name=wish.full_name.strip(),
        roles=wish.roles,
        places=wish.bound_to,
        created_at=at,
        last_used_at=at,
    )
    session.add(account)
    session.flush()
    return account


def change(session: Session, account: Account, wish: Wish, by: Account | None) -> Changed:
    """Make an account what it shall be; its sessions end when its roles or places are others.

    Args:
        by: Who changes it; None at the command line.

    Returns:
        What has changed, before and after; both empty when nothing has.

    Raises:
        Refused: with every reason.
    """
    refusals, before = wish.refusals(), _told(account)
    others = set(wish.roles) != set(account.roles)
    if others and by is not None and by.id == account.id:
        refusals.append(Refusal.own_roles)
    if Role.administrator not in wish.roles and is_last_administrator(session, account):
        refusals.append(Refusal.last_administrator)
    if refusals:
        raise Refused(*refusals)
    moved = wish.bound_to != tuple(sorted(account.places))
    account.full_name = wish.full_name.strip()
    account.roles = wish.roles if others else account.roles
    account.places = wish.bound_to if moved else account.places
    if others or moved:
        sessions.end_all(session, account)
    return _changed(before, _told(account))


def disable(session: Session, account: Account) -> Changed:
    """Shut an account: it is out at once, its link is void.

    Raises:
        Refused: it is the last administrator's.
    """
    if is_last_administrator(session, account):
        raise Refused(Refusal.last_administrator)
    before, account.state = account.state, AccountState.disabled
    sessions.end_all(session, account)
    links.forget(session, account)
    return {"state": before}, {"state": account.state}


def enable(account: Account, at: datetime) -> Changed:
    """Open an account again; the days of being unused count from now."""
    before, account.state = account.state, AccountState.active
    account.last_used_at = at
    signing_in.unlock(account)
    return {"state": before}, {"state": account.state}


def reset_second_factor(session: Session, account: Account) -> None:
    """Forget a lost phone; whoever is signed in with it is out."""
    second_factor.reset(account)
    sessions.end_all(session, account)


def is_last_administrator(session: Session, account: Account) -> bool:
    """Whether nobody else could look after accounts."""
    return [one.id for one in active_administrators(session)] == [account.id]


def active_administrators(session: Session) -> Sequence[Account]:
    """Everybody who can look after accounts, locked until the transaction ends."""
    active = select(Account).where(Account.state == AccountState.active).order_by(Account.id)
    found = session.scalars(active.with_for_update())
    return [one for one in found if one.holds(Role.administrator)]


def _told(account: Account) -> dict[str, Any]:
    return {
        "full_name": account.full_name,
        "roles": [role.value for role in account.roles],
        "places": list(account.places),
    }


def _changed(before: dict[str, Any], after: dict[str, Any]) -> Changed:
    names = [name for name in after if before[name] != after[name]]
    return {name: before[name] for name in names}, {name: after[name] for name in names}
