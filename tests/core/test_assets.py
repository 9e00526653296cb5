"""Built files: kept for ever by browsers, sent compressed, nothing else served."""

import json

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

    def test_that_nobody_built_is_not_there(self) -> None:
        for name in ("manifest.json", "../package.json", "%2e%2e/package.json", "node_modules/x"):
            assert self.client.get(f"/static/{name}").status_code in (404, 308), name

    def test_image_opened_by_itself_runs_no_script(self) -> None:
        answer = self.client.get(self.address("images/sketch-map.svg"), buffered=True)
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.mimetype == "image/svg+xml"
