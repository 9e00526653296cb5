"""Writing: a version from its first word until it is handed to the reviewers.

The caller has begun a writing transaction (`begin_writing`) and commits.
"""

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy.orm import Session

from webapp.review.merging import Fields, merge
from webapp.review.models import OPEN, Manuscript, Save, State, Version, manuscript_of
from webapp.review.refusals import ChangedMeanwhile, Incomplete, WrongState
from webapp.review.subjects import SUBJECTS, Subject
from webapp.staff.models import Account


def subject_of(manuscript: Manuscript) -> Subject:
    """What knows this kind of manuscript."""
    return SUBJECTS[manuscript.kind]


def typed(version: Version) -> Any:
    """A version's fields as its subject's struct."""
    return msgspec.convert(version.fields, subject_of(version.manuscript).fields)


def begin(session: Session, kind: str, fields: Any, by: Account, at: datetime) -> Version:
    """The first draft of something new."""
    manuscript = Manuscript(kind=kind, created_at=at)
    session.add(manuscript)
    return new_version(session, manuscript, msgspec.to_builtins(fields), by, at)


def open_record(session: Session, kind: str, record_id: int, by: Account, at: datetime) -> Version:
    """The version of a public record to go on writing: the open one, or a new one of its text."""
    manuscript = manuscript_for(session, kind, record_id, at)
    return open_manuscript(session, manuscript, by, at)


def open_manuscript(session: Session, manuscript: Manuscript, by: Account, at: datetime) -> Version:
    """The open version of a manuscript, or a new one that starts from its latest text."""
    if manuscript.open_version is not None:
        return manuscript.open_version
    start = manuscript.public_version or manuscript.latest
    return new_version(session, manuscript, start.fields, by, at)


def save(
    session: Session, version: Version, fields: Any, by: Account, at: datetime, opened: int
) -> None:
    """Keep what was written.

    Args:
        opened: `saves` of the version when the writer's page was made.

    Raises:
        WrongState: it has been submitted or decided meanwhile.
        ChangedMeanwhile: somebody else has saved since; nothing is stored.
    """
    if version.state not in (State.draft, State.returned):
        raise WrongState(version.state)
    plain: Fields = msgspec.to_builtins(fields)
    if version.saves != opened:
        base = session.get(Save, (version.id, opened))
        merged = merge(base.fields if base else {}, version.fields, plain)
        if merged.fields != version.fields:
            raise ChangedMeanwhile(version, merged)
        return
    if plain != version.fields:
        store(session, version, plain, by, at)


def submit(session: Session, version: Version, by: Account, at: datetime) -> None:
    """Hand a draft to the reviewers.

    Raises:
        WrongState, Incomplete.
    """
    if version.state not in (State.draft, State.returned):
        raise WrongState(version.state)
    missing = tuple(subject_of(version.manuscript).missing(typed(version)))
    if missing:
        raise Incomplete(missing)
    version.state, version.submitted_at = State.submitted, at
    version.reviewer_id, version.reviewed_at = None, None


def take_back(session: Session, version: Version, by: Account) -> None:
    """Go on writing what was submitted, or approved and has not gone out yet."""
    if version.state not in (State.submitted, State.approved):
        raise WrongState(version.state)
    version.state = State.draft
    version.reviewer_id, version.reviewed_at = None, None


def drop(session: Session, version: Version, by: Account) -> None:
    """Give up an open version; it stays readable in the history."""
    if version.state not in OPEN:
        raise WrongState(version.state)
    version.state = State.dropped


def manuscript_for(session: Session, kind: str, record_id: int, at: datetime) -> Manuscript:
    """The manuscript of a public record; when nobody has worked on it yet, one of its text."""
    found = session.scalar(manuscript_of(kind, record_id))
    if found is not None:
        return found
    made = Manuscript(kind=kind, record_id=record_id, created_at=at)
    session.add(made)
    fields = msgspec.to_builtins(SUBJECTS[kind].read(session, record_id))
    first = new_version(session, made, fields, None, at, state=State.published)
    first.published_at = at
    session.flush()
    return made


def new_version(
    session: Session,
    manuscript: Manuscript,
    fields: Fields,
    by: Account | None,
    at: datetime,
    *,
    state: State = State.draft,
) -> Version:
    """The next version of a manuscript, holding `fields`; without an author when `by` is None."""
    number = max((one.number for one in manuscript.versions), default=0) + 1
    version = Version(
        number=number,
        state=state,
        fields=fields,
        saves=0,
        authors=(),
        created_at=at,
        saved_at=at,
    )
    manuscript.versions.append(version)
    session.flush()
    if by is not None:
        store(session, version, fields, by, at)
    return version


def store(session: Session, version: Version, fields: Fields, by: Account, at: datetime) -> None:
    """Keep `fields` as the version's next save; whoever saves is an author from then on."""
    version.fields, version.saves = fields, version.saves + 1
    version.saved_at, version.saved_by_id = at, by.id
    if by.id not in version.authors:
        version.authors = (*version.authors, by.id)
    session.add(
        Save(version_id=version.id, number=version.saves, fields=fields, account_id=by.id, at=at)
    )
