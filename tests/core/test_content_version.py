"""The content version is told whatever happened to the connection before."""

from sqlalchemy.orm import Session

from webapp.core import content_version
from webapp.extensions import db


def test_the_version_is_told_although_the_server_dropped_the_connection(loaded: Session) -> None:
    engine = db.engine
    before = content_version.current(engine)
    kept = engine.raw_connection()
    beneath = kept.dbapi_connection
    assert beneath is not None
    kept.close()
    beneath.close()
    assert content_version.current(engine) == before > 0
