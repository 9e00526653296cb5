"""Behind a proxy: what it says of the reader is believed only when a setting allows it."""

from tests.support import TestCase

FROM_PROXY = {
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "www.shiguai.example",
    "X-Forwarded-Prefix": "/wlj",
}


class BehindATrustedProxy(TestCase):
    content = True
    settings = {"TRUSTED_PROXIES": 1, "PUBLIC_URL": ""}

    def test_https_is_kept_and_addresses_carry_its_path(self) -> None:
        page = self.get("/en/about", headers=FROM_PROXY)
        assert "max-age=" in page.headers["Strict-Transport-Security"]
        canonical = page.one("link[rel=canonical]")["href"]
        assert canonical == "https://www.shiguai.example/wlj/en/about"
        assert page.one(".brand")["href"] == "/wlj/en/"

    def test_readers_by_http_and_https_do_not_get_each_others_page(self) -> None:
        safe = self.get("/about", headers=FROM_PROXY)
        plain = self.get("/about")
        again = self.get("/about", headers=FROM_PROXY)
        assert "Strict-Transport-Security" not in plain.headers
        assert "wlj" not in plain.one("link[rel=canonical]")["href"]
        assert safe.text == again.text


class WithoutAProxy(TestCase):
    content = True

    def test_nobody_can_pretend_to_be_one(self) -> None:
        page = self.get("/about", headers=FROM_PROXY)
        assert "Strict-Transport-Security" not in page.headers
        assert "wlj" not in page.text
