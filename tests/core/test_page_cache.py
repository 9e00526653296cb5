"""The page cache shows what was committed, at once, and never anything older."""

from datetime import datetime

from tests.support import TestCase
from webapp.core import clock
from webapp.core.clock import LOCAL
from webapp.core.translated import Translated
from webapp.places.models import Place, by_slug


class AKeptPage(TestCase):
    content = True

    def test_is_answered_again_with_the_same_etag_and_as_not_modified(self) -> None:
        first = self.get("/places/wudangzhao")
        again = self.get("/places/wudangzhao")
        assert first.headers["ETag"] == again.headers["ETag"]
        assert first.text == again.text
        unchanged = self.get(
            "/places/wudangzhao", 304, headers={"If-None-Match": first.headers["ETag"]}
        )
        assert unchanged.text == ""

    def test_gives_way_to_a_change_at_once(self) -> None:
        before = self.get("/places/wudangzhao")
        place: Place = self.session.scalars(by_slug("wudangzhao")).one()
        place.summary = Translated(zh="换了一句话。", en="Another sentence.")
        self.session.commit()
        after = self.get("/places/wudangzhao")
        assert "换了一句话" in after.words
        assert after.headers["ETag"] != before.headers["ETag"]

    def test_gives_way_when_the_day_ends_in_shiguai(self) -> None:
        with clock.fixed_at(datetime(2027, 6, 16, 23, 59, tzinfo=LOCAL)):
            evening = self.get("/").headers["ETag"]
        with clock.fixed_at(datetime(2027, 6, 17, 0, 0, tzinfo=LOCAL)):
            morning = self.get("/").headers["ETag"]
        assert evening != morning

    def test_comes_in_the_encoding_the_client_takes(self) -> None:
        plain = self.client.get("/").data
        for _ in range(2):
            packed = self.client.get("/", headers={"Accept-Encoding": "gzip, br"})
            assert packed.headers["Content-Encoding"] == "br"
            assert len(packed.data) < len(plain) / 2
            assert "Accept-Encoding" in packed.headers["Vary"]
        refused = self.client.get("/", headers={"Accept-Encoding": "br;q=0, gzip"})
        assert refused.headers["Content-Encoding"] == "gzip"

    def test_sets_no_cookie_and_may_be_kept_by_caches_in_front(self) -> None:
        for _ in range(2):
            page = self.get("/places")
            assert "Set-Cookie" not in page.headers
            assert "s-maxage" in page.headers["Cache-Control"]

    def test_is_kept_per_language(self) -> None:
        assert self.get("/places/wudangzhao").soup.html["lang"] == "zh-Hans"
        assert self.get("/en/places/wudangzhao").soup.html["lang"] == "en"
        assert self.get("/places/wudangzhao").soup.html["lang"] == "zh-Hans"
