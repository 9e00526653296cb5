"""What is said of a picture, as a manuscript: once readers see it, its words go through the review.

Nothing of a picture itself is ever changed: other pixels are another picture.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from webapp.core.translated import Translated
from webapp.pictures import adding
from webapp.pictures.adding import Texts
from webapp.pictures.models import Picture
from webapp.pictures.uses import seen_by_readers
from webapp.review import drafts
from webapp.review.models import Manuscript, State, Version, manuscript_of
from webapp.review.refusals import NotAsSeen
from webapp.staff.models import Account

KIND = "picture"


class PictureSubject:
    """The words of pictures in the review (`review.subjects.Subject`)."""

    kind = KIND
    fields = Texts
    can_be_withdrawn = False  # the texts that show it can

    def read(self, session: Session, record_id: int) -> Texts:
        """What is said of it now."""
        return adding.texts_of(session.get_one(Picture, record_id))

    def publish(self, session: Session, record_id: int | None, fields: Texts, at: datetime) -> int:
        """Say it wherever the picture is shown."""
        assert record_id is not None, "a picture is there before its words are reviewed"
        adding.change(session.get_one(Picture, record_id), fields)
        return record_id

    def withdraw(self, session: Session, record_id: int, at: datetime) -> None:
        """Never called: see `can_be_withdrawn`."""
        raise NotImplementedError

    def missing(self, fields: Texts) -> Sequence[str]:
        """Without a description it cannot go out."""
        return () if fields.alt.zh else ("alt",)

    def title(self, fields: Texts) -> Translated:
        """What it shows."""
        return fields.alt

    def labels(self) -> dict[str, str]:
        """The names of the fields, as in the form."""
        return {
            "alt": _("What the picture shows"),
            "caption": _("Caption"),
            "credit": _("Who took it"),
        }

    def show(self, name: str, value: Any) -> str:
        """One field as a person reads it."""
        return "\n\n".join(text for text in (value or {}).values() if text)

    def edit_address(self, manuscript_id: int) -> str:
        """The form."""
        return url_for("bureau.pictures.of_manuscript", manuscript_id=manuscript_id)

    def preview_address(self, version_id: int) -> str:
        """The picture with the words of a version."""
        return url_for("bureau.pictures.preview", version_id=version_id)

    def public_address(self, session: Session, record_id: int) -> str:
        """Its page at the desk, which lists where the public sees it."""
        return url_for("bureau.pictures.page", id=record_id)


def manuscript_of_words(session: Session, picture: Picture) -> Manuscript | None:
    """What was written at the desk about its words since readers see it."""
    return session.scalar(manuscript_of(KIND, picture.id))


def are_reviewed(session: Session, picture: Picture) -> bool:
    """Whether its words change by a review alone: readers see it, will, or have seen it."""
    return manuscript_of_words(session, picture) is not None or seen_by_readers(session, picture.id)


def proposed(session: Session, picture: Picture) -> Version | None:
    """New words that are not public yet."""
    manuscript = manuscript_of_words(session, picture)
    return manuscript.open_version if manuscript else None


def propose(
    session: Session, picture: Picture, texts: Texts, by: Account, at: datetime, seen: int
) -> Version:
    """Hand new words to the reviewers; the present ones stay until then.

    Args:
        seen: `saves` of the words proposed when the writer's page was made; 0 when there were none.

    Raises:
        NotAsSeen: a colleague has proposed something, or something was decided, since.
        Incomplete.
    """
    waiting = proposed(session, picture)
    if seen != (waiting.saves if waiting else 0):
        raise NotAsSeen(picture.id)
    version = drafts.open_record(session, KIND, picture.id, by, at)
    first = version.manuscript.versions[0]
    first.authors = first.authors or (picture.uploaded_by_id,)
    if version.state is State.submitted:
        drafts.take_back(session, version, by)
    drafts.save(session, version, texts, by, at, version.saves)
    drafts.submit(session, version, by, at)
    return version
