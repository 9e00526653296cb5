"""The demonstration's year is plausible, always the same, and arrives through the real API."""

import threading
from collections import defaultdict
from datetime import date, datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.serving import make_server

from tests import databases
from webapp import create_app, demo
from webapp.core import clock
from webapp.extensions import db
from webapp.staff.models import Account, AccountState
from webapp.visits.demo import batches
from webapp.visits.figures import progress
from webapp.visits.models import Basis, Device, Entry, Figure
from webapp.visits.simulation import GATES, holidays, rows_of
from webapp.visits.year import year_report

YESTERDAY = date(2026, 11, 22)


def totals() -> dict[tuple[str, date, str], int]:
    found: dict[tuple[str, date, str], int] = defaultdict(int)
    for gate in GATES:
        for row in rows_of(gate, 2026, YESTERDAY):
            day = clock.business_day(datetime.fromisoformat(row["from"]))
            found[row["place"], day, row["metric"]] += row["value"]
    return found


def test_the_year_is_on_its_way_to_the_goal() -> None:
    admitted = sum(value for (_, _, metric), value in totals().items() if metric == "in")
    assert 0.60 < admitted / 1_400_000 < 0.75


def test_everybody_who_comes_in_leaves_the_same_day() -> None:
    found = totals()
    for (place, day, metric), value in found.items():
        if metric == "in":
            assert found[place, day, "out"] == value


def test_no_row_is_negative_or_lies_after_yesterday_and_keys_are_unique() -> None:
    for gate in GATES:
        rows = list(rows_of(gate, 2026, YESTERDAY))
        assert all(row["value"] >= 0 for row in rows)
        assert max(row["to"] for row in rows) < "2026-11-23"
        assert len({row["key"] for row in rows}) == len(rows)
        assert rows == list(rows_of(gate, 2026, YESTERDAY))


def test_holidays_follow_the_moon() -> None:
    assert date(2026, 2, 17) in holidays(2026)  # 春节
    assert date(2027, 2, 6) in holidays(2027)
    assert date(2026, 9, 25) in holidays(2026)  # 中秋


def test_some_rows_come_late_and_some_twice() -> None:
    sent = [row["key"] for batch in batches(GATES[0], YESTERDAY) for row in batch]
    assert len(set(sent)) == len(list(rows_of(GATES[0], 2026, YESTERDAY)))
    assert len(sent) > len(set(sent))
    ordered = [key for n, key in enumerate(sent) if key not in sent[:n]]
    assert ordered != sorted(ordered)


def test_it_is_sent_through_the_api(monkeypatch: pytest.MonkeyPatch) -> None:
    url = databases.fresh(content=True)
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("DATA_DIR", str(databases.FOLDER))
    app = create_app(databases.configuration(url) | {"COUNTS_LATE_DAYS": 400})
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    address = f"http://127.0.0.1:{server.port}"
    try:
        with clock.fixed_at(datetime(2026, 3, 20, 12, tzinfo=clock.LOCAL)):
            fed = demo.fill(address)
            with app.app_context():
                check(db.session)
            until = demo.feed(address, fed)
            demo.feed(address, fed)  # started anew it sends the same once more
            for page in ("/en/places/wudangzhao", "/en/places", "/en/map"):
                words = app.test_client().get(page).text
                assert "Plenty of room" in words and "Crowd unknown" not in words, page
        with clock.fixed_at(datetime(2026, 3, 20, 23, tzinfo=clock.LOCAL)):
            demo.feed(address, fed, until)
            assert "Plenty of room" not in app.test_client().get("/en/places/wudangzhao").text
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    with app.app_context():
        day = date(2026, 3, 20)
        rows = [row for gate in GATES for row in rows_of(gate, 2026, day) if row["metric"] == "in"]
        assert progress(db.session, 2026, day).total == sum(row["value"] for row in rows)
        assert db.session.scalars(select(Account)).one().state is AccountState.disabled
        db.session.close()
        db.engine.dispose()


def check(session: Session) -> None:
    today, last = date(2026, 3, 20), date(2026, 3, 19)
    rows = [row for gate in GATES for row in rows_of(gate, 2026, last)]
    year = progress(session, 2026, today)
    assert year.as_of == last
    assert year.total == sum(row["value"] for row in rows if row["metric"] == "in")
    assert session.scalar(select(func.count()).select_from(Entry)) == len(rows)
    assert session.scalar(select(func.count()).select_from(Device)) == len(GATES)
    assert set(session.scalars(select(Figure.basis))) == {Basis.gates}
    missing = {p.slug: p.days_missing for p in year_report(session, 2026, today).places}
    assert missing["huawu-renjian"] == 3
    assert missing["baotou-ancient-city"] == 0
