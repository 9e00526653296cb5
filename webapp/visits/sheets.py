"""The bureau's long tables: 01景区日报, 05更正台账, and the entries of the ledger."""

import enum
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Select, String, func, select, type_coerce
from sqlalchemy.orm import aliased

from webapp.core.tables import Cell, Column, Row, Table
from webapp.staff.models import Account
from webapp.visits import labels
from webapp.visits.amounts import wan, yuan
from webapp.visits.day_rows import STREAMED, DayRow, day_rows
from webapp.visits.decisions import Correction, CorrectionState
from webapp.visits.ledger import MONEY
from webapp.visits.models import ChainLink, Entry, Metric, Submission
from webapp.visits.scope import Scope

# Those of a day; counts through the gates are in the ledger's entries.
OF_A_DAY = tuple(metric for metric in Metric if metric not in (Metric.in_, Metric.out))


def days(scope: Scope) -> Table:
    """01景区日报: every day of every place that had a figure or owed one."""
    names = labels.metrics()
    metrics = [metric for metric in OF_A_DAY if metric in scope.metrics]
    columns = [Column(_("Day")), Column(_("Place"), 26)]
    for metric in metrics:
        columns.append(Column(names[metric], 14))
        if metric is Metric.visits:
            columns.append(Column(_("Admissions in ten thousands"), 12))
    columns += [Column(_("Source")), Column(_("Status")), Column(_("Remark"), 40)]
    return Table(_("01 Places by day"), columns, _days(scope, metrics, _day_words()))


def _day_words() -> dict[Any, str]:
    return {**labels.statuses(), **labels.bases(), None: "", "missing": _("missing")}


def _days(scope: Scope, metrics: Sequence[Metric], words: dict[Any, str]) -> Iterator[Row]:
    span = (scope.first, scope.last, scope.today)
    for row in day_rows(scope.session, *span, scope.places, metrics, notes=True):
        first = scope.firsts.get(row.place_id)
        due = first is not None and first <= row.day < scope.today
        if row.values or due:
            status = words[row.status] or (words["missing"] if due else "")
            about = (words[row.basis], status, row.note)
            yield [row.day, scope.places[row.place_id], *_values(row, metrics), *about]


def _values(row: DayRow, metrics: Sequence[Metric]) -> Iterator[Cell]:
    for metric in metrics:
        value = row.values.get(metric)
        yield written(value, metric)
        if metric is Metric.visits:
            yield wan(value)


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
    rows = _corrections(scope, dict(labels.metrics()), units, _("yes"))
    return Table(_("05 Corrections"), columns, rows)


def _corrections(
    scope: Scope, names: dict[Any, str], units: dict[Metric, str], yes: str
) -> Iterator[Row]:
    for row in scope.session.execute(_applied(scope), execution_options=STREAMED):
        one: Correction = row.Correction
        old, new = one.old_value, one.new_value
        difference = None if old is None or new is None else new - old
        values = (written(value, one.metric) for value in (old, new, difference))
        yield [
            *(one.business_day, scope.places[one.place_id], names[one.metric], units[one.metric]),
            *values,
            *(one.reason, row.asked_by, one.asked_at),
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


def entries(scope: Scope) -> Table:
    """The ledger itself: every line as it was received, superseded ones too, in its order."""
    columns = [
        *(Column(_("Entry"), 10), Column(_("Chain link"), 10), Column(_("Received at"), 20)),
        *(Column(_("Way"), 14), Column(_("Source"), 18), Column(_("Day")), Column(_("Place"), 26)),
        *(Column(_("Metric"), 18), Column(_("Kind")), Column(_("Value")), Column(_("Unit"))),
        *(Column(_("Status")), Column(_("Gate"), 14), Column(_("Observed from"), 20)),
        *(Column(_("Observed to"), 20), Column(_("Supersedes"), 10), Column(_("Remark"), 40)),
    ]
    return Table(_("Ledger"), columns, _entries(scope, _Words()))


class _Words:
    """What stands for the values of the ledger's columns, by the values themselves."""

    def __init__(self) -> None:
        self.metrics = _by_value(labels.metrics())
        self.units = {metric.value: labels.unit(metric) for metric in Metric}
        self.kinds = _by_value(labels.entry_kinds())
        self.ways = _by_value(labels.submission_kinds())
        self.statuses = _by_value(labels.statuses())
        self.money = {metric.value for metric in MONEY}


def _by_value(words: Mapping[enum.Enum, str]) -> dict[str | None, str]:
    return {one.value: word for one, word in words.items()}


def _entries(scope: Scope, words: _Words) -> Iterator[Row]:
    places, metrics, kinds, statuses = scope.places, words.metrics, words.kinds, words.statuses
    for row in scope.session.execute(_received(scope), execution_options=STREAMED):
        number, link, received_at, way, source, day, place, metric, kind, value, status = row[:11]
        yield [
            *(number, link, received_at, words.ways[way], source, day, places[place]),
            *(metrics[metric], kinds[kind], yuan(value) if metric in words.money else value),
            *(words.units[metric], statuses.get(status)),
            *row[11:],
        ]


def _received(scope: Scope) -> Select[*tuple[Any, ...]]:
    # There may be millions of lines: their words are found by text, which is faster.
    metric, kind, status, way = (
        type_coerce(column, String).label(f"{column.key}_{at}")
        for at, column in enumerate((Entry.metric, Entry.kind, Entry.status, Submission.kind))
    )
    return (
        select(
            *(Entry.id, ChainLink.number, Submission.received_at, way, Entry.source),
            *(Entry.business_day, Entry.place_id, metric, kind, Entry.value, status),
            *(Entry.gate, Entry.observed_from, Entry.observed_to, Entry.supersedes, Entry.note),
        )
        .join(Submission, Submission.id == Entry.submission_id)
        .outerjoin(ChainLink, ChainLink.submission_id == Entry.submission_id)
        .where(
            Entry.business_day.between(scope.first, scope.last),
            Entry.place_id.in_(list(scope.places)),
            Entry.metric.in_(scope.metrics),
        )
        .order_by(Entry.id)
    )


def how_many_entries(scope: Scope, most: int) -> int:
    """How many lines the ledger's table has; counted up to `most`."""
    found = _received(scope).with_only_columns(Entry.id).order_by(None).limit(most).subquery()
    return scope.session.scalar(select(func.count()).select_from(found)) or 0
