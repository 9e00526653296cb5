"""What can be a manuscript: features register their subjects here when the application is made."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy.orm import Session

from webapp.core.translated import Translated


class Subject(Protocol):
    """What the workflow has to know of one kind of manuscript.

    Attributes:
        kind: Names it in the database: "event", "place", "picture".
        fields: The msgspec struct its versions are checked against.
        can_be_withdrawn: Whether it can be taken from the public by itself.
    """

    kind: str
    fields: type[Any]
    can_be_withdrawn: bool

    def read(self, session: Session, record_id: int) -> Any:
        """The public record as a `fields` struct; NoResultFound when there is none."""

    def publish(self, session: Session, record_id: int | None, fields: Any, at: datetime) -> int:
        """Bring the public record (a new one for None) to `fields`; its id. Never commits."""

    def withdraw(self, session: Session, record_id: int, at: datetime) -> None:
        """Take the public record from the public."""

    def missing(self, fields: Any) -> Sequence[str]:
        """Names of the fields without which it cannot be submitted."""

    def title(self, fields: Any) -> Translated:
        """What it is called, in lists."""

    def labels(self) -> dict[str, str]:
        """Every field's name as people read it, in the order of the form (through gettext)."""

    def show(self, name: str, value: Any) -> str:
        """The value of one field (plain JSON) as a person reads it, for comparisons."""

    def edit_address(self, manuscript_id: int) -> str:
        """Where it is edited at the desk."""

    def preview_address(self, version_id: int) -> str:
        """Where a version is shown as the public will see it."""

    def public_address(self, session: Session, record_id: int) -> str:
        """Where the public sees it."""


SUBJECTS: dict[str, Subject] = {}


def register(subject: Subject) -> None:
    """Let `subject` be written, reviewed and published."""
    SUBJECTS[subject.kind] = subject
