"""What tests of the review's rules start with."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from tests.review import made


@pytest.fixture(autouse=True)
def _notes() -> Iterator[None]:
    with made.notes():
        yield


@pytest.fixture
def desk(session: Session) -> made.Desk:
    """An author, a co-author and a reviewer at a desk with nothing on it."""
    return made.Desk(session)
