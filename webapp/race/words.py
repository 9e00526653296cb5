"""What is known of an edition, put into words."""

from collections.abc import Callable
from datetime import date, datetime

from flask_babel import gettext as _
from flask_babel import ngettext

from webapp.core import clock, languages, words
from webapp.core.words import number
from webapp.events.recurrence import Span
from webapp.events.words import span_words
from webapp.race import race_day
from webapp.race.models import Edition, EditionStatus, NumberBasis
from webapp.race.plan_words import word
from webapp.race.race_day import Day, Phase


def edition_number(edition: Edition) -> str:
    """第5届, 5th edition."""
    return _("Edition %(number)s", number=edition.number)


def number_basis(edition: Edition) -> str:
    """How the number is known."""
    if edition.number_basis is NumberBasis.stated:
        return _("The number is stated in the source.")
    return _("The number is inferred, not stated in the source.")


def status(edition: Edition, now: datetime, day: Day | None = None, results: bool = False) -> str:
    """How far the edition is, in one sentence.

    Args:
        day: What happens on its days, where that has been looked at.
        results: Whether results of it are public.
    """
    if edition.status in TOLD:
        return TOLD[edition.status](edition, clock.local(now).date())
    if edition.held_on is None:
        return _("%(status)s; the day is to be announced.", status=word(edition.status))
    phase = race_day.phase(edition, now, day)
    if phase in (Phase.after, Phase.past):
        return _over(edition, results)
    if phase is Phase.race_day:
        return _today(edition, now, day)
    when = words.day(edition.held_on)
    if edition.status is EditionStatus.entries_open:
        return _("Entries are open. It is held on %(day)s.", day=when)
    if edition.status is EditionStatus.entries_closed:
        return _("Entries are closed. It is held on %(day)s.", day=when)
    return _("It is held on %(day)s.", day=when)


def _planned(edition: Edition, today: date) -> str:
    last = edition.last_day
    if edition.year < today.year or (last is not None and last < today):
        return _("Planned; whether it was held is not verified.")
    if edition.held_on is None:
        return _("Planned; nothing has been announced yet.")
    when = words.day(edition.held_on)
    return _("Planned for %(day)s; not announced yet.", day=when)


def _held(edition: Edition, today: date) -> str:
    if edition.held_on is None:
        return _("Held in %(year)s; the day was not found.", year=edition.year)
    return _("Held on %(day)s.", day=words.day(edition.held_on))


def _postponed(edition: Edition, today: date) -> str:
    if edition.held_on is None:
        return _("Postponed; the new day is not known yet.")
    when = words.day(edition.held_on)
    return _("Postponed: it is not held on %(day)s. The new day is not known yet.", day=when)


def _cancelled(edition: Edition, today: date) -> str:
    if edition.held_on is None:
        return _("Cancelled: it is not held.")
    return _("Cancelled: it is not held on %(day)s.", day=words.day(edition.held_on))


TOLD: dict[EditionStatus, Callable[[Edition, date], str]] = {
    EditionStatus.planned: _planned,
    EditionStatus.held: _held,
    EditionStatus.postponed: _postponed,
    EditionStatus.cancelled: _cancelled,
}


def _over(edition: Edition, results: bool) -> str:
    """Of one whose days are over without anybody having said that it was held."""
    when = words.day(edition.held_on) if edition.held_on else ""
    if results:
        return _("Held on %(day)s.", day=when)
    return _("It was to be held on %(day)s; no results have been published yet.", day=when)


def _today(edition: Edition, now: datetime, day: Day | None) -> str:
    if day is not None and day.stopped and now < day.finished_at:
        return _("The race is stopped.")
    if day is not None and day.running(now):
        return _("The race is on.")
    if day is not None and day.starts and now < day.starts[0].at:
        begins = words.clock_time(day.starts[0].at)
        if clock.local(day.starts[0].at).date() == clock.local(now).date():
            return _("Today: the first start is at %(time)s.", time=begins)
    if day is not None and day.starts:
        return _("The ride is over; the day goes on.")
    return _("Today is race day.")


def days_to_go(days: int) -> str:
    """还有23天; today and tomorrow in words."""
    if days == 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    return ngettext("%(num)s day to go", "%(num)s days to go", days)


def days_of(edition: Edition) -> str:
    """Its day or days: 2027年8月28日 星期六; 待定 while they are not known."""
    if edition.held_on is None:
        return _("Date to be announced")
    if edition.ends_on is None or edition.ends_on == edition.held_on:
        return words.day(edition.held_on)
    return span_words(Span(edition.held_on, edition.ends_on))


def riders(edition: Edition) -> str:
    """How many rode, as the source puts it; empty when not known."""
    if edition.riders_note is not None:
        return languages.words(edition.riders_note)
    return _("%(count)s riders", count=number(edition.riders)) if edition.riders else ""


def kilometres(edition: Edition) -> str:
    """The course's length: 45.5 km; empty when not known."""
    if edition.distance_km is None:
        return ""
    return _("%(distance)s km", distance=number(edition.distance_km))
