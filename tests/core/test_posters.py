"""Posters: what the sheet says in two languages, where its code leads, and who finds it."""

import segno

from tests.events.made import a_date, an_event, stored
from tests.places.test_public import modules
from tests.race import simulated
from tests.support import TestCase
from webapp.core.translated import Translated
from webapp.events import addresses
from webapp.staff.models import Role

PAGES = ("/places/wudangzhao", "/events/aobao-worship", "/race/2027")


class APoster(TestCase):
    content = True

    def test_says_what_where_and_when_in_both_languages_whoever_asks(self) -> None:
        simulated.store(self.session)
        for language in ("", "/en"):
            sheet = self.get(f"{language}/places/wudangzhao/poster")
            assert sheet.texts(".poster-name") == ["五当召", "Wudangzhao Monastery"]
            assert "包头市" in sheet.texts(".poster-facts li")[0]
            assert "08:30–17:00" in sheet.one('.poster-side[lang="en"] .poster-facts').get_text()
            assert sheet.texts(".poster-owner")[0].startswith("石拐区文化和旅游局")
            assert sheet.texts(".poster-owner b") == ["12345", "12345"]
            fair = self.get(f"{language}/events/aobao-worship/poster")
            assert "五月十三" in fair.one('.poster-side[lang="zh-Hans"] .poster-when').get_text()
            assert "lunar month" in fair.one('.poster-side[lang="en"] .poster-when').get_text()
            race = self.get(f"{language}/race/2027/poster")
            assert race.texts(".poster-facts li")[1] == "首批 09:00 出发"
            assert "First start 09:00" in race.texts(".poster-facts li")
        assert self.get("/en/places/wudangzhao/poster").one("h1").get_text() == (
            "Poster: Wudangzhao Monastery"
        )

    def test_its_code_is_a_picture_of_the_address_beside_it(self) -> None:
        simulated.store(self.session)
        for page in (*PAGES, *(f"/en{page}" for page in PAGES)):
            sheet = self.get(f"{page}/poster")
            address = f"https://shiguai.example{page}"
            assert sheet.texts(".poster-address") == [address]
            code = self.get(str(sheet.one(".poster-foot img")["src"]))
            assert code.headers["Content-Type"].startswith("image/svg+xml")
            wanted = segno.make(address, error="q", boost_error=False, micro=False)
            assert modules(code.text) == [list(row) for row in wanted.matrix_iter(border=4)]

    def test_people_find_it_and_search_engines_do_not(self) -> None:
        simulated.store(self.session)
        site_map = self.client.get("/sitemap.xml").text
        for page in PAGES:
            assert self.get(page).soup.select(f'a[href="{page}/poster"]'), page
            assert self.get(f"{page}/poster").one("meta[name=robots]")["content"] == "noindex"
        assert "poster" not in site_map
        self.sign_in(Role.editor)
        for desk in ("/bureau/places/wudangzhao", "/bureau/race/2027/"):
            assert self.get(desk).soup.select('a[href$="/poster"]'), desk
        for unknown in ("/places/nowhere", "/events/nothing", "/race/1999"):
            self.get(f"{unknown}/poster", 404)

    def test_what_is_not_translated_is_left_out_and_a_new_address_is_followed(self) -> None:
        fair = an_event("fair", a_date(), title=Translated(zh="庙会"), where=Translated(zh="广场"))
        stored(self.session, fair)
        addresses.change_address(self.session, fair, "temple-fair")
        self.session.commit()
        for ending in ("/poster", ".qr.svg"):
            moved = self.client.get(f"/events/fair{ending}")
            assert moved.location.endswith(f"/events/temple-fair{ending}")
        sheet = self.get("/en/events/temple-fair/poster")
        assert sheet.texts(".poster-name") == ["庙会"]
        english = sheet.one('.poster-side[lang="en"]').get_text()
        assert "One sentence." in english and "广场" not in english
