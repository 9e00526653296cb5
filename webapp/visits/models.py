"""Counting visitors: the year's goals."""

import enum

from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.content_version import Public
from webapp.core.database import Json, Model, named
from webapp.core.records import ContentRecord
from webapp.core.translated import Translated


class GoalMetric(enum.Enum):
    """What a goal counts."""

    visits = "visits"  # person-times 人次
    revenue = "revenue"  # yuan


class Goal(ContentRecord, Public, Model):
    """What the district set out to reach in a year."""

    __tablename__ = "goal"
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    metric: Mapped[GoalMetric] = mapped_column(named(GoalMetric), primary_key=True)
    value: Mapped[int] = mapped_column(BigInteger)
    note: Mapped[Translated | None] = mapped_column(Json(Translated))
    sources: Mapped[tuple[str, ...]] = mapped_column(Json(tuple[str, ...]), default=())
