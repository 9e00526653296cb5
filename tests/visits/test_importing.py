"""A form goes into the ledger whole or not at all, and only once."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.visits.made import NOW, form, take
from webapp.core.content_version import ContentVersion
from webapp.visits import derivation
from webapp.visits.daily_form import Refused
from webapp.visits.models import Entry, EntryKind, Figure, Metric, Status, Submission

DAY = date(2026, 11, 22)


def visits_of(session: Session, day: date = DAY) -> int | None:
    return session.scalar(
        select(Figure.value).where(Figure.metric == Metric.visits, Figure.business_day == day)
    )


def count(session: Session, table: type) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def problems_of(session: Session, content: bytes) -> list[str]:
    with pytest.raises(Refused) as refused:
        take(session, content)
    session.rollback()
    return [f"{p.line} {p.reason % p.details}" for p in refused.value.problems]


def test_a_report_becomes_a_figure(loaded: Session) -> None:
    outcome = take(loaded, form("2026-11-22,五当召,812"))
    assert (outcome.new, outcome.days) == (1, 1)
    figure = loaded.scalars(select(Figure)).one()
    assert (figure.value, figure.status) == (812, Status.preliminary)


@pytest.mark.parametrize(
    "name", ["五当召", "wudangzhao", "Wudangzhao Monastery", "五当召景区", "广觉寺"]
)
def test_a_place_is_found_by_each_of_its_names(loaded: Session, name: str) -> None:
    take(loaded, form(f"2026-11-22,{name},812"))
    assert visits_of(loaded) == 812


def test_the_same_file_twice_changes_nothing_and_says_so(loaded: Session) -> None:
    content = form("2026-11-22,五当召,812", "2026-11-21,五当召,0")
    take(loaded, content)
    version = loaded.scalar(select(ContentVersion.value))
    again = take(loaded, content)
    assert not again.changed
    assert again.unchanged == 2
    assert again.received_before == NOW
    assert (count(loaded, Entry), count(loaded, Submission)) == (2, 1)
    assert loaded.scalar(select(ContentVersion.value)) == version


def test_one_bad_row_keeps_the_whole_file_out(loaded: Session) -> None:
    said = problems_of(
        loaded,
        form("2026-11-22,五当召,812", "2026-11-22,五当招,3", "2027-01-01,青山村,3", "x,y,z"),
    )
    assert said[0].startswith("3 no place is called “五当招”; similar: ")
    assert "五当召" in said[0]
    assert said[1:] == [
        "4 this day lies in the future",
        "5 not a day; write it as 2026-11-22",
        "5 not a number; leave the cell empty when nothing was counted",
    ]
    assert count(loaded, Entry) == count(loaded, Figure) == count(loaded, Submission) == 0


def test_the_same_day_of_a_place_cannot_stand_twice_under_two_names(loaded: Session) -> None:
    said = problems_of(loaded, form("2026-11-22,五当召,812", "2026/11/22,wudangzhao,812"))
    assert said == ["3 the same day and place as line 2"]


def test_another_value_for_a_reported_day_needs_a_reason(loaded: Session) -> None:
    take(loaded, form("2026-11-22,五当召,812"))
    said = problems_of(loaded, form("2026-11-22,五当召,821"))
    assert said == [
        "2 五当召 already reported 812 for 2026-11-22, the file says 821; "
        "a correction needs a reason"
    ]
    assert visits_of(loaded) == 812


def test_a_correction_supersedes_and_keeps_the_old_value(loaded: Session) -> None:
    take(loaded, form("2026-11-22,五当召,812"))
    for value in (821, 812, 800):
        outcome = take(loaded, form(f"2026-11-22,五当召,{value}"), "闸机复核")
        assert (outcome.corrected, outcome.new) == (1, 0)
        assert visits_of(loaded) == value
    entries = loaded.scalars(select(Entry).order_by(Entry.id)).all()
    assert [entry.value for entry in entries] == [812, 821, 812, 800]
    assert [entry.supersedes for entry in entries] == [None, *(e.id for e in entries[:-1])]
    assert {entry.kind for entry in entries[1:]} == {EntryKind.correction}
    assert {entry.note for entry in entries[1:]} == {"闸机复核"}


def test_the_running_day_is_an_advance_figure_and_firms_up_later(loaded: Session) -> None:
    take(loaded, form("2026-11-23,五当召,100"))
    assert loaded.scalars(select(Figure.status)).one() is Status.advance
    outcome = take(loaded, form("2026-11-23,五当召,100,核实", header="日期,景区,入园人次,状态"))
    assert (outcome.confirmed, outcome.corrected) == (1, 0)
    assert loaded.scalars(select(Figure.status)).one() is Status.verified
    assert not take(loaded, form("2026-11-23,五当召,100")).changed


def test_an_empty_row_stores_nothing(loaded: Session) -> None:
    assert not take(loaded, form("2026-11-22,五当召,")).changed
    assert count(loaded, Figure) == 0


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["2026-11-20", "2026/11/21", "2026-02-30", "2027-01-01", ""]),
        st.sampled_from(["五当召", "青山村", "包头古城", "某地", ""]),
        st.sampled_from(["0", "12", "1，234", "-1", "", "x", "100001"]),
    ),
    max_size=5,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ROWS, st.booleans())
def test_any_file_is_taken_whole_or_not_at_all(
    loaded: Session, rows: list[tuple[str, str, str]], corrects: bool
) -> None:
    before = count(loaded, Entry)
    content = form(*(",".join(row) for row in rows))
    try:
        outcome = take(loaded, content, "why" if corrects else None)
    except Refused:
        loaded.rollback()
        assert count(loaded, Entry) == before
    else:
        added = outcome.new + outcome.corrected + outcome.confirmed
        assert count(loaded, Entry) == before + added
        assert not take(loaded, content).changed
    assert derivation.rebuild(loaded) == 0
    loaded.rollback()
