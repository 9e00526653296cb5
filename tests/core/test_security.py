"""Nothing foreign runs, nothing frames us, nobody is followed."""

from tests.support import TestCase
from webapp.core.security import content_policy


class EveryAnswer(TestCase):
    content = True

    def test_forbids_foreign_and_inline_scripts_and_styles(self) -> None:
        for _ in range(2):  # from the view, then from the page cache
            policy = self.get("/").headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "script-src 'self';" in policy
            assert "style-src 'self';" in policy
            assert "unsafe" not in policy

    def test_keeps_https_only_when_it_came_by_https(self) -> None:
        assert "Strict-Transport-Security" not in self.get("/").headers
        safe = self.client.get("/", base_url="https://shiguai.example")
        assert "max-age=" in safe.headers["Strict-Transport-Security"]
        assert "Strict-Transport-Security" not in self.get("/").headers

    def test_sniffs_nothing_and_tells_others_little(self) -> None:
        headers = self.get("/").headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
        assert "geolocation=(self)" in headers["Permissions-Policy"]

    def test_sets_no_cookie(self) -> None:
        for address in ("/", "/places", "/search?q=a", "/nowhere", "/healthz"):
            assert "Set-Cookie" not in self.client.get(address).headers

    def test_asks_nothing_of_another_host(self) -> None:
        for address in ("/", "/places", "/places/wudangzhao", "/map", "/events", "/race"):
            page = self.get(address)
            loaded = [
                tag.get("src") or tag.get("href")
                for tag in page.soup.select("script[src], img[src], link[rel=stylesheet], use")
            ]
            assert all(source.startswith("/") for source in loaded if source), loaded


def test_only_the_tile_service_that_is_set_may_send_images() -> None:
    policy = content_policy("https://t{s}.tiles.example/x?tk={key}", "", "01")
    assert "img-src 'self' data: https://t0.tiles.example https://t1.tiles.example;" in policy
    assert "tiles" not in content_policy("", "", "01")
