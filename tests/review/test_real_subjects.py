"""Events and places in the review: what they promise it, and what the content files leave alone."""

from typing import Any

import pytest
from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.review.made import NOW, writing
from tests.staff.made import stored_account
from webapp.content import files, loader
from webapp.events.models import Event
from webapp.places.models import Place
from webapp.review import drafts, workflow
from webapp.review.subjects import SUBJECTS
from webapp.staff.models import Role

TABLES: dict[str, type[Any]] = {"event": Event, "place": Place}


@pytest.mark.parametrize("kind", TABLES)
def test_publishing_what_was_read_changes_nothing(loaded: Session, kind: str) -> None:
    subject = SUBJECTS[kind]
    for record_id in loaded.scalars(select(TABLES[kind].id)).all():
        before = subject.read(loaded, record_id)
        assert not subject.missing(before), f"{kind} {record_id} could not be submitted again"
        assert subject.publish(loaded, record_id, before, NOW) == record_id
        loaded.flush()
        loaded.expire_all()
        assert subject.read(loaded, record_id) == before


@pytest.mark.parametrize("kind", TABLES)
def test_every_field_has_a_name_and_can_be_shown(loaded: Session, kind: str) -> None:
    subject = SUBJECTS[kind]
    with current_app.test_request_context("/en/bureau/"):
        labels = subject.labels()
        for record_id in loaded.scalars(select(TABLES[kind].id)).all():
            for name, value in drafts.plain(subject.read(loaded, record_id)).items():
                assert name in labels, f"{kind}.{name} has no name"
                assert isinstance(subject.show(name, value), str)
                assert isinstance(subject.show(name, None), str)


@pytest.mark.parametrize("kind", TABLES)
def test_the_content_files_never_write_over_what_staff_published(
    loaded: Session, kind: str
) -> None:
    author = stored_account(loaded, Role.editor)
    reviewer = stored_account(loaded, Role.reviewer)
    table = TABLES[kind]
    record_id = loaded.scalars(select(table.id)).first()
    assert record_id is not None
    writing(loaded)
    version = drafts.open_record(loaded, kind, record_id, author, NOW)
    drafts.submit(loaded, version, author, NOW)
    workflow.publish(loaded, version, reviewer, NOW)
    workflow.withdraw(loaded, version.manuscript, reviewer, "误发", NOW)
    record = loaded.get_one(table, record_id)
    record.content_revision = "as if the files said something else"
    loaded.commit()
    outcome = loader.load(loaded, files.read())
    loaded.commit()
    assert outcome["kept"] == 1
    assert (record.withdrawn_at, record.edited_at) == (NOW, NOW)
