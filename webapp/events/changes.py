"""Changes of an event's text that a button makes: copying, confirming a year, calling off."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import msgspec

from webapp.core.translated import Translated
from webapp.events import recurrence
from webapp.events.draft import DateText, EventText, rule_of
from webapp.events.models import DateStatus, Precision
from webapp.review.paragraphs import NOTHING

YEARS = range(1900, 2100)  # that the calendar computes
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


class NoSuchDay(Exception):
    """The event has no rule, or its rule names no day in that year."""


def copied(text: EventText, today: date) -> EventText:
    """The same event once more: its date to be announced unless a rule tells it.

    A year in the title becomes the next one, this year at the least.
    """
    dates = () if text.rule.calendar else (DateText(key="next", status=DateStatus.tba),)
    return msgspec.structs.replace(
        text,
        title=Translated(**{c: _years_on(one, today) for c, one in text.title.texts().items()}),
        dates=dates,
        publish_at=None,
        unpublish_at=None,
    )


def _years_on(title: str, today: date) -> str:
    return _YEAR.sub(lambda found: str(max(int(found[0]) + 1, today.year)), title)


def confirmed(text: EventText, year: int) -> EventText:
    """`text` with the day that its rule computes for `year` as a confirmed date.

    Its key is the year, so that its calendar UID stays the same.

    Raises:
        NoSuchDay: nothing is computed for that year.
    """
    return with_date(text, computed(text, year))


def computed(text: EventText, year: int) -> DateText:
    """The day that the rule names in `year`, as a date.

    Raises:
        NoSuchDay: there is none, or a date of that name is there already.
    """
    rule = rule_of(text)
    span = recurrence.in_year(rule, year) if rule and year in YEARS else None
    if span is None or any(one.key == str(year) for one in text.dates):
        raise NoSuchDay(year)
    ends_on = span.last if span.length > 1 else None
    return DateText(key=str(year), starts_on=span.first, ends_on=ends_on)


def date_called(text: EventText, key: str) -> DateText:
    """The date with this key, written or computed.

    Raises:
        NoSuchDay: there is none.
    """
    for one in text.dates:
        if one.key == key:
            return one
    if not re.fullmatch(r"[12]\d{3}", key, re.ASCII):
        raise NoSuchDay(key)
    return computed(text, int(key))


def with_date(text: EventText, new: DateText) -> EventText:
    """`text` with a date, in place of the one of the same key."""
    kept = {one.key: one for one in text.dates}
    return msgspec.structs.replace(text, dates=tuple({**kept, new.key: new}.values()))


def new_key(taken: Collection[str], day: date | None, text: EventText | None = None) -> str:
    """A name for a date: its year (of the rule, where there is one), "next" while it has no day."""
    rule = rule_of(text) if text else None
    year = (recurrence.nearest_year(rule, day) if rule and day else None) or (day and day.year)
    wanted = str(year) if year else "next"
    for number in range(2, len(taken) + 3):
        if wanted not in taken:
            break
        wanted = f"{wanted.partition('-')[0]}-{number}"
    return wanted


@dataclass(frozen=True)
class CallOff:
    """A date does not take place as it was announced; made on the public text and on drafts alike.

    Attributes:
        date: As the public sees it.
        status: Cancelled, postponed or moved.
        new: The new date of a postponed one, when it is known.
    """

    date: DateText
    status: DateStatus
    reason: Translated
    moved_to: Translated = NOTHING
    new: DateText | None = None

    def __call__(self, text: EventText) -> EventText:
        """`text` with the date called off; what else a draft has changed of it stays."""
        own = next((one for one in text.dates if one.key == self.date.key), self.date)
        off = msgspec.structs.replace(
            own,
            status=self.status,
            reason=self.reason,
            moved_to=self.moved_to,
            postponed_to=self.new.key if self.new else None,
        )
        text = with_date(text, off)
        return with_date(text, self.new) if self.new else text


def on_new_day(before: DateText, key: str, day: date) -> DateText:
    """A date of the same length and hours that begins on `day`."""
    lasts = before.ends_on - before.starts_on if before.starts_on and before.ends_on else None
    return DateText(
        key=key,
        status=DateStatus.confirmed,
        precision=Precision.day,
        starts_on=day,
        ends_on=day + lasts if lasts else None,
        starts=before.starts,
        ends=before.ends,
    )
