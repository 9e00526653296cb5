"""Words are found in the language of each request, and in the one that is asked for within it."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import write_po
from flask import Flask, render_template_string
from flask_babel import Babel, force_locale, gettext, ngettext

from tests.support import TestCase
from webapp.core import catalogues

TEMPLATE = (
    '{{ _("Places") }} {{ ngettext("%(num)d day", "%(num)d days", 2) }} {{ _("%(n)s", n=1) }}'
)


class Words(TestCase):
    def told(self, language: str) -> tuple[str, str, str]:
        with self.app.test_request_context("/", environ_overrides={"webapp.language": language}):
            return gettext("Places"), gettext("no such words"), render_template_string(TEMPLATE)

    def test_are_those_of_each_request(self) -> None:
        for _turn in range(2):
            assert self.told("en") == ("Places", "no such words", "Places 2 days 1")
            places, unknown, page = self.told("zh")
            assert (places, unknown) == ("景点", "no such words")
            assert page.startswith("景点 ")

    def test_can_be_asked_for_in_another_language_within_a_request(self) -> None:
        with self.app.test_request_context("/", environ_overrides={"webapp.language": "en"}):
            with force_locale("zh"):
                assert (gettext("Places"), render_template_string(TEMPLATE)[:2]) == ("景点", "景点")
            assert gettext("Places") == "Places"
            assert ngettext("one", "%(num)d", 3) == "3"


def said(folder: Path, locale: str, words: dict[str, str], fuzzy: bool = False) -> None:
    """Write a catalogue, and compile it."""
    catalogue = Catalog(fuzzy=False)
    for one, translation in words.items():
        catalogue.add(one, translation, flags={"fuzzy"} if fuzzy else ())
    (folder / locale / "LC_MESSAGES").mkdir(parents=True)
    for ending, write in (("po", write_po), ("mo", write_mo)):
        with (folder / locale / "LC_MESSAGES" / f"messages.{ending}").open("wb") as file:
            write(file, catalogue, **({"use_fuzzy": True} if ending == "mo" else {}))


class TestMongolian:
    """What a script lacks is said in Chinese, never in the other script, nor in English."""

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        said(tmp_path, "zh", {"Map": "地图", "Race": "赛事"})
        said(tmp_path, "mn", {"Map": "Газрын зураг"}, fuzzy=True)
        return tmp_path

    def told(self, folder: Path, locale: str, word: str) -> str:
        app = Flask(__name__)
        app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(folder)
        catalogues.init_app(app, Babel(app, locale_selector=lambda: locale))
        with app.test_request_context("/"):
            return gettext(word)

    def test_comes_from_its_own_catalogue_reviewed_or_not(self, folder: Path) -> None:
        assert self.told(folder, "mn", "Map") == "Газрын зураг"

    @pytest.mark.parametrize("locale", ["mn", "mn_Mong_CN"])
    def test_falls_back_to_chinese(self, folder: Path, locale: str) -> None:
        assert self.told(folder, locale, "Race") == "赛事"
        assert self.told(folder, "mn_Mong_CN", "Map") == "地图"

    def test_awaits_review_until_the_last_mark_is_taken_off(self, folder: Path) -> None:
        said(folder, "mn_Mong_CN", {"Map": "ᠭᠠᠵᠠᠷ\u202fᠤᠨ ᠵᠢᠷᠤᠭ"})
        assert catalogues.awaits_review(folder, "mn")
        assert not catalogues.awaits_review(folder, "mn_Mong_CN")
        assert not catalogues.awaits_review(folder, "zh")


class EveryMongolianPage(TestCase):
    content = True

    def test_says_in_its_script_and_in_chinese_that_it_awaits_review(self) -> None:
        for language in ("mn", "mvf"):
            note = self.get(f"/{language}/about").one(".awaits-review")
            assert note.find("span", lang="zh-Hans").get_text() == "蒙古文译文尚待母语读者审校。"
        assert not self.get("/about").soup.select(".awaits-review")
