"""Texts of several paragraphs that know their sources."""

from hypothesis import given
from hypothesis import strategies as st

from webapp.core.translated import Statement, Translated
from webapp.review.paragraphs import NOTHING, statement, statements, text_of

KNOWN = (
    Statement(zh="一座寺。", en="A monastery.", sources=("a",), verify=True),
    Statement(zh="三层楼。", sources=("b",)),
    Statement(zh="很安静。", en="It is quiet.", sources=("c",)),
    Statement(zh="有茶。", sources=("d",)),
)
LINE = st.text(alphabet="ab 。", min_size=1).map(str.strip).filter(bool)


def test_what_nobody_changed_stays_as_it_was() -> None:
    assert statements(text_of(KNOWN), KNOWN) == KNOWN


def test_a_changed_paragraph_loses_its_sources_and_the_others_keep_theirs() -> None:
    text = text_of(KNOWN)
    found = statements(Translated(text.zh.replace("三层", "两层"), text.en), KNOWN)
    assert [one.sources for one in found] == [("a",), (), ("c",), ("d",)]
    assert [one.en for one in found] == ["A monastery.", "", "It is quiet.", ""]


def test_a_translation_that_is_added_keeps_the_sources_of_its_paragraph() -> None:
    text = text_of(KNOWN)
    found = statements(Translated(text.zh, text.en.replace("—", "Three floors.")), KNOWN)
    assert found[1] == Statement(zh="三层楼。", en="Three floors.", sources=("b",))


def test_a_statement_said_anew_is_the_bureaus_own_word() -> None:
    assert statement(Translated("改了。"), KNOWN[0]) == Statement(zh="改了。")
    assert statement(NOTHING, KNOWN[0]) is None


@given(st.lists(LINE, min_size=1), st.lists(LINE))
def test_no_english_word_is_lost(zh: list[str], en: list[str]) -> None:
    found = statements(Translated("\n".join(zh), "\n".join(en)), KNOWN)
    told = "".join(one.en for one in found).replace(" ", "")
    assert told == "".join(en).replace(" ", "")


@given(st.lists(LINE), st.lists(LINE))
def test_a_text_read_again_is_the_same_text(zh: list[str], en: list[str]) -> None:
    once = statements(Translated("\n".join(zh), "\n".join(en)), ())
    assert statements(text_of(once), once) == once
