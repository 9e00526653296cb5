"""Editions as manuscripts: what the review has to know of them. A record is named by its year."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from webapp.core.database import db
from webapp.core.translated import Translated
from webapp.race import draft, labels, writing
from webapp.race.codes_in_use import codes_in_use
from webapp.race.completeness import lacks
from webapp.race.draft import EditionText
from webapp.race.models import Edition
from webapp.review.models import Manuscript, Version


class EditionSubject:
    """Editions in the review (`review.subjects.Subject`)."""

    kind = writing.KIND
    fields = EditionText
    can_be_withdrawn = True

    def read(self, session: Session, record_id: int) -> EditionText:
        """An edition as the public sees it."""
        return draft.read(session.get_one(Edition, record_id))

    def publish(
        self, session: Session, record_id: int | None, fields: EditionText, at: datetime
    ) -> int:
        """Show an edition as it has been written; also one that content has brought meanwhile."""
        edition = draft.apply(session.get(Edition, fields.year), fields, at)
        session.add(edition)
        session.flush()
        return edition.year

    def withdraw(self, session: Session, record_id: int, at: datetime) -> None:
        """Take an edition, and all its pages, from the public."""
        edition = session.get_one(Edition, record_id)
        edition.withdrawn_at = edition.edited_at = at

    def missing(self, fields: EditionText) -> Sequence[str]:
        """What has to be written before it can be submitted."""
        in_use = codes_in_use(db.session, fields.year)
        return tuple(dict.fromkeys(lack.name for lack in lacks(fields, in_use)))

    def title(self, fields: EditionText) -> Translated:
        """Its year and name."""
        return draft.titled(fields.year, fields.name)

    def labels(self) -> dict[str, str]:
        """The names of the fields, as in the form."""
        return labels.labels()

    def show(self, name: str, value: Any) -> str:
        """One field as a person reads it."""
        return labels.show(name, value)

    def edit_address(self, manuscript_id: int) -> str:
        """The form."""
        manuscript = db.session.get_one(Manuscript, manuscript_id)
        return url_for("bureau.race.edit", year=writing.year_of(manuscript))

    def preview_address(self, version_id: int) -> str:
        """A version as the public will see it."""
        version = db.session.get_one(Version, version_id)
        year = writing.year_of(version.manuscript)
        return url_for("bureau.race.preview", year=year, number=version.number)

    def public_address(self, session: Session, record_id: int) -> str:
        """The page of the edition."""
        return url_for("race.edition", year=record_id)
