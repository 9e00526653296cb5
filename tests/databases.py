"""Fresh databases for tests: one is migrated and filled once, each test gets a copy."""

import os
import shutil
import tempfile
from functools import cache
from itertools import count
from pathlib import Path

from jinja2 import FileSystemBytecodeCache
from sqlalchemy import make_url

from tests import postgres
from webapp import create_app
from webapp.content import files, loader
from webapp.core import migrate
from webapp.extensions import alembic, db
from webapp.staff.passwords import Cost

FOLDER = Path(tempfile.mkdtemp(prefix="webapp-tests-"))
CHEAP = Cost(time_cost=1, memory_cost=8, parallelism=1)  # what hashing a password costs in tests
# Compiled once for all applications of a run: each test has its own.
TEMPLATES = FileSystemBytecodeCache(str(FOLDER))
KIND = os.environ.get("TEST_DATABASE", "sqlite")
_number = count(1)


def configuration(url: str) -> dict[str, object]:
    """What an application under test is made with."""
    return {
        "TESTING": True,
        "SECRET_KEY": "tests",
        "DATA_DIR": FOLDER,
        "DATABASE_URL": url,
        "PUBLIC_URL": "https://shiguai.example",
        "PASSWORD_HASHING": CHEAP,
    }


def fresh(*, content: bool) -> str:
    """The address of a new database, migrated, with the starting content or empty."""
    if KIND == "postgresql":
        return postgres.create_database(template=_postgres_template(content))
    path = FOLDER / f"test-{next(_number)}.sqlite"
    shutil.copyfile(_sqlite_template(content), path)
    return f"sqlite:///{path}"


def blank() -> str:
    """The address of a new database in which nothing is, not even tables."""
    if KIND == "postgresql":
        return postgres.create_database()
    return f"sqlite:///{FOLDER / f'test-{next(_number)}.sqlite'}"


def take_away(url: str) -> None:
    """Remove a database while an application is using it."""
    name = str(make_url(url).database)
    if KIND == "postgresql":
        postgres.drop_database(name)
    else:
        Path(name).unlink()


@cache
def _sqlite_template(content: bool) -> Path:
    path = FOLDER / f"template-{content}.sqlite"
    _prepare(f"sqlite:///{path}", content)
    return path


@cache
def _postgres_template(content: bool) -> str:
    url = postgres.create_database()
    _prepare(url, content)
    return url.rsplit("/", 1)[1].split("?")[0]


def _prepare(url: str, content: bool) -> None:
    app = create_app(configuration(url))
    with app.app_context():
        migrate.upgrade(alembic)
        if content:
            loader.load(db.session, files.read())
            db.session.commit()
        engine = db.engine
    engine.dispose()  # after the session has given its connection back
