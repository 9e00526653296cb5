"""What a draft still lacks before it can be submitted."""

import enum
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from webapp.core.translated import Translated
from webapp.events import recurrence
from webapp.events.draft import DateText, EventText, rule_of
from webapp.events.models import DateStatus

WITHOUT_DAY = (DateStatus.tba, DateStatus.cancelled, DateStatus.postponed)
A_FEW_YEARS = range(2020, 2040)  # there is a leap month of each number, but not in every year


class What(enum.Enum):
    """What is wrong with a field."""

    empty = "empty"  # nothing is there
    chinese = "chinese"  # it is there in English alone
    day = "day"  # its status needs a day
    order = "order"  # it ends before it begins
    start = "start"  # an hour to end and none to begin
    new_place = "new_place"  # moved, but nobody says where to
    circle = "circle"  # each of two dates is the new one of the other
    no_such_day = "no_such_day"  # the rule names a day that never comes


@dataclass(frozen=True)
class Lack:
    """One thing that is missing or wrong: the field, and of a date which part."""

    name: str
    what: What
    date: int | None = None  # which of the dates, from 0
    part: str = ""


def lacks(text: EventText) -> list[Lack]:
    """Everything that keeps `text` from being submitted, in the order of the form."""
    return [*_of_the_five(text), *_of_texts(text), *_of_dates(text), *_of_rule(text)]


def _of_the_five(text: EventText) -> Iterator[Lack]:
    there = {
        "title": text.title.zh,
        "kind": text.kind,
        "place": text.place or text.where.zh,
        "text": text.text.zh,
        "dates": text.dates or text.rule.calendar,
    }
    return (Lack(name, What.empty) for name, value in there.items() if not value)


def _of_texts(text: EventText) -> Iterator[Lack]:
    required = ("title", "text")
    for name in text.__struct_fields__:
        value = getattr(text, name)
        if name not in required and isinstance(value, Translated) and value.lacks_chinese():
            yield Lack(name, What.chinese)


def _of_dates(text: EventText) -> Iterator[Lack]:
    new_dates = {one.key: one.postponed_to for one in text.dates}
    for index, one in enumerate(text.dates):
        for part, what in _of_date(one):
            yield Lack("dates", what, index, part)
        if _in_a_circle(one.key, new_dates):
            yield Lack("dates", What.circle, index, "postponed_to")


def _of_date(one: DateText) -> Iterator[tuple[str, What]]:
    if one.starts_on is None and one.status not in WITHOUT_DAY:
        yield "starts_on", What.day
    if one.ends_on is not None and (one.starts_on is None or one.ends_on < one.starts_on):
        yield "ends_on", What.order
    if one.ends is not None and one.starts is None:
        yield "ends", What.start
    if one.status is DateStatus.moved and not one.moved_to.zh:
        yield "moved_to", What.new_place
    for part in ("hint", "note", "reason"):
        value: Translated = getattr(one, part)
        if value.lacks_chinese():
            yield part, What.chinese


def _in_a_circle(key: str, new_dates: dict[str, str | None]) -> bool:
    after = new_dates.get(key)
    for _ in new_dates:
        if after == key:
            return True
        after = new_dates.get(after) if after else None
    return False


def _of_rule(text: EventText) -> Iterator[Lack]:
    if text.rule.calendar is None:
        return
    try:
        rule = rule_of(text)
    except msgspec.ValidationError:
        rule = None
    if rule is None or not any(recurrence.in_year(rule, year) for year in A_FEW_YEARS):
        yield Lack("rule", What.no_such_day)
