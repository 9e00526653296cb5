"""The pages about places, as people read them."""

import json
from math import asinh, radians, tan
from re import findall, search

import segno
from bs4 import Tag
from sqlalchemy import event

from tests.support import Page, TestCase
from webapp.extensions import db
from webapp.places.models import Place, PlaceKind, PlaceStatus, all_places, by_slug

PAGES = ("/map", "/places", "/en/map", "/en/places")


def sheet_position(lat: float, lon: float) -> tuple[float, float]:
    """Where Web-Mercator puts a position on the sheet; a second way to say what the code says."""
    x = (lon - 109.985) / 0.59 * 1000
    y = (asinh(tan(radians(40.918))) - asinh(tan(radians(lat)))) / radians(0.59) * 1000
    return x, y


def pin_position(pin: Tag) -> tuple[float, float]:
    x, y = str(pin["transform"]).removeprefix("translate(").rstrip(")").split()
    return float(x), float(y)


class TheList(TestCase):
    content = True

    def places(self) -> list[Place]:
        return list(self.session.scalars(all_places()).all())

    def test_every_place_is_on_the_map_page_and_on_the_list_exactly_once(self) -> None:
        slugs = sorted(place.slug for place in self.places())
        for address in PAGES:
            page = self.get(address)
            told = sorted(str(tag["data-place"]) for tag in page.soup.select("li[data-place]"))
            assert told == slugs, address

    def test_unpinned_places_are_listed_as_to_be_verified(self) -> None:
        page = self.get("/en/map")
        section = page.one("section[aria-labelledby=unpinned]")
        assert "Position to be verified" in section.get_text()
        row = page.one("#row-chongde-street")
        assert row in section.find_all("li")
        assert "data-lat" not in row.attrs
        assert not page.soup.select(".sheet [data-place=chongde-street]")

    def test_approximate_places_are_a_group_of_their_own(self) -> None:
        page = self.get("/map")
        section = page.one("section[aria-labelledby=approximate]")
        row = page.one("#row-baotou-ancient-city")
        assert row in section.find_all("li")
        assert row["data-accuracy"] == "6000"

    def test_the_list_comes_before_the_map(self) -> None:
        text = self.get("/map").text
        assert text.index("data-list") < text.index("data-map")

    def test_a_filter_shows_one_kind_and_says_which(self) -> None:
        page = self.get("/en/map?kind=museum")
        kinds = {tag["data-kind"] for tag in page.soup.select(".place-row")}
        assert kinds == {"museum"}
        assert page.one("h1").get_text() == "Map of Shiguai: Museum"
        assert page.texts(".place-filter [aria-current]")[0].startswith("Museum")

    def test_map_and_list_filter_alike(self) -> None:
        for kind in ("monastery", "hotel", "food"):
            both = [self.get(f"{path}?kind={kind}") for path in ("/map", "/places")]
            first, second = ([t["data-place"] for t in p.soup.select(".place-row")] for p in both)
            assert first == second

    def test_a_kind_without_a_place_is_not_offered(self) -> None:
        page = self.get("/places")
        offered = [str(link["href"]) for link in page.soup.select(".place-filter a")]
        used = {place.kind for place in self.places()}
        assert used < set(PlaceKind)
        assert {href.partition("kind=")[2] for href in offered} == {"", *(k.value for k in used)}

    def test_unknown_kinds_and_places_are_not_found(self) -> None:
        for address in ("/map?kind=airport", "/places?kind=airport", "/map?place=nowhere"):
            assert "Page not found" in self.get("/en" + address, 404).text
        self.get("/places/nowhere", 404)
        self.get("/places/nowhere.qr.svg", 404)

    def test_the_filter_keeps_the_language(self) -> None:
        links = self.get("/en/map").soup.select(".place-filter a")
        assert all(str(link["href"]).startswith("/en/map") for link in links)


