"""Bringing the database up to date, also when several servers start at once."""

import logging
from functools import cache
from pathlib import Path
from typing import Any, Literal

from alembic.config import Config
from alembic.script import ScriptDirectory
from flask import Flask
from flask_alembic import Alembic
from sqlalchemy import ColumnClause, Enum, String, column, select, table, text

from webapp.core.database import Json, UtcDateTime, db

FOLDER = Path(__file__).parent.parent / "migrations"
LOCK = 150205  # any number, the same for every instance


def init_app(app: Flask, alembic: Alembic) -> None:
    """Attach the migrations; new ones are written in plain column types."""
    app.config["ALEMBIC_CONTEXT"] = {
        "render_item": _plain_type,
        "transactional_ddl": True,  # SQLite can, now that we say BEGIN ourselves
    }
    alembic.init_app(app)
    logging.getLogger("alembic").setLevel(logging.WARNING)


def _plain_type(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Migrations import none of our types: these are what ours are stored as."""
    if kind == "type" and isinstance(item, Json):
        return "sa.JSON()"
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, Enum):
        return f"sa.String({item.length})"
    return False


def upgrade(alembic: Alembic) -> None:
    """Apply what is missing; a second starter waits for the first and finds nothing to do.

    On PostgreSQL an advisory lock holds the others back; on SQLite the start-up's file lock does.
    """
    if db.engine.dialect.name != "postgresql":
        alembic.upgrade()
        return
    with db.engine.connect() as connection:
        connection.execute(text("select pg_advisory_lock(:key)"), {"key": LOCK})
        try:
            alembic.upgrade()
        finally:
            connection.execute(text("select pg_advisory_unlock(:key)"), {"key": LOCK})


def is_current() -> bool:
    """Whether every migration that came with this code has been applied."""
    applied = db.session.scalars(select(_VERSION)).all()
    return set(applied) == heads()


_VERSION: ColumnClause[str] = table("alembic_version", column("version_num", String)).c.version_num


@cache
def heads() -> frozenset[str]:
    """The newest revisions of the code; Flask-Alembic's own look-up is not safe between threads."""
    scripts = Config()
    scripts.set_main_option("script_location", str(FOLDER))
    scripts.set_main_option("version_locations", str(FOLDER))
    scripts.set_main_option("path_separator", "os")
    return frozenset(ScriptDirectory.from_config(scripts).get_heads())
