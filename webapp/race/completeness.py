"""What a text of an edition lacks, and where its parts contradict each other."""

import enum
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from webapp.race.draft import (
    CategoryText,
    DocumentText,
    EditionText,
    ItemText,
    WaveText,
)
from webapp.race.models import EditionStatus
from webapp.race.plan import Step
from webapp.race.riders import bibs
from webapp.race.riders.bibs import BadRange, Bibs
from webapp.review.paragraphs import NOTHING

# Who says that one can enter, or that it is over, says when it is.
NEED_A_DAY = (EditionStatus.entries_open, EditionStatus.entries_closed)
RIDDEN = (Step.call_up, Step.start)
MOST_WORDS = ("course", "entry_note", "travel_note", "riders_note", "notes")


class What(enum.Enum):
    """What is wrong with a field."""

    empty = "empty"  # nothing is there
    chinese = "chinese"  # it is there in English alone
    day = "day"  # its status needs a day
    other_year = "other_year"  # the day lies in another year than the edition
    order = "order"  # it ends before it begins
    in_use = "in_use"  # riders or results name a category that is gone
    same_code = "same_code"  # another one has the same code
    unknown_category = "unknown_category"  # no category has this code
    second_wave = "second_wave"  # the category starts in another wave already
    no_wave = "no_wave"  # there are waves, and the category starts in none
    births = "births"  # the last birthday lies before the first
    speeds = "speeds"  # the slowest would be faster than the fastest
    bibs = "bibs"  # this is no range of numbers
    bibs_twice = "bibs_twice"  # a number belongs to two categories
    before_race = "before_race"  # what can only be on a day of the race lies before it
    after_race = "after_race"  # it lies after the last day
    after_gun = "after_gun"  # the call-up goes on after the last start of its day
    nowhere = "nowhere"  # a document that is neither a file nor an address


@dataclass(frozen=True)
class Lack:
    """One thing that is missing or wrong: the field, and of a row which one and which part.

    Attributes:
        about: What it speaks of, where that is not in the field itself: a code, a number.
    """

    name: str
    what: What
    row: int | None = None  # from 0
    part: str = ""
    about: str = ""


def lacks(text: EditionText, in_use: Collection[str] = ()) -> list[Lack]:
    """Everything that keeps `text` from being submitted, in the order of the form.

    Args:
        in_use: Codes of categories that have to stay.
    """
    codes = {one.code for one in text.categories}
    return [
        *_of_the_edition(text),
        *(Lack("categories", What.in_use, about=code) for code in in_use if code not in codes),
        *_of_categories(text),
        *_of_bibs(text),
        *_of_waves(text),
        *_of_timetable(text),
        *_of_rows(text),
    ]


def _of_the_edition(text: EditionText) -> Iterator[Lack]:
    if text.number is None:
        yield Lack("number", What.empty)
    if not text.name.zh:
        yield Lack("name", What.empty)
    if text.held_on is None and text.status in NEED_A_DAY:
        yield Lack("held_on", What.day)
    if text.held_on is not None and text.held_on.year != text.year:
        yield Lack("held_on", What.other_year)
    if text.ends_on is not None and (text.held_on is None or text.ends_on < text.held_on):
        yield Lack("ends_on", What.order)
    for name in MOST_WORDS:
        if getattr(text, name).lacks_chinese():
            yield Lack(name, What.chinese)


def _of_categories(text: EditionText) -> Iterator[Lack]:
    codes = Counter(one.code for one in text.categories)
    started = {code for wave in text.waves for code in wave.categories}
    for row, one in enumerate(text.categories):
        for part, what in _of_category(one):
            yield Lack("categories", what, row, part)
        if one.code and codes[one.code] > 1:
            yield Lack("categories", What.same_code, row, "code", one.code)
        if text.waves and one.code not in started:
            yield Lack("categories", What.no_wave, row, "code", one.name.zh or one.code)


def _of_category(one: CategoryText) -> Iterator[tuple[str, What]]:
    if not one.code:
        yield "code", What.empty
    if not one.name.zh:
        yield "name", What.empty
    if one.born_from and one.born_to and one.born_to < one.born_from:
        yield "born_to", What.births
    if one.fastest_kmh and one.slowest_kmh and one.slowest_kmh > one.fastest_kmh:
        yield "slowest_kmh", What.speeds


