"""Public holidays as the State Council's yearly notice arranges them; an editor enters them."""

import enum
from datetime import date, datetime

from sqlalchemy import ForeignKey, Select, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.core.content_version import Public
from webapp.core.database import Model, named


class DayOff(enum.Enum):
    """What the notice says of a day."""

    off = "off"  # 休
    work = "work"  # 班: a Saturday or Sunday worked instead


class HolidayNotice(Public, Model):
    """One year's notice."""

    __tablename__ = "holiday_notice"
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    title: Mapped[str]
    url: Mapped[str]
    published_on: Mapped[date | None]
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    entered_at: Mapped[datetime]

    days: Mapped[list["HolidayDay"]] = relationship(
        back_populates="notice", cascade="all, delete-orphan", order_by="HolidayDay.day"
    )


class HolidayDay(Public, Model):
    """One day of a notice."""

    __tablename__ = "holiday_day"
    day: Mapped[date] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(ForeignKey("holiday_notice.year"), index=True)
    kind: Mapped[DayOff] = mapped_column(named(DayOff))
    holiday: Mapped[str]  # 春节

    notice: Mapped[HolidayNotice] = relationship(back_populates="days")


def all_notices() -> Select[HolidayNotice]:
    """Every notice without its days, the latest year first."""
    return select(HolidayNotice).order_by(HolidayNotice.year.desc())
