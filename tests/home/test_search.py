"""Search: a visitor finds a place by whatever they remember of its name."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.support import TestCase
from webapp.core.search_key import fold, search_key
from webapp.core.translated import Translated
from webapp.home.search import search


@pytest.mark.parametrize(
    "question",
    [
        "五当召",
        "当召",
        "wdz",
        "WDZ",
        "wudangzhao",
        "Wu Dang Zhao",
        "ｗｄｚ",
        "wudang",
        "广觉寺",
        "Monastery",
    ],
)
def test_the_monastery_is_found_by(loaded: Session, question: str) -> None:
    assert "wudangzhao" in [place.slug for place in search(loaded, question).places]


@pytest.mark.parametrize("question", ["五当召", "wdz", "wudangzhao"])
def test_the_place_of_that_very_name_comes_first(loaded: Session, question: str) -> None:
    assert search(loaded, question).places[0].slug == "wudangzhao"


def test_every_word_must_match(loaded: Session) -> None:
    assert [p.slug for p in search(loaded, "qingshan village").places] == ["qingshan-village"]
    assert not search(loaded, "qingshan atlantis")


def test_events_are_found_too(loaded: Session) -> None:
    assert "aobao-worship" in [event.slug for event in search(loaded, "祭敖包").events]
    assert "wudangzhao-cup" in [event.slug for event in search(loaded, "cycling").events]


@pytest.mark.parametrize("question", ["%", "_", "\\", "'", '"; drop table place; --', "", "   "])
def test_signs_of_the_query_language_mean_nothing(loaded: Session, question: str) -> None:
    assert not search(loaded, question)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60))
def test_whatever_is_asked_the_answer_is_a_list(loaded: Session, question: str) -> None:
    search(loaded, question.replace("\x00", ""))


def test_a_key_holds_name_pinyin_initials_and_english() -> None:
    key = search_key([Translated(zh="青山村", en="Qingshan Village"), "彩韵青山", None])
    assert key.split("\n") == [
        "青山村",
        "qingshancun",
        "qsc",
        "qingshanvillage",
        "彩韵青山",
        "caiyunqingshan",
        "cyqs",
    ]


def test_folding_forgets_case_spaces_and_apostrophes() -> None:
    assert fold("Xi’an  Road") == fold("xianroad") == "xianroad"


class TheSearchPage(TestCase):
    content = True

    def test_shows_what_was_found_with_its_address(self) -> None:
        page = self.get("/search?q=qsc")
        assert page.soup.select("main a[href='/places/qingshan-village']")
        assert page.one("input[name=q]")["value"] == "qsc"

    def test_says_plainly_that_nothing_was_found_and_what_to_try(self) -> None:
        assert "没有找到" in self.get("/search?q=亚特兰蒂斯").words
        assert "Nothing here is called that" in self.get("/en/search?q=atlantis").words

    def test_without_a_question_offers_examples(self) -> None:
        assert "例如" in self.get("/search").words

    def test_is_listed_by_search_engines_and_its_results_are_not(self) -> None:
        assert not self.get("/search").soup.select("meta[name=robots]")
        assert self.get("/search?q=wdz").one("meta[name=robots]")["content"] == "noindex"
        robots = self.client.get("/robots.txt").text
        assert "Disallow: /search?\n" in robots
        assert "Disallow: /en/search?\n" in robots

    def test_refuses_a_novel(self) -> None:
        assert "60" in self.get("/search?q=" + "长" * 61, 400).words

    def test_a_question_is_shown_as_text_never_as_markup(self) -> None:
        page = self.get("/search?q=<script>alert(1)</script>")
        assert "<script>alert" not in page.text
