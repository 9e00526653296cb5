"""Keeping what was written on a page of the desk that may have grown old meanwhile.

The caller has begun a writing transaction in its turn and commits, unless something was raised.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.review import drafts
from webapp.review.merging import Fields, merge
from webapp.review.models import BEING_WRITTEN, Manuscript, Save, State, Version
from webapp.review.refusals import ChangedMeanwhile, WrongState
from webapp.staff.models import Account

Text = TypeVar("Text")
SENT_TWICE = timedelta(days=1)  # a first save repeated within it makes no second draft


@dataclass(frozen=True)
class Opened:
    """What a page was made of: the version with this number, after so many saves."""

    number: int
    saves: int

    @classmethod
    def of(cls, version: Version) -> "Opened":
        """What a page made now is made of."""
        return cls(version.number, version.saves)


def start(session: Session, kind: str, text: Any, by: Account, at: datetime) -> Version:
    """A new draft; the one that is there already when the same was sent before."""
    version = _sent_before(session, kind, text, by, at)
    version = version or drafts.begin(session, kind, text, by, at)
    _set_times(version, text)
    return version


def keep(
    session: Session,
    manuscript: Manuscript,
    text: Any,
    by: Account,
    at: datetime,
    opened: Opened,
) -> Version:
    """Save `text` in the version being written, or in a new one.

    Raises:
        WrongState: that version has been submitted.
        ChangedMeanwhile: somebody else has changed it since the page was made.
    """
    version = drafts.open_manuscript(session, manuscript, by, at)
    if version.number == opened.number:
        drafts.save(session, version, text, by, at, opened.saves)
    else:
        _join(session, version, text, by, at, text_at(manuscript, opened, session))
    if version.fields == drafts.plain(text):
        _set_times(version, text)
    return version


def text_at(manuscript: Manuscript, opened: Opened, session: Session) -> Fields:
    """The fields that a page showed; none when there is no such version or save."""
    for version in manuscript.versions:
        if version.number == opened.number:
            if version.saves == opened.saves:
                return version.fields
            save = session.get(Save, (version.id, max(0, min(opened.saves, version.saves))))
            return save.fields if save else {}
    return {}


def _join(
    session: Session, version: Version, text: Any, by: Account, at: datetime, base: Fields
) -> None:
    if version.state not in BEING_WRITTEN:
        raise WrongState(version.state)
    if base == version.fields:
        drafts.save(session, version, text, by, at, version.saves)
        return
    merged = merge(base, version.fields, drafts.plain(text))
    if merged.fields != version.fields:
        raise ChangedMeanwhile(version, merged)


def _set_times(version: Version, text: Any) -> None:
    """Texts that say from when until when they are public say it to their version."""
    if hasattr(text, "publish_at"):
        version.publish_at, version.unpublish_at = text.publish_at, text.unpublish_at


def _sent_before(
    session: Session, kind: str, text: Any, by: Account, at: datetime
) -> Version | None:
    first = (
        select(Version)
        .join(Save, (Save.version_id == Version.id) & (Save.number == 1))
        .where(Version.number == 1, Version.saves == 1, Version.state == State.draft)
        .where(Save.account_id == by.id, Save.at > at - SENT_TWICE)
        .order_by(Version.id)
    )
    wanted = drafts.plain(text)
    for version in session.scalars(first):
        if version.manuscript.kind == kind and version.fields == wanted:
            return version
    return None


def typed(fields: Fields, kind: type[Text], otherwise: Text) -> Text:
    """Fields of a version as a text; `otherwise` for what cannot be read."""
    try:
        return msgspec.convert(fields, kind)
    except msgspec.ValidationError:  # older than the struct
        return otherwise
