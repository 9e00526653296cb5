"""Fresh databases for tests: one is migrated and filled once, each test gets a copy."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path

from flask import Flask
from sqlalchemy import make_url

from tests import machine, postgres, shared
from webapp import create_app
from webapp.content import files, loader
from webapp.core import migrate
from webapp.extensions import alembic, db
from webapp.staff.passwords import Cost

FOLDER = Path(tempfile.mkdtemp(prefix="webapp-tests-", dir=machine.memory()))
CHEAP = Cost(time_cost=1, memory_cost=8, parallelism=1)  # what hashing a password costs in tests
KIND = os.environ.get("TEST_DATABASE", "sqlite")
_number = count(1)
_made: list[str] = []  # the addresses of all databases, without the templates


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


def application(url: str, **settings: object) -> Flask:
    """An application under test on this database, which may exist or not."""
    app = create_app(configuration(url) | settings)
    with app.app_context():
        shared.share(app, db.engine)
    return app


def fresh(*, content: bool) -> str:
    """The address of a new database, migrated, with the starting content or empty."""
    if KIND == "postgresql":
        return _noted(postgres.create_database(template=_postgres_template(content)))
    path = FOLDER / f"test-{next(_number)}.sqlite"
    shutil.copyfile(_sqlite_template(content), path)
    return _noted(f"sqlite:///{path}")


def blank() -> str:
    """The address of a new database in which nothing is, not even tables."""
    if KIND == "postgresql":
        return _noted(postgres.create_database())
    return _noted(f"sqlite:///{FOLDER / f'test-{next(_number)}.sqlite'}")


def _noted(url: str) -> str:
    _made.append(url)
    return url


@contextmanager
def cleared() -> Iterator[None]:
    """Remove what is made inside; thousands of databases at once take minutes to delete."""
    before = len(_made)
    yield
    for url in _made[before:]:
        take_away(url)
    del _made[before:]


def take_away(url: str) -> None:
    """Remove a database, even one that an application is using."""
    name = str(make_url(url).database)
    if KIND == "postgresql":
        postgres.drop_database(name)
        return
    for beside in ("", "-wal", "-shm"):
        Path(name + beside).unlink(missing_ok=True)


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
    app = application(url)
    with app.app_context():
        migrate.upgrade(alembic)
        if content:
            loader.load(db.session, files.read())
            db.session.commit()
        engine = db.engine
    engine.dispose()  # after the session has given its connection back
