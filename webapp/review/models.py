"""Manuscripts and their versions: everything between the first word and the public.

The tables of a feature (event, place) hold only what the public sees or has seen. What is being
written, waits for a reviewer or was replaced lies here, as versions of a manuscript.
"""

import enum
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Select, UniqueConstraint, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from webapp.core.database import Json, Model, named
from webapp.staff.models import Account


class State(enum.Enum):
    """How far a version is."""

    draft = "draft"  # 草稿
    submitted = "submitted"  # 待审
    returned = "returned"  # 退回, with a reason; can be changed and submitted again
    approved = "approved"  # 待发布: reviewed, goes out at its time
    published = "published"  # 已发布: what the public sees; one of a manuscript at most
    replaced = "replaced"  # 旧版: once published
    withdrawn = "withdrawn"  # 撤下: was published, is no more
    dropped = "dropped"  # 弃稿: never published


BEING_WRITTEN = (State.draft, State.returned)
OPEN = (State.draft, State.submitted, State.returned, State.approved)
_IS_OPEN = text("state in ('draft', 'submitted', 'returned', 'approved')")
_IS_PUBLIC = text("state = 'published'")


class Manuscript(Model):
    """What is written about one public record, from before it exists until after it is gone."""

    __tablename__ = "manuscript"
    __table_args__ = (UniqueConstraint("kind", "record_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]  # names the subject: "event", "place"
    record_id: Mapped[int | None]  # of the public row; None until it was first published
    created_at: Mapped[datetime]

    versions: Mapped[list["Version"]] = relationship(
        back_populates="manuscript", order_by="Version.number"
    )

    @property
    def open_version(self) -> "Version | None":
        """The one being worked on."""
        return next((one for one in self.versions if one.state in OPEN), None)

    @property
    def public_version(self) -> "Version | None":
        """The one the public sees."""
        return next((one for one in self.versions if one.state is State.published), None)

    @property
    def latest(self) -> "Version":
        """The newest version."""
        return self.versions[-1]

    @property
    def standing(self) -> "Version":
        """The version a new one starts from: the public one, else the last not given up."""
        kept = [one for one in self.versions if one.state is not State.dropped]
        return self.public_version or (kept or self.versions)[-1]

    @property
    def audit_name(self) -> str:
        """What the audit trail calls it, all its life."""
        return f"manuscript {self.id}"


class Version(Model):
    """One version of a manuscript. `fields` is what its subject's struct makes as JSON."""

    __tablename__ = "version"
    __table_args__ = (
        UniqueConstraint("manuscript_id", "number"),
        Index(
            "uq_version_open",
            "manuscript_id",
            unique=True,
            sqlite_where=_IS_OPEN,
            postgresql_where=_IS_OPEN,
        ),
        Index(
            "uq_version_public",
            "manuscript_id",
            unique=True,
            sqlite_where=_IS_PUBLIC,
            postgresql_where=_IS_PUBLIC,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    manuscript_id: Mapped[int] = mapped_column(ForeignKey("manuscript.id"), index=True)
    number: Mapped[int]  # 1, 2, 3 … within the manuscript
    state: Mapped[State] = mapped_column(named(State), index=True)
    fields: Mapped[dict[str, Any]] = mapped_column(Json(dict[str, Any]))
    saves: Mapped[int] = mapped_column(default=0)  # rises with each save; tells two editors apart
    authors: Mapped[tuple[int, ...]] = mapped_column(Json(tuple[int, ...]), default=())
    urgent: Mapped[bool] = mapped_column(default=False)  # went out at once, reviewed afterwards
    created_at: Mapped[datetime]
    saved_at: Mapped[datetime]
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    submitted_at: Mapped[datetime | None]
    reviewed_at: Mapped[datetime | None]
    reviewer_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    reason: Mapped[str | None]  # why returned, withdrawn, or changed urgently
    publish_at: Mapped[datetime | None]  # not before; None: as soon as it is approved
    unpublish_at: Mapped[datetime | None]  # taken from the public then
    published_at: Mapped[datetime | None]

    manuscript: Mapped[Manuscript] = relationship(
        back_populates="versions", lazy="joined", innerjoin=True
    )
    saved_by: Mapped[Account | None] = relationship(foreign_keys=[saved_by_id], lazy="joined")
    reviewer: Mapped[Account | None] = relationship(foreign_keys=[reviewer_id], lazy="joined")


class Save(Model):
    """What an open version held after its n-th save: what two editors' changes are compared to."""

    __tablename__ = "version_save"
    version_id: Mapped[int] = mapped_column(ForeignKey("version.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    fields: Mapped[dict[str, Any]] = mapped_column(Json(dict[str, Any]))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]


def manuscript_of(kind: str, record_id: int) -> Select[Manuscript]:
    """The manuscript of a public record, if anybody has worked on it yet."""
    return select(Manuscript).where(Manuscript.kind == kind, Manuscript.record_id == record_id)


def in_state(*states: State) -> Select[Version]:
    """Versions in any of these states, the longest waiting first."""
    return select(Version).where(Version.state.in_(states)).order_by(Version.saved_at, Version.id)


def to_confirm(session: Session) -> Sequence[Version]:
    """Versions that went out at once and that nobody else has looked at yet."""
    urgent = select(Version).where(Version.urgent, Version.reviewed_at.is_(None))
    return session.scalars(urgent.order_by(Version.saved_at)).all()
