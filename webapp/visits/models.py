"""Counting visitors: the ledger's submissions and entries, figures, devices, goals.

Entries are statements, not increments: "this place had 812 admissions on this business day". They
are never changed; a later one supersedes. Money is in fen (1/100 yuan), so that it stays whole.
"""

import enum
from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.content_version import Public
from webapp.core.database import Json, Model, RowNumber, named
from webapp.core.records import ContentRecord
from webapp.core.translated import Translated


class SubmissionKind(enum.Enum):
    """How an envelope reached us."""

    import_ = "import"
    staff = "staff"
    device = "device"


class EntryKind(enum.Enum):
    """What a line says about the lines before it."""

    report = "report"
    correction = "correction"  # another value, with a reason
    retraction = "retraction"  # no value any more
    estimate = "estimate"


class Metric(enum.Enum):
    """What a value counts: person-times, unless it is money in fen (1/100 yuan)."""

    in_ = "in"  # through a gate; many rows a day, added up
    out = "out"
    visits = "visits"  # 入园人次
    full = "full"  # 全票
    discount = "discount"  # 优惠
    free = "free"  # 免票
    reentry_correction = "reentry_correction"  # 同日重复入园: how many were taken off
    deduplicated = "deduplicated"  # 去重人次
    peak_in_park = "peak_in_park"  # 瞬时最大在园, people
    ticket_revenue = "ticket_revenue"  # 门票收入, fen
    other_revenue = "other_revenue"  # 其他收入, fen


class Status(enum.Enum):
    """How firm a day's figure is."""

    advance = "advance"  # 预报: the day was not over yet
    preliminary = "preliminary"  # 初步
    verified = "verified"  # 核实
    sealed = "sealed"  # 封账


class Basis(enum.Enum):
    """What a figure rests on."""

    report = "report"  # what people reported
    gates = "gates"  # the sum over the gates


class GoalMetric(enum.Enum):
    """What a goal counts."""

    visits = "visits"  # person-times 人次
    revenue = "revenue"  # yuan


class Submission(Model):
    """One envelope from one source: a file, a staff report, a device's batch."""

    __tablename__ = "submission"
    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    kind: Mapped[SubmissionKind] = mapped_column(named(SubmissionKind))
    source: Mapped[str]
    key: Mapped[str] = mapped_column(unique=True)
    sha256: Mapped[str] = mapped_column(index=True)  # of the bytes as received
    file_name: Mapped[str | None]
    received_at: Mapped[datetime]
    method_version: Mapped[int] = mapped_column(default=1)  # 口径版本
    note: Mapped[str | None]  # why, where it corrects
    account_id: Mapped[int | None]  # who sent it; None: a device, or somebody at the terminal
    approved_by_id: Mapped[int | None]  # the second person, where one was needed


class Entry(Model):
    """One line of a submission; append-only, guarded by triggers."""

    __tablename__ = "entry"
    __table_args__ = (
        UniqueConstraint("source", "source_key"),
        CheckConstraint("(kind = 'retraction') = (value is null)", name="value_unless_retracted"),
        CheckConstraint("value >= 0", name="value_not_negative"),
        # The sum over a place's day never leaves this index.
        Index("ix_entry_day", "place_id", "business_day", "metric", "value"),
        # A chain of corrections has one start for each place, day and metric, and never forks.
        Index(
            "uq_entry_first_report",
            "place_id",
            "business_day",
            "metric",
            unique=True,
            sqlite_where=text("supersedes is null and gate is null"),
            postgresql_where=text("supersedes is null and gate is null"),
        ),
        Index(
            "uq_entry_supersedes",
            "supersedes",
            unique=True,
            sqlite_where=text("supersedes is not null"),
            postgresql_where=text("supersedes is not null"),
        ),
    )

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"))
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    business_day: Mapped[date]
    metric: Mapped[Metric] = mapped_column(named(Metric))
    kind: Mapped[EntryKind] = mapped_column(named(EntryKind))
    value: Mapped[int | None] = mapped_column(BigInteger)
    status: Mapped[Status | None] = mapped_column(named(Status))  # None: not said (gates)
    source: Mapped[str]
    source_key: Mapped[str]
    supersedes: Mapped[int | None] = mapped_column(ForeignKey("entry.id"))
    gate: Mapped[str | None]  # only of device rows
    observed_from: Mapped[datetime | None]
    observed_to: Mapped[datetime | None]
    note: Mapped[str | None]


class ChainLink(Model):
    """A submission's place in the chain; append-only, guarded by triggers."""

    __tablename__ = "chain_link"
    number: Mapped[int] = mapped_column(RowNumber, primary_key=True, autoincrement=False)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"), unique=True)
    previous: Mapped[str] = mapped_column(unique=True)
    hash: Mapped[str] = mapped_column(unique=True)
    at: Mapped[datetime]


class Figure(Model):
    """What the entries say now for a place, day and metric; derived, can be rebuilt."""

    __tablename__ = "figure"
    __table_args__ = (Index("ix_figure_metric_day", "metric", "business_day"),)

    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), primary_key=True)
    metric: Mapped[Metric] = mapped_column(named(Metric), primary_key=True)
    business_day: Mapped[date] = mapped_column(primary_key=True)
    value: Mapped[int] = mapped_column(BigInteger)
    status: Mapped[Status] = mapped_column(named(Status))
    basis: Mapped[Basis] = mapped_column(named(Basis))


class Device(Model):
    """A counter at one gate of one place; its token is kept as a hash alone."""

    __tablename__ = "device"
    id: Mapped[int] = mapped_column(primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    gate: Mapped[str]
    token_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class Goal(ContentRecord, Public, Model):
    """What the district set out to reach in a year."""

    __tablename__ = "goal"
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    metric: Mapped[GoalMetric] = mapped_column(named(GoalMetric), primary_key=True)
    value: Mapped[int] = mapped_column(BigInteger)
    note: Mapped[Translated | None] = mapped_column(Json(Translated))
    sources: Mapped[tuple[str, ...]] = mapped_column(Json(tuple[str, ...]), default=())
