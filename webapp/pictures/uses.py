"""Where pictures are used: in public records, and in any version that was ever written."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from webapp.core.database import Json, Model
from webapp.review.models import Manuscript, State, Version

COLUMN = "pictures"  # of every table and every text that shows some: ids, in order


@dataclass(frozen=True)
class Use:
    """One text that shows a picture.

    Attributes:
        kind: Of the text: "event", "place".
        record_id: Of its public record, if it ever had one.
        manuscript_id: Of what was written about it at the desk, if anything was.
        public: Whether the public record itself shows it (or did, when it is withdrawn).
    """

    kind: str
    record_id: int | None
    manuscript_id: int | None
    public: bool


def uses(session: Session, picture_id: int) -> list[Use]:
    """Every text that shows the picture, or did in some version."""
    shown = {(kind, id) for kind, id, ids in _records(session) if picture_id in ids}
    written = {
        (row.kind, row.record_id, row.id)
        for row, ids in _manuscripts(session)
        if picture_id in ids or (row.kind, row.record_id) in shown
    }
    found = [
        Use(kind, record, manuscript, (kind, record) in shown)
        for kind, record, manuscript in sorted(written, key=repr)
    ]
    known = {(use.kind, use.record_id) for use in found}
    return found + [Use(kind, id, None, True) for kind, id in sorted(shown - known)]


def used_ids(session: Session) -> set[int]:
    """The pictures that any text shows or ever showed."""
    public = {one for _, _, ids in _records(session) for one in ids}
    return public | {one for _, ids in _manuscripts(session) for one in ids}


def seen_by_readers(session: Session, picture_id: int) -> bool:
    """Whether a public text shows the picture, or one that a reviewer reads or has approved."""
    if any(picture_id in ids for _, _, ids in _records(session)):
        return True
    waiting = select(Version.fields).where(Version.state.in_((State.submitted, State.approved)))
    return any(picture_id in (fields.get(COLUMN) or []) for fields in session.scalars(waiting))


def _records(session: Session) -> Iterator[tuple[str, int, list[int]]]:
    for table in _tables():
        for id, ids in session.execute(select(table.c.id, table.c[COLUMN])):
            if ids:
                yield table.name, id, ids


def _tables() -> list[Table]:
    # Asked of the tables themselves: whoever gives a feature pictures cannot forget to say so.
    every = Model.metadata.sorted_tables
    return [t for t in every if COLUMN in t.c and isinstance(t.c[COLUMN].type, Json)]


def _manuscripts(session: Session) -> Iterator[tuple[Manuscript, list[int]]]:
    rows = select(Manuscript, Version.fields).join(Version.manuscript)
    for manuscript, fields in session.execute(rows.execution_options(yield_per=200)):
        yield manuscript, fields.get(COLUMN) or []
