"""The letters that Mongolian words are written with come through every hand (C78)."""

import io

import pytest
from openpyxl import load_workbook

from tests.places.factories import a_place
from tests.support import TestCase
from webapp.core import blanks, clock, workbook
from webapp.core.search_key import fold, search_key
from webapp.core.tables import Column, Table, csv_pieces
from webapp.core.translated import Translated
from webapp.race.results.cells import read_text as read_result
from webapp.race.riders.entry_cells import read_text as read_rider

WORDS = "ᠮᠣᠩᠭᠣᠯ\u202fᠤᠨ ᠰᠠᠷ\u180eᠠ ᠨᠠᠢ\u180bᠮᠠ\u200d"


@pytest.mark.parametrize("read", [blanks.single, blanks.seen, read_rider, read_result])
def test_reading_tidies_the_blanks_and_leaves_the_words(read: object) -> None:
    assert callable(read)
    assert read("  " + WORDS.replace(" ", " \u3000 ") + " ") == WORDS
    assert read(f"{WORDS}\u2003东") == f"{WORDS} 东"


def test_what_turns_a_line_around_does_not_stay() -> None:
    assert blanks.seen("张\u202e三\x07\u2066") == "张三"


def test_words_are_compared_without_what_only_shapes_them() -> None:
    assert fold("ᠮᠣᠩᠭᠣᠯ\u202fᠤᠨ") == fold("ᠮᠣᠩᠭᠣᠯ\u180eᠤᠨ") == fold("ᠮᠣᠩᠭᠣᠯ ᠤ\u180bᠨ")
    key = search_key([Translated(zh="月", mn="Сар", mvf="ᠰᠠᠷ\u180eᠠ")])
    assert {"月", "сар", fold("ᠰᠠᠷ\u202fᠠ")} <= set(key.split("\n"))


class AMongolianName(TestCase):
    def setUp(self) -> None:
        super().setUp()
        name = Translated(zh="月亮", mn="Сарны уул", mvf=WORDS)
        place = a_place(slug="moon", search_key=search_key([name]))
        place.name = name
        self.session.add(place)
        self.session.commit()

    def test_goes_through_the_database_to_the_page_and_is_found(self) -> None:
        assert self.get("/mvf/places/moon").one("h1").get_text() == WORDS
        assert self.get("/mn/places/moon").one("h1").get_text() == "Сарны уул"
        for question in ("ᠮᠣᠩᠭᠣᠯ\u180eᠤᠨ", "ᠰᠠᠷ\u202fᠠ", "сарны уул"):
            page = self.get("/mvf/search", query_string={"q": question})
            assert page.soup.select("main a[href='/mvf/places/moon']"), question

    def test_what_is_not_written_in_a_script_is_said_in_chinese_never_in_the_other(self) -> None:
        for language in ("mn", "mvf"):
            lead = self.get(f"/{language}/places/moon").one(".place-title .lead span")
            assert (lead["lang"], lead.get_text()) == ("zh-Hans", "一处去处。")


def test_files_hold_them_as_they_are() -> None:
    header, rows = [WORDS], [[WORDS]]
    assert "".join(csv_pieces(header, rows)).split("\r\n")[1] == WORDS
    file = io.BytesIO()
    table = Table("一", [Column(WORDS)], rows)
    workbook.write(file, [table], workbook.Properties("一", "二", clock.now(), "三"))
    assert load_workbook(file).worksheets[0]["A2"].value == WORDS
