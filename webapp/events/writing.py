"""Keeping what was written of an event (see `review.writing`)."""

from datetime import datetime

from sqlalchemy.orm import Session

from webapp.events.draft import EventText
from webapp.review import writing
from webapp.review.merging import Fields
from webapp.review.models import Version
from webapp.review.writing import Opened, keep, text_at
from webapp.staff.models import Account

__all__ = ["KIND", "Opened", "keep", "start", "text_at", "typed"]
KIND = "event"


def start(session: Session, text: EventText, by: Account, at: datetime) -> Version:
    """A new draft; the one that is there already when the same was sent before."""
    return writing.start(session, KIND, text, by, at)


def typed(fields: Fields) -> EventText:
    """Fields of a version as a text; what cannot be read is left out."""
    return writing.typed(fields, EventText, EventText())
