"""What somebody asks of closed roads: where they want to be, and when."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest

from webapp.core import clock
from webapp.race.models import Edition


@dataclass(frozen=True)
class Asked:
    """A question: `place` is a slug."""

    place: str
    at: datetime


def asked(
    values: Mapping[str, str], edition: Edition, places: Collection[str], usual: datetime
) -> Asked | None:
    """The question in an address; None without one.

    Args:
        places: Slugs of what can be asked for.
        usual: The instant that is meant where the address names none.

    Raises:
        BadRequest: it names no place of ours, or no time.
    """
    if "to" not in values:
        return None
    if values["to"] not in places:
        raise BadRequest(_("We do not know this place."))
    if "at" not in values:
        return Asked(values["to"], usual)
    day = edition.held_on or clock.today()
    try:
        hour = time.fromisoformat(values["at"])
        day = date.fromisoformat(values["day"]) if values.get("day") else day
    except ValueError as error:
        raise BadRequest(_("Write the time as 10:30.")) from error
    if hour.tzinfo is not None:
        raise BadRequest(_("Write the time as 10:30."))
    return Asked(values["to"], clock.at_local(day, hour.replace(second=0, microsecond=0)))
