"""A service that has been counting is given the chain and the method without losing anything."""

from datetime import UTC, datetime

from sqlalchemy import select, text

from tests import databases
from webapp import create_app
from webapp.extensions import alembic, db
from webapp.visits import chain, derivation, ledger, methods, proof
from webapp.visits.methods import MethodChange, MethodVersion

ROWS = (
    "insert into place (id, slug, kind, name, summary, aliases, tags, status, story, facts,"
    " checked_on, search_key) values (7, 'a', 'village', '{}', '{}', '[]', '[]', 'open', '[]',"
    " '[]', '2026-01-01', '')",
    "insert into submission (id, kind, source, key, sha256, received_at, method_version)"
    " values (1, 'import', 'x', 'x', '', '2026-01-03 01:02:03.456789+00:00', 1)",
    "insert into entry (id, submission_id, place_id, business_day, metric, kind, value, status,"
    " source, source_key) values (1, 1, 7, '2026-01-02', 'visits', 'report', 5, 'preliminary',"
    " 'form', '1')",
    "insert into figure (place_id, metric, business_day, value, status, basis)"
    " values (7, 'visits', '2026-01-02', 5, 'preliminary', 'report')",
)


def test_what_was_counted_before_is_kept_linked_and_has_a_version() -> None:
    app = create_app(databases.configuration(databases.blank()))
    with app.app_context():
        engine, session = db.engine, db.session
        alembic.upgrade("0004")
        for statement in ROWS:
            if engine.dialect.name == "sqlite":  # it keeps no zone
                statement = statement.replace("+00:00", "")
            session.execute(text(statement))
        session.commit()
        alembic.upgrade("0005")
        version = session.scalars(select(MethodVersion)).one()
        assert (version.number, version.change, version.places) == (1, MethodChange.places, (7,))
        assert version.started_at == datetime(2026, 1, 3, 1, 2, 3, 456789, tzinfo=UTC)
        session.rollback()
        ledger.begin(session)
        assert chain.adopt(session).number == 1
        assert derivation.rebuild(session) == 0
        session.commit()
        assert proof.verify(session).number == 1
        assert methods.current(session) == 1
        session.rollback()
        alembic.downgrade("0004")
        alembic.upgrade("0005")
    engine.dispose()
