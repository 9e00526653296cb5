"""What waits in the review, and for whom."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.review.models import OPEN, Manuscript, State, Version
from webapp.staff.models import Account, Role

RECENT = 20  # versions that count as recently published
SEES_ALL = (Role.editor, Role.reviewer, Role.auditor)


def sees_all(account: Account) -> bool:
    """Whether an account reads every manuscript; an operator reads those they have worked on."""
    return account.holds(*SEES_ALL)


def of(account: Account, versions: Iterable[Version]) -> list[Version]:
    """Those of `versions` that an account may read about."""
    return [one for one in versions if sees_all(account) or account.id in one.authors]


def open_versions(session: Session) -> dict[State, list[Version]]:
    """Everything that is being worked on, by its state, the longest waiting first."""
    found: dict[State, list[Version]] = {state: [] for state in OPEN}
    for version in session.scalars(select(Version).where(Version.state.in_(OPEN))):
        found[version.state].append(version)
    for versions in found.values():
        versions.sort(key=since)
    return found


def recently_published(session: Session) -> Sequence[Version]:
    """What staff have put before the public last, the newest first."""
    by_staff = select(Version).where(
        Version.state == State.published, Version.saved_by_id.is_not(None)
    )
    return session.scalars(by_staff.order_by(Version.published_at.desc()).limit(RECENT)).all()


def last_published(session: Session) -> dict[str, datetime]:
    """For each kind of manuscript, when staff last published one."""
    rows = session.execute(
        select(Manuscript.kind, func.max(Version.published_at))
        .join(Version, Version.manuscript_id == Manuscript.id)
        .where(Version.saved_by_id.is_not(None), Version.published_at.is_not(None))
        .group_by(Manuscript.kind)
    )
    return {kind: at for kind, at in rows if at is not None}


def people(session: Session, versions: Iterable[Version]) -> dict[int, str]:
    """The names of everybody who has written any of these versions."""
    ids = {author for version in versions for author in version.authors}
    rows = session.execute(select(Account.id, Account.full_name).where(Account.id.in_(ids)))
    return dict(iter(rows))


def since(version: Version) -> datetime:
    """Since when (an approved one: until when) an open version waits."""
    waits = {
        State.submitted: version.submitted_at,
        State.returned: version.reviewed_at,
        State.approved: version.publish_at,
    }
    return waits.get(version.state) or version.saved_at
