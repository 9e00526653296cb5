"""What a kind in the address chooses among places, without a request."""

import enum

import pytest

from tests.places.factories import a_place
from webapp.places import kinds
from webapp.places.listing import listing
from webapp.places.models import PlaceKind


class Festival(enum.Enum):
    """Kinds of something that is on at places, of which places know nothing."""

    music = "music"
    lamps = "lamps"
    kites = "kites"


MONASTERY, VILLAGE = a_place(), a_place(kind=PlaceKind.village)
PLACES = [MONASTERY, VILLAGE]
# Music at the village; lamps somewhere that is no place of ours; no kites.
AHEAD = {Festival.music: {VILLAGE.id}, Festival.lamps: set[int]()}


def test_a_word_is_a_kind_of_places_or_of_what_is_on_and_else_nothing():
    assert kinds.read("village", Festival) is PlaceKind.village
    assert kinds.read("kites", Festival) is Festival.kites
    for word in ("circus", "", "Village", "kites "):
        assert kinds.read(word, Festival) is None


def test_the_words_are_those_of_both():
    assert kinds.words(Festival) == [*(kind.value for kind in PlaceKind), "music", "lamps", "kites"]


def test_no_word_may_mean_two_things():
    clash = enum.Enum("clash", {"village": "village"})
    with pytest.raises(ValueError, match="village"):
        kinds.words(clash)


def test_a_kind_chooses_the_places_of_it_and_those_where_it_is_on():
    def chosen(kind):
        return [row.place for row in listing(PLACES, kind, AHEAD)]

    assert chosen(None) == PLACES
    assert chosen(PlaceKind.monastery) == [MONASTERY]
    assert chosen(Festival.music) == [VILLAGE]
    assert chosen(Festival.lamps) == chosen(Festival.kites) == []


def test_only_kinds_that_show_something_are_counted():
    of_places = {PlaceKind.monastery: 1, PlaceKind.village: 1}
    assert kinds.counts(PlaceKind, PLACES, AHEAD) == of_places
    assert kinds.counts(Festival, PLACES, AHEAD) == {Festival.music: 1}


def test_the_calendar_is_worth_a_look_only_where_something_is_ahead():
    def worth(kind):
        return kinds.in_calendar(kind, PLACES, AHEAD)

    assert worth(None) and worth(Festival.music) and worth(Festival.lamps)
    assert worth(PlaceKind.village)
    assert not worth(PlaceKind.monastery)
    assert not worth(Festival.kites)
