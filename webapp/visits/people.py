"""The names of those who did something with figures."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.staff.models import Account


def names_of(session: Session, accounts: Iterable[int | None]) -> Mapping[int | None, str]:
    """The full names of these accounts, by their numbers."""
    wanted = {one for one in accounts if one is not None}
    if not wanted:
        return {}
    rows = session.execute(select(Account.id, Account.full_name).where(Account.id.in_(wanted)))
    return {row.id: row.full_name for row in rows}
