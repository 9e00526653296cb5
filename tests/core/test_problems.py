"""What goes wrong is said in words, in the reader's language, and is never a 500."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests import databases
from tests.support import Page, TestCase
from webapp import create_app
from webapp.extensions import db

MALFORMED = [
    "/search?q=%ff",
    "/search?q=%00",
    "/en/search?q=%e4%bd",
    "/search?q=" + "a" * 1500,
    "/" + "a" * 600,
    "/places?kind=%ff",
]


class ABadAddress(TestCase):
    content = True

    def test_that_nobody_knows_is_a_404_in_the_readers_language(self) -> None:
        assert "没有" in self.get("/places/atlantis", 404).words
        page = self.get("/en/places/atlantis", 404)
        assert "no page at this address" in page.words
        assert page.headers["Cache-Control"] == "no-store"
        assert page.soup.select("form[role=search]"), "no way on"

    def test_that_is_malformed_is_a_400_in_words(self) -> None:
        for address in MALFORMED:
            with self.subTest(address=address[:40]):
                page = self.get(address, 400)
                assert page.soup.h1.get_text(strip=True)

    def test_that_a_person_typed_or_pasted_oddly_is_none(self) -> None:
        """A Chinese keyboard's blank, a no-break one, one without width, a joined emoji, a tab."""
        for blank in (
            "%E3%80%80",
            "%C2%A0",
            "%E2%80%8B",
            "%F0%9F%91%A9%E2%80%8D%F0%9F%9A%92",
            "%09",
        ):
            self.get(f"/search?q={blank}")
        found = self.get("/search?q=%E4%BA%94%E5%BD%93%E3%80%80%E5%8F%AC").words
        assert "五当召" in found

    def test_that_is_far_too_long_for_a_file_or_a_number_is_a_404(self) -> None:
        for address in (f"/static/{'a' * 300}", f"/race/{'9' * 40}", f"/race/{'9' * 40}.ics"):
            self.get(address, 404, headers={"Accept-Encoding": "br"})

    def test_of_a_host_that_can_be_none_is_a_400(self) -> None:
        for host in ("a..b", "a" * 300):
            for address in ("/about", "/api/v1/places", "/search?q=%00"):
                assert self.client.get(address, headers={"Host": host}).status_code == 400

    def test_of_the_api_is_a_problem_for_programs(self) -> None:
        answer = self.client.get("/api/v1/nothing")
        assert answer.status_code == 404
        assert answer.content_type == "application/problem+json"
        assert answer.json["status"] == 404

    def test_asked_with_the_wrong_method_says_which_are_right(self) -> None:
        answer = self.client.post("/about")
        assert answer.status_code == 405
        assert "GET" in answer.headers["Allow"]


@pytest.mark.parametrize("header", ["Content-Security-Policy", "X-Content-Type-Options"])
def test_an_error_page_is_as_strict_as_any_other(header: str, app) -> None:
    assert header in app.test_client().get("/nowhere").headers


@pytest.fixture
def cut_off(tmp_path: Path) -> FlaskClient:
    """A client of a service that cannot reach its database."""
    away = f"sqlite:///{tmp_path / 'nowhere' / 'x.sqlite'}"
    return create_app(databases.configuration(away) | {"TESTING": False}).test_client()


def test_without_its_database_the_service_says_so_in_the_readers_language(
    cut_off: FlaskClient,
) -> None:
    for address, words in (("/places", "请一分钟后再试"), ("/en/places", "try again in a minute")):
        answer = cut_off.get(address)
        assert answer.status_code == 503
        assert words in Page(answer).words
        assert answer.headers["Retry-After"]
        assert answer.headers["Cache-Control"] == "no-store"
    problem = cut_off.post("/api/v1/visits/counts", headers={"Authorization": "Bearer x"})
    assert (problem.status_code, problem.mimetype) == (503, "application/problem+json")


def test_without_its_database_the_process_is_alive_and_gives_its_files(
    cut_off: FlaskClient,
) -> None:
    assert cut_off.get("/healthz").status_code == 200
    assert cut_off.get("/readyz").status_code == 503
    assert cut_off.get("/static/nothing.css").status_code == 404
    assert cut_off.get("/nowhere").status_code == 404


def test_a_kept_page_is_a_503_too_once_the_database_is_gone() -> None:
    url = databases.fresh(content=True)
    app = create_app(databases.configuration(url) | {"TESTING": False})
    client = app.test_client()
    assert client.get("/places").status_code == 200
    with app.app_context():
        db.engine.dispose()
    databases.take_away(url)
    assert client.get("/places").status_code == 503
    with app.app_context():
        db.engine.dispose()
