"""What is known of an edition, put into words."""

from flask_babel import gettext as _

from webapp.core import languages
from webapp.core.words import day, number
from webapp.race.models import Edition, EditionStatus, NumberBasis


def edition_number(edition: Edition) -> str:
    """第5届, 5th edition."""
    return _("Edition %(number)s", number=edition.number)


def number_basis(edition: Edition) -> str:
    """How the number is known."""
    if edition.number_basis is NumberBasis.stated:
        return _("The number is stated in the source.")
    return _("The number is inferred, not stated in the source.")


def held(edition: Edition) -> str:
    """Whether and when it was held, in one sentence."""
    if edition.status is EditionStatus.planned:
        return _("Planned; whether it was held is not verified.")
    if edition.held_on is None:
        return _("Held in %(year)s; the day was not found.", year=edition.year)
    return _("Held on %(day)s.", day=day(edition.held_on))


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
