"""What was decided about a year's figures, for everybody to read: seals, revisions, versions.

All of it comes in one query, with the years that have figures: the page of a year has few to spend.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    CompoundSelect,
    Date,
    Row,
    Select,
    String,
    cast,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from webapp.visits.decisions import Correction, CorrectionState, Seal
from webapp.visits.figures import within
from webapp.visits.methods import MethodChange, MethodVersion
from webapp.visits.models import Figure, Metric
from webapp.visits.revenue import Estimate, Revenue, RevenueEstimate, revenue_of


@dataclass(frozen=True)
class Sealed:
    """A sealed month, with the head of the chain of that moment."""

    first: date
    at: datetime
    link: int
    hash: str
    version: int


@dataclass(frozen=True)
class Revision:
    """A figure of a sealed month that was corrected afterwards.

    Attributes:
        old, new: Person-times or fen; None where there was none, or is none any more.
    """

    day: date
    at: datetime
    place_id: int
    metric: Metric
    old: int | None
    new: int | None
    reason: str


@dataclass(frozen=True)
class Version:
    """口径版本: from when it was counted in another way, and what had changed."""

    number: int
    at: datetime
    change: MethodChange
    place_id: int | None
    reason: str | None


@dataclass(frozen=True)
class Chronicle:
    """What was decided: of seals and versions all, newest first; of revisions those of the year."""

    seals: tuple[Sealed, ...]
    revisions: tuple[Revision, ...]
    versions: tuple[Version, ...]
    years: tuple[int, ...]  # those with figures, newest first
    revenue: Revenue | None  # as far as it is estimated

    @property
    def last_seal(self) -> Sealed | None:
        """The seal of the latest month that has one."""
        return next(iter(self.seals), None)

    def seal_of(self, month: date) -> Sealed | None:
        """The seal of the month that begins on a day."""
        return next((one for one in self.seals if one.first == month), None)


def chronicle(session: Session, year: int, candidates: Sequence[int], today: date) -> Chronicle:
    """What was decided about a year.

    Args:
        candidates: The years that may have figures.
    """
    rows = session.execute(_statement(year, tuple(candidates), today)).all()
    return Chronicle(
        tuple(sorted(_sealed_in(rows), key=lambda one: one.first, reverse=True)),
        tuple(sorted(_revisions_in(rows), key=lambda one: one.at, reverse=True)),
        tuple(sorted(_versions_in(rows), key=lambda one: one.number, reverse=True)),
        tuple(sorted((row.one for row in rows if row.kind == "year"), reverse=True)),
        revenue_of(year, _estimates_in(rows)),
    )


@lru_cache(16)
def _statement(year: int, candidates: tuple[int, ...], today: date) -> CompoundSelect[Any]:
    years = (_year(one, today) for one in candidates)
    return union_all(_seals(), _revisions(year), _versions(), _estimates(year), *years)


NO_DAY, NO_NUMBER = cast(null(), Date), cast(null(), BigInteger)
NO_TEXT = cast(null(), String)
NO_INSTANT = cast(null(), Seal.at.type)


def _row(kind: str, **columns: ColumnElement[Any] | Any) -> Select[Any]:
    usual = {"day": NO_DAY, "at": NO_INSTANT, "one": NO_NUMBER, "other": NO_NUMBER}
    usual |= {"place_id": NO_NUMBER, "name": NO_TEXT, "words": NO_TEXT, "address": NO_TEXT}
    named = {name: columns.get(name, empty).label(name) for name, empty in usual.items()}
    return select(literal(kind).label("kind"), *named.values())


def _seals() -> Select[Any]:
    numbers = {"one": Seal.chain_number, "other": cast(Seal.method_version, BigInteger)}
    return _row("seal", day=Seal.first, at=Seal.at, words=Seal.chain_hash, **numbers)


def _revisions(year: int) -> Select[Any]:
    return _row(
        "revision",
        day=Correction.business_day,
        at=Correction.decided_at,
        one=Correction.old_value,
        other=Correction.new_value,
        place_id=cast(Correction.place_id, BigInteger),
        name=cast(Correction.metric, String),
        words=Correction.reason,
    ).where(
        Correction.after_seal,
        Correction.state == CorrectionState.applied,
        Correction.business_day.between(date(year, 1, 1), date(year, 12, 31)),
    )


def _versions() -> Select[Any]:
    return _row(
        "version",
        at=MethodVersion.started_at,
        one=cast(MethodVersion.number, BigInteger),
        place_id=cast(MethodVersion.place_id, BigInteger),
        name=cast(MethodVersion.change, String),
        words=MethodVersion.reason,
    )


def _estimates(year: int) -> Select[Any]:
    return _row(
        "estimate",
        one=RevenueEstimate.value,
        other=cast(RevenueEstimate.quarter, BigInteger),
        place_id=cast(RevenueEstimate.id, BigInteger),
        name=RevenueEstimate.title,
        words=RevenueEstimate.method,
        address=RevenueEstimate.url,
    ).where(RevenueEstimate.year == year, RevenueEstimate.withdrawn_at.is_(None))


def _year(year: int, today: date) -> Select[Any]:
    """The year, if it has figures: one look into the index."""
    there = select(Figure.place_id).where(Figure.metric == Metric.visits, within(year, today))
    return _row("year", one=cast(literal(year), BigInteger)).where(there.exists())


def _sealed_in(rows: Sequence[Row[Any]]) -> Iterator[Sealed]:
    for row in rows:
        if row.kind == "seal":
            yield Sealed(row.day, row.at, row.one, row.words, row.other)


def _revisions_in(rows: Sequence[Row[Any]]) -> Iterator[Revision]:
    for row in rows:
        if row.kind == "revision":
            metric = Metric(row.name)
            yield Revision(row.day, row.at, row.place_id, metric, row.one, row.other, row.words)


def _versions_in(rows: Sequence[Row[Any]]) -> Iterator[Version]:
    for row in rows:
        if row.kind == "version":
            change = MethodChange(row.name)
            yield Version(row.one, row.at, change, row.place_id, row.words)


def _estimates_in(rows: Sequence[Row[Any]]) -> Iterator[Estimate]:
    for row in rows:
        if row.kind == "estimate":
            yield Estimate(row.place_id, row.other, row.one, row.words, row.name, row.address)
