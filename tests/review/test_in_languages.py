"""Texts in several languages: a field a language, and no letter of any lost on the way."""

import pytest
from wtforms import Form

from webapp.core.translated import LANGUAGES, Statement, Translated
from webapp.review import fields, in_languages, paragraphs

WORD = "ᠮᠣᠩᠭᠣᠯ\u202fᠤᠨ ᠰᠠᠷ\u180eᠠ"
TYPED = {"name_zh": "五当召", "name_mvf": f"  {WORD}\r\n ", "name_mn": "Удан зуу"}


class Sample(in_languages.InLanguages):
    name_zh = fields.line("名称", 10)
    story_zh = fields.block("介绍", 100)


def test_each_chinese_field_brings_one_for_each_other_language_beside_it() -> None:
    names = [field.name for field in Sample()]
    assert names == [f"{text}_{code}" for text in ("name", "story") for code in LANGUAGES]


def test_what_is_typed_is_what_is_written_to_the_last_letter() -> None:
    form = Sample(data=TYPED)
    form.process(formdata=Sent(TYPED))
    assert form.validate()
    text = in_languages.written(form, "name")
    assert text == Translated(zh="五当召", mn="Удан зуу", mvf=WORD)
    assert in_languages.values(text, "name")["name_mvf"] == WORD


def test_other_languages_may_take_twice_as_many_letters_and_no_more() -> None:
    form = Sample(formdata=Sent({"name_zh": "字" * 10, "name_en": "x" * 20, "name_mn": "ж" * 21}))
    assert not form.validate()
    assert list(form.errors) == ["name_mn"]


@pytest.mark.parametrize("code", LANGUAGES[1:])
def test_paragraphs_of_any_language_stand_in_the_order_of_the_chinese(code: str) -> None:
    before = (Statement(zh="一", sources=("a",)), Statement(zh="二", verify=True))
    text = Translated(**{"zh": "一\n二\n三", code: f"—\n{WORD}"})
    found = paragraphs.statements(text, before)
    assert [getattr(one, code) for one in found] == ["", WORD, ""]
    assert [(one.sources, one.verify) for one in found] == [
        (("a",), False),
        ((), True),
        ((), False),
    ]
    assert paragraphs.statements(paragraphs.text_of(found), found) == found


class Sent(dict[str, str]):
    """What a browser sends, as WTForms reads it."""

    def getlist(self, name: str) -> list[str]:
        return [self[name]] if name in self else []


def test_a_plain_form_asks_in_chinese_alone() -> None:
    assert [
        field.name for field in type("Plain", (Form,), {"name_zh": fields.line("名", 9)})()
    ] == ["name_zh"]
