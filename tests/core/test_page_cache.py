"""The page cache shows what was committed, at once, and never anything older."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import brotli
import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from tests import databases
from tests.support import TestCase
from webapp import create_app
from webapp.core import clock, page_cache
from webapp.core.clock import LOCAL
from webapp.core.translated import Translated
from webapp.extensions import db
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

    def test_weighs_less_from_the_second_reader_on(self) -> None:
        asked = {"Accept-Encoding": "br"}
        first, second, third = (self.client.get("/", headers=asked).data for _ in range(3))
        assert len(second) < 0.92 * len(first)
        assert third == second
        assert brotli.decompress(second) == brotli.decompress(first)

    def test_sets_no_cookie_and_may_be_kept_by_caches_in_front(self) -> None:
        for _ in range(2):
            page = self.get("/places")
            assert "Set-Cookie" not in page.headers
            assert "s-maxage" in page.headers["Cache-Control"]

    def test_is_kept_per_language(self) -> None:
        assert self.get("/places/wudangzhao").soup.html["lang"] == "zh-Hans"
        assert self.get("/en/places/wudangzhao").soup.html["lang"] == "en"
        assert self.get("/places/wudangzhao").soup.html["lang"] == "zh-Hans"

    def test_is_not_what_a_prefix_of_the_host_makes_of_another_address(self) -> None:
        chinese = self.get("/places", environ_overrides={"SCRIPT_NAME": "/en"})
        assert chinese.soup.html["lang"] == "zh-Hans"
        assert self.get("/en/places").soup.html["lang"] == "en"

    def test_has_another_etag_when_a_setting_that_it_shows_is_another(self) -> None:
        before = self.get("/about").headers["ETag"]
        for more, same in (({"SITE_ICP": "蒙ICP备0号"}, False), ({"WEB_WORKERS": 9}, True)):
            assert (_etag_of_about(self.app.config | more) == before) is same


def _etag_of_about(settings: dict[str, Any]) -> str:
    app = create_app(settings)
    etag = app.test_client().get("/about").headers["ETag"]
    with app.app_context():
        engine = db.engine
    engine.dispose()
    return etag


@pytest.fixture
def reader() -> Iterator[tuple[FlaskClient, list[str]]]:
    """A client, and the queries with which pages are made; a kept page makes none."""
    app = create_app(databases.configuration(databases.fresh(content=True)))
    with app.app_context():
        engine = db.engine
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *about: asked.append(about[2]))
    yield app.test_client(), asked
    engine.dispose()


def made_afresh(reader: tuple[FlaskClient, list[str]], address: str) -> bool:
    """Ask for a page; whether it was made afresh for this."""
    client, asked = reader
    asked.clear()
    assert client.get(address).status_code == 200
    return bool(asked)


def test_a_page_that_is_asked_for_outlives_those_that_are_not(
    monkeypatch: pytest.MonkeyPatch, reader: tuple[FlaskClient, list[str]]
) -> None:
    monkeypatch.setattr(page_cache, "MOST_PAGES", 2)
    assert made_afresh(reader, "/places")
    for junk in ("/places?a", "/places?b", "/places?c"):
        assert made_afresh(reader, junk)
        assert not made_afresh(reader, "/places")


def test_pages_make_room_by_weight_as_well_as_by_number(
    monkeypatch: pytest.MonkeyPatch, reader: tuple[FlaskClient, list[str]]
) -> None:
    monkeypatch.setattr(page_cache, "MOST_BYTES", len(reader[0].get("/places").data) + 10)
    assert not made_afresh(reader, "/places")
    assert made_afresh(reader, "/map")
    assert made_afresh(reader, "/places")


def test_a_request_with_credentials_drives_no_page_out(
    reader: tuple[FlaskClient, list[str]],
) -> None:
    made_afresh(reader, "/places")
    assert reader[0].get("/places", headers={"Authorization": "Bearer x"}).status_code == 200
    assert not made_afresh(reader, "/places")
