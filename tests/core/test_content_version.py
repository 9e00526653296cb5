"""The content version is told whatever happened to the connection before."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from webapp.core import clock, content_version
from webapp.extensions import db

NOW = datetime(2027, 11, 23, 4, tzinfo=UTC)


def test_the_version_is_told_although_the_server_dropped_the_connection(loaded: Session) -> None:
    engine = db.engine
    before = content_version.current(engine)
    kept = engine.raw_connection()
    beneath = kept.dbapi_connection
    assert beneath is not None
    kept.close()
    beneath.close()
    assert content_version.current(engine) == before > 0


def test_each_change_has_a_second_of_its_own_and_a_transaction_counts_once(loaded: Session) -> None:
    with clock.fixed_at(NOW):
        content_version.rise(loaded)
        content_version.rise(loaded)
        loaded.commit()
        assert content_version.changed_at(loaded) == NOW
        content_version.rise(loaded)
        loaded.commit()
        assert content_version.changed_at(loaded) == NOW + timedelta(seconds=1)
    with clock.fixed_at(NOW - timedelta(hours=1)):  # a clock that was put back
        content_version.rise(loaded)
        loaded.commit()
    assert content_version.changed_at(loaded) == NOW + timedelta(seconds=2)


def test_a_change_after_one_that_was_taken_back_is_noted(loaded: Session) -> None:
    with clock.fixed_at(NOW):
        with suppress(KeyError), loaded.begin_nested():
            content_version.rise(loaded)
            raise KeyError
        content_version.rise(loaded)
        loaded.commit()
    assert content_version.changed_at(loaded) == NOW
