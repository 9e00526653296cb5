"""What keeps the text of an edition from being submitted, and what becomes of it when copied."""

from datetime import date, time
from typing import Any

import msgspec
import pytest

from tests.race.made import WRITTEN, an_edition
from webapp.core.translated import Translated
from webapp.race import copying, draft
from webapp.race.completeness import What, lacks
from webapp.race.draft import CategoryText, DocumentText, EditionText, ItemText, WaveText
from webapp.race.models import EditionStatus
from webapp.race.plan import Step

EMPTY: dict[str, Any] = dict.fromkeys(("organisers", "documents", "winners", "notes"), ())
TEXT = draft.read(an_edition(**EMPTY))
NAME = Translated(zh="组")


def found(**more: Any) -> list[tuple[str, What, int | None, str]]:
    text = msgspec.structs.replace(TEXT, **more)
    return [(one.name, one.what, one.row, one.part or one.about) for one in lacks(text)]


def categories(*more: dict[str, Any]) -> list[tuple[What, int | None, str]]:
    rows = tuple(
        CategoryText(**{"code": f"c{at}", "name": NAME, **one}) for at, one in enumerate(more)
    )
    all_of_them = WaveText(
        code="a", starts=time(9), categories=tuple(dict.fromkeys(one.code for one in rows))
    )
    text = found(categories=rows, waves=(all_of_them,), timetable=())
    return [(what, row, part) for _name, what, row, part in text]


def test_a_whole_edition_lacks_nothing() -> None:
    assert found() == []


def test_number_and_name_are_all_that_an_edition_needs() -> None:
    said = [(one.name, one.what) for one in lacks(EditionText(year=2027))]
    assert said == [("number", What.empty), ("name", What.empty)]


def test_days_belong_to_the_year_in_order_and_to_entries_that_are_open() -> None:
    assert found(held_on=date(2028, 1, 1)) == [("held_on", What.other_year, None, "")]
    assert found(ends_on=date(2027, 8, 27))[0] == ("ends_on", What.order, None, "")
    no_day = found(held_on=None, status=EditionStatus.entries_open)
    assert no_day == [("held_on", What.day, None, "")]


@pytest.mark.parametrize(
    ("one", "said"),
    [
        ({"born_from": date(2009, 1, 1), "born_to": date(1987, 1, 1)}, (What.births, 0, "born_to")),
        ({"fastest_kmh": 20.0, "slowest_kmh": 30.0}, (What.speeds, 0, "slowest_kmh")),
        ({"bibs": "1-99,abc"}, (What.bibs, 0, "bibs")),
        ({"name": Translated(zh="", en="Men")}, (What.empty, 0, "name")),
    ],
)
def test_a_category_must_make_sense(one: dict[str, Any], said: tuple[Any, ...]) -> None:
    assert categories(one) == [said]


def test_two_categories_share_neither_code_nor_number() -> None:
    same = categories({"code": "men"}, {"code": "men"})
    assert same == [
        (What.same_code, 0, "code"),
        (What.same_code, 1, "code"),
    ]
    assert categories({"bibs": "1-99"}, {"bibs": "50,120"}) == [(What.bibs_twice, 1, "bibs")]
    assert categories({"bibs": "1-99,-50"}, {"bibs": "50,120"}) == []


def test_each_category_starts_in_one_wave_that_exists() -> None:
    first, second = TEXT.waves
    twice = msgspec.structs.replace(second, categories=("women-open", "ride", "men-elite", "kids"))
    said = found(waves=(first, twice))
    assert [(what, row, part) for _name, what, row, part in said] == [
        (What.second_wave, 1, "categories"),
        (What.unknown_category, 1, "categories"),
    ]
    assert found(waves=(first,))[0][:3] == ("categories", What.no_wave, 1)


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (ItemText(step=Step.call_up, starts=time(9, 20)), ("starts", What.after_gun)),
        (ItemText(step=Step.call_up, starts=time(8), ends=time(9, 20)), ("starts", What.after_gun)),
        (ItemText(step=Step.start, starts=time(9), day=-1), ("day", What.before_race)),
        (ItemText(step=Step.start, starts=time(9), day=1), ("day", What.after_race)),
        (ItemText(step=Step.award, starts=time(9), day=-1), ("day", What.before_race)),
        (ItemText(step=Step.register, starts=time(9), ends=time(8)), ("ends", What.order)),
        (ItemText(step=Step.other, starts=time(9)), ("what", What.empty)),
        (ItemText(step=Step.briefing), ("starts", What.empty)),
        (ItemText(step=Step.register, starts=time(9), day=-1), None),
    ],
)
def test_the_timetable_fits_the_race(one: ItemText, said: tuple[str, What] | None) -> None:
    expected = [("timetable", said[1], 0, said[0])] if said else []
    assert found(timetable=(one,)) == expected


def test_a_document_is_a_file_or_an_address() -> None:
    one = DocumentText(title=NAME)
    assert found(documents=(one,)) == [("documents", What.nowhere, 0, "link")]


def test_what_is_written_becomes_the_record_and_is_read_back() -> None:
    again = draft.preview(None, TEXT, WRITTEN)
    assert draft.read(again) == TEXT
    assert [one.day for one in again.timetable] == [date(2027, 8, 28)] * 4
    assert [one.starts for one in again.waves] == [time(9), time(9, 10)]


def test_a_copy_brings_no_people_and_moves_birthdays_with_the_years() -> None:
    leap = CategoryText(code="x", name=NAME, born_from=date(2004, 2, 29), born_to=date(2008, 2, 29))
    text = msgspec.structs.replace(
        TEXT,
        categories=(*TEXT.categories, leap),
        riders=260,
        documents=(DocumentText(title=NAME, link="https://example.org/a.pdf"),),
        notes=NAME,
        timetable=(ItemText(step=Step.register, day=-1, starts=time(9)), *TEXT.timetable),
    )
    copy = copying.copied(text, 2028, 16)
    assert (copy.year, copy.number, copy.held_on) == (2028, 16, None)
    assert copy.name == Translated(zh="第十六届五当召杯", en="16th Wudangzhao Cup")
    born = [(one.born_from, one.born_to) for one in copy.categories]
    assert born[0] == (date(1988, 1, 1), date(2010, 12, 31))
    assert born[-1] == (date(2005, 3, 1), date(2009, 2, 28))
    assert (copy.waves, copy.timetable, copy.organisers) == (
        text.waves,
        text.timetable,
        text.organisers,
    )
    assert (copy.riders, copy.documents, copy.winners, copy.notes.zh) == (None, (), (), "")


@pytest.mark.parametrize(
    ("number", "zh", "en"),
    [
        (1, "一", "1st"),
        (10, "十", "10th"),
        (12, "十二", "12th"),
        (23, "二十三", "23rd"),
        (30, "三十", "30th"),
    ],
)
def test_numbers_are_counted_as_names_count_them(number: int, zh: str, en: str) -> None:
    assert (copying.in_chinese(number), copying.ordinal(number)) == (zh, en)
