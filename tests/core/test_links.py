"""Links in texts: two ways to write one, and no other mark-up."""

from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from webapp.core.links import with_links, without_links


def read(text: str) -> BeautifulSoup:
    return BeautifulSoup(f"<p>{with_links(text)}</p>", "html.parser")


def links(text: str) -> list[tuple[str, str]]:
    return [(a.get_text(), str(a["href"])) for a in read(text).select("a")]


def test_words_in_brackets_lead_to_the_address_behind_them() -> None:
    text = "见[区政府网站](https://www.shiguai.gov.cn/a?b=1&c=2)。"
    assert links(text) == [("区政府网站", "https://www.shiguai.gov.cn/a?b=1&c=2")]
    assert without_links(text) == "见区政府网站。"


def test_an_address_alone_is_a_link_up_to_the_chinese_behind_it() -> None:
    assert links("见https://example.cn/x，再说。") == [("https://example.cn/x",) * 2]
    assert links("(See http://example.cn/x.)") == [("http://example.cn/x",) * 2]


def test_links_say_that_we_do_not_vouch_for_them() -> None:
    assert 'rel="nofollow noopener"' in with_links("https://example.cn")


def test_only_http_and_https_are_links() -> None:
    for text in (
        "[x](javascript:alert(1))",
        "javascript:alert(1)",
        "[x](data:text/html,x)",
        "[x](//example.cn)",
        "[x](mailto:a@example.cn)",
        "https://",
    ):
        assert links(text) == [], text
        assert read(text).get_text() == text


def test_mark_up_stays_text() -> None:
    text = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
    assert with_links(text).count("<") == 0
    assert links(f"https://example.cn/{text}")[0][1] == "https://example.cn/"
    assert links(f"[{text}](https://example.cn)") == [(text, "https://example.cn")]


@given(st.text(alphabet="[]()<>'\"&hHtps:/.x中 \n", max_size=40))
def test_nothing_but_links_and_line_ends_ever_becomes_mark_up(text: str) -> None:
    soup = read(text)
    assert {tag.name for tag in soup.find_all()} <= {"p", "a", "br"}
    for link in soup.select("a"):
        assert set(link.attrs) == {"href", "rel"}
        assert str(link["href"]).lower().startswith(("http://", "https://"))