class TheDrawnMap(TestCase):
    content = True

    def pins(self, page: Page) -> dict[str, Tag]:
        return {str(pin["data-place"]): pin for pin in page.soup.select(".sheet a.pin")}

    def test_exact_pins_stand_where_web_mercator_puts_them(self) -> None:
        pins = self.pins(self.get("/map"))
        exact = [p for p in self.session.scalars(all_places()) if p.located and p.exact]
        assert len(exact) >= 2
        for place in exact:
            wanted = sheet_position(place.lat or 0, place.lon or 0)
            found = pin_position(pins[place.slug])
            assert max(abs(a - b) for a, b in zip(found, wanted, strict=True)) < 0.06, place.slug

    def test_an_approximate_place_is_a_soft_circle_of_its_radius(self) -> None:
        page = self.get("/map?kind=scenic")
        circles = page.soup.select(".sheet-area")
        assert len(circles) == 2
        x, y = sheet_position(40.665, 110.075)
        city = min(circles, key=lambda circle: abs(float(str(circle["cx"])) - x))
        assert abs(float(str(city["cy"])) - y) < 0.06
        assert 119 < float(str(city["r"])) < 122  # 6 km at about 50 m a unit

    def test_the_halls_share_the_pin_of_their_monastery(self) -> None:
        page = self.get("/map?kind=monastery")
        pins = self.pins(page)
        assert set(pins) == {"wudangzhao", "gengpi-temple"}
        assert page.one("#row-wudangzhao [data-place=suguqin-hall]")

    def test_pins_link_to_their_places_in_the_readers_language(self) -> None:
        pin = self.pins(self.get("/en/map"))["wudangzhao"]
        assert pin["href"] == "/en/places/wudangzhao"
        assert pin.get_text(strip=True).startswith("Wudangzhao Monastery")

    def test_the_sheet_says_that_it_is_a_sketch(self) -> None:
        assert self.get("/en/map").texts(".map-credit") == ["Sketch · not a basis for boundaries"]

    def test_the_map_opens_at_a_place_or_at_the_whole_it_is_in(self) -> None:
        page = self.get("/map?place=wudangzhao")
        assert page.one("[data-map]")["data-open"] == "wudangzhao"
        assert page.one(".place-row[aria-current]")["id"] == "row-wudangzhao"

    def test_a_page_built_afresh_takes_at_most_eight_queries(self) -> None:
        self.get("/privacy")  # what is due is asked once for all
        for address in ("/map", "/places", "/places/wudangzhao", "/places/suguqin-hall"):
            asked: list[str] = []
            with self.app.app_context():
                engine = db.engine
            event.listen(
                engine, "before_cursor_execute", lambda *a, asked=asked: asked.append(a[2])
            )
            self.get(address)
            queries = [one for one in asked if one != "BEGIN"]
            assert 0 < len(queries) <= 8, (address, queries)


class TheMapWithTiles(TestCase):
    content = True
    settings = {
        "MAP_TILES": "https://t{s}.tiles.example/{z}/{x}/{y}?tk={key}",
        "MAP_TILE_KEY": "a-key",
        "MAP_TILE_CREDIT": "© Tiles",
        "MAP_APPROVAL": "GS(2099)1号",
    }

    def test_the_approval_number_is_inside_the_map(self) -> None:
        credit = self.get("/en/map").one("[data-map] .map-credit").get_text()
        assert "© Tiles" in credit
        assert "GS(2099)1号" in credit

    def test_the_script_is_told_where_the_tiles_are(self) -> None:
        frame = self.get("/map").one("[data-map]")
        assert frame["data-tiles"] == self.settings["MAP_TILES"]
        assert frame["data-tile-key"] == "a-key"

    def test_pictures_may_come_from_the_tile_service_and_nowhere_else(self) -> None:
        policy = self.get("/map").headers["Content-Security-Policy"]
        assert "https://t0.tiles.example" in policy


