"""What goes wrong is said in words, in the reader's language, and is never a 500."""

import pytest

from tests.support import TestCase

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
