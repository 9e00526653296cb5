"""Adding, changing and removing pictures: the rows, once the files are there."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from webapp.core.translated import Translated
from webapp.pictures.models import Picture, by_name
from webapp.pictures.store import Stored
from webapp.staff.models import Account


class StillUsed(Exception):
    """The picture is part of a text, public or not."""


@dataclass(frozen=True)
class Texts:
    """What is said of a picture."""

    alt: Translated
    caption: Translated | None = None
    credit: Translated | None = None


def add(
    session: Session, stored: Stored, texts: Texts, by: Account, at: datetime
) -> tuple[Picture, bool]:
    """The picture of these files, and whether it is new: one that is there keeps its texts.

    In the turn of those who edit (`start_writing`); the caller commits.
    """
    found = session.scalar(by_name(stored.name))
    if found is not None:
        return found, False
    picture = Picture(
        name=stored.name,
        width=stored.width,
        height=stored.height,
        widths=stored.widths,
        uploaded_by_id=by.id,
        uploaded_at=at,
    )
    change(picture, texts)
    session.add(picture)
    session.flush()
    return picture, True


def texts_of(picture: Picture) -> Texts:
    """What is said of it now."""
    return Texts(picture.alt, picture.caption, picture.credit)


def change(picture: Picture, texts: Texts) -> None:
    """Say something else of it, wherever it is shown."""
    picture.alt, picture.caption, picture.credit = texts.alt, texts.caption, texts.credit


def remove(session: Session, picture: Picture, used: Container[int]) -> None:
    """Remove the row; the files go when the service is tidied.

    Raises:
        StillUsed: its id is among those that are `used`.
    """
    if picture.id in used:
        raise StillUsed(picture.id)
    session.delete(picture)
