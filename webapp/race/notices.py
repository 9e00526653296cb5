"""Announcements of the race day: made and ended at once, seen by the public at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from webapp.core.translated import Translated
from webapp.race.models import Edition, Notice, NoticeKind, notices
from webapp.review.paragraphs import NOTHING
from webapp.staff.models import Account

PRESETS = (15, 30, 60)  # minutes
MOST_MINUTES = 600


class NoSuchWave(ValueError):
    """The edition has no wave of that code."""


class NothingSaid(ValueError):
    """A delay without minutes, or an announcement without words."""


@dataclass(frozen=True)
class Announcement:
    """What is to be announced.

    Attributes:
        wave: Code of the wave that is late; None: all of them.
        minutes: By how much it is late, against the timetable.
        text: Why, or what is going on; a delay needs none.
    """

    kind: NoticeKind
    wave: str | None = None
    minutes: int | None = None
    text: Translated = NOTHING


@dataclass(frozen=True)
class Announced:
    """What became of it.

    Attributes:
        before: Announcements that it ended: earlier delays of the same waves.
        new: False when it stood there already: somebody tapped twice.
    """

    notice: Notice
    before: tuple[Notice, ...] = ()
    new: bool = True


def announce(
    session: Session, edition: Edition, what: Announcement, by: Account, at: datetime
) -> Announced:
    """Tell the public. Of delays the last one holds: those before it end. The caller commits.

    Raises:
        NoSuchWave, NothingSaid.
    """
    _require(edition, what)
    standing = session.scalars(notices(edition.year)).all()
    same = next((one for one in standing if _says(one) == what), None)
    if same is not None and not _overruled(same, standing):
        return Announced(same, new=False)
    before = tuple(_replaced(standing, what))
    for one in before:
        one.ended_at = at
    made = Notice(
        edition_year=edition.year,
        kind=what.kind,
        wave=what.wave,
        minutes=what.minutes,
        text=what.text,
        announced_by_id=by.id,
        announced_at=at,
    )
    session.add(made)
    session.flush()
    return Announced(made, before)


def end(notice: Notice, at: datetime) -> bool:
    """Take an announcement back, or say that it is over; whether it still stood."""
    if notice.ended_at is not None:
        return False
    notice.ended_at = at
    return True


def _require(edition: Edition, what: Announcement) -> None:
    if what.wave is not None and what.wave not in [one.code for one in edition.waves]:
        raise NoSuchWave(what.wave)
    if what.kind is NoticeKind.delay:
        if what.minutes is None or not 0 < what.minutes <= MOST_MINUTES:
            raise NothingSaid
    elif not what.text.zh:
        raise NothingSaid


def _says(notice: Notice) -> Announcement:
    return Announcement(notice.kind, notice.wave, notice.minutes, notice.text)


def _overruled(notice: Notice, standing: Sequence[Notice]) -> bool:
    """Whether a later delay says something else of the same wave, or of one of several."""
    return notice.kind is NoticeKind.delay and any(
        one.kind is NoticeKind.delay
        and (one.announced_at, one.id) > (notice.announced_at, notice.id)
        and (notice.wave is None or one.wave in (None, notice.wave))
        for one in standing
    )


def _replaced(standing: Iterable[Notice], what: Announcement) -> Iterable[Notice]:
    """Delays that a new one takes the place of: its wave's, or every wave's."""
    if what.kind is not NoticeKind.delay:
        return []
    delays = (one for one in standing if one.kind is NoticeKind.delay)
    return [one for one in delays if what.wave is None or one.wave == what.wave]
