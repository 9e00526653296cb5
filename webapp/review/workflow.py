"""Deciding: what goes before the public, what goes back, what is taken down, and when.

draft → submitted → published, or returned with a reason, or approved until its time comes.
A published text is changed as a new version that goes the same way while the old one stays public.
The caller has begun a writing transaction in its turn (`begin_writing(session, EDITING)`, as the
lock does before each view that changes something) and commits.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from webapp.core import content_version
from webapp.review import drafts
from webapp.review.drafts import subject_of, typed
from webapp.review.models import Manuscript, State, Version
from webapp.review.refusals import NotAsSeen, OwnWork, ReasonMissing, WrongState
from webapp.staff.models import Account


def publish(
    session: Session, version: Version, by: Account, at: datetime, seen: int | None = None
) -> None:
    """Put a submitted version before the public, at once or when its time comes.

    Args:
        seen: `saves` of the version as the reviewer has read it; None when it was read just now.

    Raises:
        WrongState: it is not submitted (any more).
        OwnWork: `by` has written some of it.
        NotAsSeen, Incomplete, WrongTimes.
    """
    if version.state is not State.submitted:
        raise WrongState(version.state)
    _may_decide(version, by, seen)
    drafts.ready(version, at)
    version.reviewer_id, version.reviewed_at = by.id, at
    version.reason = None
    if version.publish_at is not None and version.publish_at > at:
        version.state = State.approved
        content_version.rise(session)  # pages kept until now learn when they end
    else:
        go_public(session, version, at)


def return_(
    session: Session,
    version: Version,
    by: Account,
    reason: str,
    at: datetime,
    seen: int | None = None,
) -> None:
    """Give a submitted version, or one that waits for its time, back to its authors.

    Raises:
        WrongState, OwnWork, NotAsSeen, ReasonMissing.
    """
    if version.state not in (State.submitted, State.approved):
        raise WrongState(version.state)
    _may_decide(version, by, seen)
    version.reason = _reason(reason)
    version.state = State.returned
    version.reviewer_id, version.reviewed_at = by.id, at


def withdraw(
    session: Session, manuscript: Manuscript, by: Account, reason: str, at: datetime
) -> None:
    """Take a published text from the public; its page is gone, its versions stay.

    A version that waits for its time becomes a draft again: nothing goes out by itself any more.
    Who may withdraw may withdraw their own work too; of others' urgent work it is a judgement.

    Raises:
        WrongState: it is not public, or never goes by itself.
        ReasonMissing.
    """
    version = manuscript.public_version
    if version is None or not subject_of(manuscript).can_be_withdrawn:
        raise WrongState(manuscript.latest.state)
    version.reason = _reason(reason)
    if version.urgent and version.reviewed_at is None and by.id not in version.authors:
        version.reviewer_id, version.reviewed_at = by.id, at
    waiting = manuscript.open_version
    if waiting is not None and waiting.state is State.approved:
        drafts.take_back(session, waiting, by)
    leave_public(session, version, at)


def urgent(
    session: Session,
    manuscript: Manuscript,
    change: Callable[[Any], Any],
    by: Account,
    reason: str,
    at: datetime,
) -> Version:
    """Change the public text at once (a cancellation); somebody else confirms it afterwards.

    The same change is made to a version that is being written, so that its publication cannot
    undo it.

    Args:
        change: Makes the changed fields of the present ones.

    Raises:
        WrongState: nothing of it is public.
        ReasonMissing.
    """
    if manuscript.public_version is None:
        raise WrongState(manuscript.latest.state)
    text = _reason(reason)
    drafts.follow_content(session, manuscript, at)
    before = manuscript.public_version
    fields = drafts.plain(change(typed(before)))
    being_written = manuscript.open_version
    if being_written is not None:
        carried = drafts.plain(change(typed(being_written)))
        if carried != being_written.fields:
            drafts.store(session, being_written, carried, by, at)
    _replace(session, before)
    version = drafts.new_version(session, manuscript, fields, by, at, state=State.published)
    version.urgent, version.reason, version.submitted_at = True, text, at
    version.unpublish_at = before.unpublish_at
    _show(session, version, at)
    return version


def confirm_urgent(session: Session, version: Version, by: Account, at: datetime) -> None:
    """Say that a change made at once was right.

    Raises:
        WrongState, OwnWork.
    """
    if not version.urgent or version.reviewed_at is not None:
        raise WrongState(version.state)
    _may_decide(version, by)
    version.reviewer_id, version.reviewed_at = by.id, at


def go_public(session: Session, version: Version, at: datetime) -> None:
    """Show a version whose time has come, in place of the public one."""
    manuscript = version.manuscript
    drafts.follow_content(session, manuscript, at)
    before = manuscript.public_version
    if before is not None:
        _replace(session, before)
    _show(session, version, at)


def leave_public(session: Session, version: Version, at: datetime) -> None:
    """Take the public version down."""
    version.state = State.withdrawn
    if version.manuscript.record_id is not None:
        subject_of(version.manuscript).withdraw(session, version.manuscript.record_id, at)
    content_version.rise(session)


def _replace(session: Session, before: Version) -> None:
    before.state = State.replaced
    session.flush()  # one public version at a time, as the index has it


def _show(session: Session, version: Version, at: datetime) -> None:
    manuscript = version.manuscript
    subject = subject_of(manuscript)
    manuscript.record_id = subject.publish(session, manuscript.record_id, typed(version), at)
    version.state, version.published_at = State.published, at
    # Even when no public row differs, the time at which it is to be taken down may.
    content_version.rise(session)


def _may_decide(version: Version, by: Account, seen: int | None = None) -> None:
    if by.id in version.authors:
        raise OwnWork(version.id)
    if seen is not None and seen != version.saves:
        raise NotAsSeen(version.id)


def _reason(text: str) -> str:
    if not text.strip():
        raise ReasonMissing
    return text.strip()