class APlace(TestCase):
    content = True

    def json_ld(self, page: Page) -> dict[str, object]:
        found = json.loads(page.one("script[type='application/ld+json']").get_text())
        assert isinstance(found, dict)
        return found

    def test_it_says_first_what_people_came_for(self) -> None:
        words = self.get("/en/places/wudangzhao").words
        order = ["Wudangzhao Monastery", "Open", "Opening hours", "Where it is", "The story"]
        found = [words.index(part) for part in [*order, "Facts", "Sources"]]
        assert found == sorted(found)

    def test_every_place_has_a_page_in_both_languages(self) -> None:
        for place in self.session.scalars(all_places()):
            assert place.name.zh in self.get(f"/places/{place.slug}").one("h1").get_text()
            english = self.get(f"/en/places/{place.slug}").one("h1").get_text()
            assert english == place.name.best("en")[0]

    def test_what_is_unknown_says_so(self) -> None:
        rows = self.get("/en/places/coal-museum").texts(".place-before div")
        assert "Opening hours to be verified" in rows
        assert "Getting there to be verified" in rows

    def test_a_planned_place_never_looks_open(self) -> None:
        for place in self.session.scalars(all_places()):
            if place.status is not PlaceStatus.planned:
                continue
            page = self.get(f"/en/places/{place.slug}")
            status = page.one(".place-open .place-status")
            assert status.get_text() == "Planned, not open"
            assert status["data-status"] == "planned"
            assert not page.soup.select(".place-open [data-status=open]")

    def test_an_exact_place_is_handed_to_each_map_app(self) -> None:
        page = self.get("/en/places/wudangzhao")
        links = [str(link["href"]) for link in page.soup.select(".place-apps a")]
        hosts = [link.split("/")[2] for link in links]
        assert hosts == ["uri.amap.com", "api.map.baidu.com", "apis.map.qq.com", "maps.apple.com"]
        assert "40.791111, 110.308472" in page.words

    def test_an_approximate_place_is_never_handed_over_and_the_page_says_why(self) -> None:
        page = self.get("/en/places/baotou-ancient-city")
        assert not page.soup.select(".place-apps")
        assert "amap.com" not in page.text
        assert "We know only roughly where it is" in page.words
        assert "40.665" not in page.words

    def test_an_unpinned_place_says_so_and_has_no_small_map(self) -> None:
        page = self.get("/en/places/chongde-street")
        assert "Its position is to be verified" in page.words
        assert not page.soup.select(".locator, .place-apps")

    def test_a_hall_leads_to_its_monastery(self) -> None:
        page = self.get("/en/places/suguqin-hall")
        assert page.one(".crumbs a[href='/en/places/wudangzhao']")
        assert "It stands inside Wudangzhao Monastery" in page.words

    def test_a_monastery_shows_its_halls(self) -> None:
        names = self.get("/en/places/wudangzhao").texts(".place-pieces a")
        assert "Ahui Hall" in names
        assert len(names) == 11

    def test_the_small_map_leads_to_the_map_opened_here(self) -> None:
        link = self.get("/en/places/wudangzhao").one("a.place-locator")
        assert link["href"] == "/en/map?place=wudangzhao"

    def test_sources_are_named_with_the_day_they_were_checked(self) -> None:
        page = self.get("/en/places/wudangzhao")
        assert "Last checked on Monday, 23 November 2026." in page.words
        assert page.soup.select(".sources a[href^=http]")

    def test_json_ld_has_a_position_only_where_it_is_exact(self) -> None:
        said = self.json_ld(self.get("/places/wudangzhao"))
        assert said["@type"] == "TouristAttraction"
        assert said["geo"] == {
            "@type": "GeoCoordinates",
            "latitude": 40.791111,
            "longitude": 110.308472,
        }
        assert said["url"] == "https://shiguai.example/places/wudangzhao"
        assert "geo" not in self.json_ld(self.get("/places/baotou-ancient-city"))
        assert self.json_ld(self.get("/places/coal-museum"))["@type"] == "Museum"

    def test_a_building_of_another_kind_can_stand_inside(self) -> None:
        said = self.json_ld(self.get("/en/places/huawu-hotspring-hotel"))
        assert said["@type"] == "Hotel"
        assert said["containedInPlace"] == {"@type": "TouristAttraction", "name": "Huawu Renjian"}

    def test_a_name_cannot_break_out_of_json_ld(self) -> None:
        place = self.session.scalars(by_slug("wudangzhao")).one()
        place.aliases = ("</script><b>",)
        self.session.commit()
        assert "</script><b>" in json.dumps(self.json_ld(self.get("/places/wudangzhao")))


class TheQrCode(TestCase):
    content = True

    def test_it_holds_the_pages_address_with_a_quiet_zone_of_four(self) -> None:
        for prefix in ("", "/en"):
            page = self.get(f"{prefix}/places/wudangzhao.qr.svg")
            assert page.headers["Content-Type"].startswith("image/svg+xml")
            address = f"https://shiguai.example{prefix}/places/wudangzhao"
            wanted = segno.make(address, error="q", boost_error=False, micro=False)
            assert wanted.error == "Q"
            assert modules(page.text) == [list(row) for row in wanted.matrix_iter(border=4)]

    def test_the_page_shows_it_as_a_picture(self) -> None:
        picture = self.get("/places/wudangzhao").one(".place-qr img")
        assert picture["src"] == "/places/wudangzhao.qr.svg"


def modules(svg: str) -> list[list[int]]:
    """The dark and light squares that an SVG of strokes draws, one row after the other."""
    size = int(search(r'viewBox="0 0 (\d+) \1"', svg)[1])  # type: ignore[index]
    drawn = [[0] * size for _ in range(size)]
    (strokes,) = findall(r'<path[^>]*stroke="#000"[^>]* d="([^"]+)"', svg) or findall(
        r'd="([^"]+)"[^>]*stroke="#000"', svg
    )
    x, y = 0.0, 0.0
    for move, first, second in findall(r"([Mmh])(-?[\d.]+)(?: ?(-?[\d.]+))?", strokes):
        if move == "h":
            for column in range(int(x), int(x) + int(first)):
                drawn[int(y)][column] = 1
            x += int(first)
        else:
            relative = move == "m"
            x, y = float(first) + x * relative, float(second) + y * relative
    return drawn
