"""The audit trail: who did what to what, when, from where; only ever added to.

Triggers refuse every change of an entry, and its removal before `KEPT_AT_LEAST` days are over:
six calendar months, as article 23 of the Cybersecurity Law asks.
"""

from datetime import datetime, timedelta
from typing import Any, Protocol

import msgspec
from sqlalchemy import CursorResult, Index, delete
from sqlalchemy.orm import Mapped, Session, mapped_column

from webapp.core import clock
from webapp.core.database import Json, Model, RowNumber

KEPT_AT_LEAST = 184  # days; the triggers of the migration know the same number


class AuditEntry(Model):
    """One thing somebody did or tried."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index("ix_audit_entry_at", "at"),
        Index("ix_audit_entry_object", "object", "at"),
        Index("ix_audit_entry_address", "action", "address", "at"),
    )

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    at: Mapped[datetime]
    account_id: Mapped[int | None]  # None: nobody was signed in
    account: Mapped[str]  # the name then; of a failed sign-in the name that was tried
    action: Mapped[str]  # "sign in", "publish", … in English, as the code names it
    object: Mapped[str]  # "event 17", "account 3", …
    succeeded: Mapped[bool] = mapped_column(default=True)
    before: Mapped[dict[str, Any] | None] = mapped_column(Json(dict[str, Any]))
    after: Mapped[dict[str, Any] | None] = mapped_column(Json(dict[str, Any]))
    address: Mapped[str]  # where the request came from; empty on the command line


class Actor(Protocol):
    """Who acts."""

    @property
    def id(self) -> int: ...  # noqa: D102
    @property
    def name(self) -> str: ...  # noqa: D102


def record(
    session: Session,
    action: str,
    object: str,
    *,
    by: Actor | None,
    name: str = "",
    before: object = None,
    after: object = None,
    succeeded: bool = True,
    address: str = "",
) -> None:
    """Add an entry to the session's transaction; never put a password or token into it.

    Args:
        by: The account that acts; None on the command line and in a failed sign-in.
        name: The name to note when there is no account.
        before: What changes, as it was: a dict or struct with only the changed values.
        after: The same as it is now.
        address: The network address of the request.
    """
    session.add(
        AuditEntry(
            at=clock.now(),
            account_id=by.id if by else None,
            account=by.name if by else name,
            action=action,
            object=object,
            succeeded=succeeded,
            before=_plain(before),
            after=_plain(after),
            address=address,
        )
    )


def _plain(value: object) -> dict[str, Any] | None:
    plain: dict[str, Any] | None = None if value is None else msgspec.to_builtins(value)
    return plain


def forget(session: Session, days: int) -> int:
    """Remove entries older than `days` (KEPT_AT_LEAST at the least); how many there were."""
    oldest = clock.now() - timedelta(days=max(days, KEPT_AT_LEAST))
    gone = session.execute(delete(AuditEntry).where(AuditEntry.at < oldest))
    assert isinstance(gone, CursorResult)
    return gone.rowcount
