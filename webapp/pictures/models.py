"""Pictures: what was uploaded, re-encoded, and may be shown once a text with it is published."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, Select, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from webapp.core.content_version import Public
from webapp.core.database import Json, Model
from webapp.core.search_key import fold, search_key
from webapp.core.translated import Translated
from webapp.staff.models import Account


class Picture(Public, Model):
    """One picture. Its files lie in DATA_DIR/media/<name>-<width>.<avif|webp|jpg>."""

    __tablename__ = "picture"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)  # of its content: hexadecimal digits
    width: Mapped[int]  # of the largest copy, pixels
    height: Mapped[int]
    widths: Mapped[tuple[int, ...]] = mapped_column(Json(tuple[int, ...]))  # smallest first
    alt: Mapped[Translated] = mapped_column(Json(Translated))
    caption: Mapped[Translated | None] = mapped_column(Json(Translated))
    credit: Mapped[Translated | None] = mapped_column(Json(Translated))
    uploaded_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    uploaded_at: Mapped[datetime]

    uploaded_by: Mapped[Account] = relationship()


def in_order(session: Session, ids: Sequence[int]) -> list[Picture]:
    """The pictures with these ids, in their order; those that are gone are left out."""
    if not ids:
        return []
    found = {one.id: one for one in session.scalars(select(Picture).where(Picture.id.in_(ids)))}
    return [found[id] for id in ids if id in found]


def by_name(name: str) -> Select[Picture]:
    """The picture of this content."""
    return select(Picture).where(Picture.name == name)


def newest(session: Session, words: str = "", by: Account | None = None) -> Iterator[Picture]:
    """Pictures (of one account), the newest first, in whose texts all of `words` are found.

    Read bit by bit: who needs only some stops asking.
    """
    wanted = select(Picture).order_by(Picture.uploaded_at.desc(), Picture.id.desc())
    wanted = wanted.options(joinedload(Picture.uploaded_by)).execution_options(yield_per=100)
    if by is not None:
        wanted = wanted.where(Picture.uploaded_by_id == by.id)
    asked = [fold(word) for word in words.split()]
    for picture in session.scalars(wanted):
        if not asked or _says(picture, asked):
            yield picture


def _says(picture: Picture, asked: Sequence[str]) -> bool:
    # The database keeps texts as JSON, in which it cannot look for Chinese.
    key = search_key((picture.alt, picture.caption, picture.credit))
    return all(word in key for word in asked)
