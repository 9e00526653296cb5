"""Texts of several paragraphs that know their sources."""

from hypothesis import given
from hypothesis import strategies as st

from webapp.core.translated import Statement, Translated
from webapp.review.paragraphs import joined, statement, statements

KNOWN = (
    Statement(zh="一座寺。", en="A monastery.", sources=("a",), verify=True),
    Statement(zh="三层楼。", sources=("b",)),
    Statement(zh="很安静。", en="It is quiet.", sources=("c",)),
)
WORDS = st.text(alphabet="ab 。\n", min_size=1).map(str.strip).filter(bool)
PARAGRAPH = st.builds(lambda text: "".join(text.split("\n")) or "x", WORDS)


def test_what_nobody_changed_stays_as_it_was() -> None:
    assert statements(joined(KNOWN), KNOWN) == KNOWN


def test_a_changed_paragraph_loses_its_sources_and_the_others_keep_theirs() -> None:
    text = joined(KNOWN)
    changed = Translated(text.zh.replace("三层", "两层"), text.en)
    found = statements(changed, KNOWN)
    assert [one.sources for one in found] == [("a",), (), ("c",)]
    assert [one.en for one in found] == ["A monastery.", "", "It is quiet."]


def test_a_translation_that_is_added_keeps_the_sources_of_its_paragraph() -> None:
    text = Translated(joined(KNOWN).zh, "A monastery.\n\nThree floors.\n\nIt is quiet.")
    assert statements(text, KNOWN)[1] == Statement(
        zh="三层楼。", en="Three floors.", sources=("b",)
    )


def test_a_new_paragraph_takes_the_new_english() -> None:
    text = Translated(joined(KNOWN).zh + "\n\n有茶。", joined(KNOWN).en + "\n\nThere is tea.")
    found = statements(text, KNOWN)
    assert found[:3] == KNOWN
    assert found[3] == Statement(zh="有茶。", en="There is tea.")


def test_a_statement_said_anew_is_the_bureaus_own_word() -> None:
    assert statement(Translated("改了。"), KNOWN[0]) == Statement(zh="改了。")


@given(st.lists(PARAGRAPH, min_size=1), st.lists(PARAGRAPH), st.lists(PARAGRAPH))
def test_no_english_word_is_lost(zh: list[str], en: list[str], before: list[str]) -> None:
    known = tuple(Statement(zh=text, en=f"E {text}") for text in before)
    found = statements(Translated("\n\n".join(zh), "\n\n".join(en)), known)
    told = sorted("".join(one.en for one in found).replace("\n", ""))
    assert told == sorted("".join(text.strip() for text in en))
