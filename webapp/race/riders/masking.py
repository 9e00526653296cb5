"""Names as the public reads them: those of minors, and others on request, are masked (张*)."""

from datetime import date

from webapp.race.models import Edition
from webapp.race.riders import identity
from webapp.race.riders.models import Rider

GROWN_UP = 18  # years


def masked(name: str) -> str:
    """The first character, and that there is more: 张*."""
    return f"{name.strip()[:1]}*"


def shown_name(rider: Rider) -> str:
    """A rider's name as the public reads it."""
    return masked(rider.name) if rider.minor or rider.masked else rider.name


def day_of(edition: Edition) -> date:
    """The day on which age counts; while it is not known, the earliest that it can be."""
    return edition.held_on or date(edition.year, 1, 1)


def is_minor(edition: Edition, born_on: date | None, birth_year: int | None) -> bool:
    """Whether somebody is under 18 on the race day, as far as is known.

    Of a year alone, whoever may still be 17 counts as a minor.
    """
    day = day_of(edition)
    if born_on is not None:
        return identity.age_on(born_on, day) < GROWN_UP
    return birth_year is not None and day.year - birth_year <= GROWN_UP
