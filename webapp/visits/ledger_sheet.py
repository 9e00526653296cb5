"""The ledger as a table: every entry as it was received, millions of them if need be."""

import enum
from collections.abc import Iterator, Mapping
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Select, String, func, select, type_coerce

from webapp.core.tables import Column, Row, Table
from webapp.visits import labels
from webapp.visits.amounts import yuan
from webapp.visits.day_rows import STREAMED
from webapp.visits.ledger import MONEY
from webapp.visits.models import ChainLink, Entry, Metric, Submission
from webapp.visits.scope import Scope


def entries(scope: Scope) -> Table:
    """The ledger itself: every line as it was received, superseded ones too, in its order."""
    columns = [
        *(Column(_("Entry"), 10), Column(_("Chain link"), 10), Column(_("Received at"), 20)),
        *(
            Column(_("How it came"), 14),
            Column(_("Source"), 18),
            Column(_("Day")),
            Column(_("Place"), 26),
        ),
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
