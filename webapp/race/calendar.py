"""The race in the calendar: which edition an event's date is, and whether the two agree."""

from collections.abc import Iterable

from webapp.events.models import DateStatus
from webapp.events.occurrence import Occurrence
from webapp.race.models import Edition, EditionStatus

RACE_EVENT = "wudangzhao-cup"  # the race's event by what names it for ever (`Event.uid`)
OFF = {
    DateStatus.cancelled: EditionStatus.cancelled,
    DateStatus.postponed: EditionStatus.postponed,
}


def edition_for(one: Occurrence, editions: Iterable[Edition]) -> Edition | None:
    """The edition that a date of the race's event is: that of its year.

    A date that is to be announced is the edition whose day is not known either.
    """
    if one.event.uid != RACE_EVENT:
        return None
    if one.span is not None:
        year = one.span.first.year
        return next((edition for edition in editions if edition.year == year), None)
    awaited = (EditionStatus.held, EditionStatus.planned)
    return next(
        (e for e in editions if e.held_on is None and e.status not in awaited),
        None,
    )


def agree(one: Occurrence, edition: Edition) -> bool:
    """Whether the calendar and the edition say the same of days, and of being called off.

    A date without an exact day contradicts nothing.
    """
    if OFF.get(one.status) != (edition.status if edition.status in OFF.values() else None):
        return False
    if one.on_days is None or edition.held_on is None:
        return True
    return tuple(one.on_days) == (edition.held_on, edition.last_day)
