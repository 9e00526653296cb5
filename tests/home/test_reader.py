"""What a reader may choose for themselves, and that pages stay the same for everybody."""

from tests.support import TestCase
from webapp.home import reader


def test_only_known_words_are_kept_and_one_text_size():
    assert reader.words_of("s20.elder.s26.<script>.high.in-en.in-fr") == [
        "elder",
        "s26",
        "high",
        "in-en",
    ]
    assert reader.words_of("") == reader.words_of("x" * 10_000) == []


def test_a_form_leaves_the_language_and_a_language_leaves_nothing_else():
    assert reader.changed("high.in-en", ["elder", "s20"]) == "elder.s20.in-en"
    assert reader.changed("in-en", ["elder.s20.in-zh-Hans"]) == "elder.s20.in-zh-Hans"
    assert reader.changed("elder.s20", [""]) == ""


def test_the_sheet_for_browsers_without_scripts_holds_what_was_chosen_alone():
    sheet = '[data-reader~=elder] .a{}[data-reader~="high"]{}[data-reader~=s26]{}'
    assert reader.styles(sheet, ["elder"]) == (
        ':root .a{}[data-reader~="high"]{}[data-reader~=s26]{}'
    )


class TheSwitch(TestCase):
    content = True

    def test_is_on_every_page_and_changes_no_page(self) -> None:
        self.client.set_cookie("reader", reader.EDITION)
        for address in ("/", "/map", "/en/places/wudangzhao", "/events", "/visits"):
            chosen = self.get(address)
            assert chosen.one(".reader .to-elder")["value"] == reader.EDITION
            assert "Cookie" not in chosen.headers.get("Vary", "")
            assert "public" in chosen.headers["Cache-Control"]
            self.client.delete_cookie("reader")
            assert self.get(address).text == chosen.text
            self.client.set_cookie("reader", reader.EDITION)
        assert "长辈版" in self.get("/nowhere", 404).one(".reader").get_text()

    def test_sets_one_cookie_goes_back_and_deletes_it_again(self) -> None:
        form = {"reader": reader.EDITION, "back": "/en/search?q=wdz"}
        answer = self.client.post("/en/settings", data=form)
        self.assertRedirects(answer, "/en/search?q=wdz")
        cookie = answer.headers["Set-Cookie"]
        assert cookie.startswith("reader=elder.s20.high.aloud;")
        assert "Path=/;" in cookie and "SameSite=Lax" in cookie and "Max-Age=31536000" in cookie
        assert self.client.get("/settings/reader.css").text.count(":root") > 10
        gone = self.client.post("/settings", data={"reader": "", "back": "https://evil.example/"})
        self.assertRedirects(gone, "/settings")
        assert "Max-Age=0" in gone.headers["Set-Cookie"]
        assert self.client.get("/settings/reader.css").text == ""

    def test_is_not_for_other_sites_to_press(self) -> None:
        headers = {"Sec-Fetch-Site": "cross-site"}
        page = self.client.post("/settings", data={"reader": "elder"}, headers=headers)
        assert page.status_code == 400
        assert "Set-Cookie" not in page.headers

    def test_shows_the_choice_on_the_settings_page_alone(self) -> None:
        self.client.set_cookie("reader", "s26.high")
        page = self.get("/settings")
        assert [tag["value"] for tag in page.soup.select("input[checked]")] == ["s26", "high"]
        assert page.headers["Cache-Control"] == "private, no-store"
        assert page.texts(".languages a") == [
            "中文",
            "English",
            "Монгол 西里尔蒙古文",
            "ᠮᠣᠩᠭᠣᠯ 传统蒙古文",
        ]

    def test_is_found_by_what_people_call_it(self) -> None:
        for question in ("长辈版", "关怀版", "大字", "large print"):
            page = self.get(f"/search?q={question}")
            assert page.one(".note a")["href"] == "/settings"
        assert not self.get("/search?q=wdz").soup.select(".note a")

    def test_says_in_the_statements_what_it_keeps_and_what_is_missing(self) -> None:
        assert "reader" in self.get("/en/privacy").words
        words = self.get("/accessibility").words
        assert "长辈版" in words and "还没有请老年读者试用" in words and "12345" in words


class TheOfferOfALanguage(TestCase):
    content = True

    def test_is_in_its_own_words_and_leads_to_the_same_page(self) -> None:
        offers = self.get("/search?q=wdz").soup.select(".offer")
        assert [(offer["lang"], offer.find("a")["href"]) for offer in offers] == [
            ("en", "/en/search?q=wdz"),
            ("mn-Cyrl", "/mn/search?q=wdz"),
            ("mn-Mong-CN", "/mvf/search?q=wdz"),
        ]
        page = self.get("/en/places/wudangzhao")
        assert page.soup.select(".offer a")[0]["href"] == "/places/wudangzhao"
        assert page.soup.html["data-languages"] == "zh-Hans en mn-Cyrl mn-Mong-CN"
        assert self.get("/", headers={"Accept-Language": "en"}).soup.html["lang"] == "zh-Hans"
