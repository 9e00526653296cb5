"""Nothing that was entered can be changed or taken away; figures follow from it."""

from datetime import date
from itertools import count
from typing import Any

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import DatabaseError, IntegrityError
from sqlalchemy.orm import Session

from tests.visits.made import NOW, form, take
from webapp.places.models import by_slug
from webapp.visits import derivation, ledger
from webapp.visits.models import (
    Basis,
    Entry,
    EntryKind,
    Figure,
    Metric,
    Status,
    SubmissionKind,
)

DAY = date(2026, 11, 22)
_number = count(1)
CHANGES = [
    "update entry set value = 1",
    "update entry set note = 'x'",
    "delete from entry",
    "update submission set received_at = received_at",
    "delete from submission",
]
OF_ONE_DATABASE = {
    "sqlite": ["insert or replace into entry select * from entry"],
    "postgresql": ["truncate entry, submission cascade"],
}


@pytest.mark.parametrize("change", CHANGES)
def test_entries_and_submissions_can_only_be_added(loaded: Session, change: str) -> None:
    take(loaded, form("2026-11-22,五当召,812"))
    with pytest.raises(DatabaseError, match="append-only"):
        loaded.execute(text(change))
    loaded.rollback()
    assert loaded.scalars(select(Entry.value)).all() == [812]


def test_no_other_statement_of_the_database_gets_around_it(loaded: Session) -> None:
    take(loaded, form("2026-11-22,五当召,812"))
    for change in OF_ONE_DATABASE[loaded.get_bind().dialect.name]:
        with pytest.raises(DatabaseError, match="append-only"):
            loaded.execute(text(change))
        loaded.rollback()


def submission(session: Session) -> int:
    """A new envelope, in the ledger's turn."""
    if not session.in_transaction():
        ledger.begin(session)
    return ledger.open_submission(
        session,
        SubmissionKind.staff,
        source="test",
        key=f"test-{next(_number)}",
        sha256="",
        received_at=NOW,
    )


def entry(session: Session, key: str, value: int | None, **more: object) -> dict[str, Any]:
    place = session.scalars(by_slug("wudangzhao")).one()
    return {
        "place_id": place.id,
        "business_day": DAY,
        "metric": Metric.visits,
        "kind": EntryKind.report,
        "value": value,
        "status": Status.preliminary,
        "source": "test",
        "source_key": key,
    } | more


def gate_row(session: Session, key: str, value: int) -> dict[str, Any]:
    more = {"metric": Metric.in_, "status": None, "gate": "山门"}
    return entry(session, key, value, **more)


def add(session: Session, *rows: dict[str, Any]) -> None:
    number = submission(session)
    ledger.add(session, number, [{**row, "submission_id": number} for row in rows])


def add_new(session: Session, rows: list[dict[str, Any]]) -> int:
    number = submission(session)
    return len(ledger.add_new(session, number, [{**r, "submission_id": number} for r in rows]))


def test_a_chain_of_corrections_has_one_start_and_never_forks(loaded: Session) -> None:
    add(loaded, entry(loaded, "1", 5))
    first = loaded.scalars(select(Entry.id)).one()
    corrected = {"kind": EntryKind.correction, "supersedes": first}
    add(loaded, entry(loaded, "2", 6, **corrected))
    loaded.flush()
    for fork in (
        entry(loaded, "3", 7),
        entry(loaded, "4", 7, **corrected),
        entry(loaded, "2", 8, metric=Metric.full),
        entry(loaded, "5", -1, metric=Metric.full),
        entry(loaded, "6", None, metric=Metric.full),
    ):
        with pytest.raises(IntegrityError), loaded.begin_nested():
            add(loaded, fork)


def test_a_retraction_leaves_a_day_without_a_figure(loaded: Session) -> None:
    place = loaded.scalars(by_slug("wudangzhao")).one()
    add(loaded, entry(loaded, "1", 5))
    first = loaded.scalars(select(Entry.id)).one()
    add(loaded, entry(loaded, "2", None, kind=EntryKind.retraction, supersedes=first))
    derivation.refresh(loaded, {place.id: {DAY}})
    assert loaded.scalars(select(Figure)).all() == []


def test_a_report_goes_before_the_sum_over_the_gates(loaded: Session) -> None:
    place = loaded.scalars(by_slug("wudangzhao")).one()
    assert add_new(loaded, [gate_row(loaded, "a", 3), gate_row(loaded, "b", 4)]) == 2
    derivation.refresh(loaded, {place.id: {DAY}})
    wanted = select(Figure.value, Figure.basis).where(Figure.metric == Metric.visits)
    assert tuple(loaded.execute(wanted).one()) == (7, Basis.gates)
    add(loaded, entry(loaded, "1", 5))
    derivation.refresh(loaded, {place.id: {DAY}})
    assert tuple(loaded.execute(wanted).one()) == (5, Basis.report)
    gates = select(Figure.value).where(Figure.metric == Metric.in_)
    assert loaded.scalars(gates).one() == 7


def test_adding_new_rows_tells_which_were_new(loaded: Session) -> None:
    rows = [gate_row(loaded, str(n), n) for n in range(10)]
    assert add_new(loaded, rows[:6]) == 6
    assert add_new(loaded, rows) == 4
    assert add_new(loaded, rows) == 0


def test_a_rebuild_finds_figures_that_the_entries_do_not_say(loaded: Session) -> None:
    take(loaded, form("2026-11-22,五当召,812", "2026-11-21,五当召,0"))
    assert derivation.rebuild(loaded) == 0
    place = loaded.scalars(by_slug("qingshan-village")).one()
    loaded.execute(text("update figure set value = 9000 where value = 812"))
    loaded.execute(
        insert(Figure).values(
            place_id=place.id,
            metric=Metric.visits,
            business_day=DAY,
            value=1,
            status=Status.sealed,
            basis=Basis.report,
        )
    )
    assert derivation.rebuild(loaded) == 2
    assert loaded.scalars(select(Figure.value).order_by(Figure.value)).all() == [0, 812]
