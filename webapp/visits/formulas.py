"""The formulas of figures, as the database works them out from entries, rules and factors."""

from typing import Any, cast

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    ScalarSelect,
    Select,
    Table,
    Update,
    and_,
    case,
    exists,
    func,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy import cast as cast_column
from sqlalchemy.orm import aliased

from webapp.visits.decisions import Seal, Verification
from webapp.visits.ledger import not_superseded
from webapp.visits.methods import CountingRule, Factor, Precedence, ReentryRate
from webapp.visits.models import Basis, Entry, EntryKind, Figure, Metric, Status

THROUGH_GATES = (Metric.in_, Metric.out)
REPORTED = tuple(metric for metric in Metric if metric not in THROUGH_GATES)

_FIGURE = cast(Table, Figure.__table__)
Condition = ColumnElement[bool]
Found = Select[*tuple[Any, ...]]


def sums_over_gates(entries: tuple[Condition, ...]) -> Found:
    """What went in and out through all gates of a place, as they counted it."""
    return (
        select(
            Entry.place_id,
            Entry.metric,
            Entry.business_day,
            func.sum(Entry.value),
            literal(Status.preliminary, Figure.status.type),
            literal(Basis.gates, Figure.basis.type),
        )
        .where(*entries, Entry.metric.in_(THROUGH_GATES), Entry.value.is_not(None))
        .where(not_superseded())
        .group_by(Entry.place_id, Entry.business_day, Entry.metric)
    )


def reports(entries: tuple[Condition, ...]) -> Found:
    """What people reported; 入园人次 only where the place's rule lets reports go first.

    A correction decides, whatever the rule.
    """
    in_force = (
        select(CountingRule.precedence)
        .where(CountingRule.place_id == Entry.place_id, CountingRule.since <= Entry.business_day)
        .order_by(CountingRule.since.desc())
        .limit(1)
        .scalar_subquery()
    )
    counted = exists().where(
        Figure.place_id == Entry.place_id,
        Figure.metric == Metric.in_,
        Figure.business_day == Entry.business_day,
    )
    gates_first = and_(in_force == Precedence.gates, counted)
    return select(
        Entry.place_id,
        Entry.metric,
        Entry.business_day,
        Entry.value,
        Entry.status,
        literal(Basis.report, Figure.basis.type),
    ).where(
        *entries,
        Entry.metric.in_(REPORTED),
        Entry.value.is_not(None),
        or_(
            Entry.metric != Metric.visits,
            Entry.kind == EntryKind.correction,
            # Without any rule, in_force is null.
            gates_first.is_not(True),
        ),
        not_superseded(),
    )


def admissions(figures: tuple[Condition, ...]) -> Found:
    """入园人次 (L0) of days without a report that counts: what went in through the gates.

    Unless somebody said that the day has no figure at all.
    """
    reported = aliased(Figure)
    return select(
        Figure.place_id,
        literal(Metric.visits, Figure.metric.type),
        Figure.business_day,
        calibrated(),
        Figure.status,
        Figure.basis,
    ).where(
        *figures,
        Figure.metric == Metric.in_,
        ~exists().where(
            reported.place_id == Figure.place_id,
            reported.metric == Metric.visits,
            reported.business_day == Figure.business_day,
        ),
        ~select(Entry.id)
        .where(
            Entry.place_id == Figure.place_id,
            Entry.business_day == Figure.business_day,
            Entry.metric == Metric.visits,
            Entry.kind == EntryKind.retraction,
            not_superseded(),
        )
        .exists(),
    )


def calibrated() -> ColumnElement[int]:
    """What a figure of gate counts comes to with its factors, rounded half up.

    The counts are only read again where the place has a factor on that day.
    """
    any_factor = exists().where(
        Factor.place_id == Figure.place_id,
        Figure.business_day.between(Factor.first, Factor.last),
    )
    through = aliased(Entry)
    thousandths = func.coalesce(_factor_of(through, through.gate), _factor_of(through, ""), 1000)
    total = cast_column(func.sum(through.value * thousandths), BigInteger)
    weighted = (
        select((total + 500) // 1000)
        .where(
            through.place_id == Figure.place_id,
            through.business_day == Figure.business_day,
            through.metric == Figure.metric,
            through.value.is_not(None),
            not_superseded(through),
        )
        .correlate(Figure)
        .scalar_subquery()
    )
    return case((any_factor, weighted), else_=Figure.value)


def _factor_of(through: type[Entry], gate: Any) -> ScalarSelect[int]:
    return (
        select(Factor.thousandths)
        .where(
            Factor.place_id == through.place_id,
            Factor.gate == gate,
            through.business_day.between(Factor.first, Factor.last),
        )
        .correlate(through)
        .scalar_subquery()
    )


def deduplicated(figures: tuple[Condition, ...]) -> Found:
    """去重人次 (L1) of days for which nobody reported it.

    Admissions less the repeated entries that were reported, or else by the sampled rate; rounded
    half up. Days with neither have no figure of this level.
    """
    repeated, reported = aliased(Figure), aliased(Figure)
    divisor = 2 * (1000 + ReentryRate.thousandths)
    by_rate = (Figure.value * 2000 + 1000 + ReentryRate.thousandths) // divisor
    less = case(
        (repeated.value.is_(None), by_rate),
        (repeated.value > Figure.value, 0),
        else_=Figure.value - repeated.value,
    )
    return (
        select(
            Figure.place_id,
            literal(Metric.deduplicated, Figure.metric.type),
            Figure.business_day,
            less,
            Figure.status,
            Figure.basis,
        )
        .outerjoin(repeated, _same_day(repeated, Metric.reentry_correction))
        .outerjoin(
            ReentryRate,
            and_(
                ReentryRate.place_id == Figure.place_id,
                Figure.business_day.between(ReentryRate.first, ReentryRate.last),
            ),
        )
        .where(
            *figures,
            Figure.metric == Metric.visits,
            or_(repeated.value.is_not(None), ReentryRate.id.is_not(None)),
            ~exists().where(_same_day(reported, Metric.deduplicated)),
        )
    )


def _same_day(other: type[Figure], metric: Metric) -> Condition:
    """The condition that `other` is the figure of `metric` for the same place and day."""
    return and_(
        other.place_id == Figure.place_id,
        other.metric == metric,
        other.business_day == Figure.business_day,
    )


def firmer(figures: tuple[Condition, ...]) -> tuple[Update, ...]:
    """What makes figures 核实 and 封账: a verification of this very value, the month's seal."""
    verified = exists().where(
        Verification.place_id == Figure.place_id,
        Verification.metric == Figure.metric,
        Verification.business_day == Figure.business_day,
        Verification.value == Figure.value,
    )
    sealed = exists().where(Figure.business_day.between(Seal.first, Seal.last))
    return (
        update(_FIGURE)
        .where(*figures, verified, Figure.status.in_((Status.advance, Status.preliminary)))
        .values(status=Status.verified),
        update(_FIGURE)
        .where(*figures, sealed, Figure.status != Status.sealed)
        .values(status=Status.sealed),
    )
