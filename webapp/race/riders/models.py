"""Riders (参赛选手), and the personal data that the race needs for a while.

What the public may read stands in `rider`; everything else in `rider_data`, so that no page can
show it by accident and all of it can be deleted at its time.
"""

import enum
from datetime import date, datetime

import msgspec
from sqlalchemy import ForeignKey, Index, Select, UniqueConstraint, select
from sqlalchemy.orm import Mapped, deferred, mapped_column

from webapp.core.content_version import Public
from webapp.core.database import Json, Model, named
from webapp.race.plan import Sex


class RiderState(enum.Enum):
    """Whether somebody rides."""

    confirmed = "confirmed"
    withdrawn = "withdrawn"


class Rider(Public, Model):
    """Somebody who is entered. The public sees it once the start list is published."""

    __tablename__ = "rider"
    __table_args__ = (
        UniqueConstraint("edition_year", "bib"),
        Index("ix_rider_edition_year_category", "edition_year", "category"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    edition_year: Mapped[int] = mapped_column(ForeignKey("edition.year"))
    bib: Mapped[int | None]  # 号码布
    category: Mapped[str]  # code
    name: Mapped[str]  # as it is read out: 李明, Anna Li
    family_name: Mapped[str | None]  # for files that want both
    given_name: Mapped[str | None]
    team: Mapped[str | None]
    sex: Mapped[Sex | None] = mapped_column(named(Sex))
    birth_year: Mapped[int | None]
    nation: Mapped[str | None]  # IOC code: CHN
    city: Mapped[str | None]
    uci_id: Mapped[str | None]
    licence: Mapped[str | None]
    minor: Mapped[bool] = mapped_column(default=False)  # under 18 on the day; the name is masked
    masked: Mapped[bool] = mapped_column(default=False)  # on request
    state: Mapped[RiderState] = mapped_column(named(RiderState), default=RiderState.confirmed)
    entered_at: Mapped[datetime]


class RiderData(Model):
    """What only the organiser may know of a rider, until its time is over (race-and-counting A6).

    Sealed values are encrypted with a key that is derived from the service's secret key.
    """

    __tablename__ = "rider_data"
    rider_id: Mapped[int] = mapped_column(ForeignKey("rider.id"), primary_key=True)
    birth_date: Mapped[date | None]  # 90 days; the year stays with the rider
    id_kind: Mapped[str | None]
    id_number: Mapped[str | None]  # sealed; 90 days
    id_digest: Mapped[str | None] = mapped_column(index=True)  # HMAC, finds double entries
    id_last4: Mapped[str | None]
    phone: Mapped[str | None]  # sealed; 90 days
    emergency_contact: Mapped[str | None]  # sealed; 90 days
    medical_note: Mapped[str | None]  # sealed; 30 days
    guardian: Mapped[str | None]  # sealed, with the waiver
    waiver_sha256: Mapped[str | None]  # of the text that was signed; 3 years
    waiver_at: Mapped[datetime | None]


class StartList(Public, Model):
    """Whether the public sees the start list of an edition."""

    __tablename__ = "start_list"
    edition_year: Mapped[int] = mapped_column(ForeignKey("edition.year"), primary_key=True)
    submitted_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    submitted_at: Mapped[datetime | None]
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    published_at: Mapped[datetime | None]  # None: not public (any more)
    imported_by: Mapped[tuple[int, ...]] = mapped_column(Json(tuple[int, ...]), default=())
    imported_at: Mapped[datetime | None]  # when personal data last came in
    returned_because: Mapped[str | None]  # until it is submitted again
    returned_to_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


Values = dict[str, str | int | None]


class RiderChange(Model):
    """A change by hand of a rider whom the public sees.

    It went out at once and waits for somebody else to confirm it or put it back; then it goes: what
    was done stands in the audit trail.
    """

    __tablename__ = "rider_change"
    id: Mapped[int] = mapped_column(primary_key=True)
    edition_year: Mapped[int] = mapped_column(ForeignKey("edition.year"))
    rider_id: Mapped[int] = mapped_column(ForeignKey("rider.id"), index=True)
    before: Mapped[Values] = mapped_column(Json(Values))  # column of `rider`: what it was
    after: Mapped[Values] = mapped_column(Json(Values))
    made_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[datetime]


class Became(msgspec.Struct, frozen=True):
    """What became of a sheet: riders, and rows that were left out."""

    new: int
    changed: int
    left_out: int


class RiderSheet(Model):
    """An uploaded list of riders, kept sealed from the dry run until it is stored or forgotten."""

    __tablename__ = "rider_sheet"
    id: Mapped[int] = mapped_column(primary_key=True)
    edition_year: Mapped[int] = mapped_column(ForeignKey("edition.year"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    file_name: Mapped[str]
    sha256: Mapped[str]  # of the bytes as received
    uploaded_at: Mapped[datetime]
    content: Mapped[str | None] = deferred(mapped_column())  # sealed; None once it is stored
    became: Mapped[Became | None] = mapped_column(Json(Became))  # None until it is stored
    stored_at: Mapped[datetime | None]


def riders_of(year: int) -> Select[Rider]:
    """Everybody entered for an edition, by bib; who has none comes last."""
    return (
        select(Rider)
        .where(Rider.edition_year == year)
        .order_by(Rider.bib.is_(None), Rider.bib, Rider.id)
    )
