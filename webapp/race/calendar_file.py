"""An edition whose day is known, as an iCalendar file."""

from webapp.core import clock, languages
from webapp.events.calendar_file import UID_DOMAIN, empty_calendar, whole_days
from webapp.race import words
from webapp.race.models import Edition, EditionStatus

STATUS = {
    EditionStatus.planned: "TENTATIVE",
    EditionStatus.postponed: "CANCELLED",  # it is not held on the day that the file names
    EditionStatus.cancelled: "CANCELLED",
}


def calendar_file(edition: Edition, uid: str, address: str) -> bytes:
    """A calendar with the race day; the same content always gives the same bytes.

    Args:
        uid: Its name in calendars: that of the same date of the race's event.
        address: The full address of the edition's page.

    Raises:
        ValueError: the day is not known.
    """
    if edition.held_on is None:
        raise ValueError(f"the day of {edition.year} is not known")
    name = languages.words(edition.name)
    calendar = empty_calendar(name)
    entry = whole_days(edition.held_on, edition.ends_on or edition.held_on)
    stamp = edition.edited_at or clock.at_local(edition.held_on)
    known = [words.kilometres(edition), words.riders(edition), languages.words(edition.course)]
    entry.add("uid", f"{uid}@{UID_DOMAIN}")
    entry.add("dtstamp", stamp.replace(microsecond=0))
    entry.add("status", STATUS.get(edition.status, "CONFIRMED"))
    entry.add("summary", name)
    entry.add("description", "\n".join([*(line for line in known if line), address]))
    entry.add("location", "石拐区" if languages.current() == "zh" else "Shiguai District")
    entry.add("url", address)
    calendar.add_component(entry)
    return bytes(calendar.to_ical())
