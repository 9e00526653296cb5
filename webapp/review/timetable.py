"""What the clock decides: approved versions go out, limited ones are taken down.

Called before public pages are made, so nothing here may raise for one text that does not work.
"""

import logging
from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from webapp.core import audit
from webapp.review import workflow
from webapp.review.models import State, Version

CLOCK = "clock"  # who acts, in the audit trail
FAILED = (
    "系统未能按时完成，请检查内容后重新提交。 It did not work at its time; please check the text."
)

_log = logging.getLogger(__name__)


def do_what_is_due(session: Session, now: datetime) -> bool:
    """Publish what was approved for a time that has come, take down what was limited to one.

    Returns:
        Whether anything was done; the caller commits then.
    """
    done = False
    while (version := _next_version(session, now)) is not None:
        _do(session, version, now)
        done = True
    return done


def next_due(session: Session, now: datetime) -> datetime | None:
    """The next instant at which `do_what_is_due` has something to do; past when it has by `now`."""
    out = select(Version.publish_at).where(Version.state == State.approved)
    down = select(Version.unpublish_at).where(
        Version.state == State.published, Version.unpublish_at.is_not(None)
    )
    return min((at for at in session.scalars(out.union_all(down)) if at), default=None)


def _next_version(session: Session, now: datetime) -> Version | None:
    """The next to deal with; what goes out comes first, in the place of what ends then."""
    out = and_(Version.state == State.approved, Version.publish_at <= now)
    down = and_(Version.state == State.published, Version.unpublish_at <= now)
    first = (Version.published_at.is_not(None), Version.id)
    return session.scalar(select(Version).where(or_(out, down)).order_by(*first).limit(1))


def _do(session: Session, version: Version, now: datetime) -> None:
    action = "publish" if version.state is State.approved else "withdraw"
    name, number = version.manuscript.audit_name, version.number
    succeeded = True
    try:
        with session.begin_nested():
            if version.state is State.approved:
                workflow.go_public(session, version, now)
            else:
                workflow.leave_public(session, version, now)
    except Exception:  # one text must not take every public page with it
        _log.exception("%s of %s, version %s", action, name, number)
        _give_back(version)
        succeeded = False
    audit.record(
        session, action, name, by=None, name=CLOCK, after={"version": number}, succeeded=succeeded
    )


def _give_back(version: Version) -> None:
    version.reason = FAILED
    if version.state is State.approved:
        version.state = State.returned
    else:
        version.unpublish_at = None
