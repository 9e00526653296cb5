"""How firm figures are: a statistician verifies days, and seals months.

预报 while the day runs, 初步 when it is over, 核实 once somebody stands for it,
封账 with the month.
"""

from calendar import monthrange
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, func, insert, select
from sqlalchemy.orm import Session

from webapp.core import clock, content_version
from webapp.staff.models import Account
from webapp.visits import adding_up, chain, checks, corrections, derivation, due, ledger, methods
from webapp.visits.adding_up import Unequal
from webapp.visits.checks import Checked
from webapp.visits.decisions import Correction, CorrectionState, Seal, SealedTotal, Verification
from webapp.visits.models import Figure, Metric, Status
from webapp.visits.refusals import AlreadySealed, NotOver, NotSealable

FIRM = (Status.verified, Status.sealed)


@dataclass(frozen=True)
class Obstacles:
    """What stands between a month and its seal.

    Attributes:
        over: Whether its last business day has ended.
        waiting: Corrections that nobody has decided.
        failing: Check totals that its figures miss.
        unequal: Days whose admissions are not the sum of their kinds, though people said both.
        figures: How many there are, `unverified` of them without 核实; the latter hinder nothing.
    """

    over: bool
    waiting: Sequence[Correction]
    failing: Sequence[Checked]
    unequal: Sequence[Unequal]
    figures: int
    unverified: int

    @property
    def any(self) -> bool:
        """Whether the month cannot be sealed."""
        wrong = self.waiting or self.failing or self.unequal
        return not self.over or bool(wrong) or not self.figures


def verify_days(
    session: Session,
    place_ids: Collection[int],
    first: date,
    last: date,
    by: Account,
    now: datetime,
) -> int:
    """核实: stand for the figures of these places' days as they are, in the ledger's turn.

    Days that a correction waits for are left out, and those that do not add up where people said
    so (see `adding_up`): nobody can stand for them as they are. The caller commits.

    Returns:
        How many figures became firmer.

    Raises:
        NotOver: the last day has not ended.
    """
    ledger.take_turn(session)
    if last >= clock.business_day(now):
        raise NotOver
    left_out = _unfit(session, first, last)
    figures = session.execute(
        select(Figure.place_id, Figure.metric, Figure.business_day, Figure.value).where(
            Figure.place_id.in_(place_ids),
            Figure.business_day.between(first, last),
            Figure.status.not_in(FIRM),
        )
    )
    rows = [
        {**one._asdict(), "verified_by_id": by.id, "at": now}
        for one in figures
        if (one.place_id, one.business_day) not in left_out
    ]
    if rows:
        session.execute(insert(Verification), rows)
        derivation.firm_up(session, first, last)
        content_version.rise(session)
    return len(rows)


def _unfit(session: Session, first: date, last: date) -> set[tuple[int, date]]:
    """The places' days that nobody can stand for."""
    asked = session.scalars(corrections.waiting(first, last))
    waiting = {(one.place_id, one.business_day) for one in asked}
    return waiting | {(one.place_id, one.day) for one in hindering(session, first, last)}


def obstacles(session: Session, month: date, now: datetime) -> Obstacles:
    """What stands between a month and its seal.

    Args:
        month: Any day of it.
    """
    first, last = span_of(month)
    figures = select(func.count()).select_from(Figure).where(_in(first, last))
    return Obstacles(
        over=last < clock.business_day(now),
        waiting=session.scalars(corrections.waiting(first, last)).all(),
        failing=[one for one in checks.checked(session, first, last) if not one.holds],
        unequal=hindering(session, first, last),
        figures=session.scalar(figures) or 0,
        unverified=session.scalar(figures.where(Figure.status.not_in(FIRM))) or 0,
    )


def hindering(session: Session, first: date, last: date) -> list[Unequal]:
    """The days between these that cannot be verified, for they do not add up, earliest first."""
    return [one for one in adding_up.unequal(session, first, last) if one.hinders]


def seal(session: Session, month: date, by: Account, now: datetime) -> Seal:
    """封账: close a month, in the ledger's turn; the caller commits.

    Its totals, its days that reports were due on, and the head of the chain are stored; from now
    on whatever changes its figures is a revision.

    Raises:
        AlreadySealed: somebody was faster.
        NotSealable: there are obstacles.
    """
    ledger.take_turn(session)
    first, last = span_of(month)
    if session.get(Seal, first) is not None:
        raise AlreadySealed
    if obstacles(session, month, now).any:
        raise NotSealable
    head = chain.head(session)
    made = Seal(
        first=first,
        last=last,
        sealed_by_id=by.id,
        at=now,
        chain_number=head.number,
        chain_hash=head.hash,
        method_version=methods.current(session),
        totals=totals(session, first, last),
        due=due.settle(session, _begun(session), first, last),
    )
    session.add(made)
    session.flush()
    derivation.firm_up(session, first, last)
    return made


def _begun(session: Session) -> dict[int, date]:
    """The first day with admissions of each place that has any."""
    rows = session.execute(
        select(Figure.place_id, func.min(Figure.business_day))
        .where(Figure.metric == Metric.visits)
        .group_by(Figure.place_id)
    )
    return {row[0]: row[1] for row in rows}


def totals(session: Session, first: date, last: date) -> tuple[SealedTotal, ...]:
    """What the figures of each place and metric come to now."""
    rows = session.execute(
        select(Figure.place_id, Figure.metric, func.sum(Figure.value), func.count())
        .where(_in(first, last))
        .group_by(Figure.place_id, Figure.metric)
        .order_by(Figure.place_id, Figure.metric)
    )
    return tuple(SealedTotal(row[0], row[1], int(row[2]), row[3]) for row in rows)


def revisions(first: date, last: date) -> Select[Correction]:
    """修订: corrections of these days that were made after their month was sealed, newest first.

    These are public, with both values; who asked and who approved is not.
    """
    return (
        select(Correction)
        .where(Correction.after_seal, Correction.state == CorrectionState.applied)
        .where(Correction.business_day.between(first, last))
        .order_by(Correction.decided_at.desc(), Correction.id.desc())
    )


def all_seals() -> Select[Seal]:
    """Every sealed month, newest first."""
    return select(Seal).order_by(Seal.first.desc())


def span_of(month: date) -> tuple[date, date]:
    """The first and last day of the month in which a day lies."""
    days = monthrange(month.year, month.month)[1]
    return month.replace(day=1), month.replace(day=days)


def _in(first: date, last: date) -> ColumnElement[bool]:
    return Figure.business_day.between(first, last)
