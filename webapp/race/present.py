"""The edition that matters now: being ridden, just over, or the next; for heads of pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from webapp.core import clock
from webapp.race import day_data, race_day
from webapp.race.models import PUBLIC, Edition, EditionStatus, editions
from webapp.race.race_day import OFF, Day, Phase

COUNTED_DAYS = 60  # before the race its days are counted on the home page
CANDIDATES = 3  # of the latest years: one may be over, one ahead, one only planned


@dataclass(frozen=True)
class Present:
    """An edition as it stands to the present.

    Attributes:
        day: What happens on its days; None when they are far from now.
        days: Until its first day; None when that is over or not known.
        called_off: It was to be held today or in the days that are counted.
    """

    edition: Edition
    phase: Phase
    day: Day | None
    days: int | None
    called_off: bool = False

    @property
    def counted(self) -> bool:
        """Whether the race is near enough to count the days."""
        return self.days is not None and self.days <= COUNTED_DAYS

    @property
    def results(self) -> bool:
        """Whether results of it are public, as far as its days have been looked at."""
        return self.day is not None and self.day.known.results is not None


def of(session: Session, edition: Edition, now: datetime) -> Present:
    """How an edition stands to `now`. At most one query, none while its days are far."""
    day = None
    if race_day.is_near(edition, clock.local(now).date()):
        day = race_day.make(edition, day_data.of_year(session, edition.year))
    return made(edition, now, day)


def made(edition: Edition, now: datetime, day: Day | None) -> Present:
    """How an edition stands to `now`, its days being known."""
    phase = race_day.phase(edition, now, day)
    ahead = phase is Phase.ahead and edition.held_on is not None
    days = (edition.held_on - clock.local(now).date()).days if ahead and edition.held_on else None
    return Present(edition, phase, day, days, _called_off(edition, clock.local(now).date()))


def _called_off(edition: Edition, today: date) -> bool:
    last = edition.last_day
    if last is None or edition.status not in (EditionStatus.cancelled, EditionStatus.postponed):
        return False
    return timedelta() <= last - today <= timedelta(days=COUNTED_DAYS)


def chosen(found: Iterable[Edition], today: date) -> Edition | None:
    """The edition that matters on a day: what is or was just ridden, else what is to come."""
    known = list(found)
    near = [one for one in known if race_day.is_near(one, today)]
    ahead = [one for one in known if one.held_on and one.held_on > today and one.status not in OFF]
    waiting = [one for one in known if _awaited(one, today)]
    return next(iter([*near, *sorted(ahead, key=_first_day), *reversed(waiting)]), None)


def _first_day(edition: Edition) -> date:
    return edition.held_on or date.max


def _awaited(edition: Edition, today: date) -> bool:
    """Whether it is still to come, or was to: without a day, or called off."""
    if edition.status is EditionStatus.held:
        return False
    last = edition.last_day
    return edition.year >= today.year and (last is None or last >= today)


def now_and_next(session: Session, now: datetime) -> tuple[Present | None, Edition | None]:
    """The edition that matters now, and the latest that is known. One or two queries."""
    latest = session.scalars(editions().limit(CANDIDATES)).all()
    edition = chosen(latest, clock.local(now).date())
    return (of(session, edition, now) if edition else None), next(iter(latest), None)


def next_change(session: Session, now: datetime) -> datetime | None:
    """The next instant at which a page about the race changes (`core.due`)."""
    yesterday = clock.local(now).date() - timedelta(days=1)
    to_come = select(Edition).where(
        PUBLIC,
        Edition.status.not_in(OFF),
        or_(Edition.held_on >= yesterday, Edition.ends_on >= yesterday),
    )
    instants = [_next_of(session, one, now) for one in session.scalars(to_come)]
    return min((at for at in instants if at is not None), default=None)


def _next_of(session: Session, edition: Edition, now: datetime) -> datetime | None:
    if edition.held_on is None:
        return None
    begins = clock.at_local(edition.held_on, race_day.BEGINS)
    if now < begins:
        return begins
    day = race_day.make(edition, day_data.of_year(session, edition.year))
    return day.next_change(now) if day else None
