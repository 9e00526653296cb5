"""The pages by which the service introduces itself."""

import json
from datetime import datetime
from xml.etree import ElementTree

from sqlalchemy import delete

from tests.support import TestCase
from webapp.core import clock
from webapp.core.clock import LOCAL
from webapp.events.models import Event, EventDate

XML = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


class TheHomePage(TestCase):
    content = True

    def test_leads_to_map_calendar_places_race_and_progress(self) -> None:
        page = self.get("/")
        links = {a["href"] for a in page.soup.select("main a[href]")}
        assert {"/map", "/events", "/places", "/race", "/visits", "/places/wudangzhao"} <= links

    def test_names_the_signature_places_in_order(self) -> None:
        links = [a["href"] for a in self.get("/").soup.select(".cards a[href]")]
        assert links[:3] == [
            "/places/wudangzhao",
            "/places/baotou-ancient-city",
            "/places/qingshan-village",
        ]

    def test_marks_the_season_it_is(self) -> None:
        with clock.fixed_at(datetime(2027, 7, 1, 12, tzinfo=LOCAL)):
            assert "当季" in self.get("/").texts(".season[aria-current]")[0]
            assert "夏" in self.get("/").texts(".season[aria-current]")[0]

    def test_shows_the_goal_with_the_year_it_is_from(self) -> None:
        words = self.get("/").words
        assert "1,400,000" in words
        assert "沿用2024年目标" in words.replace(" ", "")

    def test_shows_the_next_event_with_its_status(self) -> None:
        with clock.fixed_at(datetime(2027, 6, 1, 12, tzinfo=LOCAL)):
            first = self.get("/").texts(".now-next article")[0]
        assert "祭敖包" in first
        assert "预计" in first

    def test_counts_new_years_night_to_the_year_that_is_ending_as_the_page_of_visitors_does(
        self,
    ) -> None:
        with clock.fixed_at(datetime(2027, 1, 1, 3, tzinfo=LOCAL)):
            assert "2026" in self.get("/en/").one("#year-progress").text
            assert "2026" in self.get("/en/visits").one("h1").text

    def test_gives_the_numbers_to_call(self) -> None:
        calls = [a["href"] for a in self.get("/en/").soup.select("footer a[href^='tel:']")]
        assert calls == ["tel:12345", "tel:110", "tel:119", "tel:120", "tel:12119"]

    def test_says_so_when_nothing_has_a_date(self) -> None:
        self.session.execute(delete(EventDate))
        self.session.execute(delete(Event))
        self.session.commit()
        assert "没有定下日期" in self.get("/").words


class OnAnEmptyDatabase(TestCase):
    def test_every_page_still_opens(self) -> None:
        for address in ("/", "/map", "/places", "/events", "/race", "/visits", "/about"):
            self.get(address)
            self.get(f"/en{address}")


class WhatItSaysOfItself(TestCase):
    content = True

    def test_the_district_is_told_in_facts_with_sources(self) -> None:
        page = self.get("/about")
        assert "761" in page.words
        assert "石拐区政府工作报告" in page.words.replace("《", "").replace("》", "")

    def test_privacy_and_accessibility_speak_both_languages(self) -> None:
        assert "Cookie" in self.get("/privacy").words
        assert "no cookie" in self.get("/en/privacy").words
        assert "12345" in self.get("/accessibility").words
        assert "Known gaps" in self.get("/en/accessibility").words

    def test_the_footer_shows_what_the_settings_know_and_nothing_else(self) -> None:
        assert "ICP" not in self.get("/about").soup.footer.get_text()

    def test_the_site_map_leads_to_every_place(self) -> None:
        links = [a["href"] for a in self.get("/site-map").soup.select("main a[href^='/places/']")]
        assert len(links) == len(set(links)) == 52


class WithTheFooterSet(TestCase):
    content = True
    settings = {
        "SITE_OWNER": "石拐区某局",
        "SITE_CODE": "1502050001",
        "SITE_ICP": "蒙ICP备00000000号",
        "SITE_POLICE": "蒙公网安备 15020502000001号",
    }

    def test_every_page_names_them_and_links_where_they_can_be_checked(self) -> None:
        foot = self.get("/en/places").soup.footer
        assert "石拐区某局" in foot.get_text()
        links = [a["href"] for a in foot.select(".legal a")]
        assert links[0].startswith(
            "https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=1502050001&url=https"
        )
        assert links[1] == "https://beian.miit.gov.cn/"
        assert links[2].endswith("code=15020502000001")


class ForMachines(TestCase):
    content = True

    def test_the_sitemap_lists_every_page_in_every_language(self) -> None:
        page = self.client.get("/sitemap.xml")
        assert page.mimetype == "application/xml"
        addresses = [e.text for e in ElementTree.fromstring(page.data).findall("s:url/s:loc", XML)]
        assert len(addresses) == len(set(addresses))
        assert "https://shiguai.example/places/wudangzhao" in addresses
        assert "https://shiguai.example/en/events/aobao-worship" in addresses
        for address in addresses:
            path = address.removeprefix("https://shiguai.example")
            if path.startswith(("/en/", "/mn/")):  # the same views; two languages are enough
                continue
            assert self.client.get(path).status_code == 200, path

    def test_each_address_of_the_sitemap_knows_its_sisters(self) -> None:
        tree = ElementTree.fromstring(self.client.get("/sitemap.xml").data)
        for url in tree.findall("s:url", XML):
            assert {link.get("hreflang") for link in url.findall("x:link", XML)} == {
                "zh-Hans",
                "en",
                "mn-Cyrl",
                "mn-Mong-CN",
            }

    def test_robots_may_read_all_but_the_desk(self) -> None:
        text = self.client.get("/robots.txt").text
        assert "Disallow: /bureau/" in text
        assert "Sitemap: https://shiguai.example/sitemap.xml" in text

    def test_the_manifest_names_icon_and_start(self) -> None:
        manifest = json.loads(self.client.get("/en/manifest.webmanifest").data)
        assert manifest["start_url"] == "/en/"
        assert self.client.get(manifest["icons"][0]["src"], buffered=True).status_code == 200

    def test_health_and_readiness_are_told_apart(self) -> None:
        assert self.client.get("/healthz").text == "ok\n"
        assert self.client.get("/readyz").text == "ready\n"


class TheDemonstration(TestCase):
    settings = {"DEMO": True}

    def test_is_marked_on_every_page_and_kept_from_search_engines(self) -> None:
        for address in ("/", "/visits", "/nowhere"):
            assert "演示数据" in self.client.get(address).text
        assert "Demonstration data" in self.client.get("/en/").text
        assert "Disallow: /\n" in self.client.get("/robots.txt").text
