"""What the page of one manuscript shows: which texts are compared, and what may be done."""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from sqlalchemy.orm import Session

from webapp.core.translated import Translated
from webapp.review import comparison, drafts
from webapp.review.comparison import Difference, Shown
from webapp.review.merging import Fields
from webapp.review.models import OPEN, Manuscript, State, Version
from webapp.staff.models import Account, Role

NO_TITLE = Translated(zh="")


@dataclass(frozen=True)
class Compared:
    """Two versions side by side, or one that has nothing to be compared with.

    Attributes:
        before: None when the whole text of `after` is shown.
    """

    before: Version | None
    after: Version
    differences: Sequence[Difference] = ()
    whole: Sequence[Shown] = ()


def title_of(version: Version) -> Translated:
    """What a version calls its subject; empty while it has no title."""
    try:
        return drafts.subject_of(version.manuscript).title(drafts.typed(version))
    except msgspec.ValidationError:  # written with an older form
        return NO_TITLE


def in_focus(manuscript: Manuscript) -> Version:
    """The version the page is about: the open one, else the public, else the last."""
    return manuscript.open_version or manuscript.public_version or manuscript.latest


def to_confirm(manuscript: Manuscript) -> list[Version]:
    """Versions that went out at once and wait for a second person."""
    return [one for one in manuscript.versions if one.urgent and one.reviewed_at is None]


def compared(session: Session, manuscript: Manuscript) -> Compared:
    """What a reviewer has to look at: what is new against what the public sees."""
    version = in_focus(manuscript)
    waits = version.state in OPEN or version in to_confirm(manuscript)
    before = _shown_before(manuscript, version) if waits else None
    if before is None:
        subject = drafts.subject_of(manuscript)
        return Compared(None, version, whole=comparison.whole(subject, version.fields))
    return side_by_side(before, version, public_text(session, before))


def side_by_side(before: Version, after: Version, text: Fields | None = None) -> Compared:
    """Any two versions; `text` stands for the fields of `before` where they are newer."""
    subject = drafts.subject_of(after.manuscript)
    found = comparison.compare(subject, before.fields if text is None else text, after.fields)
    return Compared(before, after, found)


def public_text(session: Session, version: Version) -> Fields:
    """What the public sees of a version: the content files may have changed what is theirs."""
    manuscript = version.manuscript
    if version.state is not State.published or version.saved_by_id or not manuscript.record_id:
        return version.fields
    return drafts.plain(drafts.subject_of(manuscript).read(session, manuscript.record_id))


def possible(account: Account, manuscript: Manuscript) -> frozenset[str]:
    """The names of the actions that an account can take now; each has a view of that name."""
    version, public = manuscript.open_version, manuscript.public_version
    reviews = account.holds(Role.reviewer)
    found: set[str] = set()
    if version is not None:
        state, own = version.state, account.id in version.authors
        writes = account.holds(Role.editor) or (account.holds(Role.operator) and own)
        waits = state in (State.submitted, State.approved)
        if reviews and not own and waits:
            found |= {"publish", "return"} if state is State.submitted else {"return"}
        if writes:
            found |= {"drop", "take back"} if waits else {"drop"}
        if account.holds(Role.editor) and not waits:
            found.add("edit")
    elif account.holds(Role.editor):
        found |= {"edit", "restore"}
    if public is not None and reviews and drafts.subject_of(manuscript).can_be_withdrawn:
        found.add("withdraw")
    if reviews and any(account.id not in one.authors for one in to_confirm(manuscript)):
        found.add("confirm")
    return frozenset(found)


def own_work(account: Account, manuscript: Manuscript) -> bool:
    """Whether a reviewer is kept from deciding by having written some of it."""
    waiting = [one for one in (manuscript.open_version,) if one and one.state is State.submitted]
    asked = [*waiting, *to_confirm(manuscript)]
    return account.holds(Role.reviewer) and any(account.id in one.authors for one in asked)


def _shown_before(manuscript: Manuscript, version: Version) -> Version | None:
    """What the public sees besides `version`, or saw last."""
    if manuscript.public_version is not None and manuscript.public_version is not version:
        return manuscript.public_version
    shown = [one for one in manuscript.versions if one.published_at and one is not version]
    return max(shown, key=lambda one: (one.published_at, one.number), default=None)
