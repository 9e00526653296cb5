"""Every page in every language, at an address that stays."""

from tests.support import TestCase


class TheLanguageOfAPage(TestCase):
    content = True

    def test_is_said_by_the_page_itself(self) -> None:
        assert self.get("/about").soup.html["lang"] == "zh-Hans"
        assert self.get("/en/about").soup.html["lang"] == "en"

    def test_stays_in_every_link_of_the_page(self) -> None:
        page = self.get("/en/about")
        inside = [
            a["href"]
            for a in page.soup.select("main a[href^='/'], nav.ways a")
            if not a["href"].startswith("/api/")
        ]
        assert inside
        assert all(href.startswith("/en/") for href in inside), inside

    def test_can_be_switched_on_every_page_keeping_the_query(self) -> None:
        for language in ("", "/en", "/mn", "/mvf"):
            page = self.get(f"{language}/search?q=wdz")
            links = {a["hreflang"]: a["href"] for a in page.soup.select(".top-tools .tongues a")}
            assert links == {
                "zh-Hans": "/search?q=wdz",
                "en": "/en/search?q=wdz",
                "mn-Cyrl": "/mn/search?q=wdz",
                "mn-Mong-CN": "/mvf/search?q=wdz",
            }
            assert page.one(".tongues [aria-current]")["hreflang"] == page.soup.html["lang"]

    def test_is_named_for_search_engines_with_its_sisters(self) -> None:
        page = self.get("/en/about")
        links = {a["hreflang"]: a["href"] for a in page.soup.select("link[hreflang]")}
        assert links == {
            "zh-Hans": "https://shiguai.example/about",
            "en": "https://shiguai.example/en/about",
            "mn-Cyrl": "https://shiguai.example/mn/about",
            "mn-Mong-CN": "https://shiguai.example/mvf/about",
            "x-default": "https://shiguai.example/about",
        }

    def test_has_a_home_page_also_without_the_last_slash(self) -> None:
        self.assertRedirects(self.client.get("/en"), "/en/")
        assert self.get("/en/").soup.html["lang"] == "en"
        self.get("/english", 404)
        assert self.get("/mvf/").soup.html["lang"] == "mn-Mong-CN"

    def test_is_one_page_to_search_engines_whatever_tags_along(self) -> None:
        page = self.get("/en/places?utm_source=x&kind=village")
        assert page.one("link[rel=canonical]")["href"] == (
            "https://shiguai.example/en/places?kind=village"
        )

    def test_of_an_unknown_prefix_is_a_page_that_does_not_exist(self) -> None:
        assert "没有" in self.get("/fr/about", 404).words
        assert "no page" in self.get("/en/fr/about", 404).words

    def test_is_not_part_of_the_addresses_of_programs(self) -> None:
        assert self.client.get("/en/api/v1/places").status_code == 404
        assert self.client.get("/en/healthz").status_code == 404

    def test_is_chinese_at_the_desk_under_both_mongolian_prefixes(self) -> None:
        for language in ("/mn", "/mvf"):
            page = self.get(f"{language}/bureau/sign-in")
            assert page.soup.html["lang"] == "zh-Hans"
            assert not page.soup.select("a[href^='/mn'], a[href^='/mvf'], form[action^='/m']")


class UnderAPathOfTheHost(TestCase):
    content = True

    def test_every_address_carries_the_path(self) -> None:
        for language in ("", "/en"):
            page = self.get(f"{language}/about", environ_overrides={"SCRIPT_NAME": "/wlj"})
            addresses = [
                tag.get("href") or tag.get("src")
                for tag in page.soup.select("a[href^='/'], link[href^='/'], script[src]")
            ]
            assert addresses
            assert all(address.startswith("/wlj/") for address in addresses), addresses
            switches = [a["href"] for a in page.soup.select(".top-tools a[hreflang]")]
            assert switches == [f"/wlj{code}/about" for code in ("", "/en", "/mn", "/mvf")]
