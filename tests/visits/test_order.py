"""However a gate's rows arrive, the figures are the same."""

from collections import Counter
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.visits.made import NOW, device, in_order, place_id, row
from webapp.core import clock
from webapp.visits import count_rows, counts, devices
from webapp.visits.models import Figure

PLACES = ("wudangzhao", "qingshan-village")
LATE = 10_000  # days: each example has days of its own
FIRST = date(2001, 1, 1)
_number = count()
Row = dict[str, Any]

# Which hour of the three days, which way, how many.
PASSAGES = st.lists(
    st.tuples(st.integers(0, 66), st.sampled_from(["in", "out"]), st.integers(0, 100_000)),
    min_size=1,
    max_size=12,
)


def rows_of(passages: list[tuple[int, str, int]], first: date) -> list[Row]:
    """Rows with keys of their own, from the first day's opening on."""
    start = clock.at_local(first) + timedelta(hours=5)
    rows = []
    for number, (hour, metric, value) in enumerate(passages):
        begin = start + timedelta(hours=hour)
        span = {"from": begin.isoformat(), "to": (begin + timedelta(hours=1)).isoformat()}
        rows.append(row(f"{number}", value, metric=metric, **span))
    return rows


def send(session: Session, token: str, place: str, batches: list[list[Row]]) -> Counter[str]:
    """What became of the rows of batches that one place's gate sends one after the other."""
    fates: Counter[str] = Counter()
    for batch in batches:
        session.rollback()
        gate = devices.gate_of(session, token)
        assert gate is not None
        session.rollback()
        body = msgspec.json.encode([one | {"place": place} for one in batch])
        told = counts.store(session, gate, body, count_rows.decode(body), NOW, LATE)
        (session.commit if told.new_rows else session.rollback)()
        fates.update(fate.fate for fate in told.answer.rows)
    return fates


def figures(session: Session, place: str, first: date) -> set[tuple[Any, ...]]:
    """Everything that is said of a place's three days and of the days beside them."""
    session.rollback()
    days = Figure.business_day.between(first - timedelta(days=1), first + timedelta(days=3))
    asked = select(Figure.metric, Figure.business_day, Figure.value, Figure.status, Figure.basis)
    at = place_id(session, place)
    return {tuple(one) for one in session.execute(asked.where(Figure.place_id == at, days))}


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PASSAGES, st.data())
def test_any_order_repetition_and_splitting_of_rows_yields_the_same_figures(
    loaded: Session, passages: list[tuple[int, str, int]], data: st.DataObject
) -> None:
    first = FIRST + timedelta(days=next(_number) * 5)
    rows = rows_of(passages, first)
    again = data.draw(st.lists(st.sampled_from(rows), max_size=12))
    shuffled = data.draw(st.permutations([*rows, *again]))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(shuffled)), max_size=6)))
    ends = zip([0, *cuts], [*cuts, len(shuffled)], strict=True)
    split = [shuffled[begin:end] for begin, end in ends]
    plain, mixed = (device(loaded, place) for place in PLACES)
    assert send(loaded, plain, PLACES[0], [rows]) == {"accepted": len(rows)}
    fates = send(loaded, mixed, PLACES[1], split)
    assert (fates["accepted"], fates["repeated"]) == (len(rows), len(again))
    one, other = (figures(loaded, place, first) for place in PLACES)
    assert one == other
    assert {(day, value) for metric, day, value, *_ in other if metric.value == "visits"} == {
        *counted(rows).items()
    }
    in_order(loaded)


def counted(rows: list[Row]) -> dict[date, int]:
    """What went in on each day, added up here; a day without a row that went in has none."""
    found: Counter[date] = Counter()
    for one in rows:
        if one["metric"] == "in":
            found[clock.business_day(datetime.fromisoformat(one["from"]))] += one["value"]
    return dict(found)
