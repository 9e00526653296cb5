"""Accounts as tests need them."""

from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from tests.databases import CHEAP
from webapp.core import clock
from webapp.staff.models import Account, Role
from webapp.staff.passwords import Hashing

PASSWORD = "Marmot-Ladder-71"
HASHED = Hashing(CHEAP).hashed(PASSWORD)
_number = count(1)


def an_account(*roles: Role, **more: Any) -> Account:
    """An active account with these roles; not in any session yet."""
    now = clock.now()
    values = {"name": f"staff-{next(_number)}", "roles": roles, "earlier_hashes": (), **more}
    values.setdefault("full_name", values["name"])
    return Account(**{"created_at": now, "last_used_at": now, "password_set_at": now, **values})


def stored_account(session: Session, *roles: Role, **more: Any) -> Account:
    """The same, in the database."""
    made = an_account(*roles, **more)
    session.add(made)
    session.commit()
    return made
