"""Two people's changes of one text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.review.merging import Conflict, Fields, changed, merge

BASE: Fields = {"title": {"zh": "春天"}, "text": None, "tags": ["a"], "price": 10}


def test_changes_of_different_fields_are_joined():
    merged = merge(BASE, BASE | {"tags": ["a", "b"]}, BASE | {"price": 12})
    assert merged.fields == BASE | {"tags": ["a", "b"], "price": 12}
    assert (merged.conflicts, merged.theirs) == ((), ("tags",))


def test_one_translates_what_the_other_corrects():
    theirs, mine = {"zh": "春天来了"}, {"zh": "春天", "en": "Spring"}
    merged = merge(BASE, BASE | {"title": theirs}, BASE | {"title": mine})
    assert merged.fields["title"] == {"zh": "春天来了", "en": "Spring"}
    assert (merged.conflicts, merged.theirs) == ((), ("title.zh",))


def test_what_both_changed_differently_is_asked_and_mine_stands_until_then():
    merged = merge(BASE, BASE | {"title": {"zh": "夏天"}}, BASE | {"title": {"zh": "秋天"}})
    assert merged.fields["title"] == {"zh": "秋天"}
    assert merged.conflicts == (Conflict("title.zh", "夏天", "秋天"),)


def test_the_same_change_by_both_is_no_question():
    both = BASE | {"price": 12}
    merged = merge(BASE, both, both)
    assert (merged.fields, merged.conflicts, merged.theirs) == (both, (), ())


@pytest.mark.parametrize("swapped", [False, True])
def test_a_text_that_one_takes_away_and_the_other_translates_is_asked_whole(swapped: bool):
    base = BASE | {"text": {"zh": "故事"}}
    gone, translated = base | {"text": None}, base | {"text": {"zh": "故事", "en": "A story"}}
    theirs, mine = (gone, translated) if swapped else (translated, gone)
    merged = merge(base, theirs, mine)
    assert merged.fields["text"] == mine["text"]
    assert merged.conflicts == (Conflict("text", theirs["text"], mine["text"]),)


def test_a_translation_can_be_taken_away():
    base = BASE | {"title": {"zh": "春天", "en": "Spring"}}
    mine = base | {"title": {"zh": "春", "en": "Spring"}}
    assert merge(base, BASE, mine).fields["title"] == {"zh": "春"}
    assert merge(base, mine, BASE).fields["title"] == {"zh": "春"}


def test_both_write_a_text_that_was_not_there():
    theirs, mine = BASE | {"text": {"zh": "好"}}, BASE | {"text": {"zh": "好", "en": "Good"}}
    assert merge(BASE, theirs, mine).fields["text"] == {"zh": "好", "en": "Good"}


def test_a_statement_with_its_sources_is_one_whole():
    base = BASE | {"price": {"zh": "十元", "sources": ["a"]}}
    theirs = BASE | {"price": {"zh": "十二元", "sources": ["b"]}}
    mine = BASE | {"price": {"zh": "十元"}}
    merged = merge(base, theirs, mine)
    assert merged.fields["price"] == {"zh": "十元"}
    assert [conflict.name for conflict in merged.conflicts] == ["price"]


def test_changed_names_whole_fields_in_the_order_of_the_new_text():
    after = {"price": 12, "title": {"zh": "春天", "en": "Spring"}, "tags": ["a"]}
    assert changed(BASE, after) == ["price", "title"]


texts = st.sampled_from(["", "春", "夏", "秋"])
translated = st.fixed_dictionaries({"zh": texts}, optional={"en": texts})
values = st.none() | st.integers(0, 3) | st.lists(texts, max_size=2) | translated
fields = st.fixed_dictionaries(dict.fromkeys("abcd", values))


def whole(one: Fields, names: str) -> Fields:
    return {name: one[name] for name in names}


@given(fields, fields, fields)
def test_no_change_of_either_is_lost(base: Fields, theirs: Fields, mine: Fields):
    merged = merge(base, theirs, mine)
    asked = {conflict.name for conflict in merged.conflicts}
    for name in base:
        was, other, own, now = (one[name] for one in (base, theirs, mine, merged.fields))
        if own == was:
            assert now == other
        elif other in (was, own) or name in asked:
            assert now == own
        else:  # looked at language by language
            for language in ("zh", "en"):
                w, t, m, n = ((one or {}).get(language) for one in (was, other, own, now))
                if f"{name}.{language}" in asked:
                    assert n == m and t not in (w, m)
                else:
                    assert n == (t if m == w else m)
                    assert t in (w, n)


@given(fields, fields, fields)
def test_every_question_shows_both_answers(base: Fields, theirs: Fields, mine: Fields):
    for conflict in merge(base, theirs, mine).conflicts:
        name, _, language = conflict.name.partition(".")
        for side, shown in ((theirs, conflict.theirs), (mine, conflict.mine)):
            value = side[name]
            assert shown == (value.get(language) if language else value)


@given(fields, fields, fields)
def test_changes_of_different_fields_join_the_same_way_whoever_came_first(
    base: Fields, theirs: Fields, mine: Fields
):
    theirs, mine = theirs | whole(base, "ab"), mine | whole(base, "cd")
    one, other = merge(base, theirs, mine), merge(base, mine, theirs)
    assert one.fields == other.fields == whole(mine, "ab") | whole(theirs, "cd")
    assert not one.conflicts and not other.conflicts


@given(fields, fields)
def test_nothing_is_asked_when_only_one_changed_anything(base: Fields, other: Fields):
    for merged in (merge(base, other, base), merge(base, base, other), merge(base, other, other)):
        assert (merged.fields, merged.conflicts) == (other, ())
