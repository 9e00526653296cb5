"""A use of a picture as the desk shows it: what the text is called, and where it is."""

from dataclasses import dataclass

import msgspec
from flask import url_for
from sqlalchemy.orm import Session

from webapp.core.translated import Translated
from webapp.pictures.uses import Use
from webapp.review.models import Manuscript
from webapp.review.subjects import SUBJECTS, Subject
from webapp.staff import lock

MANUSCRIPT = "bureau.review.manuscript"


@dataclass(frozen=True)
class ShownUse:
    """One line under "Where it is used".

    Attributes:
        title: None when the text is older than what such texts hold today.
        address: Empty where whoever looks has nothing to open.
    """

    use: Use
    title: Translated | None = None
    address: str = ""


def shown_use(session: Session, use: Use) -> ShownUse:
    """What is told of it to whoever is signed in."""
    subject = SUBJECTS.get(use.kind)
    if subject is None:
        return ShownUse(use)
    return ShownUse(use, _title(session, subject, use), _address(session, subject, use))


def _title(session: Session, subject: Subject, use: Use) -> Translated | None:
    if use.manuscript_id is not None:
        latest = session.get_one(Manuscript, use.manuscript_id).latest
        try:
            return subject.title(msgspec.convert(latest.fields, subject.fields))
        except msgspec.ValidationError:
            return None
    assert use.record_id is not None
    return subject.title(subject.read(session, use.record_id))


def _address(session: Session, subject: Subject, use: Use) -> str:
    if use.manuscript_id is not None and lock.may_open(MANUSCRIPT):
        return url_for(MANUSCRIPT, manuscript_id=use.manuscript_id)
    if use.public and use.record_id is not None:
        return subject.public_address(session, use.record_id)
    return ""
