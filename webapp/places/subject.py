"""Places as manuscripts: what the review has to know of them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec
from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from webapp.core.translated import Translated
from webapp.places import draft, labels
from webapp.places.draft import PlaceText, Position
from webapp.places.models import Place, PlaceKind, PlaceStatus
from webapp.places.words import kind_name, status_name


class PlaceSubject:
    """Places in the review (`review.subjects.Subject`)."""

    kind = "place"
    fields = PlaceText
    can_be_withdrawn = True

    def read(self, session: Session, record_id: int) -> PlaceText:
        """A place as the public sees it."""
        return draft.read(session.get_one(Place, record_id))

    def publish(
        self, session: Session, record_id: int | None, fields: PlaceText, at: datetime
    ) -> int:
        """Show a place as it has been written; a new one gets its address now."""
        if record_id is None:
            place = draft.new_place(session, fields)
            draft.apply(place, fields, at)
            session.add(place)
        else:
            place = session.get_one(Place, record_id)
            draft.apply(place, fields, at)
        session.flush()
        return place.id

    def withdraw(self, session: Session, record_id: int, at: datetime) -> None:
        """Take a place from every page; events that were there go on naming it."""
        place = session.get_one(Place, record_id)
        place.withdrawn_at = place.edited_at = at

    def missing(self, fields: PlaceText) -> Sequence[str]:
        """What has to be written before it can be submitted."""
        return draft.missing(fields)

    def title(self, fields: PlaceText) -> Translated:
        """Its name."""
        return fields.name

    def labels(self) -> dict[str, str]:
        """The names of the fields, as in the form."""
        return labels.labels()

    def show(self, name: str, value: Any) -> str:
        """One field as a person reads it."""
        if value is None:
            return ""
        if name == "kind":
            return kind_name(PlaceKind(value))
        if name == "status":
            return status_name(PlaceStatus(value))
        if name == "position":
            return labels.position_words(msgspec.convert(value, Position))
        if isinstance(value, dict):
            return "\n\n".join(text for text in value.values() if text)
        if name == "pictures":
            return ", ".join(_("Picture %(number)s", number=one) for one in value)
        return _(", ").join(value) if isinstance(value, list) else str(value)

    def edit_address(self, manuscript_id: int) -> str:
        """The form."""
        return url_for("bureau.places.edit", manuscript=manuscript_id)

    def preview_address(self, version_id: int) -> str:
        """A version as the public will see it."""
        return url_for("bureau.places.preview", version=version_id)

    def public_address(self, session: Session, record_id: int) -> str:
        """The page of the place."""
        return url_for("places.page", slug=session.get_one(Place, record_id).slug)
