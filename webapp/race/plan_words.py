"""The parts of an edition in words: what statuses, steps, roles and kinds are called."""

from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as N_  # noqa: N812 - the name that Babel looks for
from flask_babel import ngettext

from webapp.core.words import short_day
from webapp.race.models import EditionStatus, NumberBasis
from webapp.race.plan import Bike, DocumentKind, OrganiserRole, Sex, Step

STATUSES: dict[Any, Any] = {
    EditionStatus.planned: N_("Planned"),
    EditionStatus.announced: N_("Announced"),
    EditionStatus.entries_open: N_("Entries open"),
    EditionStatus.entries_closed: N_("Entries closed"),
    EditionStatus.held: N_("Held"),
    EditionStatus.postponed: N_("Postponed"),
    EditionStatus.cancelled: N_("Cancelled"),
}
BASES: dict[Any, Any] = {
    NumberBasis.stated: N_("A source states it"),
    NumberBasis.inferred: N_("It was counted from another edition"),
}
SEXES: dict[Any, Any] = {
    Sex.any: N_("Women and men"),
    Sex.men: N_("Men"),
    Sex.women: N_("Women"),
}
BIKES: dict[Any, Any] = {
    Bike.any: N_("Any bicycle"),
    Bike.mountain: N_("Mountain bike"),
    Bike.road: N_("Road bike"),
}
STEPS: dict[Any, Any] = {
    Step.register: N_("Registration and race kits"),
    Step.briefing: N_("Technical meeting"),
    Step.call_up: N_("Call-up"),
    Step.start: N_("The gun goes"),
    Step.award: N_("Award ceremony"),
    Step.other: N_("Something else"),
}
ROLES: dict[Any, Any] = {
    OrganiserRole.host: N_("Host"),
    OrganiserRole.organiser: N_("Runs it"),
    OrganiserRole.co_organiser: N_("Co-organiser"),
    OrganiserRole.supporter: N_("Supporter"),
}
DOCUMENTS: dict[Any, Any] = {
    DocumentKind.regulations: N_("Regulations of the race"),
    DocumentKind.programme: N_("Programme book"),
    DocumentKind.other: N_("Other document"),
}
_WORDS = {**STATUSES, **BASES, **SEXES, **BIKES, **STEPS, **ROLES, **DOCUMENTS}


def word(one: Any) -> str:
    """A member of one of the plan's enumerations in words."""
    return str(_WORDS[one])


def race_day(days: int, first: date | None = None) -> str:
    """A day counted from the first day of the race, with its date where that is known."""
    if days < 0:
        said = ngettext("the day before", "%(num)s days before", -days)
    else:
        said = _("day %(number)s of the race", number=days + 1) if days else _("race day")
    return f"{said} ({short_day(first + timedelta(days=days))})" if first else said
