"""Pictures: what was uploaded, re-encoded, and may be shown once a text with it is published."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.content_version import Public
from webapp.core.database import Json, Model
from webapp.core.translated import Translated


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
