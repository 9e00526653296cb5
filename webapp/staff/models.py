"""Accounts of the bureau's staff, their sessions, and the rules the administrator sets."""

import enum
from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta
from sqlalchemy import ForeignKey, Select, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from webapp.core.audit import KEPT_AT_LEAST
from webapp.core.database import Json, Model, named


class Role(enum.Enum):
    """What somebody may do; several may be held, but an auditor is nothing else."""

    administrator = "administrator"  # 系统管理员: accounts and policy, no content
    editor = "editor"  # 编辑
    reviewer = "reviewer"  # 审核
    operator = "operator"  # 填报员, bound to places
    statistician = "statistician"  # 统计员
    auditor = "auditor"  # 审计员: reads everything, changes nothing


class AccountState(enum.Enum):
    """Whether an account can be used."""

    active = "active"
    disabled = "disabled"


class Account(Model):
    """One person's account; never shared, never deleted, so that the audit trail stays readable."""

    __tablename__ = "account"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)  # what one signs in with
    full_name: Mapped[str]  # as colleagues know them
    roles: Mapped[tuple[Role, ...]] = mapped_column(Json(tuple[Role, ...]), default=())
    places: Mapped[tuple[int, ...]] = mapped_column(Json(tuple[int, ...]), default=())
    state: Mapped[AccountState] = mapped_column(named(AccountState), default=AccountState.active)
    password_hash: Mapped[str | None]  # None until the one-time link was used
    password_set_at: Mapped[datetime | None]
    earlier_hashes: Mapped[tuple[str, ...]] = mapped_column(Json(tuple[str, ...]), default=())
    failures: Mapped[int] = mapped_column(default=0)  # wrong passwords in a row
    locked_until: Mapped[datetime | None]
    last_used_at: Mapped[datetime]  # last sign-in; at first, when it was made or enabled
    totp_secret: Mapped[str | None]
    totp_step: Mapped[int | None]  # the last time step used: a code works once
    created_at: Mapped[datetime]

    def holds(self, *roles: Role) -> bool:
        """Whether it has any of these roles."""
        return any(role in self.roles for role in roles)


class SignInLink(Model):
    """A link, good once and for a while, with which somebody sets their password."""

    __tablename__ = "sign_in_link"
    token_hash: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    expires_at: Mapped[datetime]

    account: Mapped[Account] = relationship(lazy="joined")


class StaffSession(Model):
    """Somebody signed in on one device. Its row is the session: once deleted, it has ended."""

    __tablename__ = "staff_session"
    token_hash: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    second_factor: Mapped[bool] = mapped_column(default=False)  # whether a code was given too

    account: Mapped[Account] = relationship(lazy="joined")


class Policy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The rules of the house, set at the desk.

    Attributes:
        password_days: After this many days a password has to be changed.
        idle_minutes: A session unused for longer has ended.
        unused_days: An account unused for longer is disabled.
        audit_days: The audit trail is kept this long.
        second_factor: Roles that sign in with a code from an app as well.
    """

    password_days: Annotated[int, Meta(ge=1, le=365)] = 90
    idle_minutes: Annotated[int, Meta(ge=5, le=30)] = 30
    unused_days: Annotated[int, Meta(ge=7, le=365)] = 90
    audit_days: Annotated[int, Meta(ge=KEPT_AT_LEAST, le=3660)] = 190
    second_factor: tuple[Role, ...] = ()


class PolicyRow(Model):
    """The single row that holds the policy once it differs from the defaults."""

    __tablename__ = "policy"
    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    value: Mapped[Policy] = mapped_column(Json(Policy))


def policy(session: Session) -> Policy:
    """The rules as they are now."""
    row = session.get(PolicyRow, 1)
    return row.value if row else Policy()


def by_name(name: str) -> Select[Account]:
    """The account that signs in with this name."""
    return select(Account).where(Account.name == name)


def all_accounts() -> Select[Account]:
    """Every account, those in use first."""
    return select(Account).order_by(Account.state, Account.name)
