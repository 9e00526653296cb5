"""Closures of roads (交通管制)."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, Select, select
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.content_version import Public
from webapp.core.database import Json, Model, named
from webapp.core.translated import Translated


class RoadClosureKind(enum.Enum):
    """How far a road is closed."""

    full = "full"  # 全封闭
    one_way = "one_way"  # 单向通行
    temporary = "temporary"  # 临时管制: stopped while riders pass


class RoadClosure(Public, Model):
    """A road is closed for a while, seen at once wherever it matters.

    Never deleted: a road that is opened before its time, or not closed after all, has `ended_at`.
    """

    __tablename__ = "road_closure"
    id: Mapped[int] = mapped_column(primary_key=True)
    edition_year: Mapped[int] = mapped_column(ForeignKey("edition.year"), index=True)
    kind: Mapped[RoadClosureKind] = mapped_column(named(RoadClosureKind))
    road: Mapped[Translated] = mapped_column(Json(Translated))
    stretch: Mapped[Translated] = mapped_column(Json(Translated))  # from which junction to which
    course_id: Mapped[int | None] = mapped_column(ForeignKey("course.id"))
    from_km: Mapped[float | None]  # along that course
    to_km: Mapped[float | None]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    detour: Mapped[Translated | None] = mapped_column(Json(Translated))  # None: there is none
    # Slugs of the places that cannot be reached while it lasts, but for the detour.
    places: Mapped[tuple[str, ...]] = mapped_column(Json(tuple[str, ...]), default=())
    announced_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    announced_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]  # for calendars: a closure that has changed
    ended_at: Mapped[datetime | None]


def closures_of(year: int) -> Select[RoadClosure]:
    """Every closure of an edition, in the order of the day; those ended before their time too."""
    return (
        select(RoadClosure)
        .where(RoadClosure.edition_year == year)
        .order_by(RoadClosure.starts_at, RoadClosure.id)
    )
