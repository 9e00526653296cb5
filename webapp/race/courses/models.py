"""Tracks as they were handed in and measured, and courses made of them."""

import enum
from datetime import datetime, time

import msgspec
from sqlalchemy import ForeignKey, Select, UniqueConstraint, select
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from webapp.core.content_version import Public
from webapp.core.database import Json, Model
from webapp.core.translated import Translated
from webapp.review.paragraphs import NOTHING

TrackPoint = tuple[float, float, float | None]  # WGS-84 degrees, metres above the sea or unknown
Mark = tuple[float, float, float]  # WGS-84 degrees, kilometre along the line
Height = tuple[float, float]  # kilometre along the line, metres above the sea


class Climb(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An ascent by the rule that its track names; kilometres from the start, metres, per cent."""

    foot_km: float
    top_km: float
    ascent_m: float
    mean_percent: float
    steepest_percent: float  # over 100 m
    category: str  # "HC", "1" to "4"; empty below them


class Waypoint(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A waypoint of the file, as far as it can be used: what it is called and where it lies."""

    name: str
    type: str
    lat: float
    lon: float


class Track(Model):
    """A line as it was handed in, and what was measured on it. Never changed."""

    __tablename__ = "track"
    id: Mapped[int] = mapped_column(primary_key=True)
    file_name: Mapped[str]
    sha256: Mapped[str] = mapped_column(unique=True)
    # Segment by segment, every point of the file.
    points: Mapped[tuple[tuple[TrackPoint, ...], ...]] = deferred(
        mapped_column(Json(tuple[tuple[TrackPoint, ...], ...]))
    )
    waypoints: Mapped[tuple[Waypoint, ...]] = mapped_column(Json(tuple[Waypoint, ...]))
    # What pages draw: as few points as keep its shape, and heights of some hundred kilometre marks
    line: Mapped[tuple[tuple[Mark, ...], ...]] = mapped_column(Json(tuple[tuple[Mark, ...], ...]))
    heights: Mapped[tuple[Height, ...]] = mapped_column(Json(tuple[Height, ...]))
    length_m: Mapped[float]
    ascent_m: Mapped[float | None]  # None: the file has no heights
    descent_m: Mapped[float | None]
    elevation_rule: Mapped[str]  # "elev-v1"
    climbs: Mapped[tuple[Climb, ...]] = mapped_column(Json(tuple[Climb, ...]))
    climb_rule: Mapped[str]  # "climb-v1"
    uploaded_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    uploaded_at: Mapped[datetime]


class PointKind(enum.Enum):
    """What stands at a point of the course; also the `type` of a GPX waypoint."""

    start = "start"
    finish = "finish"
    feed = "feed"  # 补给区
    water = "water"
    spectator = "spectator"  # 观赛点
    medical = "medical"
    hazard = "hazard"
    cutoff = "cutoff"  # 关门点
    other = "other"


class CoursePoint(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A 赛道点位.

    Attributes:
        km: Kilometres from the start along the course; `to_km` where it ends (a feed zone).
        getting_there: How spectators come to it; they have to be there by `reach_by`.
        place: Slug of one of our places that lies there.
        cutoff: Riders who come later are taken out of the race.
    """

    kind: PointKind
    km: float
    to_km: float | None = None
    name: Translated = NOTHING
    getting_there: Translated = NOTHING
    reach_by: time | None = None
    cutoff: time | None = None
    place: str | None = None


class Course(Public, Model):
    """A 赛道 as the public sees it. Official figures win over measured ones."""

    __tablename__ = "course"
    __table_args__ = (UniqueConstraint("edition_year", "code"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    edition_year: Mapped[int] = mapped_column(ForeignKey("edition.year"), index=True)
    code: Mapped[str]  # "main"; names it in addresses
    name: Mapped[Translated] = mapped_column(Json(Translated))
    note: Mapped[Translated | None] = mapped_column(Json(Translated))
    surface: Mapped[Translated | None] = mapped_column(Json(Translated))
    is_loop: Mapped[bool] = mapped_column(default=False)
    official_km: Mapped[float | None]
    official_ascent_m: Mapped[int | None]
    points: Mapped[tuple[CoursePoint, ...]] = mapped_column(
        Json(tuple[CoursePoint, ...]), default=()
    )
    track_id: Mapped[int | None] = mapped_column(ForeignKey("track.id"))
    withdrawn_at: Mapped[datetime | None]
    edited_at: Mapped[datetime | None]

    track: Mapped[Track | None] = relationship(lazy="joined")


def courses_of(year: int) -> Select[Course]:
    """The public courses of an edition with their tracks, the first one first."""
    return (
        select(Course)
        .where(Course.edition_year == year, Course.withdrawn_at.is_(None))
        .order_by(Course.id)
    )
