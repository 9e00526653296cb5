"""Passwords: what makes a good one, and how they are kept (argon2id).

At least ten characters of three kinds, nothing that is guessed first, none of the last five, a new
one every 90 days by policy: the practice of assessors for GB/T 22239-2019, 7.1.4.1 a.
"""

import enum
import unicodedata
from datetime import datetime, timedelta
from functools import cache
from typing import TypedDict

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from webapp.core import slugs
from webapp.staff import guessing
from webapp.staff.models import Account, Policy

SHORTEST, LONGEST = 10, 200  # characters
KINDS = 3  # of lower case, upper case, digits, all others
NOT_AGAIN = 5  # the present password and those before it


class Cost(TypedDict):
    """What hashing a password costs: passes, KiB of memory, lanes."""

    time_cost: int
    memory_cost: int
    parallelism: int


# The second of the choices that OWASP's Password Storage Cheat Sheet holds to be equal: small
# enough for all threads of all server processes to hash at once on a small machine.
COST = Cost(time_cost=2, memory_cost=19 * 1024, parallelism=1)


class Refusal(enum.Enum):
    """Why a password is not taken."""

    short = "short"
    long = "long"
    kinds = "kinds"
    guessable = "guessable"
    name = "name"
    brand = "brand"
    used = "used"


class Hashing:
    """Makes and checks what is kept of a password."""

    def __init__(self, cost: Cost = COST) -> None:
        self._hasher = _hasher(**cost)

    def hashed(self, password: str) -> str:
        """What is kept of a password."""
        return self._hasher.hash(_bytes(password))

    def matches(self, kept: str | None, password: str) -> bool:
        """Whether `kept` was made of this password; without one, the same work for nothing."""
        try:
            matched = self._hasher.verify(kept or _nobodys(self._hasher), _bytes(password))
        except (Argon2Error, InvalidHashError):
            return False
        return matched and kept is not None

    def outdated(self, kept: str) -> bool:
        """Whether a hash was made at another cost than today's."""
        return self._hasher.check_needs_rehash(kept)


@cache
def _hasher(time_cost: int, memory_cost: int, parallelism: int) -> PasswordHasher:
    return PasswordHasher(time_cost, memory_cost, parallelism)


@cache
def _nobodys(hasher: PasswordHasher) -> str:
    return hasher.hash(b"nobody's password")


def normalised(password: str) -> str:
    """A password as it is meant, whichever keyboard wrote it: full width is as half width."""
    return unicodedata.normalize("NFKC", password[: LONGEST + 1])


def _bytes(password: str) -> bytes:
    return normalised(password).encode("utf-8", "replace")


def refusals(password: str, account: Account, hashing: Hashing) -> tuple[Refusal, ...]:
    """Every reason not to take this password for this account; empty when it is good."""
    whole = normalised(password)
    meant = whole[:LONGEST]  # one letter may stand for eighteen
    own = (account.name, account.full_name, slugs.spelled(account.full_name))
    found = {
        Refusal.short: len(meant) < SHORTEST,
        Refusal.long: len(password) > LONGEST or len(whole) > LONGEST,
        Refusal.kinds: kinds(meant) < KINDS,
        Refusal.name: guessing.holds(meant, own),
        Refusal.brand: guessing.holds(meant, guessing.BRAND),
        Refusal.guessable: guessing.guessable(meant, own),
    }
    found[Refusal.used] = not found[Refusal.long] and used_before(account, password, hashing)
    return tuple(refusal for refusal, holds in found.items() if holds)


def kinds(password: str) -> int:
    """How many of lower case, upper case, digits and all others are in it."""
    return len({_kind(character) for character in password})


def _kind(character: str) -> str:
    if character.isdigit():
        return "digit"
    return {"Ll": "lower", "Lu": "upper"}.get(unicodedata.category(character), "other")


def used_before(account: Account, password: str, hashing: Hashing) -> bool:
    """Whether it is one of the account's last five passwords."""
    kept = [one for one in (account.password_hash, *account.earlier_hashes) if one]
    return any(hashing.matches(one, password) for one in kept[:NOT_AGAIN])


def put(account: Account, hashed: str, at: datetime) -> None:
    """Give an account a password that `refusals` has nothing against; failures are forgotten."""
    before = [one for one in (account.password_hash, *account.earlier_hashes) if one]
    account.earlier_hashes = tuple(before[: NOT_AGAIN - 1])
    account.password_hash, account.password_set_at = hashed, at
    account.failures, account.locked_until = 0, None


def expires(account: Account, policy: Policy) -> datetime | None:
    """When the password has to be changed; None when there is none yet."""
    if account.password_set_at is None:
        return None
    return account.password_set_at + timedelta(days=policy.password_days)


def expired(account: Account, policy: Policy, at: datetime) -> bool:
    """Whether the password has to be changed before anything else."""
    end = expires(account, policy)
    return end is not None and end <= at
