"""The bureau's long tables: 01景区日报 and 05更正台账."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from webapp.core.tables import Cell, Column, Row, Table
from webapp.staff.models import Account
from webapp.visits import due, labels
from webapp.visits.amounts import share, wan, yuan
from webapp.visits.capacity import Approvals, Approved
from webapp.visits.day_rows import STREAMED, DayRow, day_rows
from webapp.visits.decisions import Correction, CorrectionState
from webapp.visits.ledger import MONEY
from webapp.visits.models import ChainLink, Metric
from webapp.visits.scope import Scope

# Those of a day; counts through the gates are in the ledger's own table.
OF_A_DAY = tuple(metric for metric in Metric if metric not in (Metric.in_, Metric.out))


def days(scope: Scope) -> Table:
    """01景区日报: every day of every place that had a figure or owed one."""
    names = labels.metrics()
    metrics = [metric for metric in OF_A_DAY if metric in scope.metrics]
    columns = [Column(_("Day")), Column(_("Place"), 26)]
    for metric in metrics:
        columns += [Column(name, 14) for name in (names[metric], *_beside().get(metric, ()))]
    columns += [Column(_("Source")), Column(_("Status")), Column(_("Remark"), 40)]
    return Table(_("01 Places by day"), columns, _days(scope, metrics, _day_words()))


def _beside() -> dict[Metric, tuple[str, ...]]:
    """What is worked out of a metric and stands beside it."""
    return {
        Metric.visits: (_("Admissions in ten thousands"), _("Daily capacity used in per cent")),
        Metric.peak_in_park: (_("Instant capacity used in per cent"),),
    }


def _day_words() -> dict[Any, str]:
    more = {"missing": _("missing"), "closed": _("closed"), None: ""}
    return {**labels.statuses(), **labels.bases(), **more}


def _days(scope: Scope, metrics: Sequence[Metric], words: dict[Any, str]) -> Iterator[Row]:
    span = (scope.first, scope.last, scope.today)
    owed = due.load(scope.session, list(scope.places), scope.first, scope.last)
    approvals = Approvals(scope.session, list(scope.places))
    for row in day_rows(scope.session, *span, scope.places, metrics, notes=True):
        nothing = _nothing(row, owed, scope) if row.day < scope.today else None
        if row.values or nothing:
            status = words[row.status] or words[nothing]
            values = _values(row, metrics, approvals.on(row.place_id, row.day))
            about = (words[row.basis], status, row.note)
            yield [row.day, scope.places[row.place_id], *values, *about]


def _nothing(row: DayRow, owed: due.Due, scope: Scope) -> str | None:
    """What a day without figures is called that is over; None before the place began to report."""
    begun = scope.firsts.get(row.place_id)
    if owed.on(row.place_id, row.day, begun):
        return "missing"
    later = begun is not None and begun <= row.day
    return "closed" if later and not owed.is_open(row.place_id, row.day) else None


def _values(row: DayRow, metrics: Sequence[Metric], approved: Approved) -> Iterator[Cell]:
    for metric in metrics:
        value = row.values.get(metric)
        yield written(value, metric)
        if metric is Metric.visits:
            yield wan(value)
            yield share(value, approved.a_day)
        elif metric is Metric.peak_in_park:
            yield share(value, approved.at_once)


def written(value: int | None, metric: Metric) -> Cell:
    """A value as tables have it: money in yuan."""
    return yuan(value) if metric in MONEY else value


def corrections(scope: Scope) -> Table:
    """05更正台账: every correction that counts, with both values, the reason and the people."""
    columns = [
        *(Column(_("Day")), Column(_("Place"), 26), Column(_("Metric"), 18)),
        *(Column(_("Unit")), Column(_("Old value")), Column(_("New value"))),
        *(Column(_("Difference")), Column(_("Reason"), 40), Column(_("Asked by"), 14)),
        *(Column(_("Asked at"), 20), Column(_("Approved by"), 14), Column(_("In force since"), 20)),
        Column(_("After the seal")),
        *(Column(_("Chain link")), Column(_("Hash"), 68)),
    ]
    units = {metric: labels.unit(metric) for metric in Metric}
    words = (dict(labels.metrics()), units, labels.reasons(), _("yes"))
    rows = _corrections(scope, *words)  # made while it is sent: nobody's language any more
    return Table(_("05 Corrections"), columns, rows)


def _corrections(
    scope: Scope,
    names: dict[Any, str],
    units: dict[Metric, str],
    reasons: Mapping[str, str],
    yes: str,
) -> Iterator[Row]:
    for row in scope.session.execute(_applied(scope), execution_options=STREAMED):
        one: Correction = row.Correction
        old, new = one.old_value, one.new_value
        difference = None if old is None or new is None else new - old
        values = (written(value, one.metric) for value in (old, new, difference))
        yield [
            *(one.business_day, scope.places[one.place_id], names[one.metric], units[one.metric]),
            *values,
            *(reasons.get(one.reason, one.reason), row.asked_by, one.asked_at),
            # Whoever corrects alone has nobody's approval.
            row.decided_by,
            one.decided_at,
            yes if one.after_seal else "",
            *(row.number, row.hash),
        ]


def _applied(scope: Scope) -> Select[*tuple[Any, ...]]:
    asker, decider = aliased(Account), aliased(Account)
    return (
        select(
            Correction,
            asker.full_name.label("asked_by"),
            decider.full_name.label("decided_by"),
            ChainLink.number,
            ChainLink.hash,
        )
        .outerjoin(asker, asker.id == Correction.asked_by_id)
        .outerjoin(decider, decider.id == Correction.decided_by_id)
        .outerjoin(ChainLink, ChainLink.submission_id == Correction.submission_id)
        .where(
            Correction.state == CorrectionState.applied,
            Correction.business_day.between(scope.first, scope.last),
            Correction.place_id.in_(list(scope.places)),
            Correction.metric.in_(scope.metrics),
        )
        .order_by(Correction.decided_at, Correction.id)
    )
