"""Events as manuscripts: what the review has to know of them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from webapp.core.translated import Translated
from webapp.events import draft, labels
from webapp.events.completeness import lacks
from webapp.events.draft import EventText
from webapp.events.models import Event


class EventSubject:
    """Events in the review (`review.subjects.Subject`)."""

    kind = "event"
    fields = EventText
    can_be_withdrawn = True

    def read(self, session: Session, record_id: int) -> EventText:
        """An event as the public sees it."""
        return draft.read(session.get_one(Event, record_id))

    def publish(
        self, session: Session, record_id: int | None, fields: EventText, at: datetime
    ) -> int:
        """Show an event as it has been written; a new one gets its address now."""
        event = session.get_one(Event, record_id) if record_id is not None else None
        event = draft.apply(session, event, fields, at)
        session.flush()
        return event.id

    def withdraw(self, session: Session, record_id: int, at: datetime) -> None:
        """Take an event from every page and from the calendar files."""
        event = session.get_one(Event, record_id)
        event.withdrawn_at = event.edited_at = at

    def missing(self, fields: EventText) -> Sequence[str]:
        """What has to be written before it can be submitted."""
        return tuple(dict.fromkeys(lack.name for lack in lacks(fields)))

    def title(self, fields: EventText) -> Translated:
        """Its title; empty while it has none."""
        return fields.title

    def labels(self) -> dict[str, str]:
        """The names of the fields, as in the form."""
        return labels.labels()

    def show(self, name: str, value: Any) -> str:
        """One field as a person reads it."""
        return labels.show(name, value)

    def edit_address(self, manuscript_id: int) -> str:
        """The form."""
        return url_for("bureau.events.edit", manuscript_id=manuscript_id)

    def preview_address(self, version_id: int) -> str:
        """A version as the public will see it."""
        return url_for("bureau.events.preview", version_id=version_id)

    def public_address(self, session: Session, record_id: int) -> str:
        """The page of the event."""
        return url_for("events.page", slug=session.get_one(Event, record_id).slug)
