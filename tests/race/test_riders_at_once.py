"""Several people at the same time: no bib twice, no place twice."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from msgspec.structs import replace
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tests.race.made import MEN, RIDE, WOMEN, YEAR, a_rider, an_edition
from tests.race.riders_made import as_csv, run
from tests.staff.made import stored_account
from webapp.core import clock
from webapp.core.database import EDITING, begin_writing, db
from webapp.race.models import Edition
from webapp.race.riders import storing
from webapp.race.riders.models import Rider, riders_of
from webapp.staff.models import Account, Role

HEADER = ("姓名", "组别")


def import_at_once(app: Flask, editor: int, number: int) -> None:
    with app.app_context():
        begin_writing(db.session, EDITING)
        edition = db.session.get_one(Edition, YEAR)
        content = as_csv([[f"骑手{number}-{at}", "骑游组"] for at in range(15)], HEADER)
        found, known = run(db.session, edition, content, assign=True)
        by = db.session.get_one(Account, editor)
        storing.store(db.session, found, known, by, clock.now())
        db.session.commit()


def test_imports_at_the_same_time_give_no_bib_and_no_place_twice(app: Flask) -> None:
    small = an_edition(categories=(MEN, WOMEN, replace(RIDE, quota=50)))
    db.session.add(small)
    editor = stored_account(db.session, Role.editor).id
    db.session.commit()
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: import_at_once(app, editor, number), range(4)))
    bibs = db.session.scalars(select(Rider.bib).order_by(Rider.bib)).all()
    assert bibs == list(range(301, 351))


def assign_at_once(app: Flask) -> int:
    with app.app_context():
        begin_writing(db.session, EDITING)
        edition = db.session.get_one(Edition, YEAR)
        given = storing.assign_missing(
            db.session, edition, db.session.scalars(riders_of(YEAR)).all()
        )
        db.session.commit()
        return len(given)


def test_missing_bibs_are_given_once_and_the_database_refuses_a_second(app: Flask) -> None:
    db.session.add(an_edition())
    db.session.flush()
    db.session.add_all(a_rider(None, "ride", name=f"骑手{at}") for at in range(20))
    db.session.commit()
    with ThreadPoolExecutor(3) as pool:
        counts = list(pool.map(lambda _number: assign_at_once(app), range(3)))
    assert sorted(counts) == [0, 0, 20]
    found = db.session.scalars(select(Rider.bib).order_by(Rider.bib)).all()
    assert found == list(range(301, 321))
    db.session.add(a_rider(301, "ride", name="别人"))
    with pytest.raises(IntegrityError):
        db.session.flush()
