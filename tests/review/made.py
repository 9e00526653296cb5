"""A small subject for tests of the review, and versions of it in every state."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Thread
from typing import Any

import msgspec
from sqlalchemy import delete
from sqlalchemy.orm import Session

from tests.staff.made import stored_account
from webapp.core import clock
from webapp.core.database import EDITING, begin_writing
from webapp.core.translated import Translated
from webapp.places.models import Place, PlaceKind, PlaceStatus
from webapp.review import drafts, workflow
from webapp.review.models import Manuscript, Save, State, Version
from webapp.review.subjects import SUBJECTS, register
from webapp.staff.models import Account, Role

NOW = datetime(2027, 5, 3, 10, 0, tzinfo=clock.LOCAL)
LATER = NOW + timedelta(hours=1)


class Note(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is written in these tests."""

    title: Translated
    text: Translated | None = None
    tags: tuple[str, ...] = ()


class Notes:
    """Notes are shown to the public as places, which have pages."""

    kind = "note"
    fields = Note
    can_be_withdrawn = True

    def read(self, session: Session, record_id: int) -> Note:
        place = session.get_one(Place, record_id)
        return Note(place.name, place.summary, place.tags)

    def publish(self, session: Session, record_id: int | None, fields: Note, at: datetime) -> int:
        if fields.title.zh == "炸":
            raise ValueError("this text breaks what publishes it")
        place = session.get(Place, record_id) if record_id else None
        if place is None:
            place = Place(slug=f"note-{session.query(Place).count() + 1}", kind=PlaceKind.village)
            place.status, place.checked_on = PlaceStatus.open, at.date()
            session.add(place)
        place.name, place.summary = fields.title, fields.text or fields.title
        place.tags, place.edited_at, place.withdrawn_at = fields.tags, at, None
        session.flush()
        return place.id

    def withdraw(self, session: Session, record_id: int, at: datetime) -> None:
        session.get_one(Place, record_id).withdrawn_at = at

    def missing(self, fields: Note) -> Sequence[str]:
        return () if fields.title.zh else ("title",)

    def title(self, fields: Note) -> Translated:
        return fields.title

    def labels(self) -> dict[str, str]:
        return {"title": "Title", "text": "Text", "tags": "Tags"}

    def show(self, name: str, value: Any) -> str:
        if isinstance(value, dict):
            return "\n".join(value.values())
        return "、".join(value or ())

    def edit_address(self, manuscript_id: int) -> str:
        return f"/bureau/notes/{manuscript_id}"

    def preview_address(self, version_id: int) -> str:
        return f"/bureau/notes/preview/{version_id}"

    def public_address(self, session: Session, record_id: int) -> str:
        return f"/places/{session.get_one(Place, record_id).slug}"


@contextmanager
def notes() -> Iterator[None]:
    """Notes can be written within the block."""
    register(Notes())
    try:
        yield
    finally:
        del SUBJECTS[Notes.kind]


def a_note(title: str = "春天", **more: Any) -> Note:
    return Note(Translated(title), **more)


def writing(session: Session) -> None:
    """Begin to write, as the lock does before a view."""
    session.rollback()
    begin_writing(session, EDITING)


def forget_manuscripts(session: Session) -> None:
    """As if the content files had brought the records, and nobody had worked on them."""
    for table in (Save, Version, Manuscript):
        session.execute(delete(table))
    session.expire_all()


def in_parallel(works: Sequence[Callable[[], None]]) -> None:
    """Do several things at once, and wait for all of them."""
    threads = [Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class Desk:
    """An author, a co-author, and a reviewer, who bring versions into any state."""

    def __init__(self, session: Session) -> None:
        self.session = session
        both = (Role.editor, Role.reviewer)
        self.author = stored_account(session, *both, full_name="甲")
        self.coauthor = stored_account(session, *both, full_name="乙")
        self.reviewer = stored_account(session, *both, full_name="丙")
        writing(session)

    def draft(self, note: Note | None = None, by: Account | None = None) -> Version:
        return drafts.begin(self.session, "note", note or a_note(), by or self.author, NOW)

    def submitted(self, note: Note | None = None, by: Account | None = None) -> Version:
        version = self.draft(note, by)
        drafts.submit(self.session, version, by or self.author, NOW)
        return version

    def published(self, note: Note | None = None) -> Version:
        version = self.submitted(note)
        workflow.publish(self.session, version, self.reviewer, NOW)
        return version

    def next_draft(self, version: Version, by: Account | None = None) -> Version:
        return drafts.open_manuscript(self.session, version.manuscript, by or self.author, NOW)

    def next_submitted(self, version: Version, note: Note | None = None) -> Version:
        found = self.next_draft(version)
        self.save(found, note or a_note("夏天"))
        drafts.submit(self.session, found, self.author, NOW)
        return found

    def save(self, version: Version, note: Note, by: Account | None = None) -> None:
        who = by or self.author
        drafts.save(self.session, version, note, who, NOW, version.saves)

    def approved(self) -> Version:
        version = self.submitted()
        version.publish_at = LATER
        workflow.publish(self.session, version, self.reviewer, NOW)
        return version

    def urgent(self) -> Version:
        def change(note: Note) -> Note:
            return msgspec.structs.replace(note, tags=("取消",))

        manuscript = self.published().manuscript
        return workflow.urgent(self.session, manuscript, change, self.author, "暴雨", NOW)

    def in_state(self, state: State) -> Version:
        """A version in this state, brought there as people would."""
        session, reviewer = self.session, self.reviewer
        if state is State.replaced:
            version = self.published()
            workflow.publish(session, self.next_submitted(version), reviewer, NOW)
            return version
        made = {
            State.draft: self.draft,
            State.approved: self.approved,
            State.published: self.published,
            State.withdrawn: self.published,
        }
        version = made.get(state, self.submitted)()
        if state is State.returned:
            workflow.return_(session, version, reviewer, "标题太短", NOW)
        elif state is State.withdrawn:
            workflow.withdraw(session, version.manuscript, reviewer, "过时", NOW)
        elif state is State.dropped:
            drafts.drop(session, version, self.author)
        return version