def _of_bibs(text: EditionText) -> Iterator[Lack]:
    read: dict[int, Bibs] = {}
    for row, one in enumerate(text.categories):
        try:
            read[row] = bibs.parse(one.bibs)
        except BadRange as error:
            yield Lack("categories", What.bibs, row, "bibs", error.piece)
            continue
        earlier = (numbers for before, numbers in read.items() if before < row)
        both = next((bib for numbers in earlier for bib in numbers if bib in read[row]), None)
        if both is not None:
            yield Lack("categories", What.bibs_twice, row, "bibs", str(both))


def _of_waves(text: EditionText) -> Iterator[Lack]:
    codes = Counter(one.code for one in text.waves)
    for row, one in enumerate(text.waves):
        for part, what in _of_wave(text, one):
            yield Lack("waves", what, row, part)
        if codes[one.code] > 1:
            yield Lack("waves", What.same_code, row, "code", one.code)
    yield from _who_starts(text)


def _of_wave(text: EditionText, one: WaveText) -> Iterator[tuple[str, What]]:
    if one.starts is None:
        yield "starts", What.empty
    if not one.categories:
        yield "categories", What.empty
    if one.name.lacks_chinese():
        yield "name", What.chinese
    if (what := _outside(text, one)) is not None:
        yield "day", what


def _who_starts(text: EditionText) -> Iterator[Lack]:
    known = {one.code for one in text.categories}
    seen: set[str] = set()
    for row, one in enumerate(text.waves):
        for code in one.categories:
            if code not in known:
                yield Lack("waves", What.unknown_category, row, "categories", code)
            elif code in seen:
                yield Lack("waves", What.second_wave, row, "categories", code)
            seen.add(code)


def _of_timetable(text: EditionText) -> Iterator[Lack]:
    for row, one in enumerate(text.timetable):
        for part, what in _of_item(text, one):
            yield Lack("timetable", what, row, part)


def _of_item(text: EditionText, one: ItemText) -> Iterator[tuple[str, What]]:
    if one.starts is None:
        yield "starts", What.empty
    elif one.ends and one.ends < one.starts:
        yield "ends", What.order
    if one.step is Step.other and not one.what.zh:
        yield "what", What.empty
    for part in ("what", "where"):
        if getattr(one, part).lacks_chinese():
            yield part, What.chinese
    if (what := _misplaced(text, one)) is not None:
        yield "day", what
    if one.step is Step.call_up and _goes_on_after_the_gun(text, one):
        yield "starts", What.after_gun


def _misplaced(text: EditionText, one: ItemText) -> What | None:
    if one.step in RIDDEN:
        return _outside(text, one)
    return What.before_race if one.step is Step.award and one.day < 0 else None


def _goes_on_after_the_gun(text: EditionText, one: ItemText) -> bool:
    guns = [wave.starts for wave in text.waves if wave.starts and wave.day == one.day]
    called = one.ends or one.starts
    return bool(called and guns and called > max(guns))


def _outside(text: EditionText, one: ItemText | WaveText) -> What | None:
    """Whether something that is ridden lies on no day of the race."""
    if one.day < 0:
        return What.before_race
    return What.after_race if one.day > _last_day(text.held_on, text.ends_on) else None


def _last_day(first: date | None, last: date | None) -> int:
    return (last - first).days if first and last and last > first else 0


def _of_rows(text: EditionText) -> Iterator[Lack]:
    for row, organiser in enumerate(text.organisers):
        if not organiser.name.zh:
            yield Lack("organisers", What.empty, row, "name")
    for row, document in enumerate(text.documents):
        yield from _of_document(row, document)
    for row, winner in enumerate(text.winners):
        for part in ("category", "name"):
            if getattr(winner, part) == NOTHING:
                yield Lack("winners", What.empty, row, part)


def _of_document(row: int, document: DocumentText) -> Iterator[Lack]:
    if not document.title.zh:
        yield Lack("documents", What.empty, row, "title")
    if document.file is None and not document.link:
        yield Lack("documents", What.nowhere, row, "link")
