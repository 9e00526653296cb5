"""A closed road as an entry of a calendar."""

from datetime import UTC, datetime

from flask_babel import gettext as _
from icalendar import Event as Entry

from webapp.core import clock, languages
from webapp.events.calendar_file import UID_DOMAIN
from webapp.race.roads import reach, words
from webapp.race.roads.models import RoadClosure

BEGINNING = datetime(2020, 1, 1, tzinfo=UTC)


def entry(closure: RoadClosure, address: str) -> Entry:
    """The hours in which it is closed; one that was called off says so.

    Args:
        address: The full address of the page of closed roads.
    """
    lasts = reach.lasts(closure)
    changed = changed_at(closure).astimezone(UTC).replace(microsecond=0)
    road = [languages.words(part) for part in (closure.road, closure.stretch) if part.zh]
    made = Entry()
    made.add("dtstart", clock.local(closure.starts_at))
    made.add("dtend", clock.local(reach.ends(closure) if lasts else closure.ends_at))
    made.add("uid", f"race-{closure.edition_year}-closure-{closure.id}@{UID_DOMAIN}")
    made.add("sequence", sequence(changed))
    made.add("dtstamp", changed)
    made.add("last-modified", changed)
    made.add("status", "CONFIRMED" if lasts else "CANCELLED")
    made.add("transp", "TRANSPARENT")
    kind = words.kind_word(closure.kind)
    made.add("summary", _("%(kind)s: %(road)s", kind=kind, road=" ".join(road)))
    detour = [_("Detour: %(way)s", way=languages.words(closure.detour))] if closure.detour else []
    made.add("description", "\n".join([*detour, address]))
    made.add("location", " ".join(road))
    made.add("url", address)
    return made


def changed_at(closure: RoadClosure) -> datetime:
    """When it was last announced, changed or ended."""
    instants = (closure.announced_at, closure.edited_at, closure.ended_at)
    return max(at for at in instants if at is not None)


def sequence(changed: datetime) -> int:
    """A number that rises with each change; nobody counts changes, so seconds are counted."""
    return max(0, int((changed - BEGINNING).total_seconds()))
