"""What is shown of a page wherever its address is sent to."""

import io
import json
import re
from urllib.parse import urlsplit

from bs4 import Tag
from PIL import Image

from tests.support import Page, TestCase
from webapp.events.models import Event, EventKind
from webapp.places.models import Place, PlaceKind
from webapp.settings import ROOT

BUILD = ROOT / "static" / "build"
FIXED_SIZE = re.compile(rb"setFontSizeCallback|user-scalable\s*=\s*(no|0)|maximum-scale", re.I)


def said(page: Page, name: str) -> str:
    tag: Tag = page.one(f"meta[{name}]")
    return str(tag["content"])


class EveryPublicPage(TestCase):
    content = True

    def test_says_its_title_its_sentence_and_its_picture_in_three_dialects(self) -> None:
        for address in ("/", "/en/map", "/places", "/events", "/race", "/visits", "/en/privacy"):
            page = self.get(address)
            for names in (
                ("property='og:title'", "name='twitter:title'", "itemprop=name"),
                ("property='og:description'", "name='twitter:description'", "itemprop=description"),
                ("property='og:image'", "name='twitter:image'", "itemprop=image"),
            ):
                first, *others = [said(page, name) for name in names]
                assert first and [first, first] == others, (address, names)
            assert said(page, "name='twitter:card'") == "summary"
            assert said(page, "property='og:image:alt'")
            self.check_picture(page)

    def test_of_a_place_or_an_event_shows_what_sort_it_is(self) -> None:
        skiing = self.session.query(Place).filter_by(kind=PlaceKind.ski).first()
        temple = self.session.query(Event).filter_by(kind=EventKind.temple).first()
        year = re.search(r"/race/\d{4}", self.get("/race").text)
        assert skiing and temple and year
        for address, file, shows in (
            ("/places/wudangzhao", "wudangzhao", "插画：五当召"),
            (f"/en/places/{skiing.slug}", "kind-ski", "Drawing: Skiing"),
            (f"/events/{temple.slug}", "event-temple", "插画：寺庙节庆"),
            (year[0], "event-sport", "插画：五当召杯"),
            ("/", "hero", "插画：山谷里的五当召"),
        ):
            page = self.get(address)
            assert f"/static/cards/{file}-" in said(page, "property='og:image'"), address
            assert said(page, "property='og:image:alt'").startswith(shows), address

    def check_picture(self, page: Page) -> None:
        """It is absolute, https, and what WeChat takes: square, large enough, light."""
        address = said(page, "property='og:image'")
        assert address.startswith("https://shiguai.example/")
        answer = self.client.get(urlsplit(address).path, buffered=True)
        assert answer.status_code == 200 and "immutable" in answer.headers["Cache-Control"]
        assert len(answer.data) < 128_000
        with Image.open(io.BytesIO(answer.data)) as picture:
            assert picture.size == (600, 600)
        for side in ("width", "height"):
            assert said(page, f"property='og:image:{side}'") == "600"


def test_every_drawn_card_is_one_that_wechat_takes() -> None:
    built = json.loads((BUILD / "manifest.json").read_text())
    cards = {name: BUILD / file for name, file in built.items() if name.startswith("cards/")}
    wanted = [f"kind-{kind.value}" for kind in PlaceKind]
    wanted += [f"event-{kind.value}" for kind in EventKind] + ["hero"]
    assert {f"cards/{name}.png" for name in wanted} <= cards.keys()
    for file in cards.values():
        assert file.stat().st_size < 128_000, file
        with Image.open(file) as picture:
            assert picture.size == (600, 600) and picture.format == "PNG"


def test_nothing_fixes_the_size_of_letters() -> None:
    """WeChat's 字体大小 and zooming by hand must go on working."""
    sources = [*(ROOT / "webapp" / "templates").rglob("*.html"), *(ROOT / "static/src").rglob("*")]
    built = [BUILD / file for file in json.loads((BUILD / "manifest.json").read_text()).values()]
    read = [one for one in sources + built if one.suffix in (".html", ".js", ".css")]
    assert len(read) > 100
    assert [one.name for one in read if FIXED_SIZE.search(one.read_bytes())] == []
