"""Built files: kept for ever by browsers, sent compressed, nothing else served."""

import json
from urllib.parse import unquote

from bs4 import BeautifulSoup

from tests.support import TestCase
from webapp.settings import ROOT


class AStaticFile(TestCase):
    def address(self, name: str) -> str:
        manifest = json.loads((ROOT / "static" / "build" / "manifest.json").read_text())
        return f"/static/{manifest[name]}"

    def test_may_be_kept_for_ever_under_its_hashed_name(self) -> None:
        answer = self.client.get(self.address("app.css"), buffered=True)
        assert answer.status_code == 200
        assert answer.mimetype == "text/css"
        assert "immutable" in answer.headers["Cache-Control"]

    def test_comes_compressed_to_those_who_can(self) -> None:
        plain = self.client.get(self.address("app.css"), buffered=True)
        for encoding in ("br", "gzip"):
            packed = self.client.get(
                self.address("app.css"), headers={"Accept-Encoding": encoding}, buffered=True
            )
            assert packed.headers["Content-Encoding"] == encoding
            assert packed.mimetype == "text/css"
            assert len(packed.data) < len(plain.data)

    def test_carries_no_header_that_only_a_page_needs(self) -> None:
        for name in ("app.css", "main.js", "noto-sans-mongolian-hudum.woff2"):
            answer = self.client.get(
                self.address(name), headers={"Accept-Encoding": "br"}, buffered=True
            )
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert sum(len(f"{one}: {value}") for one, value in answer.headers) < 240, name
            assert "Permissions-Policy" not in answer.headers
            assert "Content-Disposition" not in answer.headers

    def test_the_mark_is_the_icon_of_a_page_and_of_those_who_read_none(self) -> None:
        icon = self.client.get("/favicon.ico", follow_redirects=True, buffered=True)
        assert icon.mimetype == "image/png"
        [named] = BeautifulSoup(self.client.get("/about").data, "html.parser").select("[rel=icon]")
        kind, drawn = str(named["href"]).split(",", 1)
        assert kind == "data:image/svg+xml"
        [mark] = BeautifulSoup(unquote(drawn), "html.parser").select("svg")
        assert len(mark.select("path[fill^='#'][d]")) == 5

    def test_that_nobody_built_is_not_there(self) -> None:
        for name in ("manifest.json", "../package.json", "%2e%2e/package.json", "node_modules/x"):
            assert self.client.get(f"/static/{name}").status_code in (404, 308), name

    def test_image_opened_by_itself_runs_no_script(self) -> None:
        answer = self.client.get(self.address("images/sketch-map.svg"), buffered=True)
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.mimetype == "image/svg+xml"
