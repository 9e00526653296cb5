"""The migrations, on a database that people have been using."""

from sqlalchemy import text

from tests import databases
from webapp import create_app
from webapp.extensions import alembic, db

PLACE = """
insert into place (id, slug, kind, name, summary, aliases, tags, status, story, facts, checked_on,
search_key) values (1, 'a', 'village', '{}', '{}', '[]', '[]', 'open', '[]', '[]', '2026-01-01', '')
"""
EVENT = """
insert into event (id, slug, uid, kind, title, summary, story, search_key, changed_at)
values (1, 'a', 'a', 'folk', '{}', '{}', '[]', '', '2026-01-01 00:00:00+00')
"""


def test_a_service_with_rows_in_it_can_be_brought_up_to_date() -> None:
    app = create_app(databases.configuration(databases.blank()))
    with app.app_context():
        engine = db.engine
        alembic.upgrade("0002")
        for statement in (PLACE, EVENT):
            db.session.execute(text(statement))
        db.session.commit()
        alembic.upgrade()
        found = db.session.execute(text("select id, pictures from event")).all()
        assert [tuple(one) for one in found] in ([(1, "[]")], [(1, [])])
    engine.dispose()
