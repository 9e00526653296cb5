"""What people decide about figures: tables. The ledger holds what follows from a decision."""

import enum
from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.database import Model, RowNumber, named
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
