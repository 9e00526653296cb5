"""Deciding: what goes before the public, what goes back, what is taken down, and when.

draft → submitted → published, or returned with a reason, or approved until its time comes.
A published text is changed as a new version that goes the same way while the old one stays public.
The caller has begun a writing transaction (`begin_writing`) and commits.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.core import content_version
from webapp.review import drafts
from webapp.review.drafts import subject_of, typed
from webapp.review.models import Manuscript, State, Version
from webapp.review.refusals import OwnWork, ReasonMissing, WrongState
from webapp.staff.models import Account


def publish(session: Session, version: Version, by: Account, at: datetime) -> None:
    """Put a submitted version before the public, at once or when its time comes.

    Raises:
        WrongState: it is not submitted (any more).
        OwnWork: `by` has written some of it.
    """
    if version.state is not State.submitted:
        raise WrongState(version.state)
    _other_than_authors(version, by)
    version.reviewer_id, version.reviewed_at = by.id, at
    version.reason = None
    if version.publish_at is not None and version.publish_at > at:
        version.state = State.approved
        content_version.rise(session)  # pages kept until now learn when they end
    else:
        _go_public(session, version, at)


def return_(session: Session, version: Version, by: Account, reason: str, at: datetime) -> None:
    """Give a submitted version back to its authors.

    Raises:
        WrongState, OwnWork, ReasonMissing.
    """
    if version.state is not State.submitted:
        raise WrongState(version.state)
    _other_than_authors(version, by)
    version.reason = _reason(reason)
    version.state = State.returned
    version.reviewer_id, version.reviewed_at = by.id, at


def withdraw(
    session: Session, manuscript: Manuscript, by: Account, reason: str, at: datetime
) -> None:
    """Take a published text from the public; its page is gone, its versions stay.

    Raises:
        WrongState: it is not public.
        ReasonMissing.
    """
    version = manuscript.public_version
    if version is None:
        raise WrongState(manuscript.latest.state)
    version.reason = _reason(reason)
    _leave_public(session, version, at)


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
    before = manuscript.public_version
    if before is None:
        raise WrongState(manuscript.latest.state)
    text = _reason(reason)
    being_written = manuscript.open_version
    if being_written is not None:
        changed = msgspec.to_builtins(change(typed(being_written)))
        drafts.store(session, being_written, changed, by, at)
    before.state = State.replaced
    session.flush()  # one public version at a time, as the index has it
    fields = msgspec.to_builtins(change(typed(before)))
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
    _other_than_authors(version, by)
    version.reviewer_id, version.reviewed_at = by.id, at


def do_what_is_due(session: Session, now: datetime) -> bool:
    """Publish what was approved for a time that has come, take down what was limited to one.

    Returns:
        Whether anything was done; the caller commits then.
    """
    rows = session.scalars(
        select(Version).where(
            ((Version.state == State.approved) & (Version.publish_at <= now))
            | ((Version.state == State.published) & (Version.unpublish_at <= now))
        )
    ).all()
    for version in sorted(rows, key=lambda one: one.state is State.published):
        if version.state is State.approved:
            _go_public(session, version, now)
        elif version.state is State.published:
            _leave_public(session, version, now)
    return bool(rows)


def next_due(session: Session, now: datetime) -> datetime | None:
    """The next instant at which `do_what_is_due` has something to do; past when it has by `now`."""
    out = select(Version.publish_at).where(Version.state == State.approved)
    down = select(Version.unpublish_at).where(
        Version.state == State.published, Version.unpublish_at.is_not(None)
    )
    return min((at for at in session.scalars(out.union_all(down)) if at), default=None)


def _go_public(session: Session, version: Version, at: datetime) -> None:
    manuscript = version.manuscript
    before = manuscript.public_version
    if before is not None:
        before.state = State.replaced
        session.flush()  # one public version at a time, as the index has it
    _show(session, version, at)


def _show(session: Session, version: Version, at: datetime) -> None:
    manuscript = version.manuscript
    subject = subject_of(manuscript)
    manuscript.record_id = subject.publish(session, manuscript.record_id, typed(version), at)
    version.state, version.published_at = State.published, at


def _leave_public(session: Session, version: Version, at: datetime) -> None:
    version.state = State.withdrawn
    if version.manuscript.record_id is not None:
        subject_of(version.manuscript).withdraw(session, version.manuscript.record_id, at)


def _other_than_authors(version: Version, by: Account) -> None:
    if by.id in version.authors:
        raise OwnWork(version.id)


def _reason(text: str) -> str:
    if not text.strip():
        raise ReasonMissing
    return text.strip()
