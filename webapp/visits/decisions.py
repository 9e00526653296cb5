"""What people decide about figures: tables. The ledger holds what follows from a decision."""

import enum
from datetime import date, datetime

import msgspec
from sqlalchemy import BigInteger, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.content_version import Public
from webapp.core.database import Json, Model, RowNumber, named
from webapp.visits.models import Metric


class CorrectionState(enum.Enum):
    """What became of a correction."""

    waiting = "waiting"  # for a second person; it counts for nothing yet
    applied = "applied"
    refused = "refused"
    taken_back = "taken_back"  # by whoever asked


class Correction(Model):
    """Somebody says, with a reason, that the figure of a day is another one, or is none."""

    __tablename__ = "correction"
    __table_args__ = (
        Index("ix_correction_day", "place_id", "business_day"),
        Index("ix_correction_state", "state", "business_day"),
        # Of two people who want to correct the same figure, one has to come first.
        Index(
            "uq_correction_waiting",
            "place_id",
            "business_day",
            "metric",
            unique=True,
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
    )

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    business_day: Mapped[date]
    metric: Mapped[Metric] = mapped_column(named(Metric))
    old_value: Mapped[int | None] = mapped_column(BigInteger)  # None: there was no figure
    new_value: Mapped[int | None] = mapped_column(BigInteger)  # None: there is none any more
    reason: Mapped[str]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))  # None: a terminal
    asked_at: Mapped[datetime]
    state: Mapped[CorrectionState] = mapped_column(named(CorrectionState))
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[datetime | None]  # when it was applied, refused or taken back
    decision: Mapped[str | None]  # why it was refused
    submission_id: Mapped[int | None] = mapped_column(ForeignKey("submission.id"))
    after_seal: Mapped[bool] = mapped_column(default=False)  # then the public sees it: a revision

    @property
    def by_gates(self) -> bool:
        """Whether counts that came after the seal made it: nobody asked for it or approved it."""
        nobody = self.asked_by_id is None and self.decided_by_id is None
        return nobody and self.after_seal and self.state is CorrectionState.applied


class Verification(Model):
    """核实: a statistician stands for a figure as it was then; append-only.

    It holds for the figure while it has this value, and not for another one.
    """

    __tablename__ = "verification"
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), primary_key=True)
    metric: Mapped[Metric] = mapped_column(named(Metric), primary_key=True)
    business_day: Mapped[date] = mapped_column(primary_key=True)
    value: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    verified_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]


class SealedTotal(msgspec.Struct, frozen=True):
    """What a place's figures of a month came to when it was sealed, over so many days."""

    place_id: int
    metric: Metric
    value: int
    days: int


class SealedDue(msgspec.Struct, frozen=True):
    """Days on which a place owed a report when the month was sealed, both included."""

    place_id: int
    first: date
    last: date

    def covers(self, day: date) -> bool:
        """Whether a day is one of them."""
        return self.first <= day <= self.last


class Seal(Public, Model):
    """封账: a month is closed. From then on whatever changes it is a revision; append-only."""

    __tablename__ = "seal"
    first: Mapped[date] = mapped_column(primary_key=True)  # of the month
    last: Mapped[date]
    sealed_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]
    chain_number: Mapped[int] = mapped_column(BigInteger)  # the head of the chain then
    chain_hash: Mapped[str]
    method_version: Mapped[int]
    totals: Mapped[tuple[SealedTotal, ...]] = mapped_column(Json(tuple[SealedTotal, ...]))
    # None in seals from before this was settled with them.
    due: Mapped[tuple[SealedDue, ...] | None] = mapped_column(Json(tuple[SealedDue, ...]))


class CheckTotal(Model):
    """A total known from elsewhere, such as the ticket system's; figures have to come near it."""

    __tablename__ = "check_total"
    id: Mapped[int] = mapped_column(primary_key=True)
    place_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"))  # None: all together
    metric: Mapped[Metric] = mapped_column(named(Metric))
    first: Mapped[date]
    last: Mapped[date] = mapped_column(index=True)
    value: Mapped[int] = mapped_column(BigInteger)
    tolerance: Mapped[int] = mapped_column(BigInteger)  # how far off figures may be, same unit
    source: Mapped[str]  # where it is known from
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    entered_at: Mapped[datetime]
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    withdrawn_at: Mapped[datetime | None]  # it was wrong itself
