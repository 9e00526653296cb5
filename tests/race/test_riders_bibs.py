"""The language of bib ranges, held to a plain set of numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.race.riders import bibs
from webapp.race.riders.bibs import BadRange

number = st.integers(1, 300)
pieces = st.lists(st.tuples(st.booleans(), number, st.integers(0, 40)), max_size=12)


def text_of(some: list[tuple[bool, int, int]]) -> str:
    return ",".join(
        ("-" if out else "") + (f"{first}-{first + more}" if more else str(first))
        for out, first, more in some
    )


def numbers_of(some: list[tuple[bool, int, int]]) -> set[int]:
    spans = {True: set[int](), False: set[int]()}
    for out, first, more in some:
        spans[out] |= set(range(first, first + more + 1))
    return spans[False] - spans[True]


def test_the_example_of_the_reference_means_what_it_says():
    found = bibs.parse("1-99,120-129,-50-60,181,-87")
    assert set(found) == {*range(1, 50), *range(61, 87), *range(88, 100), *range(120, 130), 181}


@given(pieces)
def test_a_minus_takes_out_wherever_it_stands(some: list[tuple[bool, int, int]]):
    found = bibs.parse(text_of(some))
    assert list(found) == sorted(numbers_of(some))
    assert all((bib in found) == (bib in numbers_of(some)) for bib in range(1, 350))


@given(pieces)
def test_full_width_signs_mean_the_same(some: list[tuple[bool, int, int]]):
    wide = str.maketrans("0123456789-", "０１２３４５６７８９－")
    written = text_of(some).translate(wide).replace(",", "、")
    assert list(bibs.parse(written)) == list(bibs.parse(text_of(some).replace(",", "，")))


@given(st.sets(number))
def test_what_is_written_is_read_again(numbers: set[int]):
    assert set(bibs.parse(bibs.written(numbers))) == numbers


@given(pieces, st.sets(number))
def test_the_next_free_bib_is_the_lowest_that_nobody_has(
    some: list[tuple[bool, int, int]], taken: set[int]
):
    free = numbers_of(some) - taken
    assert bibs.next_free(bibs.parse(text_of(some)), taken) == min(free, default=None)


@given(pieces, pieces)
def test_an_overlap_names_exactly_the_numbers_of_both(
    one: list[tuple[bool, int, int]], other: list[tuple[bool, int, int]]
):
    both = numbers_of(one) & numbers_of(other)
    found = bibs.overlaps({"a": bibs.parse(text_of(one)), "b": bibs.parse(text_of(other))})
    assert found == ([("a", "b", bibs.written(both))] if both else [])


@pytest.mark.parametrize(
    ("text", "piece", "words"),
    [
        ("1-99,12a", "12a", "no bib or range"),
        ("1-99,9-3", "9-3", "ends before it begins"),
        ("0-5", "0-5", "from 1 to 99999"),
        ("1-100000", "1-100000", "from 1 to 99999"),
        ("1,--5", "--5", "no bib or range"),
        ("1-2-3", "1-2-3", "no bib or range"),
        ("五", "五", "no bib or range"),
    ],
)
def test_what_cannot_be_read_is_named(text: str, piece: str, words: str):
    with pytest.raises(BadRange) as error:
        bibs.parse(text)
    assert error.value.piece == piece
    assert words in str(error.value)
    assert piece in str(error.value)


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text: str):
    try:
        found = bibs.parse(text)
    except BadRange:
        return
    assert all(1 <= bib <= bibs.LARGEST for span in found.spans for bib in span)
