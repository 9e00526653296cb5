"""The editions at the desk: what is public, and what is being written."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.core import languages
from webapp.race import draft, writing
from webapp.race.draft import EditionText
from webapp.race.models import Edition
from webapp.race.writing import KIND
from webapp.review.models import Manuscript, State, Version


@dataclass(frozen=True)
class Row:
    """One edition of the list.

    Attributes:
        text: As it is being written, else as it is public.
        version: The version in focus; None while nobody has worked on it.
    """

    year: int
    text: EditionText
    edition: Edition | None
    version: Version | None

    @property
    def public(self) -> bool:
        """Whether the public sees it."""
        return self.edition is not None and self.edition.withdrawn_at is None

    @property
    def state(self) -> State:
        """How far it is."""
        return self.version.state if self.version else State.published


def rows(session: Session) -> list[Row]:
    """All editions, the latest first."""
    editions = {one.year: one for one in session.scalars(select(Edition))}
    manuscripts: dict[int, Manuscript] = {}
    public = select(Manuscript).where(Manuscript.kind == KIND, Manuscript.record_id.is_not(None))
    for one in [*writing.unpublished(session), *session.scalars(public)]:
        manuscripts[writing.year_of(one)] = one
    years = sorted({*editions, *manuscripts}, reverse=True)
    return [_row(year, editions.get(year), manuscripts.get(year)) for year in years]


def _row(year: int, edition: Edition | None, manuscript: Manuscript | None) -> Row:
    if manuscript is None:
        assert edition is not None
        return Row(year, draft.read(edition), edition, None)
    version = manuscript.open_version or manuscript.standing
    by_content = version.saved_by_id is None and edition is not None
    text = draft.read(edition) if edition and by_content else writing.typed(version.fields)
    return Row(year, text, edition, version)


def title(row: Row) -> str:
    """What an edition is called in lists."""
    return f"{row.year} {languages.words(row.text.name)}".strip()
