"""Fixtures for tests that need the application or its database but no page."""

import gc
import shutil
from collections.abc import Iterator

import pytest
from flask import Flask
from hypothesis import settings
from sqlalchemy.orm import Session

from tests import databases
from webapp.extensions import db

settings.register_profile("house", deadline=None)  # a busy machine is slow, not wrong
settings.load_profile("house")


@pytest.fixture(autouse=True)
def _databases_of_the_test() -> Iterator[None]:
    """Those of a module's fixture are older, and stay."""
    with databases.cleared():
        yield


@pytest.fixture
def app() -> Iterator[Flask]:
    """An application on a fresh, empty database, inside its context."""
    app = databases.application(databases.fresh(content=False))
    with app.app_context():
        engine = db.engine
        yield app
    engine.dispose()


@pytest.fixture
def session(app: Flask) -> Session:
    """The session of `app`."""
    return db.session


@pytest.fixture
def loaded() -> Iterator[Session]:
    """A session on a database that holds the starting content."""
    app = databases.application(databases.fresh(content=True))
    with app.app_context():
        engine = db.engine
        yield db.session
    engine.dispose()


def pytest_collection_finish() -> None:
    """Look for garbage seldom, and never again in what lives until the end: modules, test items.

    Looking took a third of a run. Each test leaves a whole application behind, but a small one.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 20, 20)


def pytest_sessionfinish() -> None:
    """Leave nothing behind."""
    shutil.rmtree(databases.FOLDER, ignore_errors=True)
