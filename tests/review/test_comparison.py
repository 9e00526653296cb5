"""What a reviewer sees of two versions."""

from hypothesis import given
from hypothesis import strategies as st

from tests.review.made import Notes
from webapp.review.comparison import Piece, Shown, compare, pieces, whole

NOTES = Notes()


def marked(old: str, new: str) -> tuple[str, str]:
    """Both texts, with what differs in brackets."""
    both = pieces(old, new)
    shown = ["".join(f"[{p.text}]" if p.differs else p.text for p in side) for side in both]
    return shown[0], shown[1]


def test_chinese_is_compared_character_by_character():
    old, new = marked("五当召庙会将于六月举行", "五当召庙会定于七月举行")
    assert (old, new) == ("五当召庙会[将]于[六]月举行", "五当召庙会[定]于[七]月举行")


def test_english_and_numbers_are_compared_word_by_word():
    old, new = marked("The fair begins at 18:00.", "The fair ends at 19:00.")
    assert (old, new) == ("The fair [begins] at [18]:00.", "The fair [ends] at [19]:00.")


def test_a_blank_that_both_have_does_not_cut_a_changed_phrase():
    assert marked("one two", "three four") == ("[one two]", "[three four]")


def test_only_fields_that_differ_are_shown_in_the_order_of_the_form():
    before = {"tags": ["a"], "text": None, "title": {"zh": "春天"}}
    after = {"tags": ["b"], "text": None, "title": {"zh": "夏天"}}
    found = compare(NOTES, before, after)
    assert [one.label for one in found] == ["Title", "Tags"]
    assert found[0].before == (Piece("春", True), Piece("天", False))
    assert found[0].after == (Piece("夏", True), Piece("天", False))


def test_fields_that_read_the_same_are_not_shown():
    assert not compare(
        NOTES, {"tags": None, "text": {"zh": "好"}}, {"tags": [], "text": {"zh": "好"}}
    )


def test_a_field_that_was_empty_has_nothing_on_that_side():
    (found,) = compare(NOTES, {"tags": []}, {"tags": ["新"]})
    assert (found.before, found.after) == ((), (Piece("新", True),))


def test_something_new_is_shown_whole_without_its_empty_fields():
    fields = {"tags": [], "title": {"zh": "春天", "en": "Spring"}, "text": None}
    assert whole(NOTES, fields) == [Shown("Title", "春天\nSpring")]


def test_very_long_texts_are_still_shown():
    old, new = "甲乙" * 3_000, "乙丙" * 3_000
    for text, side in zip((old, new), pieces(old, new), strict=True):
        assert "".join(piece.text for piece in side) == text
        assert any(piece.differs for piece in side)


letters = st.text("ab1 春夏，\n", max_size=30)


@given(letters, letters)
def test_nothing_of_either_text_is_lost_and_what_is_not_marked_is_the_same(old: str, new: str):
    before, after = pieces(old, new)
    assert "".join(piece.text for piece in before) == old
    assert "".join(piece.text for piece in after) == new
    same = ["".join(p.text for p in side if not p.differs) for side in (before, after)]
    assert same[0] == same[1]
    assert any(p.differs for p in (*before, *after)) == (old != new)
