"""Revisions of the results, each whole and never changed once it was public."""

import enum
from datetime import datetime

import msgspec
from sqlalchemy import ForeignKey, Select, UniqueConstraint, select
from sqlalchemy.orm import Mapped, deferred, mapped_column

from webapp.core.content_version import Public
from webapp.core.database import Json, Model, named
from webapp.race.plan import Sex


class Status(enum.Enum):
    """How a race ended for a rider."""

    finished = "FIN"
    relegated = "REL"  # finished, ranked below where they crossed the line
    pulled = "PUL"
    lapped = "LAP"
    did_not_finish = "DNF"
    over_time_limit = "OTL"
    did_not_start = "DNS"
    disqualified = "DSQ"


class Result(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One line.

    Attributes:
        category: Code.
        gun_ms, chip_ms: From the gun, from the rider's own start line; milliseconds.
        time_ms: What counts: with the group's time and the penalty in it.
        time_ms, rank, gap_ms, kmh: Worked out by us (`ranking`).
        stated_rank, stated_gap_ms, stated_kmh: As the file had them; a difference is flagged.
        source: Who timed it.
    """

    category: str
    bib: int | None = None
    name: str = ""
    sex: Sex | None = None
    birth_year: int | None = None
    team: str = ""
    nation: str = ""
    status: Status = Status.finished
    gun_ms: int | None = None
    chip_ms: int | None = None
    laps: int | None = None
    penalty_s: int = 0
    note: str = ""
    source: str = ""
    time_ms: int | None = None
    rank: int | None = None
    gap_ms: int | None = None
    kmh: float | None = None
    stated_rank: int | None = None
    stated_gap_ms: int | None = None
    stated_kmh: float | None = None


class Problem(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What is wrong, or may be, at one spot of a file.

    Attributes:
        reason: An English msgid with the names of `details`.
        line: Of the file (of JSON: which row, from 1); 0 when it is not about one.
        column: Its heading as the file has it; empty when it is the whole row.
        left_out: Whether the row is not taken because of it.
    """

    reason: str
    line: int = 0
    column: str = ""
    bib: int | None = None
    details: dict[str, str | int | float] = msgspec.field(default_factory=dict)
    left_out: bool = False


class ResultState(enum.Enum):
    """How far a revision is."""

    draft = "draft"  # read, not public
    live = "live"  # unofficial, while they ride
    provisional = "provisional"  # protests can be made until `protest_until`
    submitted = "submitted"  # waits for a second person to make it official
    official = "official"
    amended = "amended"  # official, and differs from an earlier official one; has a reason
    dropped = "dropped"  # never public


class ResultSet(Public, Model):
    """One revision of all results of an edition; the next state is a revision of its own."""

    __tablename__ = "result_set"
    __table_args__ = (UniqueConstraint("edition_year", "revision"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    edition_year: Mapped[int] = mapped_column(ForeignKey("edition.year"), index=True)
    revision: Mapped[int | None]  # 1, 2, 3 … in the order of becoming public; None before
    state: Mapped[ResultState] = mapped_column(named(ResultState))
    rows: Mapped[tuple[Result, ...]] = deferred(mapped_column(Json(tuple[Result, ...])))
    wanted: Mapped[ResultState | None] = mapped_column(named(ResultState))  # of a submitted one
    reason: Mapped[str | None]  # of an amendment, as the public reads it
    protest_until: Mapped[datetime | None]
    same_time_ms: Mapped[int | None]  # a gap above it parts groups of one time; None: no groups
    attribution: Mapped[str | None]  # who timed it, as the page says it
    file_name: Mapped[str | None]
    file_sha256: Mapped[str | None]
    layout: Mapped[str | None]  # which reader: "csv", "crossmgr", "raceclocker", a preset's name
    # What was wrong in the file when it was read.
    warnings: Mapped[tuple[Problem, ...]] = deferred(
        mapped_column(Json(tuple[Problem, ...]), default=())
    )
    # Everybody who brought or changed any of its rows: none of them makes it official.
    author_ids: Mapped[tuple[int, ...]] = mapped_column(Json(tuple[int, ...]), default=())
    returned_because: Mapped[str | None]  # why a second person gave it back
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[datetime]
    submitted_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    published_at: Mapped[datetime | None]


class ColumnPreset(Model):
    """Which columns of a timer's table mean what, kept under a name for the next file."""

    __tablename__ = "column_preset"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    columns: Mapped[dict[str, str]] = mapped_column(Json(dict[str, str]))  # our name: its heading
    made_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[datetime]


class MaskedRider(Public, Model):
    """A rider whose name the public does not see in the results, on request."""

    __tablename__ = "masked_rider"
    edition_year: Mapped[int] = mapped_column(ForeignKey("edition.year"), primary_key=True)
    bib: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    asked_on: Mapped[datetime]


def public_sets(year: int) -> Select[ResultSet]:
    """Every revision that was ever public, the newest first."""
    return (
        select(ResultSet)
        .where(ResultSet.edition_year == year, ResultSet.revision.is_not(None))
        .order_by(ResultSet.revision.desc())
    )
