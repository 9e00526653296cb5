"""Writing: a version from its first word until it is handed to the reviewers.

The caller has begun a writing transaction in its turn (`begin_writing(session, EDITING)`, as the
lock does before each view that changes something) and commits.
"""

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from webapp.review.merging import Fields, merge
from webapp.review.models import (
    BEING_WRITTEN,
    OPEN,
    Manuscript,
    Save,
    State,
    Version,
    manuscript_of,
)
from webapp.review.refusals import (
    ChangedMeanwhile,
    Incomplete,
    StillOpen,
    Unreadable,
    WrongState,
    WrongTimes,
)
from webapp.review.subjects import SUBJECTS, Subject
from webapp.staff.models import Account


def subject_of(manuscript: Manuscript) -> Subject:
    """What knows this kind of manuscript."""
    return SUBJECTS[manuscript.kind]


def typed(version: Version) -> Any:
    """A version's fields as its subject's struct.

    Raises:
        msgspec.ValidationError: it is older than the struct.
    """
    return msgspec.convert(version.fields, subject_of(version.manuscript).fields)


def plain(fields: Any) -> Fields:
    """A struct as the database gives it back: lists for tuples, so that equal texts are equal."""
    found: Fields = msgspec.json.decode(msgspec.json.encode(fields))
    return found


def begin(session: Session, kind: str, fields: Any, by: Account, at: datetime) -> Version:
    """The first draft of something new."""
    manuscript = Manuscript(kind=kind, created_at=at)
    session.add(manuscript)
    return new_version(session, manuscript, plain(fields), by, at)


def open_record(session: Session, kind: str, record_id: int, by: Account, at: datetime) -> Version:
    """The version of a public record to go on writing: the open one, or a new one of its text."""
    manuscript = manuscript_for(session, kind, record_id, at)
    return open_manuscript(session, manuscript, by, at)


def open_manuscript(session: Session, manuscript: Manuscript, by: Account, at: datetime) -> Version:
    """The open version of a manuscript, or a new one that starts from its standing text."""
    if manuscript.open_version is not None:
        return manuscript.open_version
    follow_content(session, manuscript, at)
    return new_version(session, manuscript, manuscript.standing.fields, by, at)


def restore(session: Session, old: Version, by: Account, at: datetime) -> Version:
    """A new draft with the text of an old version.

    Raises:
        StillOpen: another version is being worked on.
        Unreadable.
    """
    manuscript = old.manuscript
    if manuscript.open_version is not None:
        raise StillOpen(manuscript.open_version.number)
    try:
        typed(old)
    except msgspec.ValidationError as error:
        raise Unreadable(old.number) from error
    return new_version(session, manuscript, old.fields, by, at)


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
    if version.state not in BEING_WRITTEN:
        raise WrongState(version.state)
    mine = plain(fields)
    if version.saves != opened:
        known = 0 < opened < version.saves  # what a page says may be anything
        base = session.get(Save, (version.id, opened)) if known else None
        merged = merge(base.fields if base else {}, version.fields, mine)
        if merged.fields != version.fields:
            raise ChangedMeanwhile(version, merged)
        return
    if mine != version.fields:
        store(session, version, mine, by, at)


def submit(session: Session, version: Version, by: Account, at: datetime) -> None:
    """Hand a draft to the reviewers.

    Raises:
        WrongState, Incomplete, WrongTimes.
    """
    if version.state not in BEING_WRITTEN:
        raise WrongState(version.state)
    ready(version, at)
    version.state, version.submitted_at = State.submitted, at
    version.reviewer_id, version.reviewed_at = None, None


def ready(version: Version, at: datetime) -> None:
    """Refuse what cannot go before the public as it is.

    Raises:
        Incomplete, WrongTimes.
    """
    missing = tuple(subject_of(version.manuscript).missing(typed(version)))
    if missing:
        raise Incomplete(missing)
    starts = max(version.publish_at or at, at)
    if version.unpublish_at is not None and version.unpublish_at <= starts:
        raise WrongTimes(version.unpublish_at)


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
    """The manuscript of a public record; when nobody has worked on it yet, one of its text.

    Raises:
        NoResultFound: there is no such record.
    """
    found = session.scalar(manuscript_of(kind, record_id))
    if found is not None:
        return found
    fields = plain(SUBJECTS[kind].read(session, record_id))
    made = Manuscript(kind=kind, record_id=record_id, created_at=at)
    try:
        with session.begin_nested():
            session.add(made)
    except IntegrityError:  # somebody who did not wait for their turn was faster
        return session.scalars(manuscript_of(kind, record_id)).one()
    first = new_version(session, made, fields, None, at, state=State.published)
    first.published_at = at
    session.flush()
    return made


def follow_content(session: Session, manuscript: Manuscript, at: datetime) -> None:
    """Note as a version what the content files have made of a text that no staff published.

    The loader writes records until staff publish one: without this, what it wrote since the
    manuscript was made would be undone unseen.
    """
    before = manuscript.public_version
    if before is None or before.saved_by_id is not None or manuscript.record_id is None:
        return
    fields = plain(subject_of(manuscript).read(session, manuscript.record_id))
    if fields == before.fields:
        return
    before.state = State.replaced
    session.flush()  # one public version at a time, as the index has it
    now = new_version(session, manuscript, fields, None, at, state=State.published)
    now.published_at = at


def new_version(
    session: Session,
    manuscript: Manuscript,
    fields: Fields,
    by: Account | None,
    at: datetime,
    *,
    state: State = State.draft,
) -> Version:
    """The next version of a manuscript, holding `fields`; without an author when `by` is None.

    A text that is to be taken down at a time keeps that time.

    Raises:
        WrongState: somebody who did not wait for their turn has made one.
    """
    public = manuscript.public_version
    version = Version(
        number=max((one.number for one in manuscript.versions), default=0) + 1,
        state=state,
        fields=fields,
        saves=0,
        authors=(),
        created_at=at,
        saved_at=at,
        unpublish_at=public.unpublish_at if public else None,
    )
    try:
        with session.begin_nested():
            manuscript.versions.append(version)
    except IntegrityError as error:
        session.expire(manuscript)
        raise WrongState(state) from error
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
