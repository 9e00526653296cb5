"""Where facts come from."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from webapp.core.content_version import Public
from webapp.core.database import Json, Model
from webapp.core.records import ContentRecord
from webapp.core.translated import Translated


class Source(ContentRecord, Public, Model):
    """A publication that statements rest on, named by its key."""

    __tablename__ = "source"
    key: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[Translated] = mapped_column(Json(Translated))
    kind: Mapped[str]  # official, news, encyclopaedia, travel, dataset …
    published: Mapped[str | None]  # a day, month or year, as far as known
    url: Mapped[str | None]


def sources_of(session: Session, keys: Iterable[str]) -> Sequence[Source]:
    """The sources with these keys, in the order of the keys."""
    wanted = list(dict.fromkeys(keys))
    found = {s.key: s for s in session.scalars(select(Source).where(Source.key.in_(wanted)))}
    return [found[key] for key in wanted if key in found]
