"""The worker, the list of the guide, and the guide on one page, as they are sent."""

import json
import re
from datetime import datetime
from typing import Any

import brotli
import pytest

from tests.support import TestCase
from webapp.core import clock
from webapp.core.translated import Translated
from webapp.offline import packing
from webapp.places.models import Place, by_slug

NOON = datetime(2026, 11, 23, 12, tzinfo=clock.LOCAL)


class TheWorker(TestCase):
    def test_is_asked_for_anew_each_time_and_knows_its_place(self) -> None:
        answer = self.client.get("/sw.js", environ_overrides={"SCRIPT_NAME": "/yard"})
        assert answer.headers["Cache-Control"] == "no-cache"
        assert answer.mimetype == "text/javascript"
        site = json.loads(answer.text.split("\n")[0].removeprefix("self.SITE=").rstrip(";"))
        assert site["root"] == "/yard"
        homes = ["/yard/mvf/", "/yard/en/", "/yard/mn/", "/yard/"]  # the longest first
        assert site["missing"] == [[home, f"{home}offline"] for home in homes]
        assert {"/yard/bureau", "/yard/en/bureau", "/yard/api"} <= set(site["never"])
        for address in site["shell"]:
            assert self.client.get(address.removeprefix("/yard"), buffered=True).status_code == 200
        tag = {"If-None-Match": answer.headers["ETag"]}
        again = self.client.get("/sw.js", headers=tag, environ_overrides={"SCRIPT_NAME": "/yard"})
        assert again.status_code == 304

    def test_is_there_once_and_allowed(self) -> None:
        self.get("/en/sw.js", status=404)
        page = self.get("/en/offline")
        assert page.one(".offline-bar")["data-worker"] == "/sw.js"
        assert "worker-src 'self'" in page.headers["Content-Security-Policy"]

    def test_a_page_stays_in_the_caches_of_browsers_without_workers(self) -> None:
        for path in ("/", "/guide", "/offline"):
            caching = self.get(path).headers["Cache-Control"]
            assert caching.startswith("public") and "stale-while-revalidate" in caching


class TheGuide(TestCase):
    content = True

    def listed(self, prefix: str = "") -> dict[str, Any]:
        """The list, each item by its address."""
        with clock.fixed_at(NOON):
            answer = self.client.get(f"{prefix}/offline/guide.json").json
        return {one["address"]: one for one in answer["items"]}

    def test_lists_everything_there_is_within_its_budget(self) -> None:
        places = {f"/en/places/{slug}" for (slug,) in self.session.query(Place.slug)}
        items = self.listed("/en")
        assert places <= items.keys()
        assert {"/en/", "/en/map", "/en/events", "/en/race", "/en/race/2024"} <= items.keys()
        assert any("sketch-map" in address for address in items)
        assert sum(one["bytes"] for one in items.values()) <= 700_000
        assert not [one for one in items if "/cards/" in one or one.endswith(".woff2")]
        assert items["/en/places/wudangzhao"]["title"] == "Wudangzhao Monastery"
        for address in ("/en/map", next(one for one in items if "app-" in one)):
            with clock.fixed_at(NOON):
                sent = self.client.get(address, headers={"Accept-Encoding": "br"}, buffered=True)
            assert 0.8 <= len(sent.data) / items[address]["bytes"] <= 1
            assert brotli.decompress(sent.data)

    def test_brings_what_columns_of_mongolian_are_shown_with(self) -> None:
        items = self.listed("/mvf")
        for part in ("noto-sans-mongolian", "vertical-"):
            assert any(f"/static/{part}" in address for address in items), part
        assert "/mvf/places/coal-museum" in items
        assert sum(one["bytes"] for one in items.values()) <= 800_000

    def test_only_what_says_something_else_has_another_version(self) -> None:
        before = self.listed()
        place = self.session.scalars(by_slug("coal-museum")).one()
        place.summary = Translated(zh="新的一句话。", en="A new sentence.")
        self.session.commit()
        after = self.listed()
        changed = {one for one in after if after[one]["version"] != before[one]["version"]}
        assert "/places/coal-museum" in changed
        assert "/places/wudangzhao" not in changed

    def test_ends_where_a_weak_signal_would_give_up(self) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(packing, "MOST_BYTES", 120_000)
            items = self.listed()
        assert 0 < sum(one["bytes"] for one in items.values()) <= 120_000
        assert "/" in items and "/guide" in items

    def test_stands_on_one_page_with_numbers_and_codes(self) -> None:
        for prefix, name in (("", "五当召"), ("/en", "Wudangzhao Monastery")):
            page = self.get(f"{prefix}/guide")
            assert name in page.texts(".guide-places li:first-child b")[0]
            pins = page.texts(".guide-pin text")
            assert sorted(map(int, pins)) == list(range(1, len(pins) + 1))
            numbers = page.texts(".guide-number:not(.is-none)")
            assert sorted(numbers) == sorted(pins)
            assert len(page.soup.select(".guide-codes svg")) == 5
            assert "12345" in page.words and "120" in page.words

    def test_every_page_says_when_it_was_made(self) -> None:
        with clock.fixed_at(NOON):
            page = self.get("/en/places/wudangzhao")
        assert str(page.one("[data-made]")["datetime"]).startswith("2026-11-23T")
        assert page.texts(".made") == ["This page was made on 23 November 2026, 12:00"]

    def test_can_be_installed_with_icons_of_its_own(self) -> None:
        manifest = json.loads(self.client.get("/en/manifest.webmanifest").data)
        sizes = {(one["sizes"], one["purpose"]) for one in manifest["icons"]}
        assert {("192x192", "any"), ("512x512", "any"), ("512x512", "maskable")} <= sizes
        for one in manifest["icons"]:
            icon = self.client.get(one["src"], buffered=True)
            assert icon.mimetype == one["type"]
            if one["type"] == "image/png":
                width = int.from_bytes(icon.data[16:20], "big")
                assert re.match(f"{width}x", one["sizes"])
        assert [one["url"] for one in manifest["shortcuts"]] == [
            "/en/map",
            "/en/events",
            "/en/race",
        ]
